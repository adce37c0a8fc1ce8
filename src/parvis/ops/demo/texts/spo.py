"""Vie sportive et associations."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="service des sports et de la vie associative",
    notes=("Planning du gymnase vérifié.", "Dossier relu, budget cohérent.", "Appelé le président."),
    replies=("Votre dossier est bien arrivé. Il sera examiné en commission.",),
    plans=("Passage en commission le {quand}.",),
    third=(("Attente du vote du conseil municipal.", "Délibération votée."),),
    ends={
        "done": ("C'est accordé.",),
        "answered": ("Réponse donnée par téléphone.",),
        "no_action": ("Sans retour de votre part, nous clôturons.",),
        "refused": (
            "Nous ne pouvons pas répondre favorablement. || Tous les créneaux du soir sont attribués pour la saison.",
        ),
        "transferred": (
            "Votre demande est transmise à la communauté de communes, gestionnaire de la piscine.",
        ),
        "withdrawn": ("Vous avez renoncé à votre demande.",),
        "cancelled": ("Demande en double.",),
    },
)

VOICES = {
    "SPO-SUB": Voice(
        subject="Subvention",
        written=(
            "Veuillez trouver le dossier de subvention de notre association pour l'an prochain.",
            "Nous sollicitons une aide exceptionnelle pour le déplacement des benjamins en finale régionale.",
            "Quelle est la date limite de dépôt des demandes de subvention ?",
        ),
        told=(
            "{Usager} dépose le dossier de subvention de l'association.",
            "{Usager} {demande} le formulaire de subvention.",
        ),
        asks=(
            (
                "Bilan financier manquant.",
                "Il manque le bilan financier signé et le relevé d'identité bancaire. Pouvez-vous compléter ?",
                "Bilan signé et RIB joints. Bien à vous.",
            ),
        ),
        ends={
            "done": ("La subvention a été votée par le conseil municipal.",),
            "refused": (
                "La subvention n'a pas été accordée. || La réserve de trésorerie de l'association dépasse un an de fonctionnement, "
                "seuil fixé par le règlement des subventions.",
            ),
        },
    ),
    "SPO-EQU": Voice(
        subject="Créneau au {gymnase}",
        written=(
            "Nous cherchons un créneau au {gymnase} le mardi soir pour vingt adhérents.",
            "Les vestiaires du {gymnase} sont restés fermés {jour}, nos joueurs se sont changés dehors.",
            "Notre club peut-il disposer du {gymnase} pour un tournoi le {futur} ?",
        ),
        told=(
            "{Usager} {demande} un créneau au {gymnase} pour la saison.",
            "{Usager} {demande} un badge pour le {gymnase}.",
            "{Usager} {signale} un panneau de basket abîmé au {gymnase}.",
        ),
        ends={
            "done": (
                "Le créneau du mardi, de 20h à 22h, vous est attribué.",
                "Le badge est prêt à l'accueil.",
                "Le gymnase est réservé pour votre tournoi.",
            )
        },
    ),
}
