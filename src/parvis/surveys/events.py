"""The event of an answer. The comment is not in it: history cannot be corrected, an answer can."""

from dataclasses import dataclass

from parvis.history.types import EventType, event_type
from parvis.surveys.models import Score


@event_type("survey.rated")
@dataclass(frozen=True)
class Rated(EventType):
    score: int = 0
    corrected: bool = False
    commented: bool = False

    def sentence(self) -> str:
        word = Score(self.score).label if self.score in Score.values else "Réponse inconnue"
        what = "corrige son avis" if self.corrected else "donne son avis"
        also = ", avec un commentaire" if self.commented else ""
        return f"L'usager {what}. Demande bien traitée ? {word}{also}."
