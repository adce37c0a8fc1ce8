"""Twelve people report one pothole: one case is worked on, twelve people are answered, none reads of another."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections, transaction

from parvis.cases.acting import NotAllowed, NotPossible, Refused, Unclear
from parvis.cases.closing import close
from parvis.cases.duplicates import duplicates_of
from parvis.cases.following import path_of, token_of
from parvis.cases.merging import TOLD, mark_duplicate, separate
from parvis.cases.models import Case, CaseLink, Message, Task
from parvis.cases.reopening import reopen
from parvis.cases.replying import reply
from parvis.cases.states import Outcome, State
from parvis.cases.tasking import add_task
from parvis.directory.matching import Identity
from parvis.history.models import Event
from parvis.history.reactions import run, subscribers_of
from parvis.kit.tenant import activate
from parvis.notifications.models import Delivery
from parvis.organisation.models import Sector
from tests.cases.steps import AT, colleague, insider, nothing_happens, one_event, sealed_type, worker
from tests.factories import case

TOLD_BY = ("cases.reactions.tell_the_duplicates", "notifications.reactions.tell_the_person")


def neighbour(number: int, **values: Any) -> Case:
    who = Identity(
        given_names=f"Voisin{number}", family_name=f"Famille{number}", email=f"voisin{number}@example.org"
    )
    return case(**{"person": who, "description": f"Le trou, encore le {number}."} | values)


def react(town: Any, times: int = 1) -> None:
    """Every reaction of every event, those that they cause included."""
    done: set[int] = set()
    while fresh := [e for e in Event.objects.order_by("id") if e.pk not in done]:
        for event in fresh:
            done.add(event.pk)
            for subscriber in subscribers_of(event.type):
                if subscriber.name in TOLD_BY:
                    for _ in range(times):
                        run(town.pk, event.pk, subscriber.name)


def test_a_duplicate_is_closed_and_followed_with_the_main_case(town: Any) -> None:
    main, twin, by = neighbour(1), neighbour(2), worker()
    with nothing_happens(main), one_event(twin, "case.closed", by):
        assert mark_duplicate(twin, of=main, by=by, at=AT).pk == main.pk
    assert (twin.state, twin.outcome, twin.closing_text) == (State.CLOSED, Outcome.DUPLICATE, TOLD)
    assert [one.pk for one in duplicates_of(main)] == [twin.pk]
    told = Event.objects.get(type="case.closed")
    assert told.kind.duplicate_of == main.pk
    assert main.reference not in told.kind.public_sentence() + twin.closing_text


def test_what_its_person_reads_names_nobody_of_the_main_case(town: Any) -> None:
    main, twin, by = neighbour(1), neighbour(2), worker()
    with pytest.raises(Unclear, match="Famille1"):
        mark_duplicate(twin, of=main, text="Déjà signalé par madame Famille1.", by=by, at=AT)
    mark_duplicate(twin, of=main, text=f"Déjà signalé, c'est la {main.reference}.", by=by, at=AT)
    assert twin.closing_text == f"Déjà signalé, c'est la {twin.reference}."


def test_its_open_tasks_end_with_it(town: Any) -> None:
    main, twin, by = neighbour(1), neighbour(2), worker()
    add_task(twin, department=twin.department, title="Baliser", by=by, at=AT)
    mark_duplicate(twin, of=main, by=by, at=AT)
    assert Task.objects.get().state == "cancelled"


def test_twelve_people_are_answered_each_on_their_own_case_once(town: Any) -> None:
    main, by = neighbour(0), worker()
    twins = [neighbour(n) for n in range(1, 12)]
    for twin in twins:
        mark_duplicate(twin, of=main, by=by, at=AT)
    reply(main, body="Nous rebouchons mardi.", to_duplicates=True, by=by, at=AT)
    close(main, outcome="done", text="C'est rebouché.", to_duplicates=True, by=by, at=AT)
    react(town, times=2)  # a worker that died after its commit does it again
    for number, twin in enumerate(twins, 1):
        said = [m.body for m in Message.objects.filter(case=twin).order_by("id")]
        assert said == [
            "Nous rebouchons mardi.",
            "Le problème que vous aviez signalé est réglé.\n\nC'est rebouché.",
        ]
        letters = Delivery.objects.filter(case=twin, notice="reply")
        assert {letter.recipient for letter in letters} == {f"voisin{number}@example.org"}
        assert letters.count() == 2
        for letter in letters:
            assert f"/suivi/{twin.reference}/" in letter.text
            assert main.reference not in letter.text
            assert "Famille0" not in letter.text
    assert Message.objects.filter(case=main).count() == 1
    assert Message.objects.filter(case=twins[0]).first().author_label == "Paul Voirie", (
        "signed by who wrote it"
    )


def test_each_gets_their_own_link_and_number_never_those_of_the_main_case(town: Any) -> None:
    main, twin, by = neighbour(1), neighbour(2), worker()
    mark_duplicate(twin, of=main, by=by, at=AT)
    body = f"Votre demande {main.reference} : https://x.example{path_of(main)} (numéro {main.reference})."
    reply(main, body=body, to_duplicates=True, by=by, at=AT)
    close(main, outcome="done", text=f"Voir {path_of(main)}", to_duplicates=True, by=by, at=AT)
    react(town)
    said = "\n".join(m.body for m in Message.objects.filter(case=twin))
    said += "".join(Delivery.objects.filter(case=twin).values_list("text", flat=True))
    assert said.count(path_of(twin)) >= 2
    assert token_of(main) not in said
    assert main.reference not in said
    assert path_of(main) in Message.objects.get(case=main).body


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Voisin1 Famille1, nous passons mardi.",
        "Comme le dit FAMILLE1, c'est un trou.",
        "Merci madame famille1.",
        "Nous avons écrit à Voisin1@Example.org.",
    ],
)
def test_a_text_that_names_the_person_is_not_told_to_strangers(town: Any, text: str) -> None:
    main, twin, by = neighbour(1), neighbour(2), worker()
    mark_duplicate(twin, of=main, by=by, at=AT)
    with nothing_happens(main), pytest.raises(Unclear, match="doublon lirait") as refused:
        reply(main, body=text, to_duplicates=True, by=by, at=AT)
    assert refused.value.field == "body"
    with nothing_happens(main), pytest.raises(Unclear, match="doublon lirait"):
        close(main, outcome="done", text=text, to_duplicates=True, by=by, at=AT)
    reply(main, body=text, by=by, at=AT)


def test_a_name_that_is_a_word_too_stands_in_no_sentence_s_way(town: Any) -> None:
    who = Identity(given_names="Léa", family_name="Le Blanc", phone="+33612345678")
    main, twin, by = case(person=who), neighbour(2), worker()
    mark_duplicate(twin, of=main, by=by, at=AT)
    reply(main, body="Nous peignons le blanc du passage.", to_duplicates=True, by=by, at=AT)
    for named in ("Mme LE-BLANC nous a appelés.", "Appelez le 06.12.34.56.78."):
        with pytest.raises(Unclear):
            reply(main, body=named, to_duplicates=True, by=by, at=AT)


def test_unticked_nobody_else_is_told(town: Any) -> None:
    main, twin, by = neighbour(1), neighbour(2), worker()
    mark_duplicate(twin, of=main, by=by, at=AT)
    reply(main, body="Votre numéro de téléphone ?", by=by, at=AT)
    close(main, outcome="done", by=by, at=AT)
    react(town)
    assert not Message.objects.filter(case=twin).exists()


def test_a_duplicate_of_a_duplicate_goes_to_the_root_and_takes_its_own_along(town: Any) -> None:
    root, middle, last, late, by = neighbour(1), neighbour(2), neighbour(3), neighbour(4), worker()
    mark_duplicate(last, of=middle, by=by, at=AT)
    mark_duplicate(middle, of=root, by=by, at=AT)
    assert mark_duplicate(late, of=last, by=by, at=AT).pk == root.pk
    assert {one.pk for one in duplicates_of(root)} == {middle.pk, last.pk, late.pk}
    with nothing_happens(root), pytest.raises(Refused):
        mark_duplicate(root, of=last, by=by, at=AT)


def test_what_makes_no_sense_is_refused(town: Any) -> None:
    main, twin, by = neighbour(1), neighbour(2), worker()
    with nothing_happens(main), pytest.raises(Unclear):
        mark_duplicate(main, of=main, by=by, at=AT)
    with nothing_happens(twin), pytest.raises(NotAllowed):
        mark_duplicate(twin, of=main, by=colleague(), at=AT)
    close(main, outcome="done", by=by, at=AT)
    with nothing_happens(twin), pytest.raises(Unclear, match="est close") as refused:
        mark_duplicate(twin, of=main, by=by, at=AT)
    assert refused.value.field == "other"
    with nothing_happens(main), pytest.raises(NotPossible):
        mark_duplicate(main, of=twin, by=by, at=AT)
    with pytest.raises(NotPossible):
        separate(main, reason="x", by=by, at=AT)


def test_nothing_crosses_the_wall_of_a_sealed_sector(town: Any) -> None:
    opened, hidden, by = neighbour(1), neighbour(2, type_code=sealed_type().code), insider()
    for twin, main in ((opened, hidden), (hidden, opened)):
        with nothing_happens(twin), pytest.raises(Refused):
            mark_duplicate(twin, of=main, by=by, at=AT)
        with nothing_happens(twin), pytest.raises(Refused):
            mark_duplicate(twin, of=main, by=worker(f"Paul {twin.pk}"), at=AT)
    twin = neighbour(3, type_code=sealed_type().code)
    mark_duplicate(twin, of=hidden, by=by, at=AT)
    assert duplicates_of(hidden) == [twin]


def test_a_main_case_that_becomes_sealed_tells_nobody_outside(town: Any) -> None:
    main, twin, by = neighbour(1), neighbour(2), worker()
    mark_duplicate(twin, of=main, by=by, at=AT)
    Case.objects.filter(pk=main.pk).update(sector=Sector.objects.filter(sealed=True).first())
    assert duplicates_of(Case.objects.get(pk=main.pk)) == []


def test_set_apart_it_is_open_again_and_hears_no_more(town: Any) -> None:
    main, twin, by = neighbour(1), neighbour(2), worker()
    mark_duplicate(twin, of=main, by=by, at=AT)
    reply(main, body="Mardi.", to_duplicates=True, by=by, at=AT)
    with nothing_happens(twin), pytest.raises(Unclear):
        separate(twin, reason=" ", by=by, at=AT)
    with one_event(twin, "case.separated", by):
        separate(twin, reason="C'est l'autre trou.", by=by, at=AT)
    assert (twin.state, twin.outcome, twin.closed_at, twin.reopened) == (State.IN_PROGRESS, "", None, 0)
    assert not CaseLink.objects.exists()
    react(town)
    assert not Message.objects.filter(case=twin).exists(), "the reply that was on its way stops here"
    told = Event.objects.get(type="case.separated")
    assert "l'autre trou" not in told.kind.public_sentence()


def test_reopened_by_its_person_it_hears_no_more_and_may_be_closed_again(town: Any) -> None:
    main, twin, by = neighbour(1), neighbour(2), worker()
    mark_duplicate(twin, of=main, by=by, at=AT)
    reopen(twin, reason="Ce n'est pas le même.", by=by, at=AT)
    assert duplicates_of(main) == []
    mark_duplicate(twin, of=main, by=by, at=AT)
    assert duplicates_of(main) == [twin]
    assert CaseLink.objects.count() == 1


def test_two_agents_merge_the_same_pair_both_ways(committed_town: Any) -> None:
    with transaction.atomic():
        one, two, by = neighbour(1), neighbour(2), worker()

    def merge(source: int, target: int) -> Any:
        try:
            with activate(committed_town.pk), transaction.atomic():
                mark_duplicate(Case.objects.get(pk=source), of=Case.objects.get(pk=target), by=by, at=AT)
        except Refused as refused:
            return refused
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(merge, (one.pk, two.pk), (two.pk, one.pk)))
    assert sum(result is None for result in found) == 1
    with transaction.atomic():
        assert sorted(Case.objects.values_list("state", flat=True)) == ["closed", "received"]
        assert CaseLink.objects.count() == 1


def test_a_root_out_of_sight_is_not_told_from_a_closed_case(town: Any) -> None:
    """The main case went into a sealed sector since: whoever names its duplicate learns nothing of it."""
    main, twin, fresh, done = (neighbour(number) for number in range(4))
    by = worker()
    mark_duplicate(twin, of=main, by=by, at=AT)
    close(done, outcome="done", by=by, at=AT)
    Case.objects.filter(pk=main.pk).update(sector=sealed_type().sector)
    said = []
    for of in (twin, done):
        with nothing_happens(fresh), pytest.raises(Unclear) as refusal:
            mark_duplicate(fresh, of=Case.objects.get(pk=of.pk), by=by, at=AT)
        said.append(str(refusal.value).replace(of.reference, "26-0000"))
    assert said[0] == said[1]
