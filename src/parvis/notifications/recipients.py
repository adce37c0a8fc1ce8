"""Where a person can be written to about one case."""

from collections.abc import Iterable

from parvis.cases.models import Case
from parvis.catalog.models import RequestType
from parvis.directory.models import ContactPoint, Person
from parvis.directory.normalising import normalise_email
from parvis.organisation.models import Sector


def address_of(case: Case) -> str:
    """The e-mail address for this case, "" when the person has none or refuses the electronic way.

    Contact points are typed by anybody. So that an address added with somebody else's name opens no case of theirs, the
    one given with this very case comes first, then verified ones, then the first by which the person was known.
    A sealed case is written to addresses known in its own sector only.
    """
    person = case.person
    if person is None or person.no_electronic:
        return ""
    sectors = {case.sector_id, case.request_type.sector_id}
    if not case.sector.sealed:
        sectors |= set(Sector.objects.filter(sealed=False).values_list("pk", flat=True))
    points = list(
        ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.EMAIL, sectors__overlap=list(sectors))
        .order_by("created_at", "pk")
    )  # fmt: skip
    points.sort(key=lambda p: (p.created_at != case.recorded_at, p.verified_at is None))
    return next((address for p in points if (address := normalise_email(p.value))), "")


def persons_written_to(cases: Iterable[Case]) -> int:
    """Of how many of these cases the person would be written to, as ``address_of`` decides. Four queries, however many."""
    several = [case for case in cases if case.person_id is not None]
    if not several:
        return 0
    sealed = dict(Sector.objects.values_list("pk", "sealed"))
    opened = {pk for pk, is_sealed in sealed.items() if not is_sealed}
    types = dict(RequestType.objects.values_list("pk", "sector_id"))
    persons = {case.person_id for case in several}
    refusing = set(Person.objects.filter(pk__in=persons, no_electronic=True).values_list("pk", flat=True))
    known: dict[int, set[int]] = {}
    emails = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, person_id__in=persons - refusing)
    for person_id, value, sectors in emails.values_list("person_id", "value", "sectors"):
        if normalise_email(value):
            known.setdefault(person_id, set()).update(sectors)

    def reached(case: Case) -> bool:
        theirs = known.get(case.person_id or 0, set())
        wanted = {case.sector_id, types.get(case.request_type_id)} | (
            set() if sealed[case.sector_id] else opened
        )
        return bool(theirs & wanted)

    return sum(reached(case) for case in several)
