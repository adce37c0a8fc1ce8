"""Cabinet du maire, élus."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="cabinet du maire",
    notes=(
        "Vu en réunion de municipalité.",
        "Projet de réponse au parapheur.",
        "Élément demandé au service concerné.",
        "Rappelé de la part de l'élu.",
    ),
    replies=("{Maire} a pris connaissance de votre message et vous répondra prochainement.",),
    plans=("Rendez-vous fixé {quand} à {heure_bureau}.",),
    third=(("Attente des éléments du service technique.", "Éléments reçus, réponse rédigée."),),
    ends={
        "done": ("Le nécessaire a été fait.",),
        "answered": ("Une réponse signée de {maire} vous a été adressée.",),
        "no_action": ("Sans retour de votre part, nous clôturons.",),
        "refused": (
            "Il n'est pas possible de donner une suite favorable. || La question ne relève pas des compétences de la commune.",
        ),
        "transferred": ("Votre courrier est transmis au préfet, compétent en la matière.",),
        "withdrawn": ("Vous avez renoncé à votre demande.",),
        "cancelled": ("Demande en double.",),
    },
)

VOICES = {
    "CAB-RDV": Voice(
        subject="Rendez-vous avec un élu",
        written=(
            "Je souhaite rencontrer {maire} au sujet de la fermeture d'une classe.",
            "Demande de rendez-vous avec l'élu chargé du cadre de vie, à propos du chantier {de_rue}.",
            "Jeune entrepreneur, je voudrais présenter mon projet à {maire}.",
        ),
        told=(
            "{Usager} {demande} un rendez-vous avec {maire}. Objet : conflit avec un voisin.",
            "{Usager} {demande} à être reçu{e} en permanence samedi.",
            "{Usager} {demande} un rendez-vous avec un élu pour un problème de logement.",
        ),
        ends={
            "answered": (
                "Rendez-vous donné ; merci de vous présenter à l'accueil cinq minutes avant.",
                "Vous avez été reçu{e} en permanence.",
            ),
            "done": ("L'entretien a eu lieu, un compte rendu a été transmis au service concerné.",),
        },
    ),
    "CAB-INT": Voice(
        subject="Interpellation du maire",
        written=(
            "Les habitants {de_rue} s'inquiètent du projet d'antenne-relais. Quand serons-nous consultés ?",
            "Je m'étonne que les travaux {de_rue} aient commencé sans prévenir les commerçants.",
            "Pourquoi la pharmacie de garde est-elle à vingt kilomètres ? Que fait la commune pour trouver un médecin ?",
            "Le bruit des cloches à six heures du matin est-il vraiment indispensable ?",
            "La hausse de la taxe foncière est incompréhensible. J'attends des explications précises.",
            "Merci de me dire ce qui est prévu pour l'ancienne friche {de_rue}.",
        ),
        told=(
            "{Usager} {signale} l'inquiétude des riverains {de_rue} à propos du futur lotissement.",
            "{Usager} {demande} pourquoi le marché a été déplacé.",
            "{Usager} {demande} la position de la commune sur l'extension de la carrière.",
        ),
        ends={
            "answered": (
                "Une réponse détaillée, signée de {maire}, vous a été envoyée par courrier.",
                "{Maire} vous a répondu : une réunion publique se tiendra le mois prochain.",
                "{Maire} vous a rappelé en personne.",
            )
        },
    ),
    "CAB-FEL": Voice(
        subject="Message aux élus",
        written=(
            "Bravo pour le fleurissement du centre, c'est superbe cette année !",
            "Merci à l'agent d'accueil qui a pris le temps d'aider ma mère. On ne le dit pas assez.",
            "Une idée : pourquoi ne pas ouvrir une boîte à livres au {parc} ?",
            "Merci aux agents qui sont passés dans la nuit après la tempête.",
            "Suggestion : un composteur partagé {dans_rue}, plusieurs voisins sont volontaires.",
        ),
        told=(
            "{Usager} félicite l'équipe du centre de loisirs.",
            "{Usager} suggère un marché de producteurs le vendredi soir.",
            "{Usager} remercie les jardiniers pour le rond-point.",
        ),
        ends={
            "answered": (
                "Merci pour votre message, transmis à l'équipe : il fait très plaisir.",
                "Votre idée est transmise à la commission cadre de vie.",
            )
        },
    ),
}
