"""Importing what another tool holds: a file, a mapping, cases with their events or other rows, and a way back.

mapping.py   the TOML that says what the columns mean        reading/     the file, row by row, whatever it is
dating.py    instants as files write them                    numbering.py an identity for rows that have none
understanding.py  one row → what a case needs, or why not    classifying.py  the types of the town
identifying.py    who asked                                  holding.py   who had it
ahead.py     the next rows read while others are written     writing.py   a chunk, through receive_many
kinds/       persons, departments, agents, request types     stopping.py  a full disk, in words
running.py   the whole, and its report                       touched.py   what was touched since
undoing.py   a batch taken back                              taking_back.py  the rows of the other kinds
"""
