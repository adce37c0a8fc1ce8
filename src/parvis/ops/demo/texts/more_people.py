"""More ways of saying it, for the services that meet people; read by `voice.harvest`."""

LINES = """
[PM-STA]
w Une voiture bouche ma sortie de garage, {adresse}, et ce n'est pas la première fois. {Immat}.
w Stationnement sauvage sur le trottoir {de_rue} tous les soirs, les piétons marchent sur la route.
w Un véhicule est garé sur la place livraison devant le {adresse} {depuis}, {immat}.
w Des voitures sur la piste cyclable {repere}, {rue}, tous les matins.
w La même voiture ventouse {dans_rue}, pneus à plat, {immat}.
t {Usager} {signale} un véhicule sur un passage piéton {repere}, {rue}, {immat}.
t {Usager} {signale} une voiture sur la place réservée devant le {adresse}.
t {Usager} {signale} des camionnettes stationnées sur le trottoir {de_rue} le soir.
t {Usager} {signale} que le camion de collecte ne passe plus {dans_rue} à cause d'une voiture mal garée.
n Deux avis de contravention en huit jours.
n Véhicule parti à notre arrivée.
n Propriétaire hospitalisé, voir avec la famille.
r Une patrouille est en route ou passera dans l'heure.
d La patrouille a fait déplacer le véhicule.
d Les contrevenants ont été verbalisés, nous repasserons.
[PM-EPA]
w Une voiture sans plaque pourrit {repere}, {rue}, {depuis}.
w Caravane abandonnée {repere}, {rue}, des jeunes y entrent.
t {Usager} {signale} une voiture à l'état d'épave {dans_rue}, vitres cassées.
n Délai de la mise en demeure : échéance dans huit jours.
d Le véhicule a été retiré. Merci de votre patience, la procédure est longue.
[PM-BRU]
w Chaque nuit d'été, les regroupements {repere}, {rue}, nous empêchent de dormir fenêtre ouverte.
w Le restaurant du {num} laisse la musique jusqu'à {heure_nuit}, {rue}.
w Le chien des voisins, {adresse}, aboie dès 6h du matin.
w La pompe à chaleur du {num} ronfle jour et nuit sous ma chambre, {rue}.
w Mes voisins font des travaux tous les soirs jusqu'à 22h, {adresse}.
w Des scooters font des allers-retours {dans_rue}, avec musique et rodéos.
t {Usager} {signale} une soirée bruyante au {adresse}, musique, deuxième samedi de suite.
t {Usager} {signale} des motos et des regroupements {repere}, {rue}.
t {Usager} {signale} des travaux bruyants au {adresse} le dimanche.
n Établissement rappelé à ses horaires.
n Plaignant rappelé : plus calme depuis.
n Voisin rencontré, ton correct, s'engage à rentrer le chien.
n Chantier autorisé jusqu'à 20h, contrôlé.
r Merci de noter les dates et heures pendant une semaine, cela appuiera notre intervention.
d Nos agents ont rencontré l'auteur du bruit, qui s'est engagé à le faire cesser.
d Une ronde est ajoutée chaque soir à cet endroit pendant deux semaines.
[PM-ANI]
w Deux chiens se promènent sans maître {repere}, {rue}, ils font peur aux enfants.
w Un chat coincé dans un arbre {dans_rue} depuis hier, on m'a dit de vous appeler.
w Un gros chien divague {dans_rue} tous les matins.
t {Usager} {signale} deux chiens errants près de l'{ecole}.
t {Usager} {signale} un chien attaché seul au soleil, {adresse}.
n Propriétaire connu, second avertissement.
d Nous sommes intervenus, l'animal est en sécurité.
[PM-PDC]
w Voici mon dossier de permis de détention pour un {race}.
t {Usager} {demande} quelles assurances pour un {race}.
n Dossier complet, arrêté à la signature.
[PM-OTV]
w Nous partons le {futur} pour quinze jours, {adresse}. Les volets seront fermés, le chat chez la voisine.
w Absents à partir du {futur}, merci de passer de temps en temps au {adresse}.
w Mon père part en cure le {futur}, sa maison du {adresse} sera vide : peut-on l'inscrire ?
t {Usager} {demande} des rondes à partir du {futur}, {adresse}. Personne à prévenir : sa sœur.
t {Usager} {demande} le formulaire tranquillité vacances, départ le {futur}, {adresse}.
n Alarme reliée, code non communiqué.
n Ronde du soir ajoutée.
d C'est noté : nos agents passeront à des heures variables.
d Inscription faite. Un avis de passage sera laissé dans la boîte.
[PM-TRO]
w Je crois avoir laissé {objet} à la {mediatheque} {jour}.
w {Objet} perdu {dans_rue} {jour}, forte valeur sentimentale.
w On a trouvé {objet} devant le {adresse}, où le déposer ?
t {Usager} {demande} si {objet} se trouve au registre ; perte au marché {jour}.
t {Usager} {demande} comment récupérer {objet}, perdu {jour}.
n Description notée, gardé un an et un jour.
a Nous avons noté votre perte et vous préviendrons si quelqu'un le dépose.
[PM-VID]
w Mon vélo a été volé {jour} {repere}, {rue}. Une caméra filme-t-elle cet endroit ?
t {Usager} {demande} si la caméra {de_rue} a filmé un accrochage {jour}.
n Pas de caméra à cet endroit.
[ETC-ACN]
w Je suis né{e} dans votre commune et j'ai besoin d'une copie d'acte de naissance pour mon PACS.
w Le notaire me réclame l'acte de décès de ma tante, décédée chez vous l'an dernier.
w Pouvez-vous me faire parvenir un extrait de l'acte de mariage de mes grands-parents ? Je fais de la généalogie.
w Acte de naissance de {mon_enfant} demandé par la CAF, merci.
w Il me faudrait deux copies de mon acte de mariage pour un dossier de retraite.
t {Usager} {demande} un extrait d'acte de naissance pour un concours.
t {Usager} {demande} l'acte de décès de sa mère, pour la banque. Livret vu.
t {Usager} {demande} une copie d'acte ancien, recherches familiales.
t {Usager} {demande} deux copies de son acte de naissance pour un mariage.
n Acte de plus de 75 ans : communicable à tous.
n Filiation vérifiée avec le livret.
n Vérification de sécurité faite avec la mairie du mariage.
r L'acte de naissance ne se délivre qu'à l'intéressé ou à ses proches ; merci de nous préciser votre lien.
d La copie de l'acte part au courrier de ce jour.
d L'acte vous a été envoyé à l'adresse indiquée, c'est gratuit.
d C'est prêt, vous pouvez passer aux heures d'ouverture avec une pièce d'identité.
[ETC-CNI]
w Carte d'identité volée {jour}, déclaration faite à la gendarmerie : combien de temps pour un rendez-vous ?
w J'ai un rendez-vous pour mon passeport mais je dois le déplacer, quel autre créneau avez-vous ?
w Premier passeport pour {mon_enfant} : faut-il que les deux parents soient là au rendez-vous ?
w Je me marie et je change de nom d'usage, dois-je refaire ma carte ? Quelles pièces ?
w Ma carte est périmée depuis 2023, est-elle encore valable pour voyager ? Sinon je veux bien un rendez-vous.
w Avez-vous un créneau le samedi matin pour une carte d'identité ?
w Je pars en stage à l'étranger le {futur}, j'aimerais un rendez-vous passeport en urgence.
t {Usager} {demande} un rendez-vous le samedi pour une carte d'identité.
t {Usager} {demande} à déplacer son rendez-vous passeport.
t {Usager} {demande} un rendez-vous après la perte de sa carte. Pré-demande à faire.
t {Usager} {demande} les délais pour un passeport, départ le {futur}.
t {Usager} {demande} si la photo peut être prise sur place. Non, photographe indiqué.
t {Usager} {demande} un rendez-vous pour la carte d'identité de {son_enfant}.
n Créneau d'annulation proposé et accepté.
n Départ proche : justificatif de voyage demandé.
n Dossier recueilli, à envoyer ce soir.
r Un créneau vient de se libérer, nous vous appelons pour confirmer.
r Les délais sont en ce moment de quatre semaines pour un rendez-vous.
d Dossier transmis, le titre arrivera en mairie sous trois semaines.
d C'est enregistré ; le titre se retire sur rendez-vous, dans les trois mois.
d Demande traitée au guichet ce jour.
a Votre créneau est réservé. Prévoyez l'original de chaque pièce et le timbre fiscal pour un passeport.
[ETC-LIV]
w Comment faire mettre à jour le livret après le décès de mon père ?
t {Usager} {demande} un second livret après une séparation : duplicata.
n Mairies détentrices contactées.
d C'est fait, le livret est à retirer au guichet.
[ETC-MAR]
w Nous habitons ailleurs mais mes parents vivent ici : pouvons-nous nous marier dans votre mairie le {futur} ?
w Combien de temps avant le mariage faut-il déposer le dossier ? Nous pensons au {futur}.
w L'un de nous est de nationalité étrangère, quelles pièces pour le dossier de mariage du {futur} ?
t {Usager} {demande} un rendez-vous pour déposer un dossier de mariage.
t {Usager} {demande} si l'on peut se marier à la mairie de ses parents. Oui, lien expliqué.
n Audition fixée, salle retenue jusqu'à 16h.
n Certificat de coutume attendu.
d Dossier complet, la cérémonie est inscrite au planning des élus.
[ETC-PAC]
w Où en est l'enregistrement de notre PACS ? Les pièces sont déposées.
w Faut-il rédiger soi-même la convention de PACS ? Avez-vous une liste des pièces ?
t {Usager} {demande} un créneau pour enregistrer un PACS avant la fin du mois.
n Convention conforme.
d L'enregistrement a eu lieu ce jour.
[ETC-PRE]
w Je voudrais franciser le prénom de ma naissance, comment faire ?
w Je souhaite changer l'ordre de mes prénoms, un dossier suffit-il ?
t {Usager} {demande} la procédure simplifiée de changement de nom.
n Délai de réflexion d'un mois expliqué.
d Le changement est enregistré, pensez à faire refaire vos titres.
[ETC-REC]
w {Mon_enfant} a eu 16 ans le mois dernier, est-il trop tard pour le recensement ?
w Recensement de {mon_enfant} : faut-il qu'il vienne en personne ?
t {Usager} {demande} les pièces pour le recensement de {son_enfant}.
t {Usager} vient avec {son_enfant}, recensement en retard de trois mois.
d Recensement fait, l'attestation est à conserver précieusement.
[ETC-ELE]
w Je n'ai pas changé d'adresse depuis l'an dernier, dois-je refaire quelque chose pour m'inscrire ?
w Dans quel bureau vote-t-on quand on habite {rue} ?
w Mon mari ne peut plus se déplacer, comment faire une procuration ?
w Un ressortissant européen peut-il s'inscrire sur la liste électorale complémentaire ?
t {Usager} {demande} s'il est bien inscrit, carte d'électeur jamais reçue.
t {Usager} {demande} comment faire une procuration pour les prochaines élections.
t {Usager} {demande} son inscription après un déménagement, {adresse}.
n Vérifié au répertoire : inscrit dans une autre commune.
n Commission de contrôle du mois prochain.
a Vous pouvez vérifier votre inscription et votre bureau sur service-public.fr ; tout est en ordre chez nous.
[ETC-ATT]
w Mes parents viennent d'Algérie pour la naissance du bébé, je dépose la demande d'attestation d'accueil.
w Combien coûte une attestation d'accueil et combien de temps faut-il ?
t {Usager} {demande} une attestation d'accueil pour une amie, trois semaines.
n Surface du logement conforme.
n Visite du logement non nécessaire.
d L'attestation vous attend au guichet, en mains propres.
[ETC-LEG]
w Un document en anglais peut-il être légalisé chez vous ? Seule la signature compte.
t {Usager} vient faire certifier sa signature sur une procuration notariale.
t {Usager} {demande} si l'on certifie les copies. Non, seulement la signature.
t {Usager} vient pour une attestation sur l'honneur à faire légaliser.
t {Usager} vient pour une autorisation de sortie du territoire à signer.
d Signature apposée devant l'agent, document remis.
d Légalisation faite, registre signé.
[ETC-CIM]
w Combien d'années reste-t-il sur la concession de ma famille, et peut-on la renouveler ?
w Je voudrais acheter une concession de mon vivant, quels sont les prix ?
w Peut-on déposer une urne dans la tombe de mes parents ?
t {Usager} {demande} le prix d'une concession trentenaire.
t {Usager} {demande} l'emplacement de la tombe de son oncle.
t {Usager} {demande} le renouvellement d'une concession échue, famille retrouvée par l'avis posé sur la tombe.
n Avis de fin de concession posé au printemps.
d C'est réglé, le reçu vous est adressé par la trésorerie.
a Les tarifs et le règlement du cimetière vous ont été envoyés.
[ETC-CIE]
w Des fleurs sont volées régulièrement au cimetière.
w Les allées du cimetière sont défoncées, ma mère ne peut plus aller sur la tombe.
t {Usager} {signale} des allées boueuses au cimetière.
t {Usager} {signale} une benne pleine au cimetière.
f Porte du local du cimetière forcée, rien de volé. Cadenas changé.
f Deux monuments penchent carré D, familles à prévenir.
f Points d'eau du cimetière coupés pour l'hiver.
n Gardien prévenu.
d Les abords sont nettoyés.
[SCO-INS]
w Nous arrivons de {commune_voisine} en janvier, comment inscrire {mon_enfant} en cours d'année ?
w Mon dossier d'inscription pour {mon_enfant} est-il bien arrivé ? Déposé {jour}.
w Peut-on visiter l'{ecole} avant d'inscrire {mon_enfant} ?
w {Prenom} entre en petite section : à partir de quelle date peut-on s'inscrire ?
t {Usager} {demande} les dates d'inscription pour la rentrée de {son_enfant}.
t {Usager} {demande} à inscrire {son_enfant}, arrivée en cours d'année.
t {Usager} dépose le certificat de vaccination de {son_enfant}.
n Place confirmée par la directrice.
n École précédente prévenue, radiation demandée.
r Le dossier est complet, l'affectation sera confirmée avant la fin du mois.
d L'inscription {de_prenom} est faite à l'{ecole}.
d Tout est en ordre, vous recevrez l'horaire de la rentrée par courriel.
[SCO-DER]
w Je travaille à côté de l'{ecole} : {prenom} pourrait-{il_enfant} y aller en {classe} ?
w {Prenom} souffre de séparation avec sa fratrie, nous demandons une dérogation pour l'{ecole}.
t {Usager} {demande} les critères de dérogation pour {son_enfant}.
n Avis des deux directrices demandé.
d La dérogation est accordée pour {prenom}, l'{ecole} est prévenue.
[SCO-CAN]
w {Prenom} ne mangera pas à la cantine vendredi, sortie annulée. Merci.
w Le portail famille me déconnecte à chaque fois que je valide les jours de cantine.
w Je voudrais ajouter le mercredi au centre et la garderie du matin pour {prenom}.
w Pourquoi les menus ne sont-ils plus affichés ? {Prenom} ne mange pas de poisson.
w Nouvel emploi du temps : cantine tous les jours pour {mon_enfant} dès lundi.
w Je n'ai pas reçu la confirmation de l'inscription de {mon_enfant} à la cantine.
w {Prenom} s'est fait bousculer dans la file de la cantine, qui surveille ?
w Retard à la garderie hier soir à cause du train, encore désolé{e}. Serai-je facturée ?
t {Usager} {signale} que {son_enfant} ne mangera pas à la cantine jusqu'à vendredi.
t {Usager} {demande} le prix du repas selon le quotient.
t {Usager} {demande} un menu de substitution pour {son_enfant}.
t {Usager} {signale} un message d'erreur sur le portail famille.
t {Usager} {demande} l'inscription de {son_enfant} à la garderie du matin.
n Enregistré, animateur prévenu.
n Mot de passe renvoyé.
n Annulation hors délai, facturée : expliqué.
r Nous vérifions avec l'équipe de l'{ecole} et vous répondons demain.
d L'inscription {de_prenom} est modifiée comme demandé.
d Votre demande est prise en compte dès demain midi.
d C'est corrigé. Le portail affiche maintenant les bons jours.
[SCO-PAI]
w Le médecin a modifié le traitement {de_prenom}, comment mettre à jour son PAI ?
t {Usager} {demande} le renouvellement du PAI de {son_enfant}.
n Trousse vérifiée, date de péremption notée.
d Le protocole est à jour et connu de toute l'équipe.
[SCO-FAC]
w Je ne comprends pas la facture {facture} : la garderie est comptée deux fois.
w Notre quotient a changé après mon licenciement, peut-on recalculer la facture {facture} ?
w Facture {facture} de {montant} alors {que_prenom} a été absent{ee} {n} jours, certificat fourni.
t {Usager} {signale} {n} repas de trop sur la facture {facture}.
t {Usager} {demande} un délai pour payer la facture {facture}.
t {Usager} {demande} le recalcul du quotient, facture {facture}.
n Feuille de présence demandée à l'école.
n Attestation CAF reçue.
d La facture rectifiée remplace la précédente, ne payez que celle-ci.
d L'erreur est corrigée, un avoir de {montant} figurera sur la prochaine facture.
[SCO-TRA]
w Le car scolaire part avant l'heure, {mon_enfant} l'a raté deux fois cette semaine.
w L'arrêt du car {dans_rue} n'est pas éclairé, est-ce prévu ?
t {Usager} {signale} un retard quotidien du car scolaire.
t {Usager} {demande} à changer {son_enfant} d'arrêt de car.
n Transporteur contacté par la Région.
x1 Votre message est transmis à l'antenne régionale des transports, avec copie au transporteur.
[PEJ-CRE]
w Notre fille naîtra au printemps, comment obtenir une place à la {creche} ?
w Où en est notre préinscription à la {creche} ? La commission est-elle passée ?
w Je cherche une place en crèche deux jours par semaine pour un bébé de {mois} mois.
t {Usager} {demande} un dossier de préinscription à la {creche}.
t {Usager} {demande} une place en accueil occasionnel, bébé de {mois} mois.
n Relais petite enfance conseillé en attendant.
n Dossier scoré, 14e sur liste.
d La préinscription est enregistrée, la prochaine commission l'examinera.
a La commission n'a pas pu vous attribuer de place cette fois ; votre dossier reste actif et le relais petite enfance peut vous aider.
[PEJ-ALS]
w Peut-on inscrire {mon_enfant} à la journée seulement, sans le repas ?
w Quels sont les thèmes du centre de loisirs aux prochaines vacances ? Je voudrais inscrire {mon_enfant}.
w {Prenom} voudrait rester avec sa copine au centre, est-ce possible dans le même groupe à l'inscription ?
t {Usager} {demande} une place au centre pour {son_enfant} pendant les vacances.
t {Usager} {demande} l'annulation de l'inscription de {son_enfant}, certificat fourni.
n Groupe des grands presque plein.
d L'inscription {de_prenom} est enregistrée, l'équipe l'attend.
[PEJ-JOB]
w Je prépare le BAFA et je cherche où faire mon stage pratique.
w Étudiant{e}, je cherche un job pour juillet, tout poste m'intéresse. CV joint.
t {Usager} {demande} les dates de candidature aux jobs d'été.
t {Usager} dépose une candidature pour un job aux espaces verts.
n Entretien collectif en avril.
d Votre candidature est retenue, le contrat sera à signer en mairie.
[SOC-AID]
w Je touche une petite retraite et la facture d'électricité a doublé, que faire ?
w Puis-je avoir un colis alimentaire cette semaine ? J'attends le versement de mes droits.
w Mon fils et moi devons quitter le logement fin du mois et je n'ai pas de quoi payer le dépôt.
w Ma facture d'eau est de {montant}, je ne peux pas la payer en une fois.
t {Usager} {demande} une aide pour un appareil auditif.
t {Usager} {demande} un colis alimentaire, droits en attente.
t {Usager} {demande} une aide pour sa facture d'eau de {montant}.
t {Usager} {demande} à voir une assistante sociale, situation de surendettement.
n Commission de mardi, rapport à préparer.
n Orienté vers le Point conseil budget.
n Urgence : bon remis sans attendre.
r Un rendez-vous vous est proposé cette semaine, tout ce que vous direz restera confidentiel.
d Un secours d'urgence vous a été remis et un rendez-vous de suivi est fixé.
d La commission a donné un avis favorable.
[SOC-LOG]
w Ma demande de logement date de quatre ans, où en est-elle ?
w Mon fils handicapé ne peut plus monter les escaliers, nous avons besoin d'un rez-de-chaussée. Comment faire une demande ?
w Je me sépare et je dois me reloger vite avec deux enfants : où déposer ma demande ?
t {Usager} {demande} à actualiser sa demande de logement, enfant à naître : où en est-elle ?
t {Usager} {demande} de l'aide pour renouveler son numéro unique.
t {Usager} {demande} une attestation d'enregistrement de sa demande de logement, à déposer.
n Priorité DALO à étudier.
n Bailleur appelé : rien avant le trimestre prochain.
a Votre dossier est à jour. Le bailleur étudie votre candidature parmi les prochains logements libérés.
[SOC-DOM]
w Je n'ai plus de logement depuis l'été, le CCAS peut-il recevoir mon courrier ?
t {Usager} {demande} une adresse pour ouvrir ses droits. Entretien proposé.
n Entretien fait, lien avec la commune établi.
d L'attestation est remise ; pensez à passer prendre le courrier au moins tous les trois mois.
[SOC-APA]
w Mon mari rentre de l'hôpital et je ne peux plus l'aider seule à la toilette, à qui demander de l'aide ?
w Est-il possible de changer les jours de livraison des repas de ma mère, {adresse} ?
w Comment obtenir un dossier d'APA pour mes parents, {adresse} ?
t {Usager} {demande} la téléassistance pour sa mère, {adresse}.
t {Usager} {demande} le portage des repas cinq jours par semaine, {adresse}.
t {Usager} {demande} une évaluation pour l'APA, chute récente.
n Retour d'hospitalisation, prioritaire.
n Fille référente, joignable le soir.
d L'accompagnement démarre cette semaine ; nous vous appelons dans un mois pour faire le point.
[SOC-CAN]
w Je vis seule et je voudrais être appelée pendant les fortes chaleurs, inscrivez-moi au registre. {Adresse}.
w Pensez-vous à ma tante de 93 ans, {adresse} ? Je la voudrais inscrite au registre, je suis à 600 km.
t {Usager} {demande} à être inscrit{e} au registre, cœur fragile, {adresse}.
t {Usager} {demande} à inscrire sa mère au registre canicule, {adresse}.
n Appel du matin : RAS.
n Ne répond pas, bénévole envoyé : était au jardin.
d La personne est inscrite et sera appelée à chaque alerte.
[SOC-HAB]
w Il pleut dans ma chambre, {adresse}, et le propriétaire ne répond plus.
w Notre appartement est plein de cafards et le chauffage ne marche pas, {adresse}.
t {Usager} {signale} un logement sans chauffage ni eau chaude, {adresse}.
t {Usager} {signale} des moisissures dans la chambre d'un bébé, {adresse}.
n Signalement au pôle habitat indigne.
d Une visite a été faite et le propriétaire a reçu la liste des travaux à réaliser.
[SOC-NUM]
w J'ai perdu mon mot de passe de compte retraite et je n'ai pas d'ordinateur.
w Pouvez-vous m'aider pour ma déclaration de ressources à la CAF ?
w Une place à l'atelier pour apprendre à se servir du téléphone ?
t {Usager} {demande} de l'aide pour imprimer sa carte Vitale, compte bloqué.
t {Usager} {demande} un rendez-vous pour sa déclaration de ressources.
t {Usager} {demande} de l'aide pour une démarche de titre de séjour.
n Mandat Aidants Connect signé.
n Revient jeudi avec son téléphone.
d La démarche est faite, un récapitulatif imprimé vous a été remis.
"""
