"""Keeps a thread to its subject: an answer about a mirror needs a question about a mirror.

By service; each line reads: words of the answer => words that the request must hold (or, after `!`, must not).
"""

import re
import unicodedata
from functools import cache

TABLE = """
[VOI]
votre vehicule a-t-il => pneu|roue|jante|vehicule|ecart
lampadaires voisins => lampadaire|candelabre|eteint
l'eau monte-t => eau|grille|avaloir|inond
pour votre pneu => pneu|creve|roue|jante
enrobe sur => enrobe|chaussee|trou
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
pour les pneus => pneu
plaque relevee => plaque
mur appartient => mur|facade
digicode => etage|appartement|descendre|immeuble|voiture
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
entrer chez vous => facade|fenetre|muret
degage autour => panneau|lampadaire|feu
branches genantes => branche|arbre|elagage|platane
refuse, expliquer => arbre|platane|tilleul
bande fleurie => herbe|tonte|tondre
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
tarif habitant => {salle}
toiture => fuite|tuile
purge => chauffage|degres
90 personnes|caution de la derniere => {salle}
chauffage|chaudiere|chauffagiste|vanne => chauffage|degres
fuite|joint => fuite
serrur => porte
sanitaires sont => toilettes
volet => volet
assurance|option|caution|salle est libre => {salle}
[PM]
voie publique ou => voiture|vehicule|caravane|camionnette
etablissement => restaurant|musique|soiree
rentrer le chien => chien
chantier autorise => travaux
proprietaire hospitalise => ventouse|bouge plus|pneus
note votre perte => perdu|perte|laisse|oublie|registre
alarme reliee => alarme|depart|pars|absents|surveill
auteur du bruit => musique|chien|pompe|travaux|moto|regroup|bruy|soiree|scooter
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
copie de la piece d'identite d'un temoin|copie d'identite d'un => voici notre dossier|depose le dossier
numero de votre pre => !delais|samedi|perime|faut-il
lien avec la personne => deces|grands-parents|conjoint|tante|pere|mere
meme approximative => ancien|genealogie|familiales|grands-parents
a quelle date partez => voyage|partons|depart|pars|stage
plus d'un an => rendez-vous|creneau
hebergement de vos parents => parents
autres heritiers => renouvel|concession de|echue
moins de trois mois : => inscri
acte de plus de 75 => ancien|genealogie|familiales
l'acte de naissance ne se => naissance
dossier transmis|c'est enregistre ; le titre|dossier recueilli|creneau|les delais sont => rendez-vous|creneau
depart proche => depart|voyage|partons|etranger|pars
coutume => etranger
recu vous est => renouvel|achat|acheter|concession
avis de fin => echue|renouvel
legalisation faite|signature apposee => signature|legalis|procuration|attestation|autorisation
tarifs et le reglement => prix|urne|concession|columbarium
inscrit dans une autre => inscri|bureau
livret est a retirer => livret
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
publication|bans => marier|mariage|dossier
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
rendez-vous fixe => visit|derog|fratrie|pai
certificat pour que => absence|malade|mange|annuler
accord des deux => inscri|passer|forfait|emploi|jours
quotient familial du => quotient
domicile a vos => inscri|secteur
inscription {de_prenom} est faite => inscri|entre
inscription {de_prenom} est modif => jours|inscri|cantine|ajouter|lundi
dossier est complet => dossier|inscri
demain midi => cantine|repas|mange
portail affiche|mot de passe renv => portail|confirmation
annulation hors => ne mangera|annuler|absence
facture rectifiee|avoir de => repas|compte|absent|quotient|recalcul
attestation caf => quotient
place confirmee|ecole precedente => inscri|entre
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
fiche sanitaire => inscri
commission d'adm|commission passee => bebe|creche|preinscription
commission n'a pas => ou en est|reste-t-il|place en creche
disponibilites => job|candidature|cv
inscription {de_prenom} est enreg => inscri
contrat sera => job
est attribuee|preinscription est|allocataire|place possible => bebe|place|preinscription
liste des assist => assistantes
maillot|est inscrit => inscri|place
centre est complet => place|semaine
deux semaines en juillet|candidature => job
cv => cv|job
bafa => bafa
stage => stage
[SOC]
ne repond pas, ben|appel du matin => voisine
bailleur appele => ou en est|deux-pieces|petit|rez-de|reloger
numero fiscal => impot|declar|revenus|ressources
quittance => renouvel|actualis
imposition => apa|aide|portage|evaluation
bon remis => alimentaire|colis
secours d'urgence => alimentaire|colis|facture|payer|aide
visite a ete faite et => moisi|chauffage|pleut|cafard|humid|eau
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
surface du projet => abri|piscine|garage|cloture
photos depuis => travaux|mur|etage|piscine|fenetre|toiture
inscrit sur votre => ou en est|permis|declaration
une declaration prealable suffit ; => piscine|abri|volets|fenetre|cloture|garage
peut etre consulte => consulter
piece manquante|delai d'instruction => piece|ou en est
vues aeriennes => travaux|piscine|mur|cloture|etage
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
combien de buvettes => buvette
quatrieme buvette => buvette
visite de deux => local|locaux
buvette => buvette|biere
vide-grenier|exposants => vide-grenier
locaux => local|entrepot|locaux
chambre => aides|projet
banc|abonne => place|banc|emplacement
volant => place|volant
redevance|commercant => terrasse|etalage|chevalet|place|marche
plan du marche => marche|foire|banc|place
[CUL]
livre retrouve => livre
piano => piano|musique|cours|guitare
bientot a la => {mediatheque}|livre|carte
carte est => carte
penalite => amende
inscription est => inscri|cours
bibliothecaire => livre|carte|exposer|amende
planning => concert|conference|exposer|contes|fete
[SPO]
budget prev => dossier|aide excep|subvention
conseil municipal a delib => dossier|aide excep|subvention votee
bon match => match|panne|filet|douche|froides
note au planning => creneau|tournoi
licencies|engagement rep => dossier|aide excep|subvention
creneau du|creneaux|planning => creneau
badge => badge
tournoi => tournoi
votee|bilan|budget|subvention => dossier|aide excep
dossier|commission => dossier|aide|creneau
[CAB]
permanences vous => permanences
cette idee => idee|pourquoi|sugg
ces mots font|message a ete lu => bravo|merci|felicit|remerci
reponse type => eclairage
rendez-vous est confirme|vous rencontrera|entretien a eu|vous avez ete recu|rendez-vous donne => rendez-vous|rencontr|recu|voir
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


@cache
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
def _conditions(department: str, answer: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """What the rules that an answer falls under ask of the request."""
    said = plain(answer)
    rules = RULES.get("ADM" if department == "ACC" else department, ())
    return tuple((need, forbidden) for pattern, need, forbidden in rules if pattern.search(said))


@cache
def agrees(department: str, answer: str, request: str) -> bool:
    """Whether the answer keeps to what was asked; both as written in the voices, slots unfilled."""
    asked = plain(request)
    return all(bool(need.search(asked)) != forbidden for need, forbidden in _conditions(department, answer))
