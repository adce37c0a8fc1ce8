"""Voirie, réseaux, éclairage."""

from parvis.ops.demo.texts import voi_usage
from parvis.ops.demo.texts.voi_usage import ROADSIDE
from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="service voirie et réseaux",
    notes=(
        "Vu sur place ce matin, confirmé.",
        "Ajouté à la tournée du secteur {quartier}.",
        "Stock vérifié : matériel disponible à l'atelier.",
        "Déjà un signalement au même endroit l'an dernier, à surveiller.",
        "Photo jointe claire, pas besoin de repasser pour le diagnostic.",
        "Rappelé : pas de réponse, message laissé sur le répondeur.",
    ),
    replies=(
        "Votre signalement a bien été transmis à notre équipe, qui passera sur place dans les prochains jours.",
        "Nous avons constaté le problème {dans_rue}. L'intervention est en cours de programmation.",
        "Merci de nous avoir alertés. Un technicien se rend sur place cette semaine.",
    ),
    plans=(
        "Intervention prévue {quand}.",
        "Inscrit au planning de l'équipe pour {quand}, si la météo le permet.",
    ),
    third=(
        ("Attente d'une pièce commandée chez le fournisseur.", "Pièce reçue, on peut programmer."),
        ("Attente de l'entreprise titulaire du marché.", "L'entreprise confirme son passage."),
    ),
    ends={
        "done": ("L'intervention a été réalisée. Merci de votre signalement.",),
        "answered": ("Réponse apportée par téléphone ce jour.",),
        "no_action": (
            "Nous sommes passés deux fois sans rien constater à l'adresse indiquée. N'hésitez pas à nous recontacter.",
            "Le problème avait déjà été réparé lors de notre passage.",
        ),
        "refused": (
            "Nous ne pouvons pas donner suite à votre demande. || La voie concernée est privée : son entretien revient "
            "à ses propriétaires.",
        ),
        "transferred": (
            "Cette voie relève du Département. Nous avons transmis votre signalement à l'agence routière, qui vous "
            "répondra directement.",
        ),
        "withdrawn": (
            "Vous nous avez indiqué que votre demande n'avait plus lieu d'être. Nous la clôturons.",
        ),
        "cancelled": ("Demande enregistrée par erreur.",),
    },
)
VOICES = {
    **voi_usage.VOICES,
    "VOI-NDP": Voice(
        subject="Nid-de-poule {rue}",
        written=(
            "Il y a un gros nid-de-poule {repere}, au {adresse}. J'ai failli y laisser une roue.",
            "La chaussée se défonce complètement {dans_rue}. Il faut slalomer entre les trous !",
            "Je vous signale un trou dans la chaussée à hauteur du {adresse}, profond d'au moins dix centimètres.",
            "Encore un trou {dans_rue} ! Rebouché {il_y_a}, il s'est rouvert à la première gelée.",
            "Bonjour, je circule à vélo tous les jours {dans_rue} et les trous {repere} deviennent vraiment dangereux.",
            "Mon pneu a éclaté {jour} soir dans le trou qui se trouve devant le {adresse}. Qui va me rembourser ?",
            "La rustine d'enrobé posée {repere}, {rue}, est partie. Le trou est revenu, en pire.",
            "La tranchée des travaux de fibre s'est affaissée devant le {adresse}, cela fait une marche.",
        ),
        told=(
            "{Usager} {signale} un nid-de-poule profond {repere}, {adresse}. {Il} a failli chuter à vélo.",
            "{Usager} {signale} plusieurs trous {dans_rue}. {Il} précise que les bus font un écart sur la voie opposée.",
            "{Usager} {signale} un affaissement de chaussée devant chez {lui}, {adresse}.",
            "{Usager} {signale} un trou {repere} ({rue}). Jante abîmée {jour} ; {il} garde la facture.",
            "{Usager} {signale} que l'enrobé s'arrache {dans_rue}, gravillons projetés sur les voitures.",
        ),
        found=(
            "Constaté en tournée : nid-de-poule {repere}, {adresse}. Cône posé.",
            "Chaussée faïencée sur {n} m {dans_rue}, à reprendre avant l'hiver.",
        ),
        more=ROADSIDE,
        notes=(
            "Trou de 40 cm x 30 cm, profondeur 8 cm. Enrobé à froid suffisant.",
            "Faïençage sur toute la largeur : rustine en attendant la reprise complète.",
            "Tranchée sous garantie : l'entreprise de la fibre est relancée.",
            "Balisé par l'équipe du matin.",
        ),
        asks=(
            (
                "Localisation imprécise.",
                "Pouvez-vous nous préciser à quel numéro de la rue se trouve le trou, ou nous "
                "envoyer une photo ?",
                "C'est juste devant le {num}, côté trottoir. Je vous mets une photo.",
            ),
        ),
        third=(
            (
                "Tranchée sous garantie : attente de l'entreprise de fibre.",
                "Entreprise venue, enrobé repris.",
            ),
        ),
        replies=(
            "Notre équipe a balisé le trou en attendant la réparation.",
            "Le trou sera rebouché à l'enrobé lors de la prochaine tournée du secteur {quartier}.",
        ),
        plans=("Rebouchage à l'enrobé prévu {quand}.",),
        ends={
            "done": (
                "Le nid-de-poule a été rebouché. Merci de votre vigilance.",
                "La chaussée a été reprise à l'enrobé à chaud devant le {num}.",
                "Rebouché ce matin par l'équipe de voirie. Si le trou se rouvre, dites-le-nous : nous reprendrons la surface.",
                "Réparation provisoire à l'enrobé à froid ; la reprise complète {de_rue} est inscrite au programme de l'an "
                "prochain.",
            )
        },
        answers=(("danger", ("oui", "non")),),
    ),
    "VOI-TRO": Voice(
        subject="Trottoir dégradé {rue}",
        written=(
            "Les racines ont soulevé le trottoir {repere}, {rue}. Impossible de passer avec une poussette.",
            "Ma mère, 84 ans, est tombée {jour} à cause d'une dalle descellée devant le {adresse}.",
            "Je suis en fauteuil et le trottoir {de_rue} est impraticable : il faut descendre sur la route.",
            "Une bordure est cassée {repere}, {adresse}. On s'y prend les pieds la nuit.",
            "Le trottoir est défoncé depuis les travaux de gaz {dans_rue}. Personne n'est revenu finir.",
        ),
        told=(
            "{Usager} {signale} une dalle descellée devant le {adresse}. {Il} a trébuché, sans gravité.",
            "{Usager} {signale} l'absence de bateau au passage piéton {de_rue} : son fauteuil ne passe pas.",
            "{Usager} {signale} un trottoir soulevé par les racines {repere}, {rue}.",
        ),
        found=("Deux dalles basculantes {repere}, {rue}. Barrière posée.",),
        more=ROADSIDE,
        notes=(
            "Reprise de 3 m² de béton désactivé à chiffrer.",
            "Voir avec les espaces verts pour la racine.",
            "Abaissé de trottoir : à inscrire au plan d'accessibilité.",
        ),
        replies=("Nous avons sécurisé l'endroit avec une barrière en attendant la réparation.",),
        plans=("Reprise du trottoir programmée {quand}.",),
        ends={
            "done": (
                "La dalle a été rescellée.",
                "Le trottoir a été repris sur {n} mètres.",
                "Le passage a été abaissé : il est praticable en fauteuil.",
                "La bordure est remplacée et le passage est de nouveau sûr.",
            )
        },
    ),
    "VOI-ECL": Voice(
        subject="Éclairage en panne {rue}",
        written=(
            "Le lampadaire {repere}, {rue}, est éteint {depuis}. Il fait noir comme dans un four.",
            "Plus aucun éclairage {dans_rue} ! Ma fille rentre du collège à pied, ce n'est pas rassurant.",
            "Le candélabre devant le {adresse} clignote toute la nuit juste sous ma fenêtre de chambre.",
            "Les lampadaires {de_rue} restent allumés en plein jour. Et on nous demande de faire des économies…",
            "Deux lampadaires sur trois sont en panne {dans_rue}. On ne voit pas où on met les pieds.",
            "La lumière du passage piéton {repere} ne marche plus, {rue}. Les voitures ne nous voient pas.",
            "Panne d'éclairage {dans_rue}, du {num} jusqu'au bout de la rue.",
            "Comme chaque hiver, {rue} dans le noir. C'est la troisième fois que j'écris.",
        ),
        told=(
            "{Usager} {signale} un candélabre éteint {repere}, {rue}, {depuis}.",
            "{Usager} {signale} que toute la rue est dans le noir ({rue}). {Il} ne se sent pas en sécurité.",
            "{Usager} {signale} un lampadaire qui clignote devant le {adresse}.",
            "{Usager} {signale} un éclairage allumé en journée {dans_rue}.",
            "{Usager} {signale} une panne {dans_rue} après l'orage de {jour} ; {n} points concernés d'après {lui}.",
        ),
        found=(
            "Contrôle du matin, horloge forcée : {n} points éteints {dans_rue}.",
            "Candélabre éteint {repere}, {rue}. Trappe ouverte, refermée.",
        ),
        more=(
            "Cela dure {depuis}.",
            "Les enfants attendent le car à cet endroit.",
            "Merci de faire le nécessaire.",
            "Il y a eu un cambriolage dans la rue le mois dernier.",
            "Le numéro inscrit sur le mât est le {candelabre}.",
            "Toute la rue vous remerciera !",
        ),
        notes=(
            "Défaut sur l'armoire du secteur {quartier} : différentiel réarmé, à surveiller.",
            "Lampe à sodium en fin de vie : passage en LED.",
            "Câble attaqué par l'humidité, tronçon à remplacer.",
            "Horloge de l'armoire décalée après la coupure.",
        ),
        asks=(
            (
                "Candélabre à identifier.",
                "Pouvez-vous relever le numéro inscrit sur le mât du lampadaire ?",
                "Oui, c'est le {candelabre}. Merci de votre réponse rapide.",
            ),
        ),
        third=(
            ("Défaut réseau : attente du distributeur d'électricité.", "Réseau rétabli par le distributeur."),
        ),
        replies=(
            "Le point lumineux est repéré ; l'électricien passera lors de sa tournée de la semaine.",
            "Il s'agit d'un défaut d'armoire qui touche plusieurs rues. La réparation est engagée.",
        ),
        plans=("Passage de la nacelle prévu {quand}.",),
        ends={
            "done": (
                "La lampe a été remplacée par une LED, l'éclairage fonctionne de nouveau.",
                "L'armoire électrique a été réparée : toute la rue est rallumée.",
                "Le ballast défectueux a été changé. Merci de nous avoir prévenus.",
                "L'horloge a été recalée, les lampadaires s'éteignent de nouveau au lever du jour.",
            )
        },
        answers=(("points", ("1", "1", "2", "3", "toute la rue")),),
    ),
    "VOI-ECD": Voice(
        subject="Danger électrique {rue}",
        written=(
            "Un câble pend à hauteur d'homme {repere}, {rue} ! C'est très dangereux.",
            "Une voiture a couché le lampadaire devant le {adresse}, les fils sont à nu.",
            "La trappe du lampadaire {repere}, {rue}, est ouverte, des fils dépassent et des enfants jouent à côté.",
        ),
        told=(
            "{Usager} {signale} un câble nu au sol {repere}, {rue}. Consigne donnée de ne pas approcher.",
            "{Usager} {signale} un candélabre couché sur le trottoir {de_rue}, fils apparents.",
        ),
        notes=(
            "Astreinte prévenue, arrivée sur place en vingt minutes.",
            "Mise hors tension à l'armoire, périmètre balisé.",
        ),
        replies=("L'équipe d'astreinte est en route. N'approchez pas du câble.",),
        plans=("Remplacement du mât prévu {quand}.",),
        ends={
            "done": (
                "Le câble a été mis hors tension puis refixé. Il n'y a plus de danger.",
                "Le mât a été déposé et la zone sécurisée ; un candélabre neuf sera posé sous trois semaines.",
            )
        },
    ),
    "VOI-SIG": Voice(
        subject="Signalisation {rue}",
        written=(
            "Le panneau stop {repere}, {rue}, est par terre. Il va y avoir un accident.",
            "Le feu tricolore reste bloqué au rouge {dans_rue}, tout le monde finit par passer.",
            "Le panneau de sens interdit {de_rue} a été retourné, des voitures arrivent en face.",
            "La plaque de rue a disparu {repere}, les livreurs ne trouvent plus {la_rue}.",
            "Le miroir à la sortie {de_rue} est cassé, on sort à l'aveugle.",
        ),
        told=(
            "{Usager} {signale} un panneau couché {repere}, {rue}.",
            "{Usager} {signale} un feu bloqué à l'orange clignotant {repere}, {rue}.",
            "{Usager} {signale} un miroir brisé à la sortie {de_rue}.",
        ),
        found=("Panneau de limitation tourné par le vent {dans_rue}, redressé provisoirement.",),
        more=ROADSIDE,
        notes=(
            "Panneau B1 en stock.",
            "Feu : carte électronique à changer, prestataire appelé.",
            "Mât à resceller.",
        ),
        plans=("Remplacement du panneau prévu {quand}.",),
        ends={
            "done": (
                "Le panneau a été remis en place.",
                "Le feu a été réparé par notre prestataire.",
                "Un miroir neuf a été posé ce matin.",
                "La signalisation {dans_rue} est remise en état.",
            )
        },
        answers=(("type", ("panneau", "feu tricolore", "plaque de rue", "miroir")),),
    ),
}
