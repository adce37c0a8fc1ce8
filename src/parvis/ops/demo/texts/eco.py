"""Développement économique, commerce, marché."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="service commerce et économie",
    notes=(
        "Plan du marché vérifié.",
        "Avis de la police municipale demandé.",
        "Redevance calculée.",
        "Rappelé le commerçant.",
    ),
    replies=(
        "Votre demande est à l'étude au service ; nous revenons vers vous sous huit jours.",
        "Nous avons bien votre demande et réunissons ce qu'il faut pour vous répondre.",
        "Votre dossier est entre nos mains : nous vous appelons dès que nous en savons plus.",
        "Nous vérifions quelques points avec nos collègues et vous répondons au plus vite.",
    ),
    plans=("Visite sur place prévue {quand}.",),
    third=(("Attente de l'avis de la commission des marchés.", "Avis de la commission reçu."),),
    ends={
        "done": ("L'autorisation vous a été envoyée.",),
        "answered": ("Réponse donnée par téléphone.",),
        "no_action": ("Sans retour de votre part, nous clôturons la demande.",),
        "refused": (
            "L'autorisation ne peut pas être accordée. || Le passage libre restant sur le trottoir serait inférieur à 1,40 mètre.",
        ),
        "transferred": (
            "Votre demande est transmise à la communauté de communes, compétente pour les zones d'activités.",
        ),
        "withdrawn": ("Vous avez renoncé à votre projet, nous clôturons.",),
        "cancelled": ("Demande en double.",),
    },
)

VOICES = {
    "ECO-ODP": Voice(
        subject="Terrasse, {adresse}",
        written=(
            "Je souhaite installer une terrasse de 12 m² devant mon établissement du {adresse}.",
            "Renouvellement de notre étalage sur trottoir, {adresse}, pour la saison.",
            "Peut-on poser un chevalet et deux bacs à fleurs devant la boutique, {adresse} ?",
        ),
        told=(
            "{Usager} {demande} une terrasse de printemps, {adresse}.",
            "{Usager} {demande} un agrandissement de terrasse, {adresse}.",
        ),
        asks=(
            (
                "Plan coté et assurance.",
                "Pouvez-vous nous envoyer un plan coté et votre attestation d'assurance ?",
                "Plan et attestation joints.",
            ),
        ),
        ends={"done": ("L'arrêté d'occupation est signé pour la saison.",)},
    ),
    "ECO-MAR": Voice(
        subject="Place de marché",
        written=(
            "Je vends des fromages de chèvre et cherche une place au marché du samedi.",
            "Comment obtenir un emplacement pour la foire d'automne ? Camion de 6 mètres.",
            "Titulaire d'un banc depuis vingt ans, je souhaite le transmettre à ma fille.",
        ),
        told=(
            "{Usager} {demande} une place de volant au marché du samedi.",
            "{Usager} {demande} les tarifs du marché pour un camion de restauration.",
        ),
        ends={
            "done": (
                "Une place d'abonné vous est attribuée à partir du mois prochain.",
                "Vous pouvez venir comme volant dès samedi, à 7h.",
            )
        },
    ),
    "ECO-DEB": Voice(
        subject="Buvette ou vide-grenier",
        written=(
            "Notre club demande l'autorisation d'une buvette au {gymnase} le {futur}.",
            "Nous organisons un vide-grenier {dans_rue} le {futur}, {k} exposants attendus.",
            "Concert en plein air le {futur} : pouvons-nous servir de la bière ?",
        ),
        told=(
            "{Usager} {demande} une buvette temporaire pour le tournoi du {futur}.",
            "{Usager} {demande} l'autorisation d'un vide-grenier le {futur}.",
        ),
        ends={
            "done": (
                "L'arrêté de buvette est signé, il est à afficher sur place.",
                "Vide-grenier autorisé ; le registre des exposants est à déposer après.",
            )
        },
    ),
    "ECO-IMP": Voice(
        subject="Local commercial",
        written=(
            "Je veux ouvrir un atelier de couture, y a-t-il un local libre dans le centre ?",
            "Quelles aides pour reprendre la boulangerie {de_rue} ?",
            "Notre entreprise cherche 500 m² d'entrepôt dans la commune.",
        ),
        told=(
            "{Usager} {demande} la liste des locaux vacants.",
            "{Usager} {demande} un rendez-vous pour un projet d'épicerie.",
        ),
        ends={
            "answered": (
                "Trois locaux correspondent ; les coordonnées des propriétaires vous ont été envoyées.",
                "Rendez-vous pris avec la chambre de commerce.",
            )
        },
    ),
}
