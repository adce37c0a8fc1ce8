"""Petite enfance et jeunesse."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="service petite enfance et jeunesse",
    notes=(
        "Dossier créé.",
        "Vu avec la directrice de la structure.",
        "Place possible au prochain trimestre.",
        "Rappelé la famille.",
    ),
    replies=(
        "Votre demande est enregistrée ; nous vous tiendrons au courant après la prochaine commission.",
    ),
    plans=("Rendez-vous fixé {quand}.",),
    third=(("Attente de la commission d'admission.", "Commission passée, place attribuée."),),
    ends={
        "done": ("Le dossier est traité.",),
        "answered": ("Réponse donnée par téléphone.",),
        "no_action": ("Sans réponse de votre part, nous clôturons le dossier.",),
        "refused": (
            "Nous ne pouvons pas donner une suite favorable. || Toutes les places sont attribuées pour cette période ; vous êtes "
            "sur liste d'attente.",
        ),
        "transferred": ("Nous avons transmis votre demande à la caisse d'allocations familiales.",),
        "withdrawn": ("Vous avez trouvé un autre mode de garde, nous clôturons.",),
        "cancelled": ("Demande en double.",),
    },
)

VOICES = {
    "PEJ-CRE": Voice(
        subject="Place en crèche",
        written=(
            "Nous attendons un bébé pour le printemps et cherchons une place à la {creche}.",
            "Je reprends le travail le {futur}, reste-t-il une place en crèche pour {prenom}, {mois} mois ?",
            "Pouvez-vous m'envoyer la liste des assistantes maternelles du quartier ?",
        ),
        told=(
            "{Usager} {demande} une préinscription à la {creche} pour la rentrée.",
            "{Usager} {demande} où en est sa demande de place en crèche.",
            "{Usager} {demande} la liste des assistantes maternelles.",
        ),
        asks=(
            (
                "Numéro d'allocataire.",
                "Pouvez-vous nous donner votre numéro d'allocataire et vos jours de garde souhaités ?",
                "Quatre jours par semaine, sauf le mercredi. Le numéro est sur le document joint.",
            ),
        ),
        ends={
            "done": (
                "Une place est attribuée à la {creche} ; la directrice vous appelle pour l'adaptation.",
                "La préinscription est faite, vous recevrez la date de la commission.",
            ),
            "answered": ("La liste des assistantes maternelles vous a été envoyée.",),
        },
    ),
    "PEJ-ALS": Voice(
        subject="Centre de loisirs pour {prenom}",
        written=(
            "Reste-t-il des places au centre de loisirs pour {mon_enfant}, {age} ans, la deuxième semaine des vacances ?",
            "Je souhaite inscrire {mon_enfant} au centre le mercredi.",
            "Peut-on annuler la sortie de vendredi ? {Prenom} a de la fièvre.",
        ),
        told=(
            "{Usager} {demande} l'inscription de {son_enfant} au centre de loisirs, {age} ans.",
            "{Usager} {demande} les tarifs du centre selon le quotient familial.",
            "{Usager} {demande} une place au séjour d'été pour {son_enfant}.",
        ),
        ends={
            "done": (
                "{Prenom} est inscrit{ee} au centre de loisirs.",
                "L'inscription est confirmée, pensez au maillot de bain !",
            ),
            "answered": (
                "Le centre est complet cette semaine-là ; {prenom} est en première place sur la liste d'attente.",
            ),
        },
    ),
    "PEJ-JOB": Voice(
        subject="Candidature jeune",
        written=(
            "J'ai 18 ans et je cherche un job d'été dans ma commune. CV joint.",
            "Je prépare le BAFA : la mairie aide-t-elle au financement ?",
            "{Mon_enfant} cherche un stage de troisième d'une semaine, les espaces verts l'intéressent.",
        ),
        told=(
            "{Usager} dépose un CV pour un job d'été.",
            "{Usager} {demande} la bourse au permis pour son petit-fils.",
            "{Usager} {demande} un stage de troisième pour {son_enfant}.",
        ),
        notes=("CV transmis aux services techniques.",),
        ends={
            "done": (
                "Vous êtes retenu{e} pour deux semaines en juillet. Bravo !",
                "L'aide au BAFA vous est accordée.",
                "Un stage est possible ; la convention est à déposer.",
            ),
            "refused": (
                "Votre candidature n'a pas été retenue cet été. || Le nombre de candidatures dépasse celui des postes ; priorité "
                "est donnée aux jeunes qui n'ont jamais été recrutés.",
            ),
        },
    ),
}
