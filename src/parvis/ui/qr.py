"""An address as a drawing that a telephone reads, for what is printed."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString


def drawn(text: str, label: str) -> SafeString:
    """An inline SVG of black squares on white; no style attribute, which the content policy forbids."""
    code = segno.make(text, error="m", micro=False)
    width, height = code.symbol_size(border=2)
    steps = "".join(
        f"M{column + 2} {row + 2}h1v1h-1z"
        for row, line in enumerate(code.matrix)
        for column, dark in enumerate(line)
        if dark
    )
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}"><path fill="#fff" d="M0 0h{}v{}H0z"/>'
        '<path fill="#000" d="{}"/></svg>',
        label, width, height, width, height, steps,
    )  # fmt: skip
