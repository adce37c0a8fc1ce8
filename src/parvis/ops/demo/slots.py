"""The slots of the texts: each is drawn once for a case and then kept, with its gender and its elision."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from parvis.ops.demo.calendar import MONTHS, WEEKDAYS, say_day, say_hour
from parvis.ops.demo.geography import LANDMARKS, PLACES
from parvis.ops.demo.names import BOYS, GIRLS
from parvis.ops.demo.plan import Identity, Location, Person

MASCULINE = ("boulevard", "chemin", "quai", "square", "passage", "hameau")
OVER = ("avenue", "place", "chemin", "route", "boulevard", "quai")
CLASSES = ("petite section", "moyenne section", "grande section", "CP", "CE1", "CE2", "CM1", "CM2")
OBJECTS = ("un portefeuille noir", "un trousseau de clés", "un téléphone à coque rouge", "un doudou lapin", "un sac à dos bleu",
           "un gilet gris", "un cartable violet", "un bracelet en argent", "un appareil auditif", "un parapluie à pois",
           "un porte-cartes", "un casque de vélo")  # fmt: skip
SAYS: dict[str, dict[str, tuple[str, ...]]] = {
    "signale": {
        "phone": ("appelle pour signaler", "signale", "signale", "téléphone pour signaler"),
        "counter": ("signale", "vient signaler", "se présente pour signaler"),
        "elected": ("a signalé en permanence", "a signalé sur le marché", "a signalé lors d'une rencontre"),
    },
    "demande": {
        "phone": ("appelle pour demander", "demande", "demande", "téléphone pour demander"),
        "counter": ("demande", "vient demander", "se présente pour demander", "demande"),
        "elected": ("a demandé en permanence", "a demandé sur le marché", "a demandé lors d'une rencontre"),
    },
}
IN_PERSON = re.compile(
    r"\b(dépose|vient avec|vient faire|vient pour|rapporte un|vue\.|vu\.|remis\.|fourni\.|présentée)",
    re.IGNORECASE,
)
COMMON_START = re.compile(
    r"(Il|Je|Un|Une|Le|La|Les|Des|Mon|Ma|Mes|Notre|Nous|Comment|Pouvez|Puis|Où|Quel|Quelle|Encore|Besoin|Impossible|Plus|Voici)\b"
)
FIRST_PERSON = re.compile(
    r"\b(je|j'|mes|mon|ma|notre|nous|nos|merci|vous|on|svp)\b|J'|Merci|[Qq]ue dit", re.IGNORECASE
)
NEEDS: tuple[tuple[re.Pattern[str], Callable[[Person, int], bool]], ...] = (
    (re.compile(r"\b([Mm]on|[Ss]on) mari\b"), lambda p, age: p.title == "Mme"),
    (re.compile(r"18 ans et|prépare le BAFA|pour un job d'été"), lambda p, age: age < 26),
    (re.compile(r"petit-fils"), lambda p, age: age > 55),
    (re.compile(r"[Mm]a grand-mère|mes grands-parents|Ma belle-mère"), lambda p, age: age < 56),
    (re.compile(r"[Mm]a mère|[Mm]on père|[Ss]on père|[Ss]a mère|ses parents|mes parents"), lambda p, age: age < 70),
    (re.compile(r"enfant\}|renom\}|enceinte|un bébé|mes \{n\} enfants|avec \{n\} enfants"), lambda p, age: 21 < age < 57),
    (re.compile(r"un bébé|assistantes maternelles"), lambda p, age: age < 44),
    (re.compile(r"belle-mère|ma fille|sa fille|Ma fille"), lambda p, age: age > 48),
    (re.compile(r"[Éé]tudiant"), lambda p, age: age < 27),
    (re.compile(r"petite retraite|déambulateur|ma voisine de 80 ans"), lambda p, age: age > 64),
    (re.compile(r"naîtra|attendons un bébé|du bébé"), lambda p, age: age < 46),
    (re.compile(r"licenciement|reprends le travail|job|employeur|bulletins|travaille"), lambda p, age: age < 64),
)  # fmt: skip
PRIVATE = re.compile(
    r"enfant|renom\}|mariage|famille|[Jj]e |J'ai|[Mm]es |[Mm]on |[Mm]a |fille|voisins|[Jj]eune|sa |son |\{lui\}|\{il\}|\{Il\}"
)


@dataclass(slots=True)
class Scene:
    """What a case's words may refer to."""

    rng: random.Random
    town: Identity
    at: datetime
    channel: str
    person: Person | None
    location: Location
    woman: bool
    district_names: dict[str, str]
    kind: str = "W"
    """Of the request: see the table of the catalogue."""
    crisis: str = ""
    """The storm that caused it, as people name it."""
    aftermath: bool = False
    rank: int = 0
    """Of the person: their manner of writing stays the same from one request to the next."""
    opening: str = ""
    """The voice's words that opened the case, slots unfilled: what answers must agree with."""

    @property
    def age(self) -> int:
        birth = self.person.birth_date if self.person else None
        return (self.at.date() - birth).days // 365 if birth else 45


class Slots(dict[str, str]):
    """Each slot is drawn once and then kept, so that a thread does not contradict itself."""

    def __init__(self, scene: Scene):
        super().__init__()
        self.scene = scene

    def __missing__(self, key: str) -> str:
        lower = key[0].lower() + key[1:]
        if key != lower:
            value = self[lower]
            return value[0].upper() + value[1:]
        value = getattr(self, f"_{lower}")()
        self[key] = value
        return value

    def fill(self, text: str) -> str:
        return text.format_map(self)

    def _pick(self, options: Iterable[str]) -> str:
        return self.scene.rng.choice(tuple(options))

    def _number(self, low: int, high: int) -> int:
        return self.scene.rng.randint(low, high)

    # The speaker
    def _usager(self) -> str:
        person = self.scene.person
        if person is None:
            return self._pick(("une riveraine", "une passante", "une habitante du quartier") if self.scene.woman else
                              ("un riverain", "un automobiliste", "un habitant du quartier"))  # fmt: skip
        if person.kind == "association":
            return f"l'association « {person.birth_name} »"
        if person.kind == "company":
            return f"l'entreprise « {person.birth_name} »"
        return f"{person.title} {person.family_name}"

    def _il(self) -> str:
        return "elle" if self.scene.woman else "il"

    def _lui(self) -> str:
        return "elle" if self.scene.woman else "lui"

    def _e(self) -> str:
        return "e" if self.scene.woman else ""

    def _says(self, verb: str) -> str:
        return self._pick(SAYS[verb].get(self.scene.channel, SAYS[verb]["counter"]))

    def _signale(self) -> str:
        return self._says("signale")

    def _demande(self) -> str:
        return self._says("demande")

    def _annees(self) -> str:
        return str(min(self._number(4, 42), max(3, self.scene.age - 18)))

    def _function(self, ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
        return self._pick(ours if self.scene.person and self.scene.person.kind == "association" else theirs)

    def _fonction(self) -> str:
        return self._function(("la présidente", "le président", "le trésorier", "la secrétaire"),
                              ("le gérant", "la gérante", "l'assistante de direction", "le conducteur de travaux"))  # fmt: skip

    def _tempete(self) -> str:
        return self.scene.crisis or "le coup de vent"

    # The place
    def _adresse(self) -> str:
        return self.scene.location.text

    def _num(self) -> str:
        return self.scene.location.text.split(" ", 1)[0]

    def _rue(self) -> str:
        return self.scene.location.text.split(" ", 1)[1]

    def _la_rue(self) -> str:
        street = self["rue"]
        if street[0].lower() in "aiueé":
            return f"l'{street}"
        return f"le {street}" if street.startswith(MASCULINE) else f"la {street}"

    def _de_rue(self) -> str:
        whole = self["la_rue"]
        return f"du {whole[3:]}" if whole.startswith("le ") else f"de {whole}"

    def _dans_rue(self) -> str:
        return f"{'sur' if self['rue'].startswith(OVER) else 'dans'} {self['la_rue']}"

    def _quartier(self) -> str:
        return self.scene.district_names[self.scene.location.district]

    def _repere(self) -> str:
        return self._pick(LANDMARKS[self.scene.town.size])

    def _place(self, kind: str) -> str:
        return self._pick(PLACES[self.scene.town.size][kind])

    def _ecole(self) -> str:
        return self._place("ecole")

    def _salle(self) -> str:
        return self._place("salle")

    def _gymnase(self) -> str:
        return self._place("gymnase")

    def _parc(self) -> str:
        return self._place("parc")

    def _creche(self) -> str:
        return self._place("creche")

    def _mediatheque(self) -> str:
        return self._place("mediatheque")

    def _commune_voisine(self) -> str:
        return self._place("commune_voisine")

    # Time and figures
    def _jour(self) -> str:
        return WEEKDAYS[(self.scene.at - timedelta(days=self._number(1, 5))).weekday()]

    def _jour_s(self) -> str:
        return f"{self['jour']}s"

    def _futur(self) -> str:
        day = self.scene.at.date() + timedelta(days=self._number(18, 75))
        return say_day(day + timedelta(days=(5 - day.weekday()) % 7))

    def _mois_passe(self) -> str:
        return MONTHS[(self.scene.at.month - self._number(2, 4)) % 12]

    def _depuis(self) -> str:
        return self._pick(("depuis trois jours", "depuis une semaine", "depuis deux semaines", f"depuis {self['jour']}",
                           "depuis plus d'un mois", "depuis dimanche", "depuis quinze jours"))  # fmt: skip

    def _il_y_a(self) -> str:
        return self._pick(
            ("il y a trois semaines", "il y a deux mois", "en début d'hiver", "il y a à peine un mois")
        )

    def _heure(self) -> str:
        return say_hour(self._number(9, 21), (self._pick(("0", "30", "15")) == "30" and 30) or 0)

    def _heure_ecole(self) -> str:
        return "8h20"

    def _heure_nuit(self) -> str:
        return self._pick(("une heure du matin", "deux heures du matin", "minuit passé", "3h"))

    def _heure_tot(self) -> str:
        return self._pick(("7h", "7h30", "8h"))

    def _heure_bureau(self) -> str:
        return self._pick(("9h", "9h30", "10h15", "11h", "14h", "14h30", "15h45", "16h30"))

    def _heure_appel(self) -> str:
        local = self.scene.at
        return f"{local.hour}h{local.minute:02d}"

    def _n(self) -> str:
        return str(self._number(2, 6))

    def _k(self) -> str:
        return str(self._number(2, 9) * (10 if self.scene.location else 1))

    def _mois(self) -> str:
        return str(self._number(3, 18))

    def _montant(self) -> str:
        return f"{self._number(18, 240)},{self._number(0, 99):02d} €"

    def _montant_gros(self) -> str:
        return f"{self._number(8, 42) * 100} €"

    def _facture(self) -> str:
        return f"{self.scene.at:%Y-%m}-{self._number(101, 989)}"

    def _dossier(self) -> str:
        return str(self._number(112, 968))

    def _candelabre(self) -> str:
        return f"{self._pick('ABCDE')}{self._number(12, 340):03d}"

    def _immat(self) -> str:
        # The letters I, O and U are never issued: no such plate exists.
        first, last = self._pick("ABCDEFG") + self._pick("OIU"), self._pick("OIU") + self._pick("KLMNPQRST")
        return f"{first}-{self._number(101, 987)}-{last}"

    def _objet(self) -> str:
        return self._pick(OBJECTS)

    def _race(self) -> str:
        return self._pick(("rottweiler", "american staffordshire terrier", "type rottweiler croisé"))

    # The child of the household is always the same
    def _household(self) -> int:
        return self.scene.person.household if self.scene.person else len(self.scene.location.text) * 7

    def _girl(self) -> bool:
        return self._household() % 2 == 0

    def _prenom(self) -> str:
        names = GIRLS if self._girl() else BOYS
        return names[self._household() // 2 % len(names)]

    def _de_prenom(self) -> str:
        name = self["prenom"]
        return f"d'{name}" if name[0] in "AEÉIOUY" else f"de {name}"

    def _que_prenom(self) -> str:
        name = self["prenom"]
        return f"qu'{name}" if name[0] in "AEÉIOUY" else f"que {name}"

    def _mon_enfant(self) -> str:
        return f"{'ma fille' if self._girl() else 'mon fils'} {self['prenom']}"

    def _son_enfant(self) -> str:
        return f"{'sa fille' if self._girl() else 'son fils'} {self['prenom']}"

    def _il_enfant(self) -> str:
        return "elle" if self._girl() else "il"

    def _ee(self) -> str:
        return "e" if self._girl() else ""

    def _classe(self) -> str:
        return CLASSES[self._household() * 7 % len(CLASSES)]

    def _age(self) -> str:
        return str(3 + self._household() * 7 % len(CLASSES))

    # The town hall
    def _maire(self) -> str:
        return self.scene.town.mayor_vocative

    def _quand(self) -> str:
        return "prochainement"

    def on(self, day: date) -> "Slots":
        self["quand"] = say_day(day)
        return self


def suits(text: str, scene: Scene) -> bool:
    """Whether this person could say that, here."""
    if scene.channel != "counter" and scene.channel in SAYS["signale"] and IN_PERSON.search(text):
        return False
    if scene.person is None:
        return True
    if scene.person.kind != "natural":
        return not PRIVATE.search(text)
    return all(rule(scene.person, scene.age) for pattern, rule in NEEDS if pattern.search(text))


def choose(rng: random.Random, texts: tuple[str, ...], scene: Scene) -> str:
    return rng.choice([text for text in texts if suits(text, scene)] or texts)
