"""Rate a closed case: one answer, asked for ninety days, corrected for thirty."""

from datetime import datetime, timedelta

from parvis.cases.acting import NotAllowed, NotPossible, Unclear, acting
from parvis.cases.models import Case
from parvis.cases.states import NOT_TREATED, Channel
from parvis.history.actors import Actor
from parvis.kit.text import clean_text
from parvis.surveys.events import Rated
from parvis.surveys.models import Rating, Score

#: How long after the closure one may answer, and after a first answer, correct it.
ASKED = timedelta(days=90)
CORRECTED = timedelta(days=30)
LONGEST = 5_000


class NotAsked(NotPossible):
    """The case is open, ended without treatment, or was closed too long ago."""


class TooLate(NotPossible):
    """The answer was given more than thirty days ago."""


def rating_of(case: Case) -> Rating | None:
    found: Rating | None = Rating.objects.filter(case=case).first()
    return found


def is_asked(case: Case, at: datetime) -> bool:
    """Whether the person may be asked now, whatever they answered before."""
    return (
        case.closed_at is not None
        and not case.closing_unknown
        and case.outcome not in NOT_TREATED
        and at - case.closed_at <= ASKED
    )


def may_rate(case: Case, given: Rating | None, at: datetime) -> bool:
    """A case closed anew is asked about anew."""
    if not is_asked(case, at):
        return False
    return given is None or _of_an_earlier_closure(case, given) or at - given.first_at <= CORRECTED


def rate(
    case: Case, *, score: int, comment: str = "", by: Actor, at: datetime, channel: str = Channel.WEB
) -> Rating:
    """Said again without a change, it is the same answer and no event."""
    if by.is_agent:
        raise NotAllowed("Seule la personne évalue sa demande.")
    with acting(case, "rate", by=by, at=at) as act:
        if not is_asked(act.case, at):
            raise NotAsked("Cette demande ne peut pas être évaluée, ou plus.")
        if score not in Score.values:
            raise Unclear("Choisissez une réponse.", "score")
        words = clean_text(comment).strip()
        if len(words) > LONGEST:
            raise Unclear(f"Ce commentaire est trop long : {LONGEST} caractères au plus.", "comment")
        given = rating_of(act.case)
        if not may_rate(act.case, given, at):
            raise TooLate("Vous avez répondu il y a plus de 30 jours : votre réponse reste telle quelle.")
        corrected = given is not None and not _of_an_earlier_closure(act.case, given)
        if given is not None and corrected and (given.score, given.comment) == (score, words):
            return given
        rating = given or Rating(case_id=act.case.pk)
        rating.score, rating.comment, rating.channel, rating.at = score, words, channel, at
        if not corrected:
            rating.first_at = at
        rating.save()
        act.append(Rated(score, corrected=corrected, commented=bool(words)), channel=channel)
    return rating


def _of_an_earlier_closure(case: Case, given: Rating) -> bool:
    return case.closed_at is not None and given.at < case.closed_at
