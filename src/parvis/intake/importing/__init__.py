"""Importing the history of another tool: a CSV file, a mapping, cases with their events, and a way back.

mapping.py   the TOML that says what the columns mean        reading.py   the file, row by row
dating.py    instants as files write them                    numbering.py an identity for rows that have none
understanding.py  one row → what a case needs, or why not    classifying.py  the types of the town
writing.py   a chunk of cases and events                     running.py   the whole, and its report
undoing.py   a batch taken back
"""
