"""What the follow-up page asks once a request is closed: « Votre demande a-t-elle été bien traitée ? »"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from parvis.cases.models import Case
from parvis.surveys.models import Score
from parvis.surveys.rating import is_asked, may_rate, rating_of

WORDS = {
    Score.FULLY: lambda: _("Tout à fait"),
    Score.RATHER: lambda: _("Plutôt oui"),
    Score.IN_BETWEEN: lambda: _("Moyennement"),
    Score.RATHER_NOT: lambda: _("Plutôt non"),
    Score.NOT_AT_ALL: lambda: _("Pas du tout"),
}


@dataclass(frozen=True)
class Opinion:
    """``said`` is the word of the answer already given, empty before; ``may_answer`` also covers correcting it."""

    choices: list[tuple[int, str]]
    said: str
    may_answer: bool
    score: str
    comment: str


def opinion(
    case: Case, now: datetime, *, score: str | None = None, comment: str | None = None
) -> Opinion | None:
    """None when there is nothing to ask nor to show. What was just typed comes before what is kept. One query at most."""
    if not is_asked(case, now):
        return None
    given = rating_of(case)
    may_answer = may_rate(case, given, now)
    current = (
        given if given is not None and case.closed_at is not None and given.at >= case.closed_at else None
    )
    return Opinion(
        choices=[(value.value, word()) for value, word in WORDS.items()],
        said=WORDS[Score(current.score)]() if current else "",
        may_answer=may_answer,
        score=score if score is not None else str(current.score) if current else "",
        comment=comment if comment is not None else current.comment if current else "",
    )
