"""Keeps a thread to its subject: an answer about a mirror needs a question about a mirror.

By service; each line reads: words of the answer => words that the request must hold (or, after `!`, must not).
"""

import re
import unicodedata
from functools import cache

TABLE = """
[VOI]
miroir => miroir
le feu a|feu : carte => feu
panneau a ete|panneau b1|remplacement du panneau|mat a resceller => panneau|sens interdit|stop
rebouche|rustine|trou sera|nid-de-poule a|trou de 40|le trou|enrobe a froid => trou|nid|rustine
balise le trou|balise par => trou|nid|affaiss
tranchee|fibre => tranchee|fibre|gaz
chaussee a ete reprise => trou|nid|chaussee|enrobe|affaiss|rustine
faiencage => arrache|defonc|slalom|faienc
dalle a|m2 de beton|m² de beton => dalle|racine|defonc
bordure est => bordure|bateau
racine => racine
abaisse de => fauteuil|bateau|poussette
horloge => plein jour|journee
toute la rue est rallumee|armoire|plusieurs rues => toute la rue|plus aucun|sur trois|dans le noir|jusqu'au bout|points|panne {dans
lampe|ballast|point lumineux|candelabre a ident|numero inscrit => le lampadaire|un lampadaire|candelabre devant|un candelabre|candelabre eteint|lumiere
mat a ete depose|remplacement du mat => couche
cable a ete|n'approchez pas du cable => cable
passage pieton a ete => passage pieton
banc a|lattes => banc
potelet => potelet
vitre a => vitre|abribus|verre
grille a => grille
bouche d'incendie => incendie
canalisation|fuite concerne|transmis au delegataire => !incendie
bac a sel|saleuse => saleuse|verglac|patinoire
place est tracee|tracage de la place|cmi|groupe accessib|places deja reserv|creer cette place => place reserv|cmi|fauteuil|carte
arrete minute|arret minute => arret minute
permission de voirie accordee => tranchee|echafaudage|benne
certificat d'adresse => certificat
bis vous est => numero
[PRO]
frigo => frigo
auteur|sac : => sac|gravats|camionnette|vide|ordures
amiante => gravats|plaques|bidons
2 m3|2 m³ => canape|gravats|frigo|encombrant|depot
panne de camion|panne de benne => !ferie
jour ferie => ferie
retirer un bac => emmenag
livre les bacs|taille du foyer => bac
buffet => buffet|armoire
brique|mur etant|autorisation du prop => mur|facade
inscriptions => inscription|insult|injur
le tag|tag a => !inscription
trottoir a ete lave => crotte|dejection
balayeuse => feuilles|balay
le verre => verre
sacs => sacs
corbeille a ete|vidée ce|videe ce => !manque|de plus
corbeille remplacee => eventr|manque|de plus
reseau => egout|conteneur
partie privative => cour|chez|au {adresse}
frelon|le nid|du nid|destruction => frelon|nid
chenille => chenille
puce => chat|chien
[ESV]
taille de l'avenue|equipe de tonte => arbre|branche|haie|herbe|tonte|tondre|platane
arbre, malade|l'arbre est => arbre|tilleul|tronc|marronnier|penche
arbre a ete debite|axe degage|broyage => travers|chaussee|couche|tombe
branche a ete|branche charp => branche
haie => haie
l'elagage|nidification|taille legere => arbre|branche|platane|elagage
facade => facade|fenetre
prairie|fauche tardive => herbe|tonte|tondre|terrain
la tonte a => herbes? (arrive|haute)|tonte|tondre
trottoir a ete desherbe|desherbage => trottoir|desherb
sable => sable
jeu est|piece => balan|toboggan|vis|sol souple|jeu
[BAT]
chauffage|chaudiere|chauffagiste|vanne => chauffage|degres
fuite|joint => fuite
serrur => porte
sanitaires sont => toilettes
volet => volet
assurance|option|caution|salle est libre => {salle}
[PM]
fourriere|enlevement => devant|voiture|camion|vehicule|epave|carav|chien|molosse|chaton|place
fourriere animale => chien|molosse|chaton
heures d'ecole|avertissements => ecole
trottoir => trottoir
vehicule|proprietaire joint|plaque|pneus|contacte, la place => voiture|vehicule|camion|place|epave|roues|carav
tapage|trois soirs|dispers => musique|regroup|moto|rodeo|soiree
conciliateur|voisin => voisin|chien|pompe|travaux|musique
bailleur => musique|regroup|chien
le chien|chien capture => chien|molosse
moutons => mouton
refuge => chien|chaton|molosse
bonnes vacances => depart|pars|absents
pendant votre absence => absent|pars|depart|hospital
voisine => voisine
remis a son => rapporte un
rien ne corr|bonne nouvelle|verifie au reg|correspond a => perdu|oublie|perte
[ETC]
acte trouve => acte|naissance|deces
original => livret|identite
nom et prenoms|noms et prenoms|filiation => mon acte|son acte|filiation
acte remis|guichet, contre => {signale}|{demande}|{usager}
titre remis => arrivee
dossier depose|rendez-vous honore => !arrivee|liste des pieces
liste des pieces => liste des pieces|faut-il
numero de pre|pre-demande => !arrivee|liste
photo de moins => rendez-vous|creneau|delai|pieces|aide|aider
pas venu => rendez-vous|creneau
rendez-vous fixe|rappele pour fixer => !arrivee
duplicata est => detruit|duplicata
livret est a jour => mise a jour|a jour
recepisse => dissoudre
pacs est|enregistrement|l'un des part => !dissoudre|liste|faut-il
publication|bans|temoin => marier|mariage|dossier
attestation de recensement remise => vient avec
recensement est => 16 ans|duplicata|attestation
carte d'electeur sera|inscription est faite|inscription saisie => m'inscrire|son inscription
bureau n => bureau|carte|inscri
procuration => procuration
concession est renouv|titre retrouve => renouvel|echue
acte de concession|tarif => achat|prix
emplacement => tombe
allees|toussaint => herbe|allee
robinet|fontainier => robinet
benne => benne
[SCO]
vaccin|radiation => inscri|entrer
est inscrit|inscription validee => inscri|entrer|cantine
visite => inscri
assistante mat => nourrice
jours demandes|quels jours => cantine le|a la cantine, lundi|inscription de {son_enfant} a la cantine|forfait
repas sont => annuler|absence
garderie => garderie
portail => portail
panier|cuisine => allerg|arachide
corrigee|pointage => repas
quotient => quotient
second prel => prelevement
trois fois => echelonnement
maintenue => repas
se fait sur => inscrire|carte
directrice => inscri|ecole|pai
[PEJ]
est attribuee|preinscription est|allocataire|place possible => bebe|place|preinscription
liste des assist => assistantes
maillot|est inscrit => inscri|place
complet => place|inscri
deux semaines en juillet|candidature => job
cv => cv|job
bafa => bafa
stage => stage
[SOC]
fournisseur|facture concern => facture|electric|eau
bon alim => alimentaire
chaque annee => depos|renouvel|faire une
actualisee => ou en est|petit
portage|sans sel => repas
teleassist => teleassist
a domicile est|plan d'aide => aide|laver|apa|chute
personne va bien|ventilateur|appelee => voisine
inscription est faite => registre
atelier => atelier
demarche a => compte|declar|carte
[URB]
oui : => abri|piscine
cloture est => cloture
zone ub, hors|parcelle est => inondable|zonage
hauteur => hauteur|zonage|acheter|abri
architecte|abf => volets|fenetre|eglise
guichet num => depos|formulaire
question est => ou en est
en cours d'inst => ou en est
arrete de mise => mur|grange|pierre
autorisation a cette|recolement|conformes => travaux|etage|mur|studio
[ECO]
buvette => buvette|biere
vide-grenier|exposants => vide-grenier
locaux => local|entrepot|locaux
chambre => aides|projet
banc|abonne => place|banc|emplacement
volant => place|volant
redevance|commercant => terrasse|etalage|chevalet|place|marche
plan du marche => marche|foire|banc|place
[CUL]
carte est => carte
penalite => amende
inscription est => inscri|cours
bibliothecaire => livre|carte|exposer|amende
planning => concert|conference|exposer|contes|fete
[SPO]
creneau du|creneaux|planning => creneau
badge => badge
tournoi => tournoi
votee|bilan|budget|subvention => dossier|aide excep
dossier|commission => dossier|aide|creneau
[CAB]
reunion publique => antenne|travaux|lotissement|friche|carriere|marche
idee est => idee|pourquoi|sugg
plaisir => bravo|merci|felicit|remerci
[ADM]
donnees vous => acces
suppression => supprimer|ne plus
horaires => heure|horaire
bon numero => numero
comptoir|brochure => {signale}|{demande}
comptoir => plan|carte|retirer|horaire
"""


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("’", "'"))
    return "".join(c for c in folded if not unicodedata.combining(c))


Rule = tuple[re.Pattern[str], re.Pattern[str], bool]


def _rules() -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    department = ""
    for line in TABLE.strip().splitlines():
        if line.startswith("["):
            department = line.strip("[]")
            continue
        answer, need = line.split(" => ")
        pattern = (
            re.escape(need.lstrip("!"))
            .replace(r"\|", "|")
            .replace(r"\?", "?")
            .replace(r"\(", "(")
            .replace(r"\)", ")")
        )
        rule = re.compile(rf"\b(?:{answer})"), re.compile(pattern), need.startswith("!")
        found.setdefault(department, []).append(rule)
    return {name: tuple(rules) for name, rules in found.items()}


RULES = _rules()


@cache
def agrees(department: str, answer: str, request: str) -> bool:
    """Whether the answer keeps to what was asked; both as written in the voices, slots unfilled."""
    said, asked = plain(answer), plain(request)
    rules = RULES.get("ADM" if department == "ACC" else department, ())
    return all(
        bool(need.search(asked)) != forbidden for pattern, need, forbidden in rules if pattern.search(said)
    )
