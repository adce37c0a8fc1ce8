"""Who a public message goes to, said before it leaves: « Mme Durand (elodie@…) »."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from parvis.cases.abilities import assigned_sectors, in_emergency
from parvis.cases.models import Case
from parvis.directory.models import ContactPoint, Person
from parvis.directory.normalising import format_phone, normalise_email
from parvis.organisation.access import Access
from parvis.replies.previewing import Mail

#: What was recorded in the transaction of the case itself.
AT_ONCE = timedelta(minutes=1)


def shown_person(case: Case, access: Access) -> Person | None:
    """Who took a sealed request sees it until it is claimed, and yet must not learn that its sector already knew the
    person: then only somebody who was new with this very case is shown."""
    person = case.person
    if person is None or case.sector_id in access.readable_sectors or in_emergency(access, case):
        return person
    if in_the_street(case, access):
        return person
    known = bool(access.readable_sectors.intersection(person.sectors))
    return person if known or person.created_at >= case.recorded_at - AT_ONCE else None


def in_the_street(case: Case, access: Access) -> bool:
    """Who reads the case only because it is their work order: a name, and a phone while there is work to do."""
    mine = case.assignee_id is not None and case.assignee_id == access.agent_id
    return mine and case.sector_id in assigned_sectors(access) - access.readable_sectors


@dataclass(frozen=True)
class Recipient:
    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name} ({self.email})" if self.email else self.name


def contact_points(case: Case, access: Access) -> list[ContactPoint]:
    """Of the case's person, those known in a sector the reader reads, or given with the case; verified ones first."""
    if shown_person(case, access) is None:
        return []
    sectors = set(access.readable_sectors)
    if in_emergency(access, case) or in_the_street(case, access):  # reaching the person is what it is for
        sectors.add(case.sector_id)
    condition = Q(sectors__overlap=list(sectors))
    if case.sector_id not in access.readable_sectors:
        condition |= Q(created_at__gte=case.recorded_at - AT_ONCE)
    points = list(
        ContactPoint.objects.filter(condition, person_id=case.person_id).order_by("created_at", "id")
    )
    if in_the_street(case, access):
        points = [p for p in points if p.kind == ContactPoint.Kind.PHONE and case.is_open]
    order = {"email": 0, "phone": 1, "postal": 2}
    return sorted(points, key=lambda p: (order.get(p.kind, 9), p.verified_at is None))


def said(point: ContactPoint) -> str:
    return format_phone(point.value) if point.kind == ContactPoint.Kind.PHONE else str(point)


def recipient_among(person: Person | None, points: list[ContactPoint]) -> Recipient | None:
    if person is None:
        return None
    name = " ".join(part for part in (person.title, person.display_name) if part)
    found = next((p.value for p in points if p.kind == ContactPoint.Kind.EMAIL), "")
    return Recipient(name, "" if person.no_electronic else found)


def for_reader(mail: Mail, case: Case, access: Access) -> Mail:
    """With the address that it goes to only when the reader may know it."""
    known = {normalise_email(point.value) for point in contact_points(case, access)}
    return mail if mail.recipient in known else mail.without_address()


def recipient_of(case: Case, access: Access) -> Recipient | None:
    return recipient_among(shown_person(case, access), contact_points(case, access))
