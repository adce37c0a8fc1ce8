"""Voirie encore : marquage, mobilier, eau, neige, vitesse, stationnement, chantiers."""

from parvis.ops.demo.texts.voice import Voice

ROADSIDE = (
    "Des voitures freinent au dernier moment pour l'éviter.", "C'est un passage très emprunté par les écoliers.",
    "Cela dure {depuis}.", "Il y a beaucoup de personnes âgées dans le quartier.",
    "Merci d'intervenir avant qu'il y ait un accident.", "Déjà signalé l'année dernière.",
    "Avec la pluie, on ne voit plus rien.", "C'est {repere}.",
)  # fmt: skip

VOICES = {
    "VOI-MAR": Voice(
        subject="Marquage au sol {rue}",
        written=(
            "Le passage piéton {repere}, {rue}, est complètement effacé.",
            "Les lignes du stationnement {de_rue} ne se voient plus, chacun se gare n'importe comment.",
            "Le marquage de la piste cyclable a disparu {dans_rue}, les voitures roulent dessus.",
        ),
        told=(
            "{Usager} {signale} un passage piéton effacé {repere}, {rue}.",
            "{Usager} {demande} la reprise du marquage de la place réservée {de_rue}.",
        ),
        more=ROADSIDE,
        notes=(
            "À joindre à la campagne de peinture du printemps.",
            "Température trop basse pour la résine, on attend.",
        ),
        plans=("Campagne de marquage prévue à partir du {quand}.",),
        ends={
            "done": (
                "Le passage piéton a été repeint.",
                "Le marquage {de_rue} a été refait avec la campagne de la saison.",
            )
        },
    ),
    "VOI-MOB": Voice(
        subject="Mobilier urbain {rue}",
        written=(
            "Le banc {repere}, {rue}, a deux lattes cassées, les clous dépassent.",
            "Un potelet a été arraché devant le {adresse}, les voitures se garent sur le trottoir.",
            "La vitre de l'abribus {de_rue} est en morceaux, il y a du verre partout.",
            "La barrière le long de l'école est tordue et coupante, {rue}.",
        ),
        told=(
            "{Usager} {signale} un banc cassé {repere}, {rue}.",
            "{Usager} {signale} des potelets arrachés {dans_rue}, stationnement sur le trottoir.",
            "{Usager} {signale} du verre brisé à l'abribus {de_rue}.",
        ),
        found=("Banc vandalisé {repere}, {rue}. Lattes déposées.",),
        more=("C'est vraiment dommage.", "Quelqu'un va finir par se blesser.", "Cela dure {depuis}."),
        notes=("Lattes en stock à la menuiserie.", "Potelet à recommander, modèle à mémoire de forme."),
        plans=("Réparation du mobilier prévue {quand}.",),
        ends={
            "done": (
                "Le banc a été réparé et repeint.",
                "Les potelets sont de nouveau en place.",
                "La vitre a été remplacée et le sol nettoyé.",
                "Réparation faite par notre atelier.",
            )
        },
        answers=(("type", ("banc", "potelet", "abribus", "barrière")),),
    ),
    "VOI-AVA": Voice(
        subject="Avaloir bouché {rue}",
        written=(
            "La grille {repere}, {rue}, est bouchée par les feuilles, l'eau monte jusqu'au trottoir.",
            "À chaque averse, mon garage du {adresse} prend l'eau parce que l'avaloir ne joue plus son rôle.",
            "Inondation {jour} soir {dans_rue} ! Vingt centimètres d'eau, les voitures ont calé.",
            "Odeur d'égout épouvantable {dans_rue}, l'avaloir déborde.",
        ),
        told=(
            "{Usager} {signale} un avaloir bouché {repere}, {rue}.",
            "{Usager} {signale} de l'eau sur toute la chaussée {de_rue} ; {il} craint pour son sous-sol.",
            "{Usager} {signale} une grille d'évacuation cassée devant le {adresse}.",
        ),
        found=("Grille colmatée par les feuilles {dans_rue}, dégagée à la pelle, curage à prévoir.",),
        more=(
            "Il pleut encore ce soir, c'est urgent.",
            "Cela arrive à chaque gros orage.",
            "Cela dure {depuis}.",
        ),
        notes=(
            "Bouchon de feuilles et de gravats, hydrocureuse nécessaire.",
            "Regard effondré : voir avec l'assainissement.",
        ),
        third=(("Attente de l'hydrocureuse du syndicat d'assainissement.", "Curage fait par le syndicat."),),
        plans=("Curage prévu {quand}.",),
        ends={
            "done": (
                "L'avaloir a été curé, l'eau s'écoule normalement.",
                "La grille a été dégagée puis remplacée.",
                "Curage réalisé sur toute la rue, {n} avaloirs nettoyés.",
            )
        },
    ),
    "VOI-FUI": Voice(
        subject="Fuite d'eau {rue}",
        written=(
            "De l'eau claire sort du bitume {repere}, {rue}, {depuis}. Quel gâchis !",
            "Une canalisation a dû céder devant le {adresse}, ça coule à flots.",
            "La bouche d'incendie {de_rue} fuit en continu, le trottoir est une patinoire.",
        ),
        told=(
            "{Usager} {signale} une fuite sur la chaussée {repere}, {rue}.",
            "{Usager} {signale} de l'eau qui jaillit du trottoir devant le {adresse}, débit important.",
        ),
        notes=(
            "Appelé le délégataire de l'eau, numéro d'intervention noté.",
            "Vérifié : réseau d'eau potable, donc syndicat.",
        ),
        ends={
            "transferred": (
                "La fuite concerne le réseau d'eau potable. Le syndicat des eaux, prévenu aussitôt, intervient et vous "
                "tiendra au courant.",
                "Signalement transmis au délégataire de l'eau, qui a envoyé une équipe. Le numéro d'urgence figure sur votre "
                "facture d'eau.",
            ),
            "done": ("La vanne de la bouche d'incendie a été refermée, la fuite a cessé.",),
        },
    ),
    "VOI-NEI": Voice(
        subject="Verglas {rue}",
        written=(
            "Tout est verglacé {dans_rue}, deux voitures sont déjà au fossé.",
            "Le trottoir de l'{ecole} est une patinoire, une maman est tombée ce matin.",
            "La saleuse n'est pas passée {dans_rue}. Nous payons des impôts comme les autres !",
        ),
        told=(
            "{Usager} {signale} une plaque de verglas {repere}, {rue}.",
            "{Usager} {demande} le passage de la saleuse {dans_rue} : l'infirmière ne peut plus monter chez {lui}.",
        ),
        notes=("Circuit secondaire, passage après les axes prioritaires.", "Bac à sel vide, rechargé."),
        ends={
            "done": ("La rue a été salée ce matin.", "La saleuse est passée et le bac à sel a été rempli.")
        },
    ),
    "VOI-VIT": Voice(
        subject="Vitesse excessive {rue}",
        written=(
            "Les voitures roulent à plus de 70 km/h {dans_rue}, alors que la rue est limitée à 30. Il faut un ralentisseur.",
            "Notre chat, puis le chien des voisins… Faut-il attendre qu'un enfant soit renversé {dans_rue} ?",
            "Nous sommes {n} familles {de_rue} à demander un aménagement pour casser la vitesse.",
            "Depuis la déviation, on se croirait sur un circuit {dans_rue}, surtout entre 17h et 19h.",
        ),
        told=(
            "{Usager} {demande} la pose d'un ralentisseur {dans_rue}. {Il} propose une pétition des riverains.",
            "{Usager} {signale} une vitesse excessive {dans_rue}, surtout le soir.",
            "{Usager} {demande} des contrôles de vitesse {repere}, {rue}.",
        ),
        more=(
            "Un comptage vous le prouverait.",
            "L'{ecole} est à deux pas.",
            "Les chicanes de la rue voisine marchent bien.",
        ),
        notes=(
            "Pose du compteur routier pour une semaine.",
            "Comptage : vitesse moyenne 41 km/h, 15 % au-dessus de 50.",
            "À présenter à la commission circulation.",
        ),
        replies=(
            "Nous posons un compteur de vitesse pendant une semaine avant de vous répondre.",
            "Votre demande sera examinée par la prochaine commission circulation.",
        ),
        plans=("Passage en commission circulation le {quand}.",),
        third=(("Attente de l'avis du Département (voie classée).", "Avis favorable du Département reçu."),),
        ends={
            "done": (
                "La commission a retenu la pose d'un coussin berlinois ; les travaux sont inscrits au prochain programme de voirie.",
            ),
            "answered": (
                "Le comptage montre une vitesse moyenne de 38 km/h. La police municipale renforcera les contrôles aux "
                "heures que vous indiquez.",
                "Un radar pédagogique sera installé {dans_rue} pendant deux mois, puis nous ferons le point avec vous.",
            ),
            "refused": (
                "La commission circulation n'a pas retenu votre demande de ralentisseur. || La rue est empruntée par une "
                "ligne de bus et sa pente dépasse 4 %, ce que le décret du 27 mai 1994 n'admet pas.",
            ),
        },
    ),
    "VOI-STA": Voice(
        subject="Stationnement {rue}",
        written=(
            "Titulaire d'une carte mobilité inclusion, je souhaite une place réservée près de chez moi, {adresse}.",
            "Commerçant{e} {dans_rue}, je demande un arrêt minute devant ma vitrine.",
            "Mon mari est en fauteuil et nous tournons vingt minutes pour nous garer {dans_rue}.",
        ),
        told=(
            "{Usager} {demande} une place réservée aux personnes handicapées devant le {adresse}. Carte CMI présentée.",
            "{Usager} {demande} un arrêt minute {dans_rue} pour les clients.",
        ),
        notes=("{n} places déjà réservées à moins de 200 m.", "Avis favorable du groupe accessibilité."),
        asks=(
            (
                "Copie de la carte CMI manquante.",
                "Pouvez-vous nous adresser la copie de la carte mobilité inclusion ?",
                "Voici la copie de la carte, recto et verso.",
            ),
        ),
        plans=("Traçage de la place prévu {quand}.",),
        ends={
            "done": (
                "La place est tracée et le panneau posé.",
                "L'arrêté est signé et l'arrêt minute matérialisé.",
            ),
            "refused": (
                "Nous ne pouvons pas créer cette place. || La rue compte déjà deux emplacements réservés à moins "
                "de 80 mètres, et la largeur du trottoir restant serait inférieure à 1,40 mètre.",
            ),
        },
    ),
    "VOI-PDV": Voice(
        subject="Arrêté de circulation {rue}",
        written=(
            "Nous sollicitons un arrêté pour une tranchée de {n} mètres devant le {adresse}, à partir du {futur}.",
            "Demande de permission de voirie pour un échafaudage au {adresse}, trois semaines à compter du {futur}.",
            "Ravalement de façade au {adresse} : merci de nous autoriser à poser une benne sur deux places le {futur}.",
        ),
        told=(
            "{Usager} {demande} une autorisation pour poser une benne devant le {adresse} le {futur}.",
            "{Usager} {demande} comment fermer la rue une journée pour une livraison de toupie, {adresse}, le {futur}.",
        ),
        notes=("Emprise compatible avec le passage du bus.", "Arrêté rédigé, mis au parapheur."),
        asks=(
            (
                "Plan d'emprise manquant.",
                "Il manque le plan de l'emprise et les dates exactes. Pouvez-vous les fournir ?",
                "Ci-joint le plan et le planning de l'entreprise.",
            ),
        ),
        replies=("Votre demande est complète, l'arrêté est à la signature.",),
        ends={
            "done": (
                "L'arrêté est signé. Il doit être affiché sur place 48 heures avant le début des travaux.",
                "Permission de voirie accordée ; la redevance vous sera adressée par la trésorerie.",
            ),
            "refused": (
                "La permission ne peut pas être accordée aux dates demandées. || Un autre chantier occupe déjà la "
                "chaussée jusqu'à la fin du mois ; une nouvelle demande peut être faite ensuite.",
            ),
        },
        answers=(("emprise", ("6 m²", "10 m²", "2 places", "demi-chaussée")),),
    ),
    "VOI-DEM": Voice(
        subject="Stationnement pour déménagement {rue}",
        written=(
            "Je déménage le {futur} et je souhaite réserver deux places devant le {adresse}.",
            "Nous emménageons au {adresse} le {futur} : le camion fait 20 m³, il faudrait une douzaine de mètres.",
            "Merci de me réserver le stationnement devant le {adresse} pour le {futur}, de 8h à 18h.",
        ),
        told=(
            "{Usager} {demande} deux places devant le {adresse} pour un déménagement le {futur}.",
            "{Usager} {demande} une réservation de stationnement le {futur}, {adresse}. Camion immatriculé {immat}.",
        ),
        notes=("Panneaux à poser sept jours avant.", "Arrêté transmis à la police municipale."),
        plans=("Pose des panneaux prévue {quand}.",),
        ends={
            "done": (
                "L'arrêté est signé et les panneaux sont posés. Bon déménagement !",
                "Réservation accordée : gardez l'arrêté derrière le pare-brise du camion.",
            )
        },
        answers=(("longueur", ("10 m", "12 m", "15 m")),),
    ),
    "VOI-BAT": Voice(
        subject="Numérotage {rue}",
        written=(
            "Notre maison neuve {de_rue} n'a pas encore de numéro, impossible d'ouvrir le compteur.",
            "Je souhaite un certificat d'adresse pour le {adresse}, demandé par le notaire.",
            "Le livreur ne nous trouve jamais : pouvez-vous nous attribuer un numéro bis {dans_rue} ?",
        ),
        told=(
            "{Usager} {demande} un certificat d'adresse pour le {adresse}.",
            "{Usager} {demande} un numéro pour la division de son terrain, {rue}.",
        ),
        notes=("Vérifié sur le cadastre et dans la base adresse.",),
        ends={
            "done": (
                "Le certificat d'adresse est prêt à l'accueil.",
                "Le numéro {num} bis vous est attribué ; la plaque vous sera remise.",
            )
        },
    ),
}
