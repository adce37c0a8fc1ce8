"""Tags of the design system, drawn by the real templates and the real build."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from parvis.cases.states import Channel, Outcome, State
from parvis.catalog.models import Priority
from parvis.kit import clock
from parvis.ui import assets_manifest, charts, vocabulary
from parvis.ui.charts import Point

UI = Path(assets_manifest.__file__).parent


def drawn(source: str, **context: object) -> str:
    return Template("{% load parvis %}" + source).render(Context(context))


class Form(forms.Form):
    what = forms.CharField(label="Quoi ?", help_text="Quelques mots.", widget=forms.Textarea)
    how = forms.ChoiceField(label="Comment ?", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    follow = forms.BooleanField(label="Suivre", required=False)


@pytest.mark.parametrize(
    ("table", "enumeration"),
    [(vocabulary.STATES, State), (vocabulary.OUTCOMES, Outcome), (vocabulary.CHANNELS, Channel)],
)
def test_screens_and_domain_use_the_same_words(table: dict, enumeration: type) -> None:  # type: ignore[type-arg]
    assert {code: str(term.label) for code, term in table.items()} == dict(enumeration.choices)  # type: ignore[attr-defined]


def test_priorities_wear_the_words_of_the_catalogue() -> None:
    assert [vocabulary.label(vocabulary.PRIORITIES, one) for one in Priority] == [
        one.label for one in Priority
    ]


def test_a_state_is_an_icon_a_word_and_a_colour() -> None:
    html = drawn("{% state_badge state %}", state=State.WAITING)
    assert "tone-amber" in html
    assert "#hourglass" in html
    assert "En attente" in html


def test_an_unknown_state_is_an_error_not_an_empty_badge() -> None:
    with pytest.raises(KeyError):
        drawn("{% state_badge 'nouvelle' %}")


def test_every_icon_named_in_the_product_is_in_the_sprite() -> None:
    sprite = (assets_manifest.DIST / assets_manifest.manifest()["icons.svg"]).read_text()
    known = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    tables = (vocabulary.STATES, vocabulary.OUTCOMES, vocabulary.PRIORITIES, vocabulary.CHANNELS)
    used = {term.icon for table in tables for term in table.values()}
    for template in UI.parent.rglob("templates/**/*.html"):
        used |= set(re.findall(r'{%\s*icon "([\w-]+)"', template.read_text("utf-8")))
    assert used - known == set()


def test_an_icon_speaks_only_when_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in drawn('{% icon "send" %}')
    assert 'role="img" aria-label="Fermer"' in drawn('{% icon "x" label="Fermer" %}')


def test_a_name_is_escaped_in_a_figure() -> None:
    html = drawn("{% figure name 3 %}", name="<script>alert(1)</script>")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_ago_keeps_the_full_date_on_hover() -> None:
    with clock.travel(datetime(2025, 3, 4, 13, 0, tzinfo=UTC)):
        html = drawn("{{ moment|ago }}", moment=datetime(2025, 3, 4, 11, 0, tzinfo=UTC))
    assert (
        html
        == '<time datetime="2025-03-04T11:00:00+00:00" title="mardi 4 mars 2025 à 12 h 00">il y a 2 h</time>'
    )


def test_a_refused_field_ties_its_hint_and_error_to_the_control() -> None:
    html = drawn("{% field form.what %}", form=Form({"how": "a"}))
    described = re.search(r'<textarea[^>]*aria-describedby="([^"]+)"', html)
    assert described is not None
    assert described[1].split() == ["id_what-hint", "id_what-error"]
    assert all(f'id="{name}"' in html for name in described[1].split())
    assert 'aria-invalid="true"' in html
    assert html.count("aria-describedby") == 1


def test_choices_are_a_fieldset_with_a_legend() -> None:
    html = drawn("{% field form.how %}", form=Form())
    assert "<fieldset" in html
    assert "Comment ?" in html.split("<legend")[1].split("</legend>")[0]
    for found in re.findall(r'<label[^>]*for="([^"]+)"', html):
        assert f'id="{found}"' in html


def test_the_error_summary_leads_to_each_field() -> None:
    html = drawn("{% error_summary form %}", form=Form({}))
    assert re.findall(r'href="#([^"]+)"', html) == ["id_what", "id_how"]
    assert "2 points à corriger" in html
    assert drawn("{% error_summary form %}", form=Form({"what": "x", "how": "a"})).strip() == ""


def test_public_and_internal_composers_cannot_be_confused() -> None:
    public = render_to_string("ui/parts/composer.html", {"kind": "public", "action": "/x"})
    internal = render_to_string("ui/parts/composer.html", {"kind": "internal", "action": "/x"})
    assert "Envoyer à la personne" in public
    assert "Envoyer à la personne" not in internal
    assert "is-internal" in internal
    assert "is-internal" not in public
    assert "btn-internal" in internal
    assert "btn-primary" not in internal


def test_a_chart_shows_its_reading_its_links_and_its_table() -> None:
    points = [Point("mars", 1200, "/q?m=3"), Point("avril", 800, "/q?m=4")]
    html = drawn(
        "{% chart c %}", c=charts.columns("Reçues", "Mars domine.", points, head=("Mois", "Demandes"))
    )
    assert html.count('href="/q?m=') == 2
    assert "Mars domine." in html
    assert "<details>" in html
    assert "1\u202f200" in html.split("<table")[1]
    assert 'role="img"' not in html, "links inside an image are out of reach"


@pytest.mark.parametrize("template", sorted((UI / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_template_needs_inline_style_or_script(template: Path) -> None:
    text = template.read_text("utf-8")
    assert " style=" not in text
    assert not re.search(r"\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_error_page_needs_no_request() -> None:
    html = render_to_string(
        "ui/error.html", {"title": "Page introuvable", "text": "Rien ici.", "status": 404}
    )
    assert "<h1>Page introuvable</h1>" in html
    assert 'href="/"' in html


def test_a_file_out_of_the_build_is_an_error() -> None:
    with pytest.raises(assets_manifest.AssetsNotBuilt, match=r"nothing\.css"):
        assets_manifest.asset_url("nothing.css")


def test_the_first_visit_of_a_desk_page_is_light() -> None:
    """What travels: compressed files beside the built ones, and the typeface (already compressed)."""
    names = assets_manifest.manifest()
    total = 0
    for name in ("desk.css", "theme.js", "app.js", "icons.svg", "favicon.svg", "inter.woff2"):
        path = assets_manifest.DIST / names[name]
        squeezed = path.with_name(path.name + ".gz")
        total += (squeezed if squeezed.exists() else path).stat().st_size
    shared = sum(
        (assets_manifest.DIST / f"{name}.gz").stat().st_size
        for name in re.findall(
            r'from"\./([\w.-]+\.js)"', (assets_manifest.DIST / names["app.js"]).read_text()
        )
    )
    assert 60_000 < total + shared < 250_000
