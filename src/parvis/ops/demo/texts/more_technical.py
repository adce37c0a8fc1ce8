"""More ways of saying it, for the services of the street; read by `voice.harvest`."""

LINES = """
[VOI-NDP]
w Le trou {repere}, {rue}, s'agrandit à chaque pluie.
w J'ai crevé ce matin dans un nid-de-poule {dans_rue}, juste devant le {num}.
w Attention, nid-de-poule rempli d'eau {repere}, {rue}, on ne le voit qu'au dernier moment.
w La chaussée est défoncée sur toute la largeur {repere}, {rue}, depuis le passage des camions.
w Mon fils est tombé à vélo dans un trou {dans_rue}. Rien de cassé, mais il a eu peur.
w L'enrobé s'en va par plaques {dans_rue}, les trous font bien dix centimètres de profondeur.
w Trou devant le {adresse}, merci de le reboucher avant qu'un deux-roues ne tombe.
w Le bus fait un écart à chaque passage pour éviter le trou {repere}, {rue}.
t {Usager} {signale} un trou devant le {adresse}, signalé aussi par ses voisins.
t {Usager} {signale} un nid-de-poule rempli d'eau {repere}, {rue}.
t {Usager} {signale} une roue crevée dans un trou {dans_rue}, {il} a gardé la photo.
t {Usager} {signale} que la rustine {repere}, {rue}, n'a pas tenu.
t {Usager} {signale} une chaussée défoncée {dans_rue} par les camions du chantier.
n Profond, passe en priorité dans la tournée de demain.
n Deux trous voisins, à faire ensemble.
n L'enrobé à froid ne tiendra pas l'hiver, prévoir une vraie reprise.
n Trou déjà repris en octobre, le fond travaille.
r Nous avons vu l'endroit : la réparation demande un temps sec, elle est prévue dès que la météo le permet.
r L'équipe a posé un cône en attendant de pouvoir reprendre la surface.
d Le trou a été comblé et compacté. Merci de l'avoir signalé.
d La réparation est faite. Pour votre pneu, adressez facture et photos au service des affaires générales, qui saisira notre assureur.
d C'est réparé devant le {num} ; l'équipe surveillera la tenue pendant les pluies.
d Nous avons refait l'enrobé sur {n} mètres carrés {dans_rue}.
d Le trou est rebouché. La couche de roulement {de_rue} sera proposée au prochain programme.
[VOI-TRO]
w La dalle devant le {adresse} bascule, j'ai failli tomber.
w Avec mon déambulateur je ne peux plus passer {repere}, {rue} : le trottoir est cassé.
w Depuis la pose des compteurs, le trottoir {de_rue} n'a jamais été remis en état.
w Une bordure dépasse {repere}, {rue}, un cycliste est tombé {jour}.
w Le trottoir est défoncé devant le {num}, {rue}, par les camions de livraison.
t {Usager} {signale} une bordure cassée {repere}, {rue}.
t {Usager} {signale} une chute de sa voisine sur une dalle descellée, {adresse}.
t {Usager} {signale} un trottoir défoncé {dans_rue} après des travaux de réseau.
t {Usager} {demande} la reprise du trottoir devant le {adresse} : poussette et fauteuil ne passent pas.
n Barrière posée, 2 m² à reprendre.
n Travaux d'un concessionnaire : réfection définitive à lui demander.
n À faire avant la visite d'accessibilité.
r Le point a été mis en sécurité. La reprise est programmée avec les autres trottoirs du secteur {quartier}.
r Un technicien mesure cette semaine ce qu'il y a à reprendre.
d Le trottoir est repris et le passage dégagé devant le {num}.
d La réfection est terminée {dans_rue}. Merci de votre patience.
d Le concessionnaire a refait le trottoir à ses frais, nous avons vérifié le travail.
[VOI-ECL]
w Le lampadaire {repere} est éteint, {rue}. Le soir on n'y voit plus rien.
w Toute la rue est dans le noir, {rue}, alors que la rue voisine est éclairée.
w Un lampadaire fait un bruit de friture et clignote devant le {adresse}.
w Éclairage allumé en plein jour {dans_rue} {depuis}, bravo les économies.
w Plus aucun éclairage {dans_rue} depuis la coupure de {jour}.
w Un lampadaire sur trois ne marche plus le long {de_rue}, et la nuit tombe tôt.
w Le lampadaire du passage piéton {repere} est éteint, les collégiens traversent dans l'ombre.
w Il fait nuit à 17h30 et le lampadaire du {num} ne s'allume plus.
t {Usager} {signale} un lampadaire éteint devant le {adresse}, {depuis}.
t {Usager} {signale} plusieurs points lumineux éteints {dans_rue}, du {num} à l'angle.
t {Usager} {signale} un éclairage qui s'allume et s'éteint sans arrêt {repere}, {rue} : un lampadaire est concerné.
t {Usager} {signale} que toute la rue est éteinte, {rue}. Plusieurs voisins appellent aussi.
t {Usager} {demande} si l'extinction de minuit concerne {la_rue} : tout est éteint dès 20h, toute la rue.
n Relevé nocturne à faire jeudi.
n Fusible remplacé, à revoir si cela recommence.
n Prestataire prévenu, sous 5 jours au marché.
n Pas une panne : extinction nocturne votée par le conseil. L'expliquer.
r L'électricien passe sur ce secteur cette semaine.
r Une panne de câble a été localisée ; la réparation demande une tranchée.
d L'éclairage {de_rue} fonctionne de nouveau, contrôle fait hier soir.
d Réparation faite. Si un autre point s'éteint, son numéro inscrit sur le mât nous aide beaucoup.
d C'est rallumé. Le défaut venait d'une boîte de raccordement humide.
d Notre prestataire est intervenu : tout est de nouveau éclairé {dans_rue}.
[VOI-ECD]
w Le coffret électrique {repere}, {rue}, est arraché et on voit les fils, un câble dépasse.
w Un camion a accroché un câble {dans_rue}, il traîne par terre.
t {Usager} {signale} une trappe de candélabre ouverte {repere}, {rue}, fils accessibles aux enfants.
t {Usager} {signale} un câble arraché par un camion devant le {adresse}.
n Gestionnaire du réseau appelé, intervient aussi.
n Circulation déviée le temps de la mise hors tension.
d La zone est mise en sécurité et le coffret refermé.
d L'astreinte est intervenue, il n'y a plus aucun fil accessible.
[VOI-SIG]
w Le feu {repere}, {rue}, reste vert des deux côtés. C'est extrêmement dangereux.
w Le panneau d'interdiction aux camions a disparu {dans_rue}, ils repassent tous par ici.
w Panneau stop caché par une bâche de chantier {repere}, {rue}.
w Le miroir {de_rue} est tourné vers le ciel depuis le coup de vent.
t {Usager} {signale} un feu piéton qui ne passe jamais au vert {repere}, {rue}.
t {Usager} {signale} un panneau tordu par un camion {repere}, {rue}.
t {Usager} {signale} un panneau tagué et illisible {dans_rue}.
n Panneau provisoire posé, définitif commandé.
n Réglage du cycle demandé au prestataire.
d C'est réparé {dans_rue}, merci de nous avoir prévenus si vite.
d Notre équipe est passée : tout est de nouveau lisible {repere}.
[VOI-MAR]
w Les bandes du passage piéton devant l'{ecole} sont presque effacées, les voitures ne s'arrêtent plus.
w La ligne jaune {de_rue} a disparu, tout le monde se gare.
t {Usager} {demande} de repeindre le passage piéton {repere}, {rue}.
t {Usager} {signale} un marquage effacé au carrefour {de_rue}.
n Sur la liste de la campagne, 40 m linéaires.
d La peinture est refaite {dans_rue}.
d Marquage repris ce matin, circulation rendue à midi.
[VOI-MOB]
w Le banc {repere} a été brûlé, {rue}.
w Deux potelets couchés {repere}, {rue}, un camion a reculé dedans.
w Le banc où ma mère se repose a disparu {dans_rue}. Est-ce que vous allez le remettre ?
w L'abribus {de_rue} n'a plus de vitre, les gens attendent sous la pluie.
t {Usager} {signale} un potelet plié sur le trottoir {de_rue}.
t {Usager} {demande} un banc {repere}, {rue}, pour les personnes âgées.
t {Usager} {signale} un banc tagué et cassé {repere}, {rue}.
n Commande groupée la semaine prochaine.
n Choc de véhicule : pas de tiers identifié.
d C'est remis en état {repere}.
d Remplacé ce matin par notre atelier. Merci de votre signalement.
[VOI-AVA]
w L'avaloir {repere}, {rue}, est plein de canettes et de feuilles.
w À chaque orage l'eau traverse mon jardin du {adresse}, la grille est bouchée.
w La grille {repere}, {rue}, est descellée et claque à chaque voiture.
t {Usager} {signale} une grille bouchée {repere}, {rue}, odeurs.
t {Usager} {signale} que l'eau stagne {dans_rue} après chaque pluie, avaloir colmaté.
n Curage à la main, le gros du bouchon est parti.
n Passage caméra demandé au syndicat.
d L'eau s'écoule de nouveau {dans_rue}.
d Le regard est nettoyé ; la tournée d'automne passera aussi par là.
[VOI-FUI]
w Une flaque qui ne sèche jamais {repere}, {rue}, je pense à une fuite.
w L'eau sort du trottoir devant le {adresse}, ça gèle la nuit.
w Grosse fuite d'eau {dans_rue}, le bitume se soulève.
t {Usager} {signale} une fuite d'eau devant le {adresse}, {depuis}.
t {Usager} {signale} de l'eau qui coule sans arrêt {repere}, {rue}. Débit faible.
n Syndicat des eaux prévenu, intervention notée.
n Vanne fermée en attendant, riverains prévenus par l'exploitant.
x1 L'exploitant du réseau d'eau a été prévenu et se rend sur place ; la chaussée sera refermée par ses soins.
x1 Cette fuite relève du syndicat des eaux, à qui nous avons donné le lieu exact. Il vous répondra directement.
[VOI-NEI]
w La montée {de_rue} est impraticable, une vraie patinoire, deux voitures en travers.
w Neige tassée et verglas devant l'{ecole}, les parents glissent.
w Le bac à sel {repere}, {rue}, est vide. Patinoire ce matin.
t {Usager} {signale} du verglas {dans_rue}, les aides à domicile ne passent plus.
t {Usager} {signale} un bac à sel vide {repere}, {rue}.
t {Usager} {demande} quand {la_rue} sera salée, plaque de verglas.
n Deuxième passage à 11h.
n Route en pente : ajoutée au circuit prioritaire.
n Rappelé la règle : le trottoir revient au riverain.
d Le passage a été fait dès l'ouverture du circuit secondaire.
d La rue est praticable. Pour les trottoirs, chaque riverain déneige devant chez soi (arrêté municipal).
[VOI-VIT]
w {Dans_rue}, les motos accélèrent jusqu'au rond-point, surtout le dimanche.
w Mes enfants ne peuvent plus traverser {la_rue} pour aller à l'école à cause de la vitesse.
w Le 30 n'est respecté par personne {dans_rue}. Un radar pédagogique aiderait.
w Un camion est passé ce matin à une vitesse folle {dans_rue}, le pare-chocs a frôlé ma voiture.
t {Usager} {signale} des voitures qui doublent les cyclistes {dans_rue} à grande vitesse.
t {Usager} {demande} une zone 30 {dans_rue}.
t {Usager} {demande} un stop {repere}, {rue}.
n Comptage de l'an dernier à ressortir.
n Avis de la police municipale : un accident léger en trois ans.
n Riverains partagés sur le ralentisseur, le bruit fait débat.
r Nous prenons rendez-vous sur place avec vous et l'adjoint de quartier avant toute décision.
a Des contrôles sont programmés {dans_rue} ; le résultat vous sera communiqué.
a La commission propose d'abord des écluses provisoires pendant trois mois, puis un bilan avec les riverains.
[VOI-STA]
w Ma mère a une carte mobilité inclusion et aucune place réservée à moins de 300 m, {adresse}.
w Pourquoi ne pas créer un arrêt minute devant la boulangerie {de_rue} ?
t {Usager} {demande} une place pour sa fille en fauteuil, {adresse}. Carte CMI en cours.
t {Usager} {demande} la suppression d'un arrêt minute {dans_rue}, plus utilisé.
n À passer au groupe accessibilité du mois.
d L'arrêté est pris et le marquage suivra avec la prochaine tournée.
[VOI-PDV]
w Pose d'un échafaudage au {adresse} à partir du {futur}, emprise de {n} mètres sur le trottoir.
w Pour le branchement de gaz du {adresse}, nous demandons une tranchée et un alternat le {futur}.
w Livraison d'une charpente le {futur} au {adresse} : il faudrait fermer la rue deux heures.
w Besoin d'une benne devant le {adresse} du {futur} pendant une semaine.
t {Usager} {demande} un arrêté pour un échafaudage, {adresse}, à partir du {futur}.
t {Usager} {demande} la prolongation d'un arrêté pour une tranchée {dans_rue}.
n Alternat par feux exigé, schéma à joindre.
n Même chantier que la semaine passée, prolonger.
r Nous vérifions qu'aucun autre chantier n'occupe la chaussée à ces dates.
d L'arrêté vous est adressé. Merci de prévenir les riverains 48 heures avant.
d Autorisation délivrée, avec un passage piéton protégé à maintenir.
[VOI-DEM]
w Déménagement le {futur} au {adresse} : peut-on réserver l'emplacement devant la porte ?
w Il nous faudrait trois places le {futur} pour un camion avec monte-meubles, {adresse}.
w Je quitte le {adresse} le {futur}, comment réserver une place de stationnement ?
t {Usager} {demande} une réservation pour le {futur} devant le {adresse}, camion de location.
t {Usager} {demande} où retirer les panneaux pour son déménagement du {futur}, {adresse}.
n Pas d'autre réservation ce jour-là dans la rue.
r C'est possible à cette date, l'arrêté est en cours de signature.
d L'arrêté est joint. Les panneaux sont posés par vos soins sept jours avant, prenez-les en photo.
d Stationnement réservé. Pensez à afficher l'arrêté sur le véhicule.
[VOI-BAT]
w Le notaire demande un certificat de numérotage pour le {adresse}.
w Deux maisons portent le même numéro {dans_rue}, le courrier se mélange.
t {Usager} {demande} un numéro pour sa maison neuve, {rue}.
n Base adresse mise à jour.
d L'adresse est certifiée et transmise à La Poste et aux secours.
[PRO-DEP]
w Des cartons et un frigo sont déposés au pied des conteneurs {repere}, {rue}.
w Encore un canapé sur le trottoir {de_rue}. C'est tous les débuts de mois.
w Un dépôt de gravats bouche le chemin {repere}, {rue}.
w Quelqu'un a vidé un grenier {repere}, {rue} : matelas, jouets, vieux vêtements.
w Des sacs poubelle éventrés {dans_rue}, les chats en mettent partout.
w Dépôt d'une dizaine de pneus et d'un vide-ordures complet {repere}, {rue}.
w J'ai vu le conducteur d'une camionnette blanche jeter des gravats {dans_rue}, je peux témoigner.
t {Usager} {signale} un dépôt de cartons {repere}, {rue}, commerce voisin soupçonné.
t {Usager} {signale} un frigo et un matelas {dans_rue}, {depuis}.
t {Usager} {signale} des sacs d'ordures {repere}, {rue}, tous les {jour_s}.
t {Usager} {signale} un dépôt de gravats au bout {de_rue}. {Il} a relevé une plaque.
n Petit camion suffisant.
n Point à équiper d'une caméra nomade, à voir avec la PM.
n Tri fait sur place : ferraille à part.
n Troisième dépôt en un mois {dans_rue}.
r L'enlèvement est prévu avec la tournée de demain matin.
d C'est enlevé {repere}. Merci : chaque signalement nous aide à intervenir vite.
d L'équipe a tout ramassé ce matin, environ un mètre cube.
d Nettoyé. Rappel : la déchetterie est gratuite pour les habitants.
d Enlevé, avec l'aide des services de la communauté de communes pour les pneus.
[PRO-POU]
w Les bacs jaunes sont restés pleins {dans_rue}, ils débordent déjà.
w La benne n'est pas passée {jour}, et ce n'est pas la première fois {dans_rue}.
w Ma poubelle n'est ramassée qu'une semaine sur deux, {adresse}. Est-ce normal ?
w Le verre n'est plus collecté {repere}, {rue}.
t {Usager} {signale} un oubli de collecte au {adresse}.
t {Usager} {demande} le calendrier de collecte {de_rue}.
t {Usager} {signale} que le camion a laissé des sacs {dans_rue}.
n Prestataire joint, repasse demain.
n Rue en travaux, point de regroupement à l'angle.
x1 La communauté de communes est avertie : la tournée {de_rue} est rattrapée sous deux jours.
x1 Votre remarque est transmise au prestataire de collecte par la communauté de communes.
a Le calendrier de collecte a changé ; nous vous l'envoyons.
[PRO-BAC]
w Mon bac a brûlé, {adresse}. Comment le faire remplacer ?
w Je garde des enfants, mon bac est trop petit, {adresse}.
w La roue du bac est cassée, {adresse}, je n'arrive plus à le sortir.
t {Usager} {demande} le remplacement d'un bac cassé, {adresse}.
t {Usager} {demande} un bac plus grand, {n} personnes au foyer, {adresse}.
n Formulaire de la communauté de communes rempli avec l'usager.
x1 Le service déchets de la communauté de communes a votre demande et vous livrera sous quinze jours.
[PRO-ENC]
w J'ai un vieux buffet et un matelas à faire enlever, {adresse}.
w Quand passent les encombrants {dans_rue} ? J'ai un canapé.
w Je n'ai plus de voiture : pouvez-vous prendre un frigo et une cuisinière au {adresse} ?
w Un rendez-vous encombrants svp, une armoire démontée et quatre chaises, {adresse}.
w Suite à un dégât des eaux, j'ai une moquette et un meuble à évacuer, {adresse}.
t {Usager} {demande} l'enlèvement d'une armoire, {adresse}, au deuxième étage.
t {Usager} {demande} un rendez-vous pour un lave-linge et un frigo, {adresse}.
t {Usager} {demande} si l'on prend les gravats avec les encombrants. Non, orienté{e} vers la déchetterie.
n 2 m³ environ, deux agents.
n Objets en bas de l'immeuble, digicode noté.
n Personne âgée : aide au transport jusqu'au trottoir demandée.
r C'est noté. Merci de laisser le passage libre sur le trottoir.
r Votre rendez-vous est confirmé, nous vous rappelons la veille.
d Enlèvement effectué ce matin.
d C'est fait, tout a été emporté. Le bois part à la ressourcerie.
d L'équipe est passée. Prochain rendez-vous possible dans six mois pour votre foyer.
[PRO-TAG]
w Le mur de l'{ecole} a été tagué pendant le week-end.
w Tags sur les boîtes aux lettres {de_rue}, c'est affreux.
w Inscriptions racistes {repere}, {rue}, à effacer en urgence.
t {Usager} {signale} un tag sur le mur du {parc}.
t {Usager} {demande} l'effacement d'un tag sur sa façade, {adresse}.
n Injurieux : délai de 24 h.
n Peinture plutôt qu'hydrogommage sur ce crépi.
d Effacé ce matin par l'équipe.
d C'est nettoyé {repere}. Une plainte a été déposée par la commune.
[PRO-DEJ]
w Crottes de chien tous les matins devant le {adresse}, j'en ai assez.
w Le distributeur de sacs {repere}, {rue}, est vide depuis des semaines.
w Les feuilles ne sont plus ramassées {dans_rue}, ma voisine de 80 ans a glissé.
w Des mégots partout {repere}, {rue}, un passage de la balayeuse ferait du bien.
t {Usager} {signale} des feuilles glissantes {dans_rue}.
t {Usager} {signale} des crottes devant l'{ecole}.
t {Usager} {demande} des sacs pour le distributeur {repere}, {rue}.
n Rappel à la règle affiché, la PM passera à l'heure de la sortie.
n Balayage manuel, la machine ne passe pas.
d Nettoyage fait {dans_rue}.
d L'équipe est passée ce matin et repassera vendredi.
[PRO-COR]
w La corbeille {repere}, {rue}, déborde tous les dimanches.
w Poubelle arrachée de son poteau au {parc}.
w Il manque une poubelle près du banc {de_rue}, ceux qui mangent là laissent tout.
t {Usager} {signale} une corbeille pleine {repere}, {rue}, guêpes.
t {Usager} {signale} une poubelle renversée par le vent {dans_rue}.
n Passage quotidien l'été seulement.
n Corbeille de 80 l à poser.
d C'est vidé, et nettoyé autour.
d La corbeille est refixée.
[PRO-RAT]
w J'ai vu trois rats sortir des conteneurs {repere}, {rue}, hier soir.
w Des rats dans la cour de l'immeuble, {adresse}. Le syndic nous renvoie vers vous.
t {Usager} {signale} des rats le long {de_rue}, à la tombée du jour.
t {Usager} {signale} un rat mort devant le {adresse}, d'autres dans les massifs.
n Nourrissage de pigeons à proximité, à faire cesser.
d Un traitement a été fait sur le domaine public ; évitez de laisser des sacs au sol.
d Le prestataire est passé, contrôle dans quinze jours.
[PRO-FRE]
w Un nid de frelons de la taille d'un ballon dans la haie du {adresse}.
w Frelons asiatiques en nombre {repere}, {rue}, le nid doit être dans le grand arbre.
w Chenilles processionnaires dans le pin de l'{ecole}. Danger pour les enfants.
t {Usager} {signale} un nid de frelons sous la gouttière, {adresse}.
t {Usager} {signale} un nid de frelons dans un arbre communal {repere}, {rue}.
t {Usager} {signale} des chenilles {repere}, {rue}, un chien soigné chez le vétérinaire.
n Référent frelon prévenu, photo transmise.
n Nid primaire, retrait facile.
r Ne vous approchez pas du nid ; notre référent vous appelle dans la journée.
d L'intervention est faite, des insectes peuvent encore tourner un ou deux jours.
d Le prestataire est passé ce matin, tout danger est écarté.
[PRO-ANM]
w Un pigeon mort flotte dans la fontaine {repere}, {rue}.
w Un renard a été écrasé {dans_rue}, juste avant le virage.
w Chat blanc mort sur le trottoir {de_rue}, quelqu'un doit le chercher.
t {Usager} {signale} un hérisson mort {repere}, {rue}.
t {Usager} {signale} un chien percuté {dans_rue}, décédé. Tatoué.
n Conservé 48 h avec son signalement.
d L'animal a été ramassé ce matin.
[ESV-ARB]
w Une branche énorme pend au-dessus du trottoir {repere}, {rue}.
w L'arbre devant l'{ecole} est fendu en deux, il menace de tomber.
w Le peuplier {de_rue} penche vers les fils, à chaque rafale il bouge.
t {Usager} {signale} un arbre mort qui menace de tomber {repere}, {rue}.
t {Usager} {signale} une branche tombée en travers du trottoir {de_rue}.
n Champignon au pied, expertise avant l'automne.
n Périmètre de dix mètres, rue laissée ouverte.
d Le danger est écarté, le bois a été évacué.
d L'arbre a été mis en sécurité. Un expert donnera un avis sur son avenir.
[ESV-ELA]
w Les branches du tilleul tapent contre ma façade, {adresse}, dès qu'il y a du vent.
w Un arbre cache le panneau stop {repere}, {rue}.
w La haie {de_rue} mange tout le trottoir, les poussettes passent sur la route.
w On ne voit plus la lumière du lampadaire à travers les branches des arbres {de_rue}.
w Les racines et les branches de l'arbre communal abîment mon muret, {adresse}.
t {Usager} {signale} des branches dans les fils {repere}, {rue}.
t {Usager} {demande} la taille de la haie {de_rue}.
t {Usager} {demande} l'élagage du platane devant le {adresse}. {Il} n'a plus de soleil.
n Repéré pour la campagne d'hiver, tranche 2.
n Taille douce possible sans attendre.
n L'usager voudrait un abattage : refusé, expliquer.
r Nous passons voir l'arbre avec vous la semaine prochaine.
d La taille est faite {dans_rue}.
d Les branches gênantes ont été retirées, le reste sera fait cet hiver.
d Dégagé autour du panneau et de la lanterne.
[ESV-TON]
w L'herbe est si haute {dans_rue} qu'on ne voit plus les voitures en sortant.
w Le {parc} ressemble à une savane, les herbes arrivent à la taille.
w Du chiendent pousse entre les pavés {de_rue}, un peu de désherbage serait bienvenu.
w Qui entretient le talus {repere}, {rue} ? Les herbes hautes débordent sur la piste.
t {Usager} {demande} une tonte au {parc} avant la fête du quartier.
t {Usager} {signale} un trottoir envahi d'herbes hautes {dans_rue}.
t {Usager} {signale} des ronces {repere}, {rue}, herbe haute.
n Passage de l'épareuse la semaine prochaine.
n Zone humide, trop mou pour la machine.
n Expliquer la gestion différenciée, panneau à remettre.
d L'équipe est passée {dans_rue}.
d C'est fait. Le prochain passage aura lieu dans six semaines.
d Abords dégagés ; nous laissons la bande fleurie pour les insectes.
[ESV-JEU]
w Le toboggan du {parc} a une arête coupante, ma fille s'est écorchée.
w Un jeu à ressort est tombé au {parc}.
w Des tessons de bouteille dans le sable du {parc}, près de la balançoire.
t {Usager} {signale} une chaîne de balançoire rouillée au {parc}.
t {Usager} {signale} un trou dans le sol souple du {parc}, sous le toboggan.
n Contrôle annuel prévu le mois prochain, avancé.
d L'aire de jeux a été vérifiée et rouverte.
[BAT-ECO]
w Le chauffage ne marche pas depuis lundi dans la classe de {classe}, {ecole}.
w Une fuite au plafond du couloir de l'{ecole}, le sol est glissant.
w La porte de la cour de l'{ecole} ne ferme plus, la serrure tourne dans le vide.
w Les toilettes des filles sont condamnées depuis une semaine à l'{ecole}.
w Un volet est resté coincé à l'{ecole}, les élèves travaillent à la lumière électrique.
w La photocopieuse a fait sauter le courant dans toute l'aile de l'{ecole}.
t {Usager} {signale} 16 degrés dans le dortoir de l'{ecole}, chauffage en panne.
t {Usager} {signale} une porte coupe-feu qui ne ferme plus, {ecole}.
t {Usager} {signale} des toilettes bouchées à l'{ecole}.
t {Usager} {signale} une fuite sous un lavabo de l'{ecole}.
f Ronde du matin : chaudière en défaut à l'{ecole}, chauffage relancé à la main.
f Volet bloqué et fuite légère constatés à l'{ecole}.
f Contrôle des alarmes fait à l'{ecole} : deux détecteurs à remplacer.
f Chasse d'eau qui fuit à l'{ecole}, coupée en attendant.
n Classe déplacée dans la salle polyvalente en attendant.
n Purge des radiateurs, pression à surveiller.
n Garantie décennale à vérifier pour la toiture.
d C'est réparé à l'{ecole}, contrôle fait avec la directrice.
d Dépannage effectué avant l'arrivée des enfants.
d Réparé ce matin ; une pièce définitive sera posée aux vacances.
[BAT-SAL]
w Nous cherchons une salle pour un anniversaire le {futur}, la {salle} est-elle libre ?
w Peut-on visiter la {salle} avant de réserver pour le {futur} ?
w Réunion de copropriété le {futur} : la {salle} peut-elle être louée en soirée, et à quel prix ?
w Pour un mariage le {futur}, combien de personnes tiennent dans la {salle} ?
w Notre club souhaite la {salle} le {futur} pour son repas annuel.
t {Usager} {demande} la {salle} le {futur} pour un vin d'honneur.
t {Usager} {demande} s'il reste un week-end libre à la {salle}.
n Tarif habitant, vaisselle en plus.
n Caution de la dernière location rendue, RAS.
n Le voisinage s'est plaint en juin : rappeler la limite de 1h.
r La {salle} peut accueillir 90 personnes assises. Nous gardons la date huit jours.
d La location est confirmée ; le règlement de la salle est joint.
d Dates bloquées. Paiement à réception de l'avis de la trésorerie.
[BAT-MAT]
w Pour la kermesse de l'{ecole} le {futur}, peut-on emprunter des tables et des grilles ?
w Nous aurions besoin de barrières et d'une sono le {futur} pour la course du club.
w Fête de rue le {futur} {dans_rue} : dix tables suffiraient.
t {Usager} {demande} des tables pour un repas de quartier le {futur}.
t {Usager} {demande} {n} barnums et des bancs pour le {futur}.
n Deux tables manquantes au dernier retour, vérifier.
d Le prêt est accordé, rendez-vous au dépôt la veille à 15h.
d Matériel livré le matin, repris le lundi. Merci d'avoir tout rangé.
"""
