"""Cells put right: accents encoded twice, and what a spreadsheet must not take for a formula."""

import re

import ftfy

_TWICE = re.compile("Ã[\u0080-\u00bf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u2122]|Â[\u00a0-\u00bf]|â€")
#: What Excel and LibreOffice take for a formula, and our own mark, so that it can always be taken off again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_NUMBER = re.compile(r"[+-]?[\d .,()\u00a0\u202f]*")


def repaired(cell: str) -> str:
    """« Ã©cole » → « école »; text that only looks strange is left alone."""
    if cell.isascii() or not _TWICE.search(cell):
        return cell
    return ftfy.fix_encoding(cell)


def neutral(cell: str) -> str:
    """As written into a file that people open: an apostrophe before what would run as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def original(cell: str) -> str:
    """``neutral`` undone."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell
