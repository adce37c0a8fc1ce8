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
        word = Score(self.score).label.lower() if self.score in Score.values else "réponse effacée"
        what = "Évaluation corrigée" if self.corrected else "Demande évaluée"
        also = ", avec un commentaire" if self.commented else ""
        return f"{what} par l'usager, bien traitée : {word}{also}."
