"""Many submissions through the one door: the same rules and the same matcher as ``receive()``, set by set.

Everything is decided in memory, in order, over what a few statements read; then written by a few others, as many for a
thousand submissions as for ten. Only files are attached one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from parvis.cases.models import Case
from parvis.cases.opening_many import Batch, open_cases
from parvis.catalog.catalogue import catalogue
from parvis.directory.matching_many import Directory, Somebody, Wanted
from parvis.directory.models import Person
from parvis.history.actors import Actor
from parvis.intake.checking import check, cleaned, type_of
from parvis.intake.keys import digest_of, reused
from parvis.intake.models import IdempotencyKey
from parvis.intake.orienting import Oriented, opening_of, orient, searchable_sectors, time_zone
from parvis.intake.recalling import Recalled, recall
from parvis.intake.receiving import NO_SUCH_PERSON, active_agents, attach_files
from parvis.intake.submission import Rejected, Submission
from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id
from parvis.tenancy.bulk import insert, take_ids
from parvis.tenancy.configuration import snapshot

#: A key that somebody else uses at the same instant is met once or twice, not more.
_ATTEMPTS = 5


@dataclass(frozen=True)
class Taken:
    """What one submission of many became."""

    case_id: int
    reference: str
    #: False when the same key had already made this case.
    created: bool


@dataclass(frozen=True)
class History:
    """Submissions that another tool received: the import that brings them, and their past, one each, in order.

    They open in silence: no reaction, no live message, and no due date but the one their past gives.
    """

    batch: Batch
    recalled: Sequence[Recalled]


def receive_many(
    submissions: Sequence[Submission], *, by: Actor, history: History | None = None
) -> list[Taken | Rejected]:
    """One result per submission, in order; what is rejected, and why, never spoils the others. One transaction."""
    for _ in range(_ATTEMPTS):
        try:
            with transaction.atomic():
                return _Chunk(by, history).receive(submissions)
        except _KeyTakenMeanwhile:
            continue  # it is committed by now: the next attempt finds it
    raise RuntimeError("the same keys are being used over and over")


class _KeyTakenMeanwhile(Exception):
    """A simultaneous request has used one of these keys since they were looked up."""


@dataclass(slots=True)
class _Sound:
    """A submission that can be taken, and what is decided of it so far."""

    rank: int
    submission: Submission
    oriented: Oriented
    readable: frozenset[int]
    digest: str = ""
    person: Somebody | None = None


class _Chunk:
    def __init__(self, by: Actor, history: History | None) -> None:
        self.by, self.history, self.now = by, history, clock.now()
        self.known = snapshot()
        self.types = catalogue(self.known)
        self.results: dict[int, Taken | Rejected] = {}
        self.readable: dict[int, frozenset[int]] = {}

    def receive(self, submissions: Sequence[Submission]) -> list[Taken | Rejected]:
        sound = self._orient(submissions)
        directory = Directory(
            (
                Wanted(one.submission.person, one.readable)
                for one in sound
                if one.submission.person_id is None
            ),
            {one.submission.person_id for one in sound if one.submission.person_id is not None},
        )
        accepted, replayed = self._meet(sound, directory)
        taken = self._write(accepted, directory)
        self.results |= {one.rank: taken[first.rank] for one, first in replayed}
        return [self.results[rank] for rank in range(len(submissions))]

    def _orient(self, submissions: Sequence[Submission]) -> list[_Sound]:
        """Those that can be taken, and where they go; the others are told why not."""
        elected = active_agents({s.addressed_to_id for s in submissions} - {None})
        sound = []
        for rank, raw in enumerate(submissions):
            try:
                submission = cleaned(raw)
                oriented = self._oriented(submission, rank, elected)
            except Rejected as rejected:
                self.results[rank] = rejected
                continue
            sound.append(_Sound(rank, submission, oriented, self._readable(oriented.sector_id)))
        return sound

    def _readable(self, sector_id: int) -> frozenset[int]:
        if sector_id not in self.readable:
            self.readable[sector_id] = searchable_sectors(sector_id, self.types, self.by)
        return self.readable[sector_id]

    def _oriented(self, submission: Submission, rank: int, elected: set[int]) -> Oriented:
        if self.history is not None:
            recalled = self.history.recalled[rank]
            check(submission, recalled.request_type, self.by, elected=elected, history=True)
            return recall(submission, recalled, self.known, self.types)
        request_type, recognised = type_of(submission, self.types)
        check(submission, request_type, self.by, elected=elected)
        return orient(submission, request_type, recognised, self.known, self.types)

    def _meet(
        self, sound: Sequence[_Sound], directory: Directory
    ) -> tuple[list[_Sound], list[tuple[_Sound, _Sound]]]:
        """In order: who sent each, and which come again, here with the one they repeat."""
        stored = _stored_keys(sound)
        first: dict[tuple[str, str], _Sound] = {}
        accepted, replayed = [], []
        for one in sound:
            chosen = self._chosen(one, directory)
            if one.submission.person_id is not None and chosen is None:
                self.results[one.rank] = Rejected(NO_SUCH_PERSON)
                continue
            key = (one.submission.scope, one.submission.key)
            if one.submission.key:
                one.digest = digest_of(one.submission)
                if key in stored:
                    digest, earlier = stored[key]
                    self.results[one.rank] = earlier if digest == one.digest else reused()
                    continue
                if first.setdefault(key, one) is not one:
                    if first[key].digest == one.digest:
                        replayed.append((one, first[key]))
                    else:
                        self.results[one.rank] = reused()
                    continue
            one.person = self._person(one, chosen, directory)
            accepted.append(one)
        return accepted, replayed

    def _chosen(self, one: _Sound, directory: Directory) -> Somebody | None:
        person_id = one.submission.person_id
        return None if person_id is None else directory.chosen(person_id, one.readable)

    def _person(self, one: _Sound, chosen: Somebody | None, directory: Directory) -> Somebody | None:
        sector_id = one.oriented.sector_id
        if chosen is not None:
            directory.make_known(chosen, sector_id)
            return chosen
        if one.submission.person.is_empty:
            return None
        # The town's own tool is believed as its agents are.
        trusted = self.by.access is not None or self.history is not None
        return directory.match_or_create(
            one.submission.person, sector_id=sector_id, readable=one.readable, trusted=trusted
        )

    def _write(self, accepted: Sequence[_Sound], directory: Directory) -> dict[int, Taken]:
        """What each accepted submission made, by rank; told again, as known, to those that repeat it."""
        batch = self.history.batch if self.history else None
        case_ids, person_ids = take_ids((Case, len(accepted)), (Person, directory.new))
        directory.save(person_ids, at=self.now, batch_id=batch.id if batch else None)
        if not accepted:
            return {}
        openings = [
            opening_of(one.submission, one.oriented, one.person.pk if one.person else None)
            for one in accepted
        ]
        references = open_cases(
            openings,
            case_ids,
            by=self.by,
            at=self.now,
            time_zone=time_zone(self.known),
            batch=batch,
            pasts=[self.history.recalled[one.rank].past for one in accepted] if self.history else (),
        )
        self._keep_keys(accepted, case_ids)
        self._attach(accepted, case_ids)
        made = list(zip(accepted, case_ids, references, strict=True))
        self.results |= {one.rank: Taken(pk, reference, created=True) for one, pk, reference in made}
        return {one.rank: Taken(pk, reference, created=False) for one, pk, reference in made}

    def _keep_keys(self, accepted: Sequence[_Sound], case_ids: Sequence[int]) -> None:
        rows = sorted(
            (one.submission.scope, one.submission.key, one.digest, case_id)
            for one, case_id in zip(accepted, case_ids, strict=True)
            if one.submission.key
        )
        kept = insert(
            IdempotencyKey,
            [dict(zip(("scope", "key", "digest", "case_id"), row, strict=True)) for row in rows],
            {"at": self.now},
            ignore_conflicts=True,
        )
        if kept < len(rows):
            raise _KeyTakenMeanwhile

    def _attach(self, accepted: Sequence[_Sound], case_ids: Sequence[int]) -> None:
        with_files = {
            pk: one.submission
            for one, pk in zip(accepted, case_ids, strict=True)
            if one.submission.attachments
        }
        if with_files:
            for case in Case.objects.filter(pk__in=with_files).order_by("pk"):
                attach_files(with_files[case.pk], case, self.by)


def _stored_keys(sound: Sequence[_Sound]) -> dict[tuple[str, str], tuple[str, Taken]]:
    """Of these keys, those that have made a case: its digest, and the case."""
    keys = sorted({(one.submission.scope, one.submission.key) for one in sound if one.submission.key})
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT k.scope, k.key, k.digest, c.id, c.reference
               FROM unnest(%(scopes)s::text[], %(keys)s::text[]) AS w(scope, key)
               JOIN intake_idempotencykey k ON k.tenant_id = %(tenant)s AND k.scope = w.scope AND k.key = w.key
               JOIN cases_case c ON c.tenant_id = k.tenant_id AND c.id = k.case_id""",
            {
                "scopes": [scope for scope, _ in keys],
                "keys": [key for _, key in keys],
                "tenant": current_tenant_id(),
            },
        )
        return {
            (scope, key): (digest, Taken(pk, reference, created=False))
            for scope, key, digest, pk, reference in cursor.fetchall()
        }
