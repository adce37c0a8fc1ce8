"""Template tags of the design system: `{% load parvis %}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from parvis.kit import clock
from parvis.ui import dates, phones, vocabulary
from parvis.ui import qr as qr_code
from parvis.ui.assets_manifest import asset_url
from parvis.ui.vocabulary import Term

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """Address of a built file: `{% asset "desk.css" %}`."""
    return asset_url(name)


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of the sprite. Decorative unless it has a label."""
    return _drawn(f"{asset_url('icons.svg')}#{name}", label, f"icon {css}".strip())


#: The same few are on every line of a list; each is written once, in each language.
_once = lru_cache(maxsize=2_000)


@_once
def _drawn(address: str, label: str, classes: str) -> SafeString:
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>',
            classes,
            label,
            address,
        )
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>',
        classes,
        address,
    )


def _badge(term: Term, css: str) -> SafeString:
    return _labelled(f'<span class="{css} tone-{{tone}}">{{icon}}{{label}}</span>', term, get_language())


@_once
def _labelled(html: str, term: Term, language: str) -> SafeString:
    return format_html(html, tone=term.tone, icon=icon(term.icon), label=term.label)


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """A QR code, for what is printed: `{% qr url label="…" %}`."""
    return qr_code.drawn(text, label)


@register.simple_tag
def state_badge(state: object) -> SafeString:
    """State of a case: icon, word and colour."""
    return _badge(vocabulary.term(vocabulary.STATES, state), "badge-state")


@register.simple_tag
def outcome_badge(outcome: object) -> SafeString:
    return _badge(vocabulary.term(vocabulary.OUTCOMES, outcome), "badge-state")


@register.simple_tag
def priority_badge(priority: object) -> SafeString:
    """P1 to P4; a number does too."""
    return _badge(vocabulary.term(vocabulary.PRIORITIES, priority), "badge-priority")


@register.simple_tag
def channel_label(channel: object) -> SafeString:
    term = vocabulary.term(vocabulary.CHANNELS, channel)
    return _labelled('<span class="channel">{icon}{label}</span>', term, get_language())


def _time(moment: date, text: str) -> SafeString:
    """All three are our own words: nothing in them to escape."""
    return mark_safe(f'<time datetime="{moment.isoformat()}" title="{dates.full(moment)}">{text}</time>')  # noqa: S308


@register.filter
def ago(moment: datetime | None) -> str:
    """« il y a 2 h », with the full date on hover."""
    return _time(moment, dates.ago(moment, clock.now())) if moment else ""


@register.filter
def day(moment: date | None) -> str:
    """« hier », « 4 mars », with the full date on hover."""
    return _time(moment, dates.day(moment, clock.now())) if moment else ""


@register.filter
def short_day(moment: date | None) -> str:
    """« 3 déc. 2025 », for a column of a list."""
    return _time(moment, dates.short_day(moment, clock.now())) if moment else ""


@register.filter
def short_ago(moment: datetime | None) -> str:
    """« il y a 2 h », « 3 déc. 2025 », for a column of a list."""
    return _time(moment, dates.short_ago(moment, clock.now())) if moment else ""


@register.filter
def phone(number: str | None) -> str:
    """« 02 61 91 00 00 » for the number kept as « +33261910000 »."""
    return phones.said(number) if number else ""


@register.filter
def unlocalized(value: float) -> str:
    """A number for SVG: point, no grouping, no useless nought."""
    return f"{value:g}"


@register.filter
def initials(name: str) -> str:
    """Two letters for an avatar."""
    words = str(name).replace("-", " ").split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, label: str = "", optional: bool | None = None) -> dict[str, Any]:
    """A form field: label, hint, error, control, tied together for screen readers."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "select" if hasattr(widget, "choices") else "text")
    several = kind in ("radio",) or (kind == "checkbox" and hasattr(widget, "choices"))
    described = [f"{bound.auto_id}-hint"] if bound.help_text else []
    if bound.errors:
        described.append(f"{bound.auto_id}-error")
    css = {
        "checkbox": "form-check-input",
        "radio": "form-check-input",
        "select": "form-select",
    }
    attrs: dict[str, Any] = dict(widget.attrs)
    attrs["class"] = f"{css.get(kind, 'form-control')} {attrs.get('class', '')}".strip()
    if attrs.get("rows") == "10":  # what Django writes when nobody chose
        attrs["rows"] = "5"
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {
        "field": bound,
        "label": label or bound.label,
        "optional": (not bound.field.required) if optional is None else optional,
        "several": several,
        "single_check": kind == "checkbox" and not several,
        "control": bound.as_widget(attrs=attrs) if not several else "",
        "described": " ".join(described),
    }


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """What to correct, each line a link to its field. Place it first in the page."""
    lines = [
        {"target": bound.auto_id, "text": error, "label": bound.label}
        for bound in form
        for error in bound.errors
        if not bound.is_hidden
    ]
    lines += [{"target": "", "text": error} for error in form.non_field_errors()] if form.is_bound else []
    return {"lines": lines}


@register.inclusion_tag("ui/parts/empty.html")
def empty_state(
    title: str,
    text: str = "",
    icon: str = "mood-empty",
    url: str = "",
    action: str = "",
) -> dict[str, str]:
    return {"title": title, "text": text, "icon": icon, "url": url, "action": action}


@register.inclusion_tag("ui/parts/pager.html")
def pager(next_url: str = "", prev_url: str = "") -> dict[str, str]:
    """Keyset paging: no page number, only the neighbours."""
    return {"next_url": next_url, "prev_url": prev_url}


@register.inclusion_tag("ui/parts/figure.html")
def figure(label: str, value: object, url: str = "", note: str = "", alert: bool = False) -> dict[str, Any]:
    """One figure; with an address the whole card opens the list that makes it up."""
    return {"label": label, "value": value, "url": url, "note": note, "alert": alert}


@register.inclusion_tag("ui/parts/definitions.html")
def definitions(
    rows: Mapping[str, object] | Iterable[tuple[str, object]],
) -> dict[str, Any]:
    pairs = rows.items() if isinstance(rows, Mapping) else rows
    return {"rows": [(name, value) for name, value in pairs if value not in (None, "")]}


@register.simple_tag(takes_context=True)
def chart(context: Context, drawing: Any) -> SafeString:
    """A chart of parvis.ui.charts, with its title, reading and table."""
    request = context.get("request")
    html = get_template("ui/parts/chart.html").render({"chart": drawing}, request)
    return mark_safe(html)  # noqa: S308 - rendered by an escaping template
