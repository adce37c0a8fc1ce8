import copy
import re
import tomllib
from importlib.resources import files

import pytest

from parvis.catalog.legal_delays import Regime
from parvis.catalog.working_time import DelayUnit, WorkingCalendar
from parvis.kit.names import unaccented
from parvis.ops.seeds.reference_town import BadReference, build_reference_town, load_reference_town

TOWN = load_reference_town()


def raw():
    data = files("parvis.ops.seeds") / "data"
    catalogues = [tomllib.loads(entry.read_text("utf-8")) for entry in (data / "types").iterdir()]
    return tomllib.loads((data / "town.toml").read_text("utf-8")), catalogues


def test_the_whole_town_is_there():
    assert (len(TOWN.departments), len(TOWN.sectors), len(TOWN.request_types)) == (16, 10, 88)
    assert {sector.code for sector in TOWN.sectors if sector.sealed} == {"social", "etat_civil", "sante"}
    assert [department.code for department in TOWN.departments if department.dispatcher] == ["ACC"]
    used = {found.department for found in TOWN.request_types}
    assert used == {department.code for department in TOWN.departments}


def test_types_follow_their_department_but_where_the_law_says_otherwise():
    sector_of = {department.code: department.sector for department in TOWN.departments}
    others = {t.code: t.sector for t in TOWN.request_types if t.sector != sector_of[t.department]}
    assert others == {"SCO-PAI": "sante", "SCO-TRA": "transports"}
    assert TOWN.request_type("SCO-PAI").confidential


def test_urgent_hours_run_over_on_call_duty():
    on_call = next(calendar for calendar in TOWN.calendars if calendar.code == "astreinte")
    assert not on_call.holidays
    assert len(on_call.weekly()) == 7
    for found in TOWN.request_types:
        assert (found.calendar == "astreinte") == (found.delay_unit is DelayUnit.HOURS)
        if found.delay_unit is DelayUnit.HOURS:
            assert (found.priority, found.delay) == (1, 4)


def test_calendars_can_be_worked_with():
    for calendar in TOWN.calendars:
        assert WorkingCalendar(weekly=calendar.weekly()).weekly
    default = next(calendar for calendar in TOWN.calendars if calendar.default)
    assert default.rows()["0"] == [["08:30", "12:00"], ["13:30", "17:30"]]
    assert set(default.rows()) == {"0", "1", "2", "3", "4"}


def test_each_type_speaks_the_words_of_citizens():
    for found in TOWN.request_types:
        assert len(found.keywords) >= 8, found.code
        folded = [unaccented(word) for word in found.keywords]
        assert len(set(folded)) == len(folded), found.code
        assert found.help_text.endswith((".", "?")), found.code


def test_some_types_known_by_heart():
    pothole = TOWN.request_type("VOI-NDP")
    assert (pothole.delay, pothole.delay_unit, pothole.on_public_map) == (5, DelayUnit.WORKING_DAYS, True)
    assert [field.kind for field in pothole.form] == ["photo", "bool"]
    rights = TOWN.request_type("ADM-RGP")
    assert (rights.delay, rights.delay_unit, rights.silence_months) == (1, DelayUnit.MONTHS, 1)
    permit = TOWN.request_type("URB-DP")
    assert (permit.delay_unit, permit.regime) == (DelayUnit.NONE, Regime.EXTERNAL)
    assert TOWN.request_type("ADM-AUT").department == "ACC"


def test_nobody_is_made_anonymous_where_identity_is_due():
    for found in TOWN.request_types:
        if found.on_public_map:
            assert found.identification == "anonymous", found.code
            assert found.location_rule == "required", found.code


def test_rules_are_ordered_and_end_at_the_dispatcher():
    positions = [rule.position for rule in TOWN.rules]
    assert positions == sorted(set(positions))
    assert (TOWN.rules[-1].request_type, TOWN.rules[-1].department) == ("ADM-AUT", "ACC")
    assert any("câble nu" in rule.words and rule.department == "VOI" for rule in TOWN.rules)


def test_nothing_is_invented_about_the_town():
    for department in TOWN.departments:
        assert department.phone == ""
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", department.mailbox)


@pytest.mark.parametrize(
    ("breaking", "message"),
    [
        (lambda t, c: c[0]["types"].pop(), "88 types"),
        (lambda t, c: c[0]["types"][0].update(code=c[1]["types"][0]["code"]), "88 types"),
        (lambda t, c: c[0].update(department="XXX"), "service XXX"),
        (lambda t, c: c[0]["types"][0].update(priority=5), "priorité"),
        (lambda t, c: c[0]["types"][0].update(sector="rien"), "secteur"),
        (lambda t, c: c[0]["types"][0].update(delay=0, delay_unit="hours"), "délai"),
        (lambda t, c: t["departments"].pop(), "service"),
        (lambda t, c: t["rules"][0].update(department="XXX"), "service"),
        (lambda t, c: t["calendars"][0].update(code="autre"), "calendrier"),
    ],
)
def test_contradictions_are_refused(breaking, message):
    town, catalogues = copy.deepcopy(raw())
    catalogues.sort(key=lambda catalogue: catalogue["department"])
    breaking(town, catalogues)
    with pytest.raises(BadReference, match=message):
        build_reference_town(town, catalogues)
