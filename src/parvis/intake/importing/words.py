"""What the words of other tools mean here: « Clos », « Tél. », « Plainte »… Guesses, which a person corrects."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from parvis.catalog.recognising import Lexicon, match_type
from parvis.kit.names import sort_name

#: Unaccented words or beginnings of words (with a star), by what they mean. The longest that is found wins.
STATES: dict[str, str] = {
    "closed:done": "clos* clotur* ferme fermee"
    " terminee termine traitee traite fait faite fini finie resolue resolu realisee realise solde"
    " soldee ok done closed archive* effectue* regle reglee|execute*|solution*|acheve*",
    "closed:answered": "repondu*|reponse apportee|reponse envoyee|reponse donnee",
    "closed:no_action": "|sans suite|classee sans suite|classe sans suite|non fonde*|sans objet|hors competence",
    "closed:refused": "refus* rejet*",
    "closed:cancelled": "annul* supprim*",
    "closed:duplicate": "doublon*|double",
    "closed:transferred": "transfer*|reoriente*|hors commune|transmise a un tiers",
    "closed:withdrawn": "retire*|abandon*|desist*",
    "received": "recu recue nouveau nouvelle ouvert ouverte enregistre* new open|a traiter|non traite*|pas traite*"
    "|a faire|non commence*|non lu|deposee|soumis*|creee|cree",
    "in_progress": "cours accept* attribu* affect* planifi* programm* reactiv* instruction|en cours|pris en charge"
    "|prise en charge|transmis* pour traitement|transmis*|en traitement|en instruction|a l etude|rouvert*|progress",
    "waiting:person": "|attente usager|attente de l usager|attente du demandeur|attente demandeur|attente de piece*"
    "|attente de complement*|piece* manquante*|incomplet*",
    "waiting:third_party": "attente suspend* pause standby bloqu*|en attente",
}
CHANNELS: dict[str, str] = {
    "phone": "tel telephon* appel* phone standard|allo mairie",
    "counter": "guichet* accueil* comptoir physique visite* presentiel*|en personne|sur place|rendez vous|bureau",
    "email": "mail mel courriel* email emails mails messagerie|e mail",
    "letter": "courrier* lettre* postal* fax",
    "web": "web internet site* formulaire* ligne portail* teleservice* plateforme",
    "mobile": "appli* mobile* app smartphone",
    "field": "terrain ronde* patrouille* agent* tournee* astreinte",
    "elected": "elu* maire adjoint* conseiller*|conseil municipal",
    "social": "facebook twitter instagram reseau*|medias sociaux|media social|reseaux sociaux|social",
    "api": "partenaire* api prestataire*|autre",
}
KINDS: dict[str, str] = {
    "report": "signalement* alerte* incident* anomalie*",
    "request": "demande* requete* besoin intervention*",
    "complaint": "plainte* reclamation* litige* mecontent*",
    "appeal": "recours contestation*",
    "suggestion": "suggestion* idee* proposition* commentaire* avis",
    "praise": "felicitation* remerciement* compliment*|merci",
    "information": "renseignement* information* question*",
}

#: Roles of agents; « agent » alone is the one who treats requests.
ROLES: dict[str, str] = {
    "administrator": "admin* administrateur*",
    "manager": "chef* responsable* manager encadrant*",
    "dispatcher": "regulat* dispatch* repartit*",
    "front_desk": "accueil* guichet* standard*",
    "field": "terrain technicien* equipe*",
    "executive": "dgs dga|direction generale",
    "elected": "elu* maire adjoint* conseiller*",
    "cabinet": "cabinet",
    "communication": "communication",
    "dpo": "dpo|protection des donnees",
    "case_worker": "agent* instruct* gestionnaire* traitant*",
}


def _phrases(words: str) -> list[str]:
    """« a b|c d » holds the phrases a, b and « c d »: spaces part words in a piece without « | » only."""
    found = []
    for n, piece in enumerate(words.split("|")):
        found += piece.split() if n == 0 else [piece]
    return found


@lru_cache
def _known(which: str) -> list[tuple[re.Pattern[str], int, str]]:
    meanings = {"state": STATES, "channel": CHANNELS, "kind": KINDS, "role": ROLES}.get(which, {})
    made = []
    for meaning, words in meanings.items():
        for phrase in _phrases(words):
            parts = [re.escape(p).replace(r"\*", r"\w*") for p in phrase.split()]
            made.append((re.compile(r"\b" + r"\s".join(parts) + r"\b"), len(phrase), meaning))
    return sorted(made, key=lambda one: -one[1])


def meaning_of(which: str, word: str) -> str:
    """The value of « state », « channel », « kind » or « role » that this word says; empty when unsure."""
    text = sort_name(re.sub(r"[()«»\"!?:]", " ", word))
    return next((meaning for pattern, _, meaning in _known(which) if pattern.search(text)), "")


def share_known(which: str, values: Iterable[tuple[str, int]]) -> float:
    """Of the rows, the part whose word says something for « state », « channel » or « kind »."""
    known = total = 0
    for word, count in values:
        total += count
        known += (
            count if all(meaning_of(which, part) for part in re.split(r"[|;,]", word) if part.strip()) else 0
        )
    return known / total if total else 0.0


def type_of(lexicon: Lexicon, labels: dict[str, str]) -> Callable[[str], str]:
    """``labels``: folded label → code. A word that is a label, else the type it surely speaks of, else nothing."""

    def find(word: str) -> str:
        exact = labels.get(sort_name(word))
        if exact:
            return exact
        sure = match_type(word, lexicon)
        return sure[0][0] if sure else ""

    return find
