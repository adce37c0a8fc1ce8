"""Words that people say for one another, whatever the town: « bagnole » and « voiture », « pété » and « cassé ».

A town writes its keywords in its own words; whoever speaks to it uses others. Each line below is a group in which any word
may stand for any other, a little less surely than the word itself. Plain nouns, verbs and adjectives only: a word with two
everyday meanings (« sous », « gare ») does more harm than good.
"""

from collections import defaultdict
from collections.abc import Callable

GROUPS = """
voiture véhicule auto automobile bagnole caisse
camion fourgon camionnette utilitaire
moto scooter mobylette mob cyclomoteur quad
vélo bicyclette vtt biclou
enfant gamin gosse môme minot gamine marmot
fils fiston gamin gars garçon
fille gamine fillette
bébé nourrisson
maison baraque pavillon villa
logement appartement appart studio
propriétaire proprio bailleur
chien clebs cabot toutou molosse clébard berger
chat minou matou chaton
mort crevé crever décédé
décès décédé mort
cassé pété brisé explosé foutu hs niqué bousillé abîmé détérioré dégradé vandalisé défoncé détruit démoli fendu fêlé
tordu plié couché penché
panne hs dysfonctionnement
lampadaire réverbère lampe candélabre luminaire loupiote
lumière éclairage
éteint coupé
trou cratère crevasse
goudron bitume macadam asphalte enrobé
chaussée route
dalle pavé carrelage
poubelle bac container conteneur
ordures déchets détritus saletés immondices cochonneries saloperies crasse
abandonné balancé jeté largué délaissé
débarrasser enlever évacuer retirer récupérer embarquer
canapé fauteuil armoire commode sommier meuble divan sofa buffet
frigo réfrigérateur congélateur gazinière cuisinière électroménager
sale dégueulasse crade dégoûtant crasseux cradingue
crotte caca merde déjection étron
odeur pue puanteur puer
bruit boucan vacarme raffut tapage barouf bordel
crier hurler brailler
fête teuf nouba
gazon pelouse
arbre platane chêne tilleul peuplier sapin marronnier cèdre saule bouleau frêne acacia érable cyprès
haie thuya troène
tailler élaguer
branche branchage
fuite fuit coule suinte
bouché engorgé obstrué
inondé noyé submergé inondation
verglas gelé givre gel
neige déneiger
glissant glisse patinoire
vitesse vite fonce bolide
panneau pancarte écriteau
piéton clouté
poteau potelet plot borne piquet
handicapé pmr invalide handi gic
déménager emménager déménagement emménagement
déménageur déménagement
papiers document dossier formulaire paperasse
périmé expiré
mariage marier épouser noces
voter vote élection électeur électoral
tombe sépulture caveau
argent fric thune pognon financier
boulot job emploi taf
école maternelle primaire élémentaire
cantine self
repas bouffe manger nourriture alimentaire
nounou nourrice assmat
colo colonie
car bus autocar navette
âgée âgé mamie papi mamy papy senior sénior
internet ordinateur ordi informatique numérique web tablette
rdv rendez
élu adjoint maire conseiller
mécontent râle plainte réclame
idée proposition suggestion
association asso assoc club amicale
louer location réserver réservation
commerce magasin boutique boulangerie boucherie épicerie pizzeria coiffeur fleuriste
bar café bistrot troquet brasserie
autorisation permission autoriser
construire construit bâtir bâti édifier
agrandir extension agrandissement
clôture grillage palissade muret
toit toiture
écroulé effondré effondrement ruine
fissure lézarde
moisi moisissure humidité humide salpêtre
chauffage radiateur chaudière
wc toilettes chiottes sanitaires vécés
volé piqué chouravé
perdu égaré paumé
clé clef clés trousseau
téléphone portable iphone smartphone
portefeuille portemonnaie
caméra vidéo vidéosurveillance
vacances congés
surveiller surveillance
mordre mordu morsure
cafard blatte cancrelat
rembourser remboursement dédommager indemniser indemnisation
dégât dommage sinistre
effacer supprimer suppression
données coordonnées
basket foot football rugby handball badminton volley judo tennis sport
livre bouquin
concert spectacle représentation
"""


def equivalents(stems_of: Callable[[str], list[str]]) -> dict[str, frozenset[str]]:
    """By stem, those of the words that may be said for it."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in GROUPS.strip().splitlines():
        stems = set(stems_of(line))
        for one in stems:
            found[one] |= stems - {one}
    return {one: frozenset(others) for one, others in found.items()}
