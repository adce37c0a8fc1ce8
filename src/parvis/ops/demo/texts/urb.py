"""Urbanisme, foncier."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="service urbanisme",
    notes=(
        "Parcelle vérifiée au plan local d'urbanisme.",
        "Zone UB, hauteur limitée à 9 m.",
        "Périmètre de l'architecte des Bâtiments de France.",
        "Rappelé, précisions données.",
    ),
    replies=("Nous étudions votre parcelle et vous répondons sous dix jours.",),
    plans=("Visite sur place prévue {quand}.", "Rendez-vous fixé {quand} à {heure_bureau}."),
    third=(("Attente de l'avis de l'architecte des Bâtiments de France.", "Avis de l'ABF reçu."),),
    ends={
        "done": ("Le nécessaire a été fait.",),
        "answered": ("Les règles applicables à votre parcelle vous ont été envoyées.",),
        "no_action": ("Après visite, les travaux sont conformes à l'autorisation délivrée.",),
        "refused": (
            "Nous ne pouvons pas donner une suite favorable. || Le règlement du plan local d'urbanisme ne le permet pas dans cette zone.",
        ),
        "transferred": ("Votre dossier est transmis au service instructeur de la communauté de communes.",),
        "withdrawn": ("Vous avez renoncé à votre projet, nous clôturons.",),
        "cancelled": ("Demande en double.",),
    },
)

VOICES = {
    "URB-REN": Voice(
        subject="Renseignement d'urbanisme, {adresse}",
        written=(
            "Puis-je construire un abri de jardin de 12 m² au {adresse} ?",
            "Quelle hauteur de clôture est autorisée {dans_rue} ? Mon voisin vient de poser deux mètres de béton.",
            "Nous voulons acheter la maison du {adresse} : le terrain est-il inondable ?",
            "Ai-je le droit de peindre mes volets en bleu dans le périmètre de l'église ?",
        ),
        told=(
            "{Usager} {demande} si une piscine est possible au {adresse}.",
            "{Usager} {demande} le zonage du {adresse} avant un achat.",
            "{Usager} {demande} les règles de clôture {dans_rue}.",
        ),
        ends={
            "answered": (
                "Oui : une déclaration préalable suffit jusqu'à 20 m². Le formulaire vous est envoyé.",
                "La clôture est limitée à 1,80 m sur rue, avec un mur plein d'un mètre au plus.",
                "Toute modification doit recevoir l'accord de l'architecte des Bâtiments de France ; nous pouvons vous conseiller.",
                "La parcelle est en zone UB, hors zone inondable. L'extrait du plan est joint.",
            )
        },
    ),
    "URB-DP": Voice(
        subject="Autorisation d'urbanisme, {adresse}",
        written=(
            "Je souhaite déposer une déclaration préalable pour une véranda au {adresse}.",
            "Où en est mon permis de construire déposé en {mois_passe} pour le {adresse} ?",
            "Comment déposer mon dossier de panneaux solaires, {adresse} ?",
        ),
        told=(
            "{Usager} {demande} comment déposer une déclaration préalable, {adresse}.",
            "{Usager} {demande} où en est son permis, {adresse}.",
            "{Usager} {demande} quel formulaire utiliser pour changer ses fenêtres, {adresse}.",
        ),
        ends={
            "transferred": (
                "Le dépôt se fait sur le guichet numérique des autorisations d'urbanisme ; nous vous en avons envoyé l'adresse.",
                "Votre question est transmise au service instructeur, qui vous répondra.",
            ),
            "answered": ("Le dossier est en cours d'instruction : décision au plus tard dans un mois.",),
        },
    ),
    "URB-CER": Voice(
        subject="Certificat d'urbanisme, {adresse}",
        written=(
            "Merci de nous adresser un certificat d'urbanisme pour le {adresse}, vente en cours.",
            "Notaire : demande de note de renseignements d'urbanisme, parcelle du {adresse}.",
        ),
        told=(
            "{Usager} {demande} un certificat d'urbanisme pour le {adresse}.",
            "{Usager} {demande} un certificat de conformité pour la vente du {adresse}.",
        ),
        ends={
            "done": ("Le certificat est signé et vous a été envoyé.",),
            "transferred": (
                "La demande est transmise au service instructeur, qui délivre le certificat sous un mois.",
            ),
        },
    ),
    "URB-INF": Voice(
        subject="Travaux sans autorisation, {adresse}",
        written=(
            "Mon voisin du {num} monte un étage sans aucun panneau de permis, {rue}.",
            "Un abattage de haie classée a lieu en ce moment {dans_rue}.",
            "Le propriétaire du {adresse} transforme son garage en studio, est-ce déclaré ?",
        ),
        told=(
            "{Usager} {signale} des travaux sans affichage au {adresse}.",
            "{Usager} {signale} un mur élevé en limite de parcelle, {adresse}.",
        ),
        notes=(
            "Aucune autorisation à cette adresse.",
            "Visite de récolement faite, procès-verbal à rédiger.",
        ),
        ends={
            "done": ("Le propriétaire a été mis en demeure de régulariser.",),
            "no_action": ("Après visite, les travaux ont bien été autorisés.",),
        },
    ),
    "URB-PER": Voice(
        subject="Immeuble menaçant ruine, {adresse}",
        written=(
            "Des tuiles et des pierres tombent du {adresse} sur le trottoir !",
            "Le mur de la grange {repere}, {rue}, s'est fendu et penche sur la rue.",
        ),
        told=(
            "{Usager} {signale} une cheminée qui menace de tomber, {adresse}.",
            "{Usager} {signale} un pan de mur écroulé {repere}, {rue}.",
        ),
        notes=("Périmètre de sécurité posé avec la police municipale.", "Expert demandé au tribunal."),
        ends={
            "done": (
                "L'arrêté de mise en sécurité est pris, le propriétaire a fait étayer le mur.",
                "La zone est sécurisée, le propriétaire a été mis en demeure de réparer la toiture.",
            )
        },
    ),
}
