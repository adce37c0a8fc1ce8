import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.portal.colours import BLACK, WHITE, contrast, ink_on, readable
from parvis.portal.town_stylesheet import stylesheet

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_the_one_of_wcag():
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)


@given(colours)
def test_any_colour_of_a_town_gives_readable_text_and_buttons(colour):
    usable = readable(colour)
    assert contrast(usable, WHITE) >= 5.5
    assert contrast(usable, ink_on(usable)) >= 4.5
    assert contrast(colour, ink_on(colour)) >= 4.5


@given(colours)
def test_a_colour_that_is_readable_is_left_alone(colour):
    assert readable(readable(colour)) == readable(colour)


@pytest.mark.parametrize("colour", ["#ffff00", "#ffffff", "#ff69b4"])
def test_a_pale_colour_is_darkened_where_it_is_read_and_kept_where_it_is_not(colour):
    css = stylesheet(colour)
    assert f"--town-accent:{colour}" in css
    assert f"--parvis-accent:{colour}" not in css


def test_the_stylesheet_is_served_once(client, town, django_assert_num_queries):
    response = client.get("/town.css")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert town.accent in response.content.decode()
    with django_assert_num_queries(2):  # naming the tenant in this test's own transaction
        again = client.get("/town.css", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert f'<link rel="stylesheet" href="{"/town.css"}">' in client.get("/").content.decode()
