"""Tasks that services give to one another: title, instructions, what the colleague answers.

By type of request; a sealed service only asks its own colleagues.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Errand:
    to: str
    title: str
    instructions: str = ""
    results: tuple[str, ...] = ()


ERRANDS: dict[str, tuple[Errand, ...]] = {
    "VOI-NDP": (
        Errand("PM", "Neutraliser une file le temps du rebouchage", "Une heure suffit, hors sortie d'école.",
               ("Fait, patrouille sur place de 9h à 10h.", "Fait avec la voiture de service, RAS.")),
        Errand("ADM", "Vérifier la garantie de la tranchée {rue}", "Retrouver l'entreprise et la date de réception.",
               ("Tranchée sous garantie jusqu'en fin d'année, courrier parti à l'entreprise.", "Garantie expirée, à notre charge.")),
    ),
    "VOI-TRO": (
        Errand("ESV", "Couper la racine qui soulève le trottoir {dans_rue}", "Dire si l'arbre le supportera.",
               ("Racine coupée sur 1,20 m, arbre à surveiller deux ans.", "Racine reprise à la fraise, barrière anti-racines à prévoir.", "Impossible sans abattre : on garde l'arbre, contourner.")),
    ),
    "VOI-ECL": (
        Errand("ESV", "Dégager le candélabre pris dans les branches {dans_rue}", "Tailler à 1,50 m autour de la lanterne.",
               ("Taille faite, la lanterne est dégagée.", "Fait en même temps que le platane voisin.")),
    ),
    "VOI-SIG": (
        Errand("PM", "Constater et photographier le panneau avant dépose", "Pour le dossier d'assurance.",
               ("Constat fait, photos versées.", "Constat fait, un témoin a donné une plaque.")),
        Errand("ESV", "Tailler devant le panneau {dans_rue}", "", ("Taille faite ce matin.", "Fait, visibilité rendue sur 30 m.")),
    ),
    "VOI-VIT": (
        Errand("PM", "Contrôles de vitesse {dans_rue}, deux créneaux du soir", "Rendre un chiffre même s'il n'y a pas d'infraction.",
               ("Deux contrôles : 6 verbalisations, maximum 62 km/h.", "Trois créneaux, 2 verbalisations, moyenne correcte.", "Contrôle fait, aucune infraction relevée.")),
    ),
    "VOI-PDV": (
        Errand("PM", "Avis sur la circulation pendant les travaux {de_rue}", "Itinéraire bus et collecte.",
               ("Avis favorable, alternat manuel aux heures de pointe.", "Favorable hors samedi matin.")),
        Errand("PRO", "Prévenir la collecte de l'emprise {dans_rue}", "", ("Communauté de communes prévenue, bacs regroupés à l'angle.",)),
    ),
    "VOI-DEM": (Errand("PM", "Vérifier les panneaux 48 h avant le déménagement", "", ("Vérifié, panneaux en place.", "Un panneau retourné, remis.")),),
    "VOI-STA": (Errand("PM", "Compter l'occupation des places {dans_rue}", "Trois passages à des heures différentes.", ("Places occupées à 90 % en journée, 60 % le soir.", "Rotation faible : deux ventouses.")),),
    "VOI-NEI": (Errand("BAT", "Remplir les bacs à sel du secteur {quartier}", "", ("Bacs remplis, reste deux palettes.",)),),
    "PRO-DEP": (
        Errand("PM", "Relever un indice dans le dépôt avant enlèvement", "Courrier, étiquette, plaque.",
               ("Nom trouvé sur un bordereau, procédure engagée.", "Rien d'exploitable.", "Auteur identifié, convoqué jeudi.")),
        Errand("VOI", "Prêter le camion grue pour l'enlèvement {dans_rue}", "", ("Camion disponible jeudi matin, réservé.", "Fait avec Karim.")),
    ),
    "PRO-TAG": (Errand("BAT", "Nacelle pour effacer en hauteur {dans_rue}", "Environ 4 m.", ("Nacelle louée pour la demi-journée, effacé.", "Fait à l'échafaudage roulant.")),),
    "PRO-RAT": (Errand("VOI", "Vérifier le regard {dans_rue}", "Le prestataire pense à un tampon cassé.", ("Tampon remplacé.", "Regard sain, rien à faire.")),),
    "PRO-COR": (Errand("BAT", "Sceller une corbeille neuve {dans_rue}", "Modèle en stock au dépôt.", ("Scellée, béton sec lundi.",)),),
    "ESV-ELA": (
        Errand("VOI", "Arrêté de stationnement pour la nacelle {dans_rue}", "Deux jours, côté impair.",
               ("Arrêté signé et affiché.", "Arrêté pris, panneaux posés ce matin.")),
    ),
    "ESV-ARB": (
        Errand("VOI", "Barrières et déviation {dans_rue}", "À laisser jusqu'au broyage.", ("Barrières posées à 7h15.", "Déviation en place, retirée le soir même.")),
        Errand("PM", "Retrouver le propriétaire du véhicule sous l'arbre", "", ("Propriétaire joint, véhicule enlevé.",)),
    ),
    "ESV-JEU": (Errand("BAT", "Resceller la clôture de l'aire de jeux du {parc}", "", ("Fait, deux poteaux repris.",)),),
    "BAT-ECO": (
        Errand("SCO", "Prévenir la directrice de l'{ecole} du passage de l'équipe", "Hors temps de classe si possible.",
               ("Prévenue, d'accord pour mercredi.", "Fait, la gardienne ouvrira.")),
        Errand("ADM", "Bon de commande pour le chauffagiste", "Devis dans le dossier partagé.", ("Bon de commande parti.",)),
    ),
    "BAT-SAL": (
        Errand("PM", "Avis sur la manifestation du {futur}", "Jauge et fin à 1h.", ("Avis favorable, rappel du règlement sur le bruit.",)),
    ),
    "BAT-MAT": (Errand("VOI", "Livrer les barrières le matin du {futur}", "Reprise le lundi.", ("Livré, bon signé.", "Livré, il manque deux barrières au retour.")),),
    "PM-EPA": (Errand("ADM", "Mise en demeure du propriétaire de l'épave", "Adresse au dossier.", ("Recommandé parti ce jour.", "Revenu non distribué, deuxième envoi.")),),
    "PM-STA": (Errand("VOI", "Chiffrer deux potelets {dans_rue}", "", ("380 € posés, en stock.", "Possible au printemps avec la campagne.")),),
    "PM-BRU": (Errand("URB", "Vérifier si la pompe à chaleur a été déclarée", "", ("Aucune déclaration à cette adresse.", "Déclarée l'an dernier, conforme.")),),
    "URB-INF": (Errand("PM", "Constat sur place {dans_rue}", "Depuis la voie publique, photos datées.", ("Constat fait, rapport au dossier.", "Chantier arrêté à notre passage.")),),
    "URB-DP": (Errand("VOI", "Avis sur l'accès à la voie, {adresse}", "", ("Avis favorable, bateau de 3,50 m.", "Défavorable : visibilité insuffisante.")),),
    "URB-REN": (Errand("VOI", "Dire si le réseau d'eaux pluviales passe {dans_rue}", "", ("Réseau présent côté pair.",)),),
    "ECO-ODP": (
        Errand("PM", "Mesurer le passage libre devant la terrasse", "1,40 m au moins.", ("1,62 m mesurés, conforme.", "1,35 m : rentrer une rangée de tables.")),
        Errand("VOI", "Avis sur l'emprise, {adresse}", "", ("Favorable sous réserve du bac à sel.",)),
    ),
    "ECO-DEB": (Errand("PM", "Avis sur la buvette du {futur}", "", ("Avis favorable jusqu'à minuit.",)),),
    "ECO-MAR": (Errand("PRO", "Compter les bacs nécessaires au marché", "", ("Deux bacs de plus suffiront.",)),),
    "SCO-INS": (Errand("URB", "Confirmer l'adresse et le secteur du {adresse}", "Lotissement récent.", ("Adresse confirmée.",)),),
    "SCO-FAC": (Errand("SCO", "Contrôler le pointage du site", "Comparer feuille et logiciel.", ("Pointage erroné, corrigé.", "Pointage exact.")),),
    "PEJ-CRE": (Errand("PEJ", "Voir la place possible à la {creche}", "", ("Place possible deux jours par semaine.",)),),
    "CUL-EVE": (
        Errand("BAT", "Réserver la {salle} et vingt tables", "", ("Salle réservée, tables livrées la veille.",)),
        Errand("CAB", "Annonce dans la lettre municipale", "Texte joint.", ("Passera au prochain numéro.",)),
    ),
    "SPO-EQU": (Errand("BAT", "Vérifier l'éclairage du {gymnase}", "", ("Deux tubes changés.", "RAS.")),),
    "SPO-SUB": (Errand("ADM", "Vérifier les statuts et le numéro de l'association", "", ("À jour.", "Récépissé de préfecture à demander.")),),
    "CAB-INT": (
        Errand("VOI", "Éléments de réponse sur les travaux {de_rue}", "Dix lignes, dates et coût.", ("Note envoyée au cabinet.", "Note au dossier, calendrier compris.")),
        Errand("URB", "Éléments de réponse sur le projet", "Où en est l'instruction ?", ("Instruction en cours, avis attendu.", "Note jointe.")),
    ),
    "CAB-FEL": (Errand("PRO", "Transmettre les remerciements à l'équipe", "", ("Lu au briefing du matin, merci !",)),),
    "ADM-SIN": (
        Errand("VOI", "Rapport sur l'état {de_rue} à la date du sinistre", "Registre des passages et photos.",
               ("Rapport joint : dernier passage 12 jours avant.", "Rapport joint, signalement antérieur retrouvé.", "Aucun signalement antérieur.")),
        Errand("ESV", "Fiche d'entretien de l'arbre {dans_rue}", "Date de la dernière visite.", ("Fiche jointe, visite de l'automne dernier.",)),
    ),
    "ADM-CAD": (Errand("VOI", "Retrouver le marché demandé", "Pièces communicables seulement.", ("Pièces au dossier partagé.",)),),
    "ADM-AUT": (
        Errand("ETC", "Copie d'acte à préparer pour un usager passé à l'accueil", "Il repasse vendredi.", ("Copie prête à l'accueil.",)),
        Errand("ADM", "Vérifier la réponse avant envoi", "", ("Vérifié, bon pour envoi.",)),
    ),
    "ETC-MAR": (Errand("ETC", "Préparer la salle et le registre du mariage", "", ("Registre prêt, salle réservée.",)),),
    "ETC-ACN": (Errand("ETC", "Chercher l'acte aux registres anciens", "Armoire du sous-sol.", ("Acte trouvé, copie faite.", "Introuvable, voir les archives.")),),
    "ETC-CIM": (Errand("ETC", "Vérifier l'emplacement sur le plan du cimetière", "", ("Carré B, allée 4, vérifié sur place.",)),),
    "SOC-AID": (Errand("SOC", "Appeler le fournisseur d'énergie", "Demander la suspension de la coupure.", ("Coupure suspendue jusqu'à la commission.", "Fournisseur joint, échéancier accepté.")),),
    "SOC-APA": (Errand("SOC", "Visite d'évaluation à domicile", "", ("Visite faite, plan d'aide proposé.",)),),
    "SOC-CAN": (Errand("SOC", "Appel quotidien pendant l'alerte", "", ("Appelée chaque jour, tout va bien.",)),),
}  # fmt: skip
LEFT_UNDONE = (
    "La demande est réglée sans cela.",
    "Plus nécessaire, l'usager a trouvé une solution.",
    "Réglé autrement sur place.",
    "Le service n'a pas pu passer, nous avons fait sans.",
)
