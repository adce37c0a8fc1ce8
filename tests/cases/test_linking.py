from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from parvis.cases.acting import NotAllowed, NotPossible, Unclear
from parvis.cases.closing import close
from parvis.cases.linking import AlreadyLinked, Circular, link, unlink
from parvis.cases.models import Case, CaseLink
from parvis.cases.states import State
from parvis.history.models import Event
from parvis.kit.tenant import activate
from tests.cases.steps import AT, colleague, events, insider, nothing_happens, one_event, sealed_type, worker
from tests.factories import case


def test_two_cases_are_related_whichever_end_one_begins_from(town: Any) -> None:
    first, second, by = case(), case(), worker()
    with one_event(first, "case.linked", by):
        link(second, to=first, kind="related", by=by, at=AT)
    row = CaseLink.objects.get()
    assert (row.source_id, row.target_id, row.created_by_label) == (first.pk, second.pk, "Paul Voirie")
    with nothing_happens(first), pytest.raises(AlreadyLinked):
        link(first, to=second, kind="related", by=by, at=AT)
    told = events(first)[-1]
    assert second.reference not in str(told.data), "a reader of one may not read the other"
    assert told.kind.naming(second.reference) == f"Liée à {second.reference}."
    assert not told.is_public


def test_a_part_belongs_to_one_wider_case(town: Any) -> None:
    part, wider, other, by = case(), case(), case(), worker()
    with one_event(part, "case.linked", by):
        link(part, to=wider, kind="parent", by=by, at=AT)
    with nothing_happens(part), pytest.raises(AlreadyLinked, match="déjà partie"):
        link(part, to=other, kind="parent", by=by, at=AT)
    link(other, to=wider, kind="parent", by=by, at=AT)
    assert CaseLink.objects.filter(target=wider).count() == 2


def test_nothing_is_a_part_of_itself(town: Any) -> None:
    one, two, three, by = case(), case(), case(), worker()
    for kind in ("related", "parent"):
        with nothing_happens(one), pytest.raises(Unclear):
            link(one, to=one, kind=kind, by=by, at=AT)
    link(one, to=two, kind="parent", by=by, at=AT)
    link(two, to=three, kind="parent", by=by, at=AT)
    with nothing_happens(three), pytest.raises(Circular) as refused:
        link(three, to=one, kind="parent", by=by, at=AT)
    assert refused.value.field == "other"
    with pytest.raises(IntegrityError, match="caselink_of_two_cases"), transaction.atomic():
        CaseLink(kind="related", source=one, target=one, created_at=AT).save()


@pytest.mark.parametrize("kind", ["", "duplicate", "cousin"])
def test_other_links_are_asked_again(town: Any, kind: str) -> None:
    made = case()
    with nothing_happens(made), pytest.raises(Unclear):
        link(made, to=case(), kind=kind, by=worker(), at=AT)


def test_who_answers_for_one_of_them_links(town: Any) -> None:
    roads, schools = case(), case(type_code="SCO-INS")
    with nothing_happens(roads), pytest.raises(NotAllowed):
        link(roads, to=case(), kind="related", by=colleague(), at=AT)
    link(roads, to=schools, kind="related", by=colleague("Nadia École"), at=AT)
    closed = case()
    close(closed, outcome="done", by=worker(), at=AT)
    link(closed, to=roads, kind="related", by=worker("Rose Voirie"), at=AT)


def test_what_one_does_not_read_cannot_be_linked(town: Any) -> None:
    made, hidden = case(), case(type_code=sealed_type().code)
    with nothing_happens(hidden), pytest.raises(NotAllowed, match="n'existe pas"):
        link(made, to=hidden, kind="related", by=worker(), at=AT)


@pytest.mark.parametrize("kind", ["related", "parent"])
@pytest.mark.parametrize("from_open", [True, False])
def test_the_history_of_an_open_case_says_nothing_of_a_sealed_one(
    town: Any, kind: str, from_open: bool
) -> None:
    """Whoever works inside reads both; the line is written on the sealed side alone."""
    opened, hidden, by = case(), case(type_code=sealed_type().code), insider()
    source, target = (opened, hidden) if from_open else (hidden, opened)
    with nothing_happens(opened), one_event(hidden, "case.linked", by):
        row = link(source, to=target, kind=kind, by=by, at=AT)
        hidden.refresh_from_db()
    with nothing_happens(opened), one_event(hidden, "case.unlinked", by):
        unlink(row, by=by, at=AT)
        hidden.refresh_from_db()


def test_a_link_is_taken_away_once(town: Any) -> None:
    one, two, by = case(), case(), worker()
    row = link(one, to=two, kind="related", by=by, at=AT)
    again = CaseLink.objects.get()
    unlink(row, by=by, at=AT)
    assert not CaseLink.objects.exists()
    with pytest.raises(NotPossible):
        unlink(again, by=by, at=AT)
    assert Event.objects.filter(type="case.unlinked").count() == 1


def test_closing_a_case_with_open_parts_says_why(town: Any) -> None:
    wider, part, done, by = case(), case(), case(), worker()
    for one in (part, done):
        link(one, to=wider, kind="parent", by=by, at=AT)
    close(done, outcome="done", by=by, at=AT)
    with nothing_happens(wider), pytest.raises(Unclear) as refused:
        close(wider, outcome="done", by=by, at=AT)
    assert refused.value.field == "open_parts_reason"
    with one_event(wider, "case.closed", by):
        close(wider, outcome="done", open_parts_reason="Le reste suivra.", by=by, at=AT)
    part.refresh_from_db()
    assert part.is_open, "they go on"
    told = events(wider)[-1]
    assert told.sentence.endswith("Des demandes qui en font partie continuent : Le reste suivra.")
    assert "suivra" not in told.kind.public_sentence()


def test_a_sealed_part_is_not_asked_about(town: Any) -> None:
    wider, hidden = case(), case(type_code=sealed_type().code)
    link(hidden, to=wider, kind="parent", by=insider(), at=AT)
    close(wider, outcome="done", by=worker(), at=AT)
    assert wider.state == State.CLOSED


def test_another_town_s_case_is_no_case(town: Any, other_town: Any) -> None:
    made = case()
    with activate(other_town.pk):
        foreign = case()
    with nothing_happens(made), pytest.raises(Unclear):
        link(made, to=foreign, kind="related", by=worker(), at=AT)


def together(*acts: Any) -> list[Any]:
    gate = Barrier(len(acts))

    def run(act: Any) -> Any:
        gate.wait(timeout=10)
        try:
            return act()
        except (NotPossible, Unclear) as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_races_make_one_link_and_no_circle(committed_town: Any) -> None:
    with transaction.atomic():
        cases = [case() for _ in range(4)]
        by = worker()
        for low, high in ((1, 2), (3, 0)):
            link(cases[low], to=cases[high], kind="parent", by=by, at=AT)

    def tie(low: int, high: int, kind: str = "parent") -> Any:
        def act() -> Any:
            with activate(committed_town.pk), transaction.atomic():
                return link(
                    Case.objects.get(pk=cases[low].pk), to=Case.objects.get(pk=cases[high].pk), kind=kind, by=by, at=AT
                )  # fmt: skip

        return act

    # Each is fine alone; both would close a circle of four that no single pair of locks sees.
    found = together(tie(0, 1), tie(2, 3))
    assert sorted(type(one).__name__ for one in found) == ["CaseLink", "Circular"]
    found = together(tie(1, 3, "related"), tie(3, 1, "related"))
    assert sorted(type(one).__name__ for one in found) == ["AlreadyLinked", "CaseLink"]
    with transaction.atomic():
        assert CaseLink.objects.filter(kind="related").count() == 1
