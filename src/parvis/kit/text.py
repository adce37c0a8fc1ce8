"""Text that PostgreSQL can hold, whatever somebody sent."""


def clean_text(text: str) -> str:
    """Without NUL characters and lone surrogates, which no UTF-8 database stores; everything else stays."""
    if text.isascii():
        return text.replace("\x00", "")
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()
