"""What the columns of persons, departments, agents and request types may become (the fields of ``kinds/``)."""

from parvis.intake.importing.targets import Importable, Target

_NUMBER = Target(
    "identifier", "Numéro dans l'ancien outil", "Il évite de reprendre deux fois la même fiche.",
    names=("numero", "num", "identifiant", "id", "reference", "matricule", "uuid", "rec id"),
)  # fmt: skip
_EMAIL = (
    "email",
    "e mail",
    "mail",
    "courriel",
    "adresse electronique",
    "adresse mail",
    "adresse email",
    "mel",
)
_PHONE = (
    "telephone",
    "tel",
    "telephone portable",
    "portable",
    "mobile",
    "telephone fixe",
    "fixe",
    "gsm",
    "phone",
)
_GIVEN = ("prenom", "prenoms", "given name", "first name", "firstname")
_FAMILY = ("nom de famille", "nom de naissance", "nom", "surname", "last name", "lastname")
_SERVICE = ("service", "direction", "pole", "departement", "affectation", "unite")

PERSONS = Importable(
    "persons",
    "Usagers",
    "Une ligne par personne ou par association, avec au moins son nom ; et, si vous les avez, prénom, courriel, téléphones,"
    " adresse. Quelqu'un de déjà connu n'est pas créé deux fois.",
    (
        _NUMBER,
        Target("family_name", "Nom de famille", names=_FAMILY),
        Target("given_names", "Prénoms", names=_GIVEN),
        Target("name", "Nom complet", "Prénom et nom dans la même cellule.",
               names=("nom complet", "nom prenom", "nom et prenom", "prenom nom", "usager", "demandeur", "contact", "identite")),
        Target("usage_name", "Nom d'usage", names=("nom d usage", "nom marital", "nom usage", "nom d epouse")),
        Target("organisation", "Raison sociale", "Pour une association, une entreprise.",
               names=("raison sociale", "organisme", "association", "entreprise", "societe", "organisation", "structure")),
        Target("title", "Civilité", names=("civilite", "titre", "genre", "civ")),
        Target("registration", "SIRET ou RNA", names=("siret", "siren", "rna")),
        Target("email", "Courriel", several=True, names=_EMAIL),
        Target("phone", "Téléphone", several=True, names=_PHONE),
        Target("address", "Adresse postale", "Plusieurs colonnes (rue, code postal, ville) se suivent.", several=True,
               names=("adresse", "adresse postale", "rue", "numero de voie", "voie", "complement d adresse", "code postal", "cp",
                      "ville", "commune", "postcode", "suburb", "address 1", "address 2")),
    ),
    plain=True,
    one_of=("family_name", "name", "organisation"),
)  # fmt: skip

DEPARTMENTS = Importable(
    "departments",
    "Services",
    "Une ligne par service, avec son code et son nom ; et, si vous les avez, sa direction, son courriel, son téléphone, son"
    " adresse.",
    (
        Target("code", "Code", "Court : VOI, ACC… Un code déjà là n'est pas changé.", required=True,
               names=("code", "sigle", "code service", "abreviation", "id")),
        Target("name", "Nom", required=True, names=("nom", "service", "libelle", "intitule", "nom du service")),
        Target("parent", "Direction", "Le code ou le nom du service au-dessus.",
               names=("direction", "pole", "parent", "service parent", "rattachement", "rattache a")),
        Target("sector", "Secteur", names=("secteur", "domaine")),
        Target("email", "Courriel", names=_EMAIL),
        Target("phone", "Téléphone", names=_PHONE),
        Target("address", "Adresse postale", names=("adresse", "adresse postale", "site", "lieu")),
    ),
    plain=True,
)  # fmt: skip

AGENTS = Importable(
    "agents",
    "Agents",
    "Une ligne par agent, avec son courriel, son nom et son service. Personne n'est invité : chacun le sera plus tard, par vous.",
    (
        Target("email", "Courriel", required=True, names=_EMAIL),
        Target("family_name", "Nom de famille", names=_FAMILY),
        Target("given_names", "Prénom", names=_GIVEN),
        Target("name", "Nom complet", "Prénom et nom dans la même cellule.",
               names=("nom complet", "nom prenom", "nom et prenom", "prenom nom", "agent")),
        Target("role", "Rôle", "Ce que l'agent fait dans Parvis.", values=True,
               names=("role", "profil", "droits", "habilitation", "groupe")),
        Target("department", "Service", several=True, values=True, names=_SERVICE),
        Target("title", "Qualité", names=("qualite", "fonction", "poste", "titre", "emploi", "metier")),
        Target("phone", "Téléphone", names=_PHONE),
    ),
    plain=True,
    one_of=("family_name", "name"),
)  # fmt: skip

REQUEST_TYPES = Importable(
    "request_types",
    "Types de demande",
    "Une ligne par type, avec son code, son libellé et son service ; et, si vous les avez, son délai, sa nature, sa priorité.",
    (
        Target("code", "Code", required=True, names=("code", "code type", "id", "reference", "sigle")),
        Target("label", "Libellé", required=True, names=("libelle", "type", "type de demande", "nom", "intitule", "motif")),
        Target("department", "Service", values=True, names=_SERVICE),
        Target("sector", "Secteur", names=("secteur", "domaine")),
        Target("kind", "Nature", "Signalement, demande, réclamation…", names=("nature", "genre")),
        Target("priority", "Priorité", "Urgente, haute, normale, basse.", names=("priorite", "urgence")),
        Target("delay", "Délai", "« 5 jours », « 48 h », « 2 mois ».", names=("delai", "delai de traitement", "duree")),
        Target("delay_unit", "Unité du délai", names=("unite", "unite de delai")),
        Target("keywords", "Mots des habitants", several=True, names=("mots cles", "mots", "synonymes")),
        Target("help_text", "Aide", names=("aide", "description", "precisions", "consigne")),
        Target("on_web", "Proposé en ligne", "Oui ou non.", names=("en ligne", "web", "proposé en ligne", "public")),
        Target("active", "Actif", "Oui ou non.", names=("actif", "active", "en service")),
    ),
    plain=True,
)  # fmt: skip
