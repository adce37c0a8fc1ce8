"""The night of the storm: what people cry, what the switchboard notes, what the crisis cell writes.

Each opening keeps the words that the answers of its type need (see `coherence.py`).
"""

from dataclasses import dataclass

from parvis.ops.demo.texts.voice import Lines


@dataclass(frozen=True, slots=True)
class Calls:
    written: Lines
    heard: Lines


CALLS: dict[str, Calls] = {
    "ESV-ARB": Calls(
        written=(
            "Arbre tombé en travers {de_rue}, on ne passe plus du tout.",
            "Un arbre est couché sur la chaussée {repere}, {rue}. Des voitures font demi-tour.",
            "Grosse branche sur le trottoir devant le {adresse}, une autre va tomber.",
            "Le tilleul du {num} vient de tomber sur une voiture, personne dedans heureusement",
            "Branche sur les fils électriques {repere}, ça fait des étincelles",
            "Un sapin penche sur le toit du {adresse}, il bouge à chaque rafale !!",
            "{Rue} coupée par un arbre, les pompiers n'arrivent pas à passer",
            "Deux platanes tombés au {parc}, un sur la clôture.",
            "Arbre en travers de la chaussée {repere}, {rue}. Une moto a failli le percuter.",
            "L'arbre tombé ce matin {dans_rue} est toujours là, le car scolaire ne passe pas.",
        ),
        heard=(
            "{Heure_appel}. Arbre en travers {de_rue}, circulation coupée dans les deux sens.",
            "{Heure_appel}. {Usager} : branche tombée sur sa voiture, {adresse}. Pas de blessé.",
            "{Heure_appel}. Arbre couché sur la chaussée {repere}, {rue}. Déjà plusieurs appels.",
            "{Usager} : arbre tombé sur la clôture du {parc}. Accès à fermer.",
            "{Heure_appel}. Arbre penché sur une ligne, {adresse}. Consigne : rester à l'intérieur.",
            "{Usager} : grosse branche sur le toit, {adresse}. Tuiles au sol. Orienté{e} vers son assurance, passage demandé.",
            "{Heure_appel}. Pompiers sur place {dans_rue}, demandent une tronçonneuse et un camion : arbre sur la chaussée.",
        ),
    ),
    "VOI-AVA": Calls(
        written=(
            "L'eau monte {dans_rue}, elle arrive aux portes. L'avaloir est bouché.",
            "{Rue} sous vingt centimètres d'eau, les voitures calent {repere}",
            "Ma cave se remplit, la grille devant le {num} n'avale plus rien",
            "Torrent de boue {dans_rue}, toutes les grilles sont bouchées par les feuilles et les branches",
            "Les plaques d'égout se soulèvent {repere}, {rue}. Danger pour les deux-roues",
            "De l'eau partout devant l'{ecole}, on ne peut plus entrer à pied sec",
        ),
        heard=(
            "{Heure_appel}. Eau sur toute la chaussée {de_rue}, avaloirs saturés.",
            "{Usager} : eau dans le garage, {adresse}. Demande des sacs de sable.",
            "{Heure_appel}. Plaque d'égout soulevée {repere}, {rue}. À baliser.",
            "{Usager} : cave inondée au {adresse}, {il} a coupé l'électricité.",
            "{Heure_appel}. Grille bouchée par les branches devant le {adresse}, l'eau monte.",
        ),
    ),
    "VOI-ECL": Calls(
        written=(
            "Toute la rue est dans le noir, {rue}, depuis les grosses rafales.",
            "Plus aucun éclairage {dans_rue} et les feux sont éteints au carrefour.",
            "Un lampadaire est éteint et penche {repere}, {rue}.",
            "Panne d'éclairage dans tout le quartier ({quartier}), c'est le noir complet",
        ),
        heard=(
            "{Heure_appel}. Toute la rue dans le noir, {rue}. {N} appels pour le même secteur.",
            "{Usager} : plus aucun éclairage public {dans_rue}, électricité des maisons revenue.",
            "{Heure_appel}. Un lampadaire éteint et tordu {repere}, {rue}.",
        ),
    ),
    "VOI-ECD": Calls(
        written=(
            "Un câble électrique pend au milieu de la rue {repere}, {rue} !!",
            "Le lampadaire est couché sur le trottoir devant le {adresse}, les fils sont visibles",
            "Fil arraché qui touche les voitures garées {dans_rue}, un câble énorme",
        ),
        heard=(
            "{Heure_appel}. Câble au sol {repere}, {rue}. Périmètre demandé, astreinte prévenue.",
            "{Heure_appel}. Lampadaire couché {dans_rue}, fils à nu. {Usager} empêche les passants d'approcher.",
            "{Usager} : câble qui pend à hauteur d'homme devant le {adresse}.",
        ),
    ),
    "VOI-SIG": Calls(
        written=(
            "Le panneau {repere}, {rue}, est arraché et traîne sur la route.",
            "Feux éteints au carrefour {de_rue}, personne ne laisse passer",
            "Les barrières du chantier se sont envolées {dans_rue}, un panneau est sur le capot d'une voiture",
        ),
        heard=(
            "{Heure_appel}. Feu éteint {repere}, {rue}. Circulation difficile.",
            "{Usager} : panneau couché en travers de la piste cyclable, {rue}.",
            "{Heure_appel}. Panneaux de chantier emportés par le vent {dans_rue}.",
        ),
    ),
    "URB-PER": Calls(
        written=(
            "Une cheminée vient de s'effondrer au {adresse}, des pierres sont sur le trottoir.",
            "Le mur du {num} s'est fendu avec les rafales, il penche sur la rue {repere}",
        ),
        heard=(
            "{Heure_appel}. Cheminée tombée sur le trottoir, {adresse}. Périmètre à poser, pierres instables.",
            "{Usager} : pan de mur écroulé {repere}, {rue}. Personne dessous.",
        ),
    ),
    "BAT-ECO": Calls(
        written=(
            "Des tuiles sont tombées dans la cour de l'{ecole}, il faut fermer l'accès avant l'arrivée des enfants.",
            "De l'eau coule du plafond dans deux classes de l'{ecole}, fuite importante",
            "Le portail de l'{ecole} est sorti de ses gonds avec le vent.",
        ),
        heard=(
            "{Heure_appel}. Gardienne de l'{ecole} : tuiles au sol dans la cour, accès fermé.",
            "{Heure_appel}. Fuite au plafond du gymnase de l'{ecole}. Seaux posés.",
            "{Heure_appel}. Un velux de la {salle} a été arraché, il pleut à l'intérieur.",
        ),
    ),
}

# Written in the thread of a case by whoever runs the crisis cell; slots of the case.
CELL_NOTES = (
    "Cellule de crise, point de {point} : {quartier} en priorité, deux équipes engagées. Ce cas est classé urgent.",
    "Cellule de crise, point de {point} : astreinte renforcée, renfort demandé à l'entreprise d'élagage. Équipe attendue ici.",
    "Cellule de crise, point de {point} : axe {de_rue} à rouvrir avant le passage des cars scolaires.",
    "Cellule de crise, point de {point} : reconnaissance faite, situation confirmée. Équipe affectée.",
    "Cellule de crise, point de {point} : zone sécurisée, le reste peut attendre. Repasse en délai normal.",
    "Cellule de crise, point de {point} : {n} demandes ouvertes {dans_rue}, tout est regroupé ici.",
    "Cellule de crise, point de {point} : riverains prévenus par le correspondant de quartier.",
    "Cellule de crise, point de {point} : en attente du gestionnaire du réseau électrique avant d'intervenir.",
    "Vu avec le PC crise : plusieurs appels pour le même point, regrouper les demandes ici.",
    "Pompiers déjà passés, à nous pour le dégagement. Noté au tableau de la cellule de crise.",
    "Point de situation envoyé à la préfecture, ce secteur y figure.",
    "Barriérage posé par la police municipale, ne pas retirer avant le feu vert de la cellule de crise.",
    "{Maire} passe {dans_rue} avec l'adjoint au cadre de vie, merci de tenir la fiche à jour.",
)
CELL_REPLIES = (
    "À cause de {tempete}, nos équipes traitent d'abord les dangers immédiats. Votre signalement est bien enregistré, nous intervenons dès que possible.",
    "Merci de votre signalement. Des dizaines de points nous ont été signalés en quelques heures ; une équipe passera chez vous sous trois jours.",
    "Nous avons bien reçu votre message. Tenez-vous à distance, l'équipe est prévenue.",
)
CLEARED = (
    "La voie est rouverte depuis ce matin. Merci de votre patience pendant {tempete}.",
    "C'est remis en état. {N} agents ont travaillé dans le secteur {quartier} cette semaine ; merci de nous avoir signalé ce point.",
    "Intervention faite. Il restera quelques traces de {tempete} : la remise en état définitive suivra.",
    "Dégagé et nettoyé par nos équipes, avec l'aide de l'entreprise d'élagage.",
)

# The days after: openings by type, keeping the words the answers need.
AFTER: dict[str, Calls] = {
    "ADM-SIN": Calls(
        written=(
            "Lors de {tempete}, une branche communale est tombée sur ma voiture garée au {adresse}. Comment déclarer le sinistre ?",
            "Ma clôture du {adresse} a été écrasée par un arbre de la commune pendant {tempete}. Devis joint : {montant_gros}.",
            "Cave inondée au {adresse} lors de {tempete}, l'avaloir était bouché. Je demande la prise en charge des dégâts.",
            "Des tuiles du bâtiment communal ont cassé mon pare-brise pendant {tempete}, {rue}.",
        ),
        heard=(
            "{Usager} {demande} comment se faire rembourser après {tempete} : branche sur son véhicule, {adresse}.",
            "{Usager} dépose une réclamation : clôture écrasée par un arbre communal lors de {tempete}, {montant_gros}.",
        ),
    ),
    "ESV-ELA": Calls(
        written=(
            "Depuis {tempete}, les arbres {de_rue} m'inquiètent : des branches cassées restent accrochées là-haut.",
            "Pouvez-vous faire vérifier les platanes {de_rue} ? Après {tempete}, plusieurs branches pendent.",
            "Une haie communale s'est couchée sur ma clôture pendant {tempete}, {adresse}.",
        ),
        heard=(
            "{Usager} {demande} la vérification des arbres {de_rue} après {tempete} : branches suspendues.",
            "{Usager} {signale} une haie couchée sur le trottoir {de_rue} depuis {tempete}.",
        ),
    ),
    "PRO-DEP": Calls(
        written=(
            "Un énorme tas de branches est resté {repere}, {rue}, depuis {tempete}. Certains y ajoutent leurs encombrants.",
            "Les gens déposent leurs tôles et leurs encombrants {repere}, {rue}, depuis {tempete}.",
        ),
        heard=("{Usager} {signale} un dépôt de branches et d'encombrants {dans_rue} depuis {tempete}.",),
    ),
    "VOI-TRO": Calls(
        written=(
            "L'arbre déraciné lors de {tempete} a soulevé le trottoir {repere}, {rue} : les racines sont à l'air.",
            "Le trottoir {de_rue} est défoncé depuis {tempete}, il y a un trou à la place de l'arbre et de ses racines.",
        ),
        heard=("{Usager} {signale} un trottoir soulevé par les racines de l'arbre tombé lors de {tempete}, {adresse}.",),
    ),
    "CAB-FEL": Calls(
        written=(
            "Merci aux agents qui ont travaillé toute la nuit lors de {tempete}. {Rue} était dégagée à 6h, chapeau !",
            "Bravo aux équipes techniques et à la police municipale pour leur réactivité pendant {tempete}.",
            "Merci aux jeunes en gilet orange qui sont venus aider ma mère pendant {tempete}, {adresse}.",
            "Une idée après {tempete} : prévenir les gens par SMS quand une rue est coupée.",
        ),
        heard=(
            "{Usager} remercie les équipes pour le travail de nuit lors de {tempete}.",
            "{Usager} félicite la cellule de crise : rappelé{e} deux fois pour prendre des nouvelles.",
        ),
    ),
    "CAB-INT": Calls(
        written=(
            "Pourquoi a-t-il fallu deux jours pour rouvrir {la_rue} après {tempete} ? J'aimerais comprendre l'ordre des priorités.",
            "{Tempete} a montré que le quartier ({quartier}) n'a aucun abri ni groupe électrogène. Que prévoit le plan communal de sauvegarde ?",
            "Les arbres {de_rue} étaient signalés dangereux bien avant {tempete}. Qui va assumer ?",
        ),
        heard=(
            "{Usager} {demande} pourquoi {la_rue} n'a pas été dégagée plus tôt lors de {tempete}.",
            "{Usager} {demande} si la commune sera reconnue en catastrophe naturelle après {tempete}.",
        ),
    ),
    "VOI-ECL": Calls(
        written=("Toujours pas d'éclairage {dans_rue} depuis {tempete}, toute la rue est dans le noir.",),
        heard=("{Usager} {signale} que {la_rue} est toujours dans le noir depuis {tempete}, toute la rue est concernée.",),
    ),
    "ESV-ARB": Calls(
        written=("Un arbre fragilisé par {tempete} penche de plus en plus {repere}, {rue}.", "Une branche cassée lors de {tempete} menace de tomber {repere}, {rue}."),
        heard=("{Usager} {signale} une branche fendue depuis {tempete}, {adresse}, qui menace de tomber.",),
    ),
    "BAT-ECO": Calls(
        written=("La bâche posée après {tempete} sur le préau de l'{ecole} s'envole, la fuite recommence.",),
        heard=("{Usager} {signale} une fuite au plafond de l'{ecole} depuis {tempete}.",),
    ),
    "VOI-SIG": Calls(
        written=("Le panneau stop arraché par {tempete} n'a pas été remis, {rue}.",),
        heard=("{Usager} {signale} un panneau toujours couché depuis {tempete}, {repere}, {rue}.",),
    ),
}  # fmt: skip
