"""More missing pieces: why the case waits, what is asked, what the person answers; read by `voice.harvest`."""

LINES = """
[VOI-NDP]
q Point à situer. | Le trou est-il sur la chaussée ou sur la piste cyclable ? De quel côté de la rue ? | Sur la chaussée, côté des numéros impairs.
q Dégât à préciser. | Votre véhicule a-t-il été abîmé ? Si oui, nous vous enverrons le formulaire à remplir. | Non, plus de peur que de mal. Merci.
[VOI-TRO]
q Point à situer. | Pouvez-vous nous indiquer le numéro le plus proche et si une poussette passe encore ? | Devant le {num}. Une poussette passe tout juste.
[VOI-ECL]
q Étendue de la panne. | Les lampadaires voisins sont-ils éteints eux aussi ? | J'ai regardé hier soir : les deux suivants aussi.
[VOI-AVA]
q Étendue du problème. | L'eau monte-t-elle jusqu'aux entrées, ou seulement sur la chaussée ? | Jusqu'au trottoir seulement, pour l'instant.
[VOI-VIT]
q Créneaux à préciser. | À quelles heures la vitesse vous paraît-elle la plus élevée ? Nous y placerons le compteur. | Entre 7h30 et 8h30, puis après 17h. Le dimanche aussi.
[VOI-PDV]
q Attestation d'assurance. | Pouvez-vous joindre l'attestation d'assurance de l'entreprise et le schéma de signalisation ? | Les deux documents sont joints.
q Durée à confirmer. | Combien de jours l'emprise est-elle nécessaire, repli compris ? | Quatre jours ouvrés, repli compris.
[VOI-DEM]
q Longueur du camion. | Quelle est la longueur du véhicule, et un monte-meubles est-il prévu ? | 8 mètres, sans monte-meubles.
[PRO-ENC]
q Liste des objets. | Pouvez-vous nous donner la liste exacte des objets, pour réserver la place dans le camion ? | Deux meubles démontés et un matelas, c'est tout.
q Accès à préciser. | Y a-t-il un digicode, et les objets peuvent-ils être descendus sur le trottoir ? | Le code est au nom de l'interphone, mon fils descendra tout.
[PRO-TAG]
q Propriété du mur. | Savez-vous si le mur appartient à la commune ou à la copropriété ? | À la copropriété, le syndic est d'accord.
[PRO-DEP]
q Témoignage. | Accepteriez-vous que la police municipale vous appelle au sujet de la plaque relevée ? | Oui, en journée de préférence.
[PRO-BAC]
q Taille du foyer. | Combien êtes-vous au foyer, et quel bac souhaitez-vous changer ? | Nous sommes {n}, c'est le bac gris.
[ESV-ELA]
q Accès au jardin. | L'équipe devra entrer chez vous pour tailler de ce côté : quel jour vous conviendrait ? | Mardi ou jeudi matin, je serai là.
[BAT-SAL]
q Nombre de personnes. | Combien serez-vous, et jusqu'à quelle heure ? | Une soixantaine, jusqu'à minuit.
q Justificatif de domicile. | Pour le tarif habitant, pouvez-vous nous envoyer un justificatif de domicile récent ? | Facture d'eau jointe.
[BAT-MAT]
q Convention de prêt. | Pouvez-vous nous retourner la convention signée par le responsable ? | Convention signée jointe.
[PM-BRU]
q Jours et heures. | Pouvez-vous noter les jours et les heures sur une semaine ? | Voici mon relevé : surtout vendredi et samedi, de 22h à 1h.
[PM-EPA]
q Emplacement exact. | La voiture est-elle sur la voie publique ou sur le parking de la résidence ? | Sur la voie publique, juste à l'entrée du parking.
[PM-OTV]
q Personne à prévenir. | Qui pouvons-nous prévenir en votre absence, et cette personne a-t-elle les clés ? | Ma sœur, elle a les clés. Son numéro est au dos du formulaire.
[ETC-ACN]
q Lien de parenté. | Pour une copie intégrale, merci de préciser votre lien avec la personne et de joindre une pièce d'identité. | Je suis son petit-enfant, pièce d'identité jointe.
q Année approximative. | Connaissez-vous l'année, même approximative ? | Entre 1948 et 1952, je ne suis pas sûr{e}.
[ETC-CNI]
q Date de départ. | À quelle date partez-vous ? Un justificatif de voyage permet un créneau plus proche. | Le billet est joint, départ dans trois semaines.
q Justificatif de domicile. | Le justificatif a plus d'un an, pouvez-vous en apporter un récent ? | Je passe demain avec une facture du mois dernier.
[ETC-MAR]
q Attestation d'hébergement. | Il manque l'attestation d'hébergement de vos parents. Pouvez-vous nous la faire parvenir ? | Elle est jointe, avec leur pièce d'identité.
[ETC-CIM]
q Accord des héritiers. | Avez-vous l'accord écrit des autres héritiers de la concession ? | Mon frère signe cette semaine, je vous l'apporte.
[ETC-ELE]
q Justificatif de domicile. | Le justificatif doit être à votre nom et avoir moins de trois mois : pouvez-vous nous en renvoyer un ? | Quittance de loyer jointe.
[SCO-INS]
q Justificatif de domicile. | Pouvez-vous nous envoyer un justificatif de domicile à vos deux noms ? | Bail joint, nos deux noms y figurent.
[SCO-CAN]
q Certificat médical. | Avez-vous un certificat pour que les repas ne soient pas facturés ? | Certificat du médecin en pièce jointe.
q Accord des deux parents. | Le changement demande l'accord des deux parents : pouvez-vous nous le faire parvenir ? | Son père vous écrit ce soir, il est d'accord.
[SCO-FAC]
q Attestation de quotient. | Pouvez-vous nous envoyer l'attestation de quotient familial du mois ? | Attestation jointe, le quotient a baissé en mars.
[PEJ-ALS]
q Fiche sanitaire. | Il manque la fiche sanitaire {de_prenom}. Pouvez-vous la remplir ? | Fiche remplie et jointe.
[PEJ-JOB]
q Lettre de motivation. | Pouvez-vous ajouter quelques lignes sur vos disponibilités ? | Disponible tout le mois de juillet, y compris le samedi.
[SOC-APA]
q Avis d'imposition. | Pouvez-vous nous apporter le dernier avis d'imposition ? | Je l'apporte jeudi au CCAS.
[SOC-LOG]
q Pièces du renouvellement. | Pouvez-vous nous transmettre l'avis d'imposition et la dernière quittance ? | Tout est joint, merci de votre aide.
[SOC-NUM]
q Papiers à apporter. | Pouvez-vous apporter votre numéro fiscal et votre téléphone portable ? | D'accord, j'aurai tout avec moi.
[URB-REN]
q Surface à préciser. | Quelle est la surface du projet, et à quelle distance de la limite ? | 12 m², à deux mètres de la clôture.
[URB-DP]
q Numéro de dossier. | Pouvez-vous nous donner le numéro inscrit sur votre récépissé ? | C'est bien celui du récépissé joint.
[URB-INF]
q Photos datées. | Avez-vous des photos depuis la rue, avec la date ? | Trois photos jointes, prises ce week-end.
[ECO-DEB]
q Dates de l'an dernier. | Combien de buvettes votre association a-t-elle tenues cette année ? | C'est la deuxième.
[ECO-MAR]
q Carte de commerçant ambulant. | Pouvez-vous nous envoyer votre carte d'activité ambulante et votre assurance ? | Les deux sont jointes.
[SPO-SUB]
q Budget prévisionnel. | Le budget prévisionnel n'est pas équilibré : pouvez-vous le revoir avec votre trésorier ? | Version corrigée jointe, avec nos excuses.
[CUL-EVE]
q Fiche technique. | De quel matériel avez-vous besoin, et combien de personnes sur scène ? | Une sono, douze chaises, huit personnes sur scène.
[ADM-SIN]
q Facture acquittée. | L'assureur demande la facture acquittée et deux photos du lieu. Pouvez-vous les envoyer ? | Facture et photos jointes.
[ADM-AUT]
q Demande à préciser. | Pouvez-vous nous en dire un peu plus, pour vous orienter vers le bon service ? | C'est pour un particulier, et pour la semaine prochaine.
"""
