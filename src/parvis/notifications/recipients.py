"""Where a person can be written to about one case."""

from parvis.cases.models import Case
from parvis.directory.models import ContactPoint
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
