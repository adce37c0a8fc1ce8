"""Every figure of every dashboard counts exactly the cases of the list it opens."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from parvis.cases.closing import close
from parvis.cases.models import Case
from parvis.cases.reopening import reopen
from parvis.cases.states import State
from parvis.catalog.models import RequestType
from parvis.history.actors import Actor
from parvis.insights.dashboards import DASHBOARDS
from parvis.insights.figures import compute
from parvis.kit import clock
from parvis.organisation.access import Access
from tests.factories import agent, case
from tests.insights.world import NOW, PARIS, generate, made

FILTERS = [
    {},
    {"period": "12m"},
    {"period": "last-month", "channel": "phone"},
    {"from": "2026-03-28", "to": "2026-03-30"},
    {"period": "12m", "department": "VOI", "district": "Q1"},
    {"period": "12m", "type": "VOI-NDP", "district": "none"},
]


def listed(url: str, access: Access) -> int:
    """How many cases the desk's queue shows at this address."""
    from parvis.desk.lists.choices import choices_of
    from parvis.desk.lists.conditions import Reading
    from parvis.desk.lists.filters import QueueFilter

    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    reading = Reading(access.agent_id, clock.now(), PARIS, choices_of(access))
    chosen = QueueFilter.from_query(query, reading.choices)
    assert chosen.ignored == ()
    return chosen.apply(Case.objects.readable_by(access), reading).count()


def test_each_figure_is_the_length_of_its_list(town):
    generate(7, 400)
    access = Access.of(agent("Paul", ("case_worker", "VOI")))
    checked = 0
    for filters in FILTERS:
        for name in DASHBOARDS:
            computed = compute(name, access, filters)
            ground = computed.ground
            assert not ground.filters.problems
            for result in computed.results.values():
                for figure in result.every_figure():
                    if figure.selection is None:
                        continue
                    assert ground.cases(figure.selection).count() == figure.value
                    assert listed(ground.url(figure.selection), access) == figure.value, figure
                    checked += 1
    assert checked > 1000


def test_links_of_the_page_open_the_number_they_show(town):
    generate(11, 300)
    access = Access.of(agent("Paul", ("manager", "VOI")))
    for name in DASHBOARDS:
        computed = compute(name, access, {"period": "12m"})
        page = computed.dashboard.page(computed.results, computed.ground)
        marks = [(m.text, m.url) for chart in page.drawings for m in chart.marks if m.url and m.text]
        cells = [(c.text, c.url) for t in page.tables for line in (*t.rows, t.foot) for c in line if c.url]
        cards = [(c.value, c.url) for c in page.cards if c.url and c.value.isdigit()]
        assert cards
        # Shown as a share or as a duration: each still opens the cases it is drawn from.
        assert all(card.url for card in page.cards if card.value not in ("0", "–"))
        assert marks or name == "by-day-priority"
        for text, url in (*marks, *cells, *cards):
            assert int(text) == listed(url, access), url


def test_shares_and_durations_open_the_cases_they_are_drawn_from(town):
    access = Access.of(agent("Paul", ("case_worker", "VOI")))
    generate(13, 300)
    before = compute("received", access, {"period": "12m"}).results["reopen_rate"]
    for days, again in ((1, 1), (20, None), (60, 3), (70, 31), (80, None)):
        received = case(received_at=NOW - timedelta(days=90))
        closed = NOW - timedelta(days=days)
        close(received, outcome="done", text="Fait.", by=Actor.system(), at=closed)
        if again:
            reopen(received, reason="Encore là", by=Actor.system(), at=closed + timedelta(days=again))
    computed = compute("received", access, {"period": "12m"})
    found, ground = computed.results, computed.ground
    cards = {card.label: card for card in computed.dashboard.page(found, ground).cards}
    after = found["reopen_rate"]
    assert after["closures"] - before["closures"] == 3
    assert after["reopened"] - before["reopened"] == 1
    assert ground.cases(after.figures["closures"].selection).count() == after["closures"]
    for label, name, key in (
        ("Première réponse, une demande sur deux", "first_reply_delay", "counted"),
        ("Clôture, une demande sur deux", "closure_delay", "counted"),
        ("Dans les délais", "on_time", "on_time"),
        ("Rouvertes sous 30 jours", "reopen_rate", "reopened"),
    ):
        assert found[name][key] > 0
        assert listed(cards[label].url, access) == found[name][key]
    on_time, late, due = (found["on_time"][key] for key in ("on_time", "late", "due"))
    assert on_time + late == due
    for name in ("first_reply_delay", "closure_delay"):
        one = found[name]
        ends = sum(one[key] for key in ("reached", "still_open", "ended_otherwise") if key in one.figures)
        assert (ends, ends + one["left_out"]) == (one["counted"], found["received"]["total"])


def test_the_oldest_age_opens_the_cases_of_that_day(town):
    made(received_at=NOW - timedelta(days=40))
    made(received_at=NOW - timedelta(days=39))
    access = Access.of(agent("Paul", ("case_worker", "VOI")))
    computed = compute("untreated", access, {})
    cards = {card.label: card for card in computed.dashboard.page(computed.results, computed.ground).cards}
    assert cards["La plus ancienne"].value == "40 jours"
    assert listed(cards["La plus ancienne"].url, access) == 1


def test_a_sealed_case_taken_at_the_counter_is_on_the_list_and_in_the_figure(town):
    """Until somebody of the sector takes it, who opened it sees it: both agree, for them alone."""
    front_desk, colleague = agent("Léa", ("front_desk", "ADM")), agent("Paul", ("case_worker", "VOI"))
    sealed = RequestType.objects.filter(sector__sealed=True).order_by("code").first()
    made(request_type=sealed, opened_by=front_desk)
    made(request_type=sealed)
    for reader, expected in ((front_desk, 1), (colleague, 0)):
        access = Access.of(reader)
        computed = compute("untreated", access, {})
        assert computed.results["untreated"]["total"] == expected
        assert Case.objects.readable_by(access).filter(state=State.RECEIVED).count() == expected
    # The list cannot name the sealed department for them: no link rather than a wrong one.
    computed = compute("untreated", Access.of(front_desk), {})
    (only,) = computed.results["untreated_department"].rows
    assert computed.ground.url(only.figures["total"].selection) == ""
    assert (
        listed(
            computed.ground.url(computed.results["untreated"].figures["total"].selection),
            Access.of(front_desk),
        )
        == 1
    )
