"""What cannot be imported: the whole file, or one row."""


class CannotImport(Exception):
    """The file or the mapping cannot be used; the message says why, for the person who typed the command."""


class RowRefused(Exception):
    """One row cannot become a case; the message says why."""
