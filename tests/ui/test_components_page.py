"""The living page shows every component, under the product's own settings."""

import re
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from parvis.ui import vocabulary
from parvis.ui.screens import components

# The design system stands alone: its pages are drawn even where no other slice has an address.
pytestmark = pytest.mark.urls("parvis.ui.urls")

PARTS = Path(components.__file__).parent.parent / "templates/ui/parts"


@pytest.fixture
def request_() -> HttpRequest:
    return RequestFactory().get("/ui/components")


def test_every_term_and_chart_is_shown(request_: HttpRequest) -> None:
    html = components.living_page(request_).content.decode()
    for table in (vocabulary.STATES, vocabulary.OUTCOMES, vocabulary.PRIORITIES, vocabulary.CHANNELS):
        for term in table.values():
            assert f"#{term.icon}" in html
    assert html.count('<figure class="chart') == len(components.drawings())


def test_every_id_is_unique_and_every_reference_leads_somewhere(request_: HttpRequest) -> None:
    for screen in (components.living_page, components.portal_page):
        html = screen(request_).content.decode()
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        for attribute in ("for", "aria-describedby", "aria-labelledby"):
            for names in re.findall(rf'\s{attribute}="([^"]+)"', html):
                assert set(names.split()) <= set(ids), names
        for pattern in re.findall(r"url\(#([^)]+)\)", html):
            assert pattern in ids


def test_numbers_of_the_drawings_are_not_localised(request_: HttpRequest) -> None:
    """A French comma or a grouped thousand in a coordinate draws nothing."""
    html = components.living_page(request_).content.decode()
    coordinates = re.findall(r'\s(?:x|y|width|height|x1|x2|y1|y2)="([^"]+)"', html)
    assert len(coordinates) > 100
    assert [one for one in coordinates if not re.fullmatch(r"-?[\d.]+%?", one)] == []


def test_each_part_is_used_by_the_product() -> None:
    sources = PARTS.parent.parent.parent.parent
    text = "".join(path.read_text("utf-8") for kind in ("html", "py") for path in sources.rglob(f"*.{kind}"))
    for part in PARTS.glob("*.html"):
        assert f"ui/parts/{part.name}" in text, part.name
