"""Every figure of every dashboard counts exactly the cases of the list it opens."""

from urllib.parse import parse_qs, urlsplit

from parvis.cases.models import Case
from parvis.cases.states import State
from parvis.catalog.models import RequestType
from parvis.insights.dashboards import DASHBOARDS
from parvis.insights.figures import compute
from parvis.kit import clock
from parvis.organisation.access import Access
from tests.factories import agent
from tests.insights.world import PARIS, generate, made

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
        cards = [(c.value, c.url) for c in page.cards if c.url]
        assert cards
        assert marks or name == "by-day-priority"
        for text, url in (*marks, *cells, *cards):
            assert int(text) == listed(url, access), url


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
