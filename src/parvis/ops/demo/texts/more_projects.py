"""More ways of saying it, for projects, trade, culture, sport, elected people and the secretariat; read by `voice.harvest`."""

LINES = """
[URB-REN]
w Nous voudrions installer une piscine hors sol au {adresse}, faut-il une déclaration ?
w Mon voisin veut construire un abri contre ma limite, {adresse}. Quelle distance faut-il respecter ?
w Quelle clôture peut-on poser {dans_rue} ? Le lotissement a-t-il encore un règlement ?
w Peut-on transformer un garage en chambre au {adresse} ? Quel zonage ?
w Je souhaite changer mes fenêtres, {adresse}, à deux pas de l'église : bois obligatoire ?
t {Usager} {demande} si le {adresse} est en zone inondable.
t {Usager} {demande} la hauteur maximale d'un abri de jardin, {adresse}.
t {Usager} {demande} quelle couleur de volets est permise {dans_rue}.
t {Usager} {demande} si une clôture en panneaux est permise, {adresse}.
n Règlement de zone envoyé, page 34.
n Rendez-vous proposé avec l'architecte conseil.
a Les règles de votre zone sont jointes ; nous pouvons relire votre croquis avant le dépôt.
a Une déclaration préalable suffit ; le formulaire et la liste des pièces sont joints.
[URB-DP]
w Mon voisin a-t-il déposé un permis pour son extension, {adresse} ? Puis-je consulter le dossier ?
w On me réclame une pièce pour mon dossier du {adresse}, où la déposer en ligne ?
w J'ai terminé mes travaux au {adresse}, quel formulaire pour la déclaration d'achèvement ?
t {Usager} {demande} à consulter un permis affiché {dans_rue}.
t {Usager} {demande} où en est sa déclaration préalable, {adresse}.
t {Usager} {demande} comment déposer une pièce complémentaire, {adresse}, formulaire en ligne.
n Délai d'instruction : un mois, prolongé si ABF.
n Pièce manquante déjà réclamée par courrier.
x1 Votre dossier est suivi par le service instructeur ; le délai court depuis le dépôt complet.
a Le dossier peut être consulté en mairie sur rendez-vous, une fois la décision prise.
[URB-CER]
w Vente en cours au {adresse} : pouvez-vous nous adresser un certificat d'urbanisme d'information ?
w Étude notariale : numérotation, alignement et droit de préemption pour le {adresse}, svp.
t {Usager} {demande} un certificat d'urbanisme opérationnel, {adresse}.
n Droit de préemption : pas d'intention d'acheter.
d Le certificat est établi et envoyé à l'étude.
[URB-INF]
w Une piscine a été creusée au {adresse} sans panneau d'affichage.
w Mon voisin a ouvert une fenêtre qui donne sur mon jardin, travaux sans autorisation je pense, {adresse}.
t {Usager} {signale} une clôture et un mur très hauts {dans_rue}, travaux sans panneau.
t {Usager} {signale} des travaux de toiture sans panneau, {adresse}.
n Voir l'antériorité sur les vues aériennes.
d Un procès-verbal a été transmis au procureur ; le propriétaire dépose une demande de régularisation.
[URB-PER]
w Le balcon du {adresse} part en morceaux au-dessus du trottoir, des pierres tombent.
t {Usager} {signale} des tuiles qui tombent du {adresse}, toit effondré en partie.
n Syndic joint, entreprise demain.
d Le passage est protégé, l'entreprise du propriétaire est sur place.
[ECO-ODP]
w Nous ouvrons en avril au {adresse} : comment demander une terrasse de six tables ?
w Peut-on mettre un étalage et un chevalet devant la boutique, {adresse}, pour les fêtes ?
t {Usager} {demande} le renouvellement de sa terrasse, {adresse}.
t {Usager} {demande} le tarif d'un étalage, {adresse}.
n Voisin du dessus gêné par le bruit, horaires à préciser.
d L'autorisation est signée, elle est à afficher en vitrine.
[ECO-MAR]
w Maraîcher bio, je cherche un banc au marché du samedi matin.
w Mon camion de galettes peut-il venir comme volant au marché de {jour} ?
t {Usager} {demande} un emplacement au marché de Noël.
t {Usager} {demande} à changer de place au marché, vent et passage.
n Commission des marchés en fin de mois.
d Une place vous est proposée ; le règlement du marché est joint.
[ECO-DEB]
w Notre association tiendra une buvette lors du loto du {futur}, voici la demande.
w Vide-grenier des parents d'élèves le {futur} {dans_rue} : quelles démarches ?
t {Usager} {demande} une buvette pour le gala du {futur}.
t {Usager} {demande} comment déclarer un vide-grenier le {futur}.
n Quatrième buvette de l'année pour cette association, reste une.
d L'arrêté est signé et transmis à la gendarmerie.
[ECO-IMP]
w Kinésithérapeute, je cherche un local de plain-pied pour ouvrir un cabinet.
w Quelles aides pour mon projet de librairie-café, rue commerçante de préférence ?
t {Usager} {demande} un local pour un atelier de réparation de vélos.
t {Usager} {demande} les aides à l'installation pour son projet de restaurant.
n Visite de deux locaux proposée.
a Nous vous proposons une visite avec le manager de commerce la semaine prochaine.
[CUL-MED]
w Mon livre réservé est-il arrivé à la {mediatheque} ?
w Peut-on s'inscrire à la chorale en cours d'année ?
w La {mediatheque} prête-t-elle des jeux ? Il faudrait une carte pour {mon_enfant} ?
w Les cours de guitare sont-ils ouverts aux adultes débutants ? Je voudrais m'inscrire.
t {Usager} {demande} comment prolonger un livre emprunté.
t {Usager} {demande} les tarifs de l'école de musique, inscription de {son_enfant}.
t {Usager} {demande} le renouvellement de sa carte de la {mediatheque}.
n Livre retrouvé en rayon.
n Liste d'attente pour le piano.
d C'est enregistré, à bientôt à la {mediatheque}.
d Votre demande est prise en compte par l'équipe.
[CUL-EVE]
w Notre troupe cherche une date pour jouer sa pièce le {futur}, fête ou salle peu importe.
w Je propose une conférence sur les oiseaux de la vallée, avec photos.
t {Usager} {demande} à exposer ses photos à la {mediatheque}.
t {Usager} propose un concert de fin d'année avec l'harmonie.
n Technique légère, pas de régisseur.
d Proposition retenue pour la saison prochaine.
[SPO-SUB]
w Voici notre dossier de subvention, avec le budget prévisionnel et le compte rendu d'assemblée générale.
w Notre club a perdu sa subvention départementale, peut-on déposer un dossier d'aide exceptionnelle ?
w Le versement de la subvention votée au printemps n'est pas arrivé, notre dossier est-il complet ?
t {Usager} {demande} la date de la commission des subventions, dossier déposé.
t {Usager} dépose un complément à son dossier de subvention.
n Contrat d'engagement républicain signé.
n Licenciés en hausse de 12 %.
d Le conseil municipal a délibéré ; le versement intervient sous un mois.
[SPO-EQU]
w Les douches du {gymnase} sont froides depuis la rentrée, nos adhérents renoncent.
w Peut-on avoir un créneau de plus au {gymnase} pour l'école de sport ?
w Les filets du {gymnase} sont déchirés, match samedi.
t {Usager} {demande} un créneau pour des matchs amicaux au {gymnase}.
t {Usager} {signale} une panne de lumière au {gymnase} pendant l'entraînement.
n Vu avec le gardien, planning partagé mis à jour.
d C'est noté au planning du {gymnase}.
d Le nécessaire a été fait au {gymnase}, bon match !
[CAB-RDV]
w Je souhaiterais un rendez-vous avec {maire} pour présenter notre association.
w Peut-on rencontrer l'adjoint au cadre de vie sur place, {dans_rue} ?
w Exploitant{e} agricole de la commune, je demande à être reçu{e} à propos des chemins communaux.
t {Usager} {demande} un rendez-vous avec l'adjoint, nuisances d'un chantier.
t {Usager} {demande} à voir {maire} pour une médaille de la famille.
t {Usager} {demande} l'horaire des permanences d'élus.
n Créneau bloqué à l'agenda.
n Note de contexte demandée au service.
a Votre rendez-vous est confirmé, l'élu vous recevra en mairie.
a Les horaires des permanences vous ont été donnés.
a L'adjoint vous rencontrera sur place, il vous appelle pour fixer l'heure.
[CAB-INT]
w Que comptez-vous faire pour les commerces fermés du centre ? La vitrine {de_rue} est vide depuis deux ans.
w L'arrêt du bus {de_rue} va-t-il vraiment être supprimé ? Personne ne nous a consultés.
w Je demande la publication de l'étude sur la qualité de l'air près de l'{ecole}.
w Le projet de pistes cyclables supprime quarante places, avez-vous pensé aux commerçants ?
w Pourquoi éteindre l'éclairage à 23h ? Nous ne nous sentons plus en sécurité.
w À quand un vrai terrain pour les jeunes du quartier ({quartier}) ?
t {Usager} {demande} le calendrier des travaux {de_rue}.
t {Usager} {signale} que les riverains {de_rue} préparent une pétition contre l'antenne.
t {Usager} {demande} des explications sur la fermeture d'une classe à l'{ecole}.
n Réponse type sur l'éclairage, adapter.
n Vu avec le DGS, réponse commune avec l'intercommunalité.
n À inscrire à l'ordre du jour du comité de quartier.
a {Maire} vous a adressé une réponse écrite et vous propose d'en parler au prochain comité de quartier.
a L'adjoint concerné vous a rappelé pour faire le point.
a Une réponse vous a été envoyée, avec le calendrier du projet.
[CAB-FEL]
w Le concert dans le parc était magnifique, merci aux services et aux bénévoles.
w Merci à l'équipe de propreté : la rue n'a jamais été aussi nette.
w Une idée pour le budget participatif : des arceaux à vélos devant le {gymnase}.
w Je tenais à féliciter le policier municipal qui a aidé mon fils à retrouver son chemin.
w Une suggestion : ouvrir la {mediatheque} le dimanche en hiver.
w Bravo pour les nouvelles plantations {de_rue}, mes enfants adorent.
t {Usager} remercie l'état civil pour son accueil lors d'un deuil.
t {Usager} félicite la commune pour le repas des aînés.
t {Usager} suggère des bancs sur le chemin du halage, bonne idée pour les aînés.
a Votre message a été lu en réunion d'équipe, merci de l'avoir envoyé.
a Merci : ces mots font plaisir à ceux qui travaillent dehors par tous les temps.
a Merci de cette idée, elle sera présentée au comité de quartier.
[ADM-CAD]
w Je sollicite la communication de l'étude de circulation du centre, sous forme électronique.
w Merci de m'adresser le compte administratif et le détail des subventions versées.
t {Usager} {demande} à consulter un permis ancien aux archives.
n Occultation des noms en cours.
n Délai d'un mois : échéance notée.
d Les documents sont à votre disposition en mairie, et joints en version électronique.
[ADM-RGP]
w Je veux savoir qui a consulté mon dossier et obtenir l'accès à mes données.
w Je m'oppose à l'envoi de la lettre d'information, merci de me supprimer de la liste.
t {Usager} {demande} l'effacement de son numéro de téléphone : ne plus être appelé{e}.
n Registre des demandes complété.
d Le nécessaire a été fait et confirmé par écrit.
[ADM-SIN]
w Ma roue a été cassée par une bouche d'égout {dans_rue}. Ci-joint constat et facture de {montant}.
w Un caillou projeté par la tondeuse municipale a brisé ma vitre, {adresse}.
w Chute sur le trottoir {de_rue} {jour}, certificat médical joint.
t {Usager} dépose une réclamation : vitre brisée par une tondeuse, {adresse}.
t {Usager} {demande} où en est son dossier de sinistre, {montant}.
n Photos du lieu demandées à la voirie.
n Franchise contractuelle de 500 €, indemnisation directe possible.
d Notre assureur prend contact avec vous sous huit jours.
d L'indemnisation est acceptée, la quittance est à nous retourner signée.
[ADM-AUT]
w Quels jours ouvre la piscine pendant les vacances ? Je n'ai pas trouvé l'horaire.
w Je viens d'emménager, avez-vous un guide ou un plan de la commune ?
w Y a-t-il un défibrillateur près de la salle des fêtes ?
w Le numéro de la déchetterie ne répond pas, en avez-vous un autre ?
w Comment louer un jardin familial ?
w Où signaler un changement d'adresse pour la taxe foncière ?
w À quelle heure passe la navette le dimanche ?
w Peut-on emprunter un broyeur à végétaux ?
t {Usager} {demande} l'heure d'ouverture de la mairie samedi.
t {Usager} {demande} le numéro d'un plombier de garde. Orienté{e} vers les renseignements.
t {Usager} {demande} comment joindre le médiateur familial.
t {Usager} {demande} un plan du réseau de bus.
t {Usager} {demande} la date de distribution des sacs à végétaux.
t {Usager} {demande} où se tient la collecte de sang.
t {Usager} {demande} les coordonnées d'un écrivain public.
t {Usager} {demande} si la mairie peut faire des photocopies.
n Affiche mise à jour à l'accueil.
a Nous vous avons donné les coordonnées du service concerné.
a Les informations demandées vous ont été envoyées par courriel.
a C'est bien cela ; nous avons ajouté l'information sur le site.
"""
