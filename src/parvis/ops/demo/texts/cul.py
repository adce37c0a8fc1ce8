"""Vie culturelle."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="service culturel",
    notes=("Vu avec la bibliothécaire.", "Inscrit au planning culturel.", "Rappelé pour préciser le projet."),
    replies=("Merci de votre message, nous regardons cela avec l'équipe.",),
    plans=("Rendez-vous fixé {quand}.",),
    ends={
        "done": ("C'est fait.",),
        "answered": ("Réponse donnée par téléphone.",),
        "no_action": ("Sans retour de votre part, nous clôturons.",),
        "refused": (
            "Nous ne pouvons pas retenir votre proposition. || La programmation de la saison est déjà arrêtée ; elle pourra être revue "
            "pour la suivante.",
        ),
        "transferred": ("Votre demande est transmise à l'école de musique intercommunale.",),
        "withdrawn": ("Vous avez renoncé à votre demande.",),
        "cancelled": ("Demande en double.",),
    },
)

VOICES = {
    "CUL-MED": Voice(
        subject="Inscription culture",
        written=(
            "Comment inscrire {mon_enfant} à l'école de musique ? Cela serait pour le piano.",
            "J'ai perdu ma carte de la {mediatheque}. Combien coûte le duplicata ?",
            "Peut-on rendre les livres ailleurs pendant la fermeture de la {mediatheque} ?",
            "J'ai une amende pour un livre que j'ai rendu {jour}.",
        ),
        told=(
            "{Usager} {demande} l'inscription de {son_enfant} à l'éveil musical.",
            "{Usager} {demande} une carte de la {mediatheque}.",
            "{Usager} {demande} s'il reste des places au cours de guitare.",
        ),
        ends={
            "done": (
                "L'inscription est enregistrée.",
                "La carte est prête à l'accueil de la {mediatheque}.",
                "La pénalité est annulée, avec nos excuses.",
            )
        },
    ),
    "CUL-EVE": Voice(
        subject="Proposition d'événement",
        written=(
            "Notre chorale propose un concert de Noël à l'église le {futur}.",
            "Je peins depuis trente ans et j'aimerais exposer à la {mediatheque}.",
            "Et si on organisait une soirée contes au {parc} ?",
        ),
        told=(
            "{Usager} propose une conférence sur l'histoire des tanneries.",
            "{Usager} {demande} à participer à la fête de la musique.",
        ),
        ends={
            "done": (
                "Votre événement est au programme. Bravo !",
                "La salle et la date sont retenues, la communication s'en occupe.",
            )
        },
    ),
}
