"""Action sociale (CCAS)."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="CCAS",
    notes=(
        "Entretien téléphonique, situation à suivre.",
        "Vu en rendez-vous.",
        "Rappelé, rendez-vous pris.",
        "Rappelé, disponible le matin seulement.",
    ),
    replies=(
        "Nous avons bien reçu votre demande et vous appelons cette semaine.",
        "Votre dossier est enregistré et reste confidentiel.",
    ),
    plans=("Rendez-vous fixé {quand} à {heure_bureau}.", "Visite à domicile prévue {quand}."),
    third=(("Attente du Département.", "Réponse du Département reçue."),),
    ends={
        "done": ("L'accompagnement est en place.",),
        "answered": ("Les renseignements ont été donnés en entretien.",),
        "no_action": (
            "Malgré plusieurs appels, nous n'avons pas pu vous joindre. Notre porte reste ouverte.",
        ),
        "refused": (
            "La commission n'a pas pu accorder l'aide demandée. || Les ressources du foyer dépassent le plafond fixé par le "
            "règlement des aides du CCAS.",
        ),
        "transferred": ("Votre demande relève du Département ; nous l'avons transmise avec votre accord.",),
        "withdrawn": ("À votre demande, nous clôturons le dossier.",),
        "cancelled": ("Demande en double.",),
    },
)

VOICES = {
    "SOC-AID": Voice(
        subject="Demande d'aide",
        written=(
            "Je n'arrive plus à payer l'électricité ce mois-ci, puis-je avoir un rendez-vous ?",
            "Depuis mon licenciement, je suis seul{e} avec {n} enfants. Existe-t-il une aide alimentaire ?",
            "J'ai reçu une lettre de coupure d'eau. Que puis-je faire ?",
        ),
        told=(
            "{Usager} {demande} un bon alimentaire. Situation difficile depuis le mois dernier.",
            "{Usager} {demande} une aide pour une facture de chauffage de {montant}.",
            "{Usager} {demande} un rendez-vous avec un travailleur social.",
        ),
        asks=(
            (
                "Justificatifs de ressources.",
                "Pouvez-vous apporter vos trois derniers relevés et la facture concernée ?",
                "J'ai tout rassemblé, je peux passer demain matin.",
            ),
        ),
        ends={
            "done": (
                "L'aide a été accordée et versée directement au fournisseur.",
                "Un bon alimentaire vous a été remis, un suivi est prévu.",
                "Vous avez été reçu{e} en entretien, un accompagnement est engagé.",
            )
        },
    ),
    "SOC-LOG": Voice(
        subject="Logement social",
        written=(
            "Je vis avec mes {n} enfants dans un deux-pièces, où en est ma demande de logement ?",
            "Comment déposer une demande de logement social ?",
            "Mon numéro unique arrive à expiration, comment le renouveler ?",
        ),
        told=(
            "{Usager} {demande} où en est sa demande de logement social.",
            "{Usager} {demande} à faire une demande de logement. Formulaire remis.",
            "{Usager} {demande} un logement plus petit : {il} vit seul{e} et le loyer est trop lourd.",
        ),
        ends={
            "transferred": (
                "Votre demande est enregistrée au système national ; les bailleurs la voient. Le renouvellement est à faire chaque année.",
            ),
            "answered": (
                "Votre demande a été actualisée avec vous. Elle sera proposée à la prochaine commission du bailleur.",
            ),
        },
    ),
    "SOC-DOM": Voice(
        subject="Domiciliation",
        written=(
            "Je dors chez des amis et j'ai besoin d'une adresse pour mes papiers.",
            "Puis-je recevoir mon courrier au CCAS ? Je vis dans un camion aménagé.",
        ),
        told=(
            "{Usager} {demande} une domiciliation au CCAS.",
            "{Usager} {demande} le renouvellement de sa domiciliation.",
        ),
        ends={
            "done": ("L'élection de domicile est accordée pour un an.",),
            "refused": (
                "La domiciliation n'a pas pu être accordée. || L'entretien n'a pas montré de lien avec la commune (article L. 264-4 "
                "du code de l'action sociale et des familles) ; une orientation vous a été proposée.",
            ),
        },
    ),
    "SOC-APA": Voice(
        subject="Maintien à domicile",
        written=(
            "Ma mère, 88 ans, sort de l'hôpital {jour}. Pouvez-vous livrer des repas dès la semaine prochaine ?",
            "Mon père ne peut plus se laver seul, à qui demander de l'aide ?",
            "Nous souhaitons installer la téléassistance chez ma tante, {adresse}.",
        ),
        told=(
            "{Usager} {demande} le portage de repas pour sa mère, {adresse}.",
            "{Usager} {demande} une aide à domicile après une chute.",
            "{Usager} {demande} un dossier d'APA pour son mari.",
        ),
        notes=("Régime sans sel.", "Visite d'évaluation faite, plan d'aide envoyé."),
        ends={
            "done": (
                "Le portage de repas commence lundi.",
                "La téléassistance est installée.",
                "Le dossier d'APA a été rempli avec vous et envoyé au Département.",
                "L'aide à domicile est en place deux fois par semaine.",
            )
        },
    ),
    "SOC-CAN": Voice(
        subject="Registre des personnes isolées",
        written=(
            "Merci d'inscrire ma grand-mère, 91 ans, qui vit seule au {adresse}, sur le registre canicule.",
            "Je m'inquiète pour ma voisine âgée du {num}, les volets sont fermés depuis deux jours.",
        ),
        told=(
            "{Usager} {demande} son inscription au registre canicule, {adresse}. Contact : sa fille.",
            "{Usager} {signale} une voisine âgée isolée au {adresse}, sans ventilateur.",
            "{Usager} {demande} l'inscription de son père, 86 ans, au registre.",
        ),
        notes=(
            "Appelée : tout va bien, boit régulièrement.",
            "Visite d'un bénévole ce matin, ventilateur prêté.",
        ),
        ends={
            "done": (
                "L'inscription est faite. En cas d'alerte, nous appelons chaque jour.",
                "Visite faite : la personne va bien.",
            )
        },
    ),
    "SOC-HAB": Voice(
        subject="Logement indigne",
        written=(
            "Les murs de notre chambre sont noirs de moisissures et {mon_enfant} fait de l'asthme. {Adresse}.",
            "Mon propriétaire refuse de réparer le chauffage depuis deux mois, {adresse}.",
            "Plus d'eau chaude au {adresse} et l'installation électrique fait des étincelles.",
        ),
        told=(
            "{Usager} {signale} une forte humidité dans son logement, {adresse}.",
            "{Usager} {signale} l'absence de chauffage au {adresse}. Enfants en bas âge.",
        ),
        notes=("Visite faite avec l'urbanisme, grille d'évaluation remplie.", "Courrier au propriétaire."),
        ends={
            "done": ("Après notre courrier, le propriétaire a engagé les travaux.",),
            "transferred": ("Le rapport de visite est transmis à l'agence régionale de santé.",),
        },
    ),
    "SOC-NUM": Voice(
        subject="Aide numérique",
        written=(
            "Je dois déclarer mes impôts en ligne et je n'y comprends rien.",
            "Y a-t-il des ateliers pour apprendre à se servir d'une tablette ?",
        ),
        told=(
            "{Usager} {demande} de l'aide pour créer un compte Ameli.",
            "{Usager} {demande} un rendez-vous France services pour sa carte grise.",
            "{Usager} {demande} de l'aide pour sa déclaration de revenus.",
            "{Usager} {demande} une place à l'atelier smartphone.",
        ),
        ends={"done": ("La démarche a été faite avec vous.", "Vous êtes inscrit{e} à l'atelier du jeudi.")},
    ),
}
