"""Bâtiments et logistique."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="service bâtiments et logistique",
    notes=(
        "Vu avec le gardien.",
        "Passage demain à la première heure.",
        "Devis demandé.",
        "Rappelé, disponibilités notées.",
    ),
    replies=("Votre demande est bien prise en compte, nous revenons vers vous rapidement.",),
    plans=("Intervention prévue {quand}.",),
    third=(("Attente du prestataire de maintenance.", "Le prestataire est passé."),),
    ends={
        "done": ("Le nécessaire a été fait.",),
        "answered": ("Réponse donnée par téléphone.",),
        "no_action": ("Tout fonctionnait lors de notre passage ; nous restons attentifs.",),
        "refused": (
            "Nous ne pouvons pas répondre favorablement. || Le bâtiment concerné n'appartient pas à la commune.",
        ),
        "transferred": ("Le bâtiment relève du Département, à qui nous avons transmis.",),
        "withdrawn": ("Vous avez renoncé à votre demande, nous la clôturons.",),
        "cancelled": ("Demande enregistrée par erreur.",),
    },
)

VOICES = {
    "BAT-ECO": Voice(
        subject="Problème à l'{ecole}",
        written=(
            "Il fait 15 degrés dans la classe de {classe} de l'{ecole}. Les enfants gardent leur manteau.",
            "Fuite au plafond du préau de l'{ecole}, un seau est posé depuis une semaine.",
            "Les toilettes des petits sont bouchées à l'{ecole}. Ce n'est plus possible.",
            "La directrice de l'{ecole} vous signale que la porte d'entrée ne ferme plus à clé.",
            "Un volet roulant est bloqué dans la salle de motricité de l'{ecole}.",
        ),
        told=(
            "{Usager} {signale} une panne de chauffage à l'{ecole}, classe de {classe}.",
            "{Usager} {signale} une fuite d'eau dans les sanitaires de l'{ecole}.",
            "{Usager} {signale} que le visiophone de l'{ecole} ne marche plus.",
            "{Usager} {signale} une dalle de faux plafond tombée dans la {salle}.",
        ),
        found=("Contrôle : bloc de secours hors service à l'{ecole}.",),
        more=("Merci de faire vite, les enfants sont là demain.", "C'est déjà arrivé le mois dernier."),
        notes=("Chaudière en défaut, réarmée.", "Joint et flotteur changés.", "Serrurier prévu demain."),
        third=(("Attente du chauffagiste.", "Vanne remplacée par le chauffagiste."),),
        plans=("Intervention prévue {quand}, hors présence des enfants.",),
        ends={
            "done": (
                "Le chauffage est rétabli, 20 degrés dans la classe ce matin.",
                "La fuite est réparée.",
                "La serrure a été changée et les clés remises à la directrice.",
                "Les sanitaires sont débouchés et nettoyés.",
                "Le volet a été remis en service.",
                "Réparation faite ce matin par notre équipe.",
            )
        },
        answers=(
            ("batiment", ("école", "gymnase", "mairie")),
            ("local", ("classe", "préau", "sanitaires", "hall")),
        ),
    ),
    "BAT-SAL": Voice(
        subject="Réservation de la {salle}",
        written=(
            "Je souhaite louer la {salle} le {futur} pour un anniversaire de mariage, environ 80 personnes.",
            "La {salle} est-elle libre le {futur} ? Nous serions une soixantaine.",
            "Notre association demande la {salle} le {futur} pour son assemblée générale.",
            "Baptême de {mon_enfant} le {futur} : quel est le tarif de la {salle} pour un habitant ?",
        ),
        told=(
            "{Usager} {demande} la {salle} pour le {futur}, repas de famille de 50 personnes.",
            "{Usager} {demande} le tarif et les disponibilités de la {salle}.",
            "{Usager} {demande} la {salle} pour le loto de son association, le {futur}.",
        ),
        notes=(
            "Option posée pour le {futur}.",
            "Déjà réservée par le comité des fêtes.",
            "Caution et assurance à recevoir.",
        ),
        asks=(
            (
                "Attestation d'assurance et chèque de caution.",
                "La salle est en option pour vous. Il nous manque l'attestation "
                "d'assurance et la caution ; pouvez-vous les déposer sous dix jours ?",
                "J'ai déposé l'attestation et le chèque à l'accueil ce matin.",
            ),
        ),
        replies=("La salle est libre à la date souhaitée, nous posons une option à votre nom.",),
        ends={
            "done": (
                "Réservation confirmée. L'état des lieux se fera la veille à 17h.",
                "C'est réservé ! Les clés sont à retirer en mairie la veille.",
            ),
            "refused": (
                "Nous ne pouvons pas vous louer la salle à cette date. || Elle est déjà réservée ; deux autres dates vous "
                "sont proposées par téléphone.",
            ),
        },
    ),
    "BAT-MAT": Voice(
        subject="Prêt de matériel",
        written=(
            "Nous organisons la fête des voisins {de_rue} le {futur} : pouvez-vous prêter dix tables et vingt bancs ?",
            "Notre association a besoin de {n} barnums pour le {futur}.",
            "Besoin de quinze barrières pour le vide-grenier du {futur}.",
        ),
        told=(
            "{Usager} {demande} {n} tables et des bancs pour la fête des voisins du {futur}.",
            "{Usager} {demande} le prêt de barrières pour le {futur}.",
            "{Usager} {demande} une sonorisation pour le {futur}.",
        ),
        notes=("Stock suffisant à cette date.", "Livraison possible le vendredi matin."),
        plans=("Livraison prévue {quand}.",),
        ends={
            "done": (
                "Le matériel a été livré puis repris, tout est en ordre.",
                "Prêt accordé : à retirer au centre technique entre 8h et 11h.",
            ),
            "refused": (
                "Nous ne pouvons pas prêter ce matériel. || Il est déjà réservé pour une manifestation municipale à la même date.",
            ),
        },
    ),
}
