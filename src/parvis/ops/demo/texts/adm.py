"""Affaires générales, et accueil pour ce qui n'entre dans aucune case."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="service des affaires générales",
    notes=(
        "Documents rassemblés.",
        "Déclaration faite à l'assureur.",
        "Délai légal noté.",
        "Vu avec la direction générale.",
    ),
    replies=("Votre demande est enregistrée et en cours d'instruction.",),
    plans=("Expertise prévue {quand}.", "Rendez-vous fixé {quand}."),
    third=(("Attente de l'assureur de la commune.", "Position de l'assureur reçue."),),
    ends={
        "done": ("Le nécessaire a été fait.",),
        "answered": ("La réponse vous a été adressée.",),
        "no_action": ("Sans retour de votre part, nous clôturons.",),
        "refused": (
            "Votre demande ne peut pas être satisfaite. || La responsabilité de la commune n'est pas établie au vu des pièces produites.",
        ),
        "transferred": ("Votre demande est transmise à l'administration compétente, qui vous répondra.",),
        "withdrawn": ("Vous avez renoncé à votre demande.",),
        "cancelled": ("Demande en double.",),
    },
)
DESK = Service(
    label="accueil",
    notes=("Renseignement pris auprès du service.", "Rappelé.", "Brochure remise."),
    replies=("Nous nous renseignons et revenons vers vous.",),
    ends={
        "done": ("Le nécessaire a été fait.",),
        "answered": ("Renseignement donné.",),
        "no_action": ("Sans objet après échange.",),
        "refused": ("Nous ne pouvons pas répondre favorablement. || La demande ne relève pas de la mairie.",),
        "transferred": ("Nous vous avons orienté{e} vers le bon interlocuteur, qui a reçu votre message.",),
        "withdrawn": ("Vous avez renoncé à votre demande.",),
        "cancelled": ("Appel enregistré par erreur.",),
    },
)

VOICES = {
    "ADM-CAD": Voice(
        subject="Communication de document",
        written=(
            "En application du code des relations entre le public et l'administration, je demande copie du marché de voirie.",
            "Je souhaite consulter le rapport d'expertise du mur {de_rue}.",
            "Merci de me communiquer les notes de frais des élus.",
        ),
        told=(
            "{Usager} {demande} à consulter les délibérations de l'année.",
            "{Usager} {demande} copie d'un arrêté de circulation {de_rue}.",
        ),
        ends={
            "done": ("Les documents vous ont été envoyés, après occultation des données personnelles.",),
            "refused": (
                "Le document ne peut pas être communiqué. || Il est inachevé et préparatoire (article L. 311-2 du code des relations "
                "entre le public et l'administration).",
            ),
        },
    ),
    "ADM-RGP": Voice(
        subject="Droits sur mes données",
        written=(
            "Je demande l'accès à toutes les données que la mairie détient sur moi.",
            "Merci de supprimer mon adresse du fichier de la lettre municipale.",
        ),
        told=(
            "{Usager} {demande} à ne plus recevoir les SMS de la mairie.",
            "{Usager} {demande} la rectification de son adresse dans tous les services.",
        ),
        asks=(
            (
                "Vérification d'identité.",
                "Pour protéger vos données, pouvez-vous confirmer votre identité au guichet ou par un justificatif ?",
                "Justificatif joint, merci de le détruire ensuite.",
            ),
        ),
        ends={
            "done": ("Vos données vous ont été remises.", "La suppression est faite dans tous nos fichiers.")
        },
    ),
    "ADM-SIN": Voice(
        subject="Sinistre, {rue}",
        written=(
            "Je me suis cassé le poignet {jour} en glissant {dans_rue}. Je demande réparation.",
            "Une branche communale a enfoncé le toit de ma voiture garée au {adresse}. Constat joint.",
            "Ma cave du {adresse} a été inondée à cause du réseau de la rue. Devis : {montant_gros}.",
        ),
        told=(
            "{Usager} dépose une réclamation : jante cassée dans un trou {dans_rue}, {montant}.",
            "{Usager} {demande} comment déclarer une chute sur le trottoir {de_rue}.",
        ),
        asks=(
            (
                "Pièces du sinistre.",
                "Pouvez-vous nous adresser le constat, les photos et le devis de réparation ?",
                "Ci-joint le devis et {n} photos.",
            ),
        ),
        ends={
            "done": ("L'assureur de la commune accepte de prendre en charge les réparations.",),
            "refused": (
                "L'assureur de la commune n'a pas retenu notre responsabilité. || L'entretien normal de l'ouvrage est établi par le "
                "registre des passages.",
            ),
        },
    ),
    "ADM-AUT": Voice(
        subject="Demande diverse",
        written=(
            "À quelle heure ouvre la déchetterie le samedi ?",
            "Où trouver un plan de la ville en papier ?",
            "Le wifi de la mairie marche-t-il dehors ?",
            "Je cherche le numéro du médecin de garde.",
            "Bonjour, à qui s'adresser pour un composteur ?",
            "Faites-vous encore les sacs jaunes ?",
        ),
        told=(
            "{Usager} {demande} les horaires de la déchetterie.",
            "{Usager} {demande} le numéro du conciliateur de justice.",
            "{Usager} {demande} où retirer un colis déposé chez un voisin. Explications données.",
            "{Usager} {demande} la date du prochain conseil municipal.",
            "{Usager} {demande} s'il existe une navette pour le marché.",
        ),
        ends={
            "answered": (
                "Renseignement donné au comptoir.",
                "Les horaires vous ont été envoyés.",
                "Nous vous avons donné le bon numéro.",
                "Réponse donnée après vérification auprès du service.",
            )
        },
    ),
}
