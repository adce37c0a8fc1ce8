import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.directory.normalising import (
    format_phone,
    normalise_email,
    normalise_phone,
    normalise_rna,
    normalise_siren,
    normalise_siret,
    sort_name,
)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Élodie Lefèvre", "elodie lefevre"),
        ("  d’Œuvre--Saint   Clair ", "d oeuvre saint clair"),
        ("D'ŒUVRE SAINT-CLAIR", "d oeuvre saint clair"),
        ("Ÿuñe", "yune"),
        ("Jean\u00a0Paul", "jean paul"),
        ("N\u0303", "n"),
        ("مريم", "مريم"),
        ("Zoé 🌻", "zoe 🌻"),
        ("", ""),
    ],
)
def test_names_as_they_are_sorted(name, key):
    assert sort_name(name) == key


def test_elodie_comes_before_zoe():
    assert sorted(["Zoé", "élodie", "Éric", "Eric"], key=sort_name) == ["élodie", "Éric", "Eric", "Zoé"]


def test_direction_marks_do_not_hide_a_name():
    assert sort_name("\u202eMartin\u202c\u200b") == "martin"


@given(st.text(max_size=80))
def test_a_key_is_its_own_key(name):
    assert sort_name(sort_name(name)) == sort_name(name)


@pytest.mark.parametrize(
    ("given_", "address"),
    [
        (" Marie.Dupont@Exemple.FR ", "marie.dupont@exemple.fr"),
        ("<a+b@exemple.fr>", "a+b@exemple.fr"),
        ("mailto:a@exemple.fr", "a@exemple.fr"),
        ("contact@mairie-évreux.fr", "contact@xn--mairie-vreux-heb.fr"),
        ("a＠exemple.fr", "a@exemple.fr"),
        ("o'neil@exemple.fr", "o'neil@exemple.fr"),
    ],
)
def test_email_addresses(given_, address):
    assert normalise_email(given_) == address


@pytest.mark.parametrize(
    "wrong",
    ["", "a", "a@b", "@exemple.fr", "a b@exemple.fr", "a@@exemple.fr", "a..b@exemple.fr", "a@-exemple.fr",
     "a@exemple..fr", "a@exemple.fr\nBcc: x@y.fr", "a" * 65 + "@exemple.fr", "a@" + "b" * 300 + ".fr", "a@1.2.3.4",
     "<script>@exemple.fr", "a,b@exemple.fr", "🙂@exemple.fr"],
)  # fmt: skip
def test_not_email_addresses(wrong):
    assert normalise_email(wrong) is None


@pytest.mark.parametrize(
    "spelt",
    ["06 12 34 56 78", "0612345678", "06.12.34.56.78", "06-12-34-56-78", "06/12/34/56/78", "+33 6 12 34 56 78",
     "+33 (0)6 12 34 56 78", "+33(0)612345678", "0033 6 12 34 56 78", "0033 (0)6 12 34 56 78", "(+33) 6 12 34 56 78",
     "33612345678", "+33 06 12 34 56 78", "Tél. : 06 12 34 56 78", "06\u00a012\u00a034\u00a056\u00a078",
     "０６１２３４５６７８", "(06) 12 34 56 78"],
)  # fmt: skip
def test_any_spelling_of_a_phone(spelt):
    assert normalise_phone(spelt) == "+33612345678"


@pytest.mark.parametrize(
    ("spelt", "number"),
    [
        ("0590 81 23 45", "+590590812345"),
        ("0690 35 12 34", "+590690351234"),
        ("0594 30 12 34", "+594594301234"),
        ("0694 20 12 34", "+594694201234"),
        ("0596 61 12 34", "+596596611234"),
        ("0696 20 12 34", "+596696201234"),
        ("0262 20 12 34", "+262262201234"),
        ("0692 12 34 56", "+262692123456"),
        ("0269 61 12 34", "+262269611234"),
        ("0639 69 12 34", "+262639691234"),
        ("+33 692 12 34 56", "+262692123456"),
        ("+262 692 12 34 56", "+262692123456"),
        ("00262692123456", "+262692123456"),
        ("01 44 55 66 77", "+33144556677"),
        ("09 70 12 34 56", "+33970123456"),
        ("+32 470 12 34 56", "+32470123456"),
        ("+1 212 555 2368", "+12125552368"),
    ],
)
def test_overseas_and_foreign_phones(spelt, number):
    assert normalise_phone(spelt) == number


def test_a_town_overseas_dials_the_same_way():
    assert normalise_phone("0692 12 34 56", region="RE") == "+262692123456"
    assert normalise_phone("06 12 34 56 78", region="RE") == "+33612345678"


@pytest.mark.parametrize(
    "wrong",
    ["", "12", "06 12 34 56", "06 12 34 56 78 90 12", "appelez-moi", "00 00 00 00 00", "+", "1" * 500, "🙂"],
)
def test_not_phones(wrong):
    assert normalise_phone(wrong) is None


def test_phones_are_shown_as_people_read_them():
    assert format_phone("+33612345678") == "06 12 34 56 78"
    assert format_phone("+262692123456") == "0692 12 34 56"
    assert format_phone("+32470123456") == "+32 470 12 34 56"
    assert format_phone("inconnu") == "inconnu"


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_a_normalised_phone_stays_as_it_is(spelt):
    number = normalise_phone(spelt)
    if number is not None:
        assert normalise_phone(number) == number
        assert normalise_phone(format_phone(number)) == number


@given(st.text(max_size=100))
def test_odd_input_never_raises(text):
    for function in (normalise_email, normalise_phone, normalise_siren, normalise_siret, normalise_rna):
        result = function(text)
        assert result is None or function(result) == result


def test_siren_and_siret():
    assert normalise_siren("212 801 344") == "212801344"
    assert normalise_siren("212801345") is None
    assert normalise_siren("000000000") is None
    assert normalise_siret("732 829 320 00074") == "73282932000074"
    assert normalise_siret("73282932000075") is None
    assert normalise_siret("7328293200007") is None


def test_la_poste_counts_otherwise():
    assert normalise_siret("356 000 000 00048") == "35600000000048"  # head office: Luhn is right
    assert normalise_siret("35600000009075") == "35600000009075"  # an office: only its sum is a multiple of 5
    assert normalise_siret("35600000009076") is None


@given(st.integers(0, 99_999_999), st.integers(1, 9))
def test_a_siren_with_one_wrong_digit_is_refused(stem, shift):
    right = next(found for key in range(10) if (found := f"{stem:08d}{key}") and _luhn_sum(found) % 10 == 0)
    if right == "000000000":
        return
    assert normalise_siren(right) == right
    assert normalise_siren(right[:-1] + str((int(right[-1]) + shift) % 10)) is None


def _luhn_sum(digits):
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(digits))]
    return sum(sum(map(int, str(value))) for value in doubled)


def test_associations():
    assert normalise_rna(" w751 000 001 ") == "W751000001"
    assert normalise_rna("W2A1000123") == "W2A1000123"
    assert normalise_rna("W9R1001234") == "W9R1001234"
    for wrong in ("", "751000001", "W75100000", "W7510000011", "X751000001", "W75A000001"):
        assert normalise_rna(wrong) is None
