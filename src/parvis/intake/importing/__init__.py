"""Importing the history of another tool: a CSV file, a mapping, cases with their events, and a way back.

mapping.py   the TOML that says what the columns mean        reading.py   the file, row by row
dating.py    instants as files write them                    numbering.py an identity for rows that have none
understanding.py  one row → what a case needs, or why not    classifying.py  the types of the town
identifying.py    who asked                                  holding.py   who had it
ahead.py     the next rows read while others are written     writing.py   a chunk, through receive_many
running.py   the whole, and its report                       touched.py   what was touched since
undoing.py   a batch taken back
"""
