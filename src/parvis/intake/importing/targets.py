"""What a column of a file may become, for each kind of import: what the screens offer, in the words they use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """``code`` is where the column goes in a mapping: « place.latitude » is ``latitude`` of ``[place]``."""

    code: str
    label: str
    help: str = ""
    required: bool = False
    #: Several columns may go there, joined in their order.
    several: bool = False
    #: Its values are translated, one by one.
    values: bool = False
    dates: bool = False
    #: A section of its own, whose columns are all it needs; words that are not translated are looked for as they are.
    plain: bool = False
    #: Names a column of that sort bears, unaccented, best first.
    names: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        return self.code.partition(".")[0]

    @property
    def key(self) -> str:
        return self.code.partition(".")[2]


@dataclass(frozen=True)
class Importable:
    """One kind of file. ``prepare`` says what it should hold."""

    code: str
    label: str
    prepare: str
    targets: tuple[Target, ...]
    #: Its mapping has one section for each field, all alike (kinds/fields.py).
    plain: bool = False
    #: At least one of these is needed.
    one_of: tuple[str, ...] = ()

    def target(self, code: str) -> Target | None:
        return next((target for target in self.targets if target.code == code), None)

    @property
    def required(self) -> tuple[Target, ...]:
        return tuple(target for target in self.targets if target.required)


CASES = Importable(
    "cases",
    "Demandes",
    "Une ligne par demande, avec au moins sa date de réception ; et, si vous les avez, son numéro, son texte, son type, son"
    " état, son origine, sa date de clôture, son adresse.",
    (
        Target(
            "identifier", "Numéro de la demande", "Le numéro de l'ancien outil : il évite de reprendre deux fois.",
            names=("numero", "num", "no", "reference", "ref", "identifiant", "id", "code demande", "ticket", "dossier",
                   "token", "uuid", "chrono"),
        ),
        Target(
            "received", "Date de réception", "Jour, et heure si elle est connue. Deux colonnes (jour, heure) se suivent.",
            required=True, several=True, dates=True,
            names=("date de reception", "date reception", "recue le", "recu le", "recu", "reception", "date de la demande",
                   "date demande", "date de creation", "date creation", "creee le", "cree le", "date du signalement",
                   "date de depot", "date depot", "depot", "date de saisie", "date d enregistrement", "ouverture",
                   "date ouverture", "created at", "created", "opened", "date appel", "date", "ts", "datetime", "jour"),
        ),
        Target(
            "closed", "Date de clôture", several=True, dates=True,
            names=("date de cloture", "date cloture", "cloturee le", "close le", "clos le", "clos", "cloture",
                   "date de fin", "date fin", "date de resolution", "resolue le", "date de traitement", "traite le",
                   "traitee le", "date de realisation", "termine le", "closed at", "closed", "date reponse"),
        ),
        Target(
            "text", "Texte de la demande", "Plusieurs colonnes se suivent, séparées par une ligne vide.", several=True,
            names=("description", "texte", "demande", "message", "commentaire", "commentaires", "observation",
                   "observations", "contenu", "detail", "details", "objet de la demande", "objet", "libelle", "comment",
                   "explanation", "resume", "titre", "motif de la demande", "probleme"),
        ),
        Target(
            "type", "Type de demande", "Ce dont il s'agit : nid-de-poule, encombrants…", values=True,
            names=("type de demande", "type", "categorie", "sous categorie", "soustype", "sous type",
                   "motif", "theme", "thematique", "rubrique",
                   "activite", "acti nom", "sujet", "objet", "famille", "catid", "category", "nature de la demande",
                   "prestation", "libelle type"),
        ),
        Target(
            "state", "État", "Reçue, en cours, close…", values=True,
            names=("etat", "statut", "dernier statut", "status", "avancement", "situation", "traitement", "suivi", "state"),
        ),
        Target(
            "channel", "Origine", "Téléphone, guichet, courriel…", values=True,
            names=("origine", "canal", "provenance", "mode de contact", "mode", "moyen", "mode de saisie", "source",
                   "entree", "channel", "prefixe", "voie", "arrivee par"),
        ),
        Target(
            "kind", "Nature", "Signalement, réclamation, suggestion…", values=True,
            names=("nature", "type de message", "genre", "kind"),
        ),
        Target("place.address", "Adresse du lieu",
               names=("adresse", "adresse du lieu", "lieu", "localisation", "rue", "voie", "address", "emplacement",
                      "adresse intervention", "adresse signalement")),
        Target("place.latitude", "Latitude", names=("latitude", "lat", "y", "coord y")),
        Target("place.longitude", "Longitude", names=("longitude", "lon", "lng", "long", "x", "coord x")),
        Target("person.name", "Usager : nom complet", "Prénom et nom dans la même cellule.",
               names=("usager", "demandeur", "nom complet", "nom prenom", "nom et prenom", "prenom nom", "appelant", "requerant",
                      "plaignant", "contact", "nom du demandeur", "nom usager", "administre")),
        Target("person.family_name", "Usager : nom de famille", names=("nom", "nom de famille", "nom usager")),
        Target("person.given_names", "Usager : prénom", names=("prenom", "prenoms", "prenom usager", "prenom du demandeur")),
        Target("person.title", "Usager : civilité", names=("civilite", "civ", "titre civilite")),
        Target("person.organisation", "Usager : raison sociale", "Une association, une entreprise, une copropriété.",
               names=("organisme", "raison sociale", "association", "societe", "entreprise", "structure")),
        Target("person.email", "Usager : courriel", several=True,
               names=("email", "e mail", "mail", "courriel", "adresse mail", "adresse electronique", "adresse email", "mel")),
        Target("person.phone", "Usager : téléphone", several=True,
               names=("telephone", "tel", "portable", "telephone portable", "telephone fixe", "gsm", "numero de telephone")),
        Target("person.postal_address", "Usager : adresse postale", several=True,
               names=("adresse du demandeur", "adresse usager", "adresse postale", "adresse demandeur", "domicile")),
        Target("department", "Service qui s'en occupe", "Son code ou son nom, comme ici ou traduit.", values=True, plain=True,
               names=("service", "service gestionnaire", "service traitant", "direction", "affectation", "pole", "attribue a")),
        Target("agent", "Agent qui s'en occupe", "Son courriel ou son nom ; inconnu, il est laissé de côté.", plain=True,
               names=("agent", "agent traitant", "traite par", "responsable", "instructeur", "gestionnaire")),
        Target("due", "Échéance", dates=True,
               names=("echeance", "date limite", "date d echeance", "a traiter avant", "date prevue", "due")),
    ),
)  # fmt: skip
