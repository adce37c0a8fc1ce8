"""Keeps a thread to its subject: an answer about a mirror needs a question about a mirror.

Each line reads: words of the answer => words that the request must hold. `!` before the latter forbids them.
"""

import re
import unicodedata

TABLE = """
miroir => miroir
le feu a|feu : carte => feu
panneau (a ete|b1)|remplacement du panneau|mat a resceller => panneau|sens interdit|stop
rebouche|rustine|trou sera|nid-de-poule a => trou|nid|rustine
tranchee|fibre => tranchee|fibre|gaz
enrobe a chaud => trou|nid|chaussee|enrobe|affaiss
faiencage => arrache|defonc|defait|slalom|faienc
trou de 40|balise le trou|balise par => trou|nid
dalle a => dalle
bordure => bordure
racine => racine
fauteuil => fauteuil|poussette|bateau|bordure
abaisse de => fauteuil|bateau|poussette
beton => dalle|racine|defonc|bordure
horloge => plein jour|journee
toute la rue est rallumee|armoire|plusieurs rues|toute la rue => toute|plus aucun|lampadaires|dans le noir|jusqu'au bout|points
lampe|ballast|point lumineux => lampadaire|candelabre|passage pieton|lumiere
mat a ete depose|remplacement du mat => couche
cable a ete|cable|hors tension => cable|fils
passage pieton a ete => passage pieton
banc a|lattes => banc
potelet => potelet
vitre => vitre|abribus|verre
grille a => grille
sous-sol|garage => garage|sous-sol
bouche d'incendie => incendie
bac a sel => saleuse|verglac
coussin|radar|comptage|commission circulation|compteur|vitesse => vitesse|ralentisseur|amenagement|70 km|circuit|renvers
arret minute => arret minute
place est tracee|tracage de la place|cmi|groupe accessib|places deja reserv => place|cmi|fauteuil|carte
certificat d'adresse => certificat
bis vous est => numero
division => division
encombrants|frigo => frigo|refriger|canape|encombrants|armoire|sommier|lave-linge|buffet|appartement
frigo part => frigo
amiante => gravats|plaques|amiante|bidons
nom trouve => sac|couches|ordures|camionnette
panne de camion|panne de benne => !ferie
jour ferie => ferie
rattrapage => !ferie
buffet => buffet|armoire
brique => mur|facade|tag
inscriptions effacees => inscription|insult|injur
mur etant prive|autorisation => facade
le verre|verre => verre
trottoir a ete lave => crotte|dejection
balayeuse => feuilles|balay|verre
distributeur de sacs => sacs
corbeille remplacee => eventr
seconde corbeille => manque
week-end|dimanche => week-end|pleines|deborde
egout|reseau => egout|conteneur|rat
partie privative => cour|immeuble
frelon => frelon|nid
nid a ete => nid
destruction|le nid => nid|frelon
collier|puce => chat|chien|animal
l'arbre, malade => arbre|tilleul|tronc|marronnier
arbre a ete debite|axe degage => travers|chaussee|couche
branche a ete|charpentiere => branche
haie => haie
l'elagage => arbre|branche|platane|elagage
facade => facade|fenetre
nidification|taille legere => branche|arbre|platane|facade|haie
prairie|fauche tardive => herbe|tonte|tondre|terrain
tonte => herbe|tonte|tondre|terrain|chardon
desherb => trottoir|desherb|folles
trottoir => trottoir|desherb|haie
sable => sable
jeu est|jeu condamne|piece => balan|toboggan|vis|sol souple|jeu|eclair|lampadaire|candelabre|panneau|feu
chauffage|chaudiere|chauffagiste|vanne => chauffage|degres|chaudiere
fuite est|joint => fuite|flotteur
serrure => porte|cle
sanitaires => toilettes|sanitaires
volet => volet
fourriere => voiture|vehicule|camion|chien|epave|carav|place
fourriere prevu|mise en fourriere|fourriere effectu => devant|voiture|camion
heures d'ecole|avertissements => ecole|trottoir
vehicule|proprietaire joint|plaque relevee|pneus => voiture|vehicule|camion|place|epave|sans roues|camionnette|carav
tapage|trois soirs|dispers => musique|regroup|moto|soiree|rodeo
voisin => voisin|chien|musique|pompe|travaux|haie
conciliateur => voisin|chien|pompe|travaux|haie|musique
chien => chien|molosse|chat
moutons => mouton
animal|refuge => chien|chaton|molosse
bonnes vacances => depart|pars|absents
absence|passages effectues => absent|pars|depart|hospital
voisine => voisine|surveill|tranquil
remis a son proprietaire => rapporte un
rien ne correspond|bonne nouvelle|registre => perdu|oublie|perte
original => acte|livret|identite
nom et prenoms|noms et prenoms|filiation => naissance|ne a|nee a
titre remis => arrivee
dossier depose|empreintes => rendez-vous|creneau|passeport
photo de moins => rendez-vous|creneau|delai|pieces|aide
venu => rendez-vous|creneau
duplicata est => detruit|duplicata
livret est a jour => mise a jour|a jour
recepisse => dissoudre
pacs est enreg|enregistrement|l'un des partenaires => !dissoudre
audition|bans|publication => marier|mariage|dossier
date confirmee => date|samedi|libre|marier
prenom => prenom|inscri|cantine|absen|part|dejeun|place|centre|seul|mange|forfait|derog
attestation de recensement remise => vient
recensement est => 16 ans|duplicata|ligne|attestation
carte d'electeur|inscription est faite => inscri
inscription saisie => inscri
bureau n => bureau|carte|inscri
procuration => procuration
signature legalisee => signature|legalis|procuration
document signe => document|procuration|autorisation|signature
concession est renouv|titre retrouve => renouvel|terme|echue
acte de concession|tarif => achat|prix|columbarium
emplacement => tombe|recherch
allees|toussaint => herbe|allee
robinet|fontainier => robinet
benne => benne|dechets|pleine|collect
vaccin|radiation|derniere maternelle => inscri|ecole
directrice vous appellera|inscription validee => inscri|entrer|emmenag|dossier|rentree
jours demandes => cantine
quels jours => inscri|cantine
repas sont annul|annules => annuler|absence|malade
garderie => garderie
portail est => portail
panier => allerg|arachide
cuisine => allerg|arachide
facture est corrigee|pointage => repas
quotient => quotient
second prelevement => prelevement
paiement en trois => echelonnement
absence a ete signalee => repas
inscription se fait => inscri|carte
place est attribuee|adaptation => place|bebe|creche|preinscription
preinscription => bebe|preinscription|place
liste des assist => assistantes
allocataire => place|bebe|preinscription
maillot|est inscrit|complet cette semaine => inscri|place
centre de loisirs => inscri|place|centre
deux semaines en juillet => job
bafa => bafa
stage => stage
cv => cv
fournisseur|facture concernee => factur|electric|eau|chauffage
bon alimentaire => alimentaire
renouvellement => renouvel|numero|depos
commission du bailleur|actualisee => demande de logement|ou en est|petit|deux-pieces
portage de repas|sans sel => repas
teleassistance => teleassistance
aide a domicile => aide|laver
plan d'aide => apa|aide|laver
visite faite|visite d'un benevole => voisine
inscription est faite. en cas => registre
atelier => atelier|tablette
demarche a ete => compte|declar|impot|carte
abri|20 m => abri|piscine|veranda
cloture => cloture
zone ub, hors => achat|acheter|inondable|zonage
hauteur limitee => hauteur|zonage|achat|acheter
batiments de france|abf => volets|fenetre|permis|veranda
guichet numerique => depos|quel formulaire
dossier est en cours => ou en est
certificat est => certificat|note de
mur => mur|grange|tag|facade
cheminee => cheminee
abonne => place|banc
volant => volant|fromage
buvette => buvette|biere|tournoi
vide-grenier => vide-grenier
locaux correspondent => local|locaux|entrepot|libre
chambre de commerce => aides|projet|epicerie
carte est prete => carte
amende|penalite => amende
inscription est enreg => inscri|place
creneau du mardi|planning du gymnase => creneau
badge => badge
tournoi => tournoi
commission => subvention|derogation|creneau|place|ralentisseur|vitesse|aide|alimentaire|licenciement|bebe|preinscription|tard|chorale|suggest|idee|march
budget|bilan|tresorerie => dossier|subvention|aide
dossier => dossier|subvention|permis|place|aide|demande|bon|derogation|mariage|pacs|inscri
reunion publique => antenne|travaux|lotissement|friche|carriere|marche
idee est => idee|suggest|pourquoi|composteur
agents|plaisir|equipe : => bravo|merci|felicit|remerci
donnees vous => acces
suppression => supprimer|ne plus
horaires => heure|horaire
bon numero => numero
"""


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("’", "'"))
    return "".join(c for c in folded if not unicodedata.combining(c))


RULES: tuple[tuple[re.Pattern[str], re.Pattern[str], bool], ...] = tuple(
    (re.compile(rf"\b(?:{answer})"), re.compile(need.lstrip("!")), need.startswith("!"))
    for answer, need in (line.split(" => ") for line in TABLE.strip().splitlines())
)


def agrees(answer: str, request: str, *, photos: bool = True) -> bool:
    """Whether the answer keeps to what was asked; both as written in the voices, slots included."""
    said, asked = plain(answer), plain(request)
    if not photos and "photo jointe" in said:
        return False
    return all(bool(need.search(asked)) != forbidden for pattern, need, forbidden in RULES if pattern.search(said))
