"""Importing what another tool holds: a file, a mapping, cases with their events or other rows, and a way back.

mapping.py   the TOML that says what the columns mean        reading/     the file, row by row, whatever it is
dating.py    instants as files write them                    numbering.py an identity for rows that have none
understanding.py  one row → what a case needs, or why not    classifying.py  the types of the town
writing.py   a chunk of cases and events                     kinds/       persons, departments, agents, request types
running.py   the whole, and its report                       stopping.py  a full disk, in words
undoing.py   a batch taken back                              taking_back.py  the rows of the other kinds
"""
