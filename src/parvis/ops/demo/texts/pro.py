"""Propreté et déchets."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="service propreté",
    notes=(
        "Passage de l'équipe ce matin, confirmé.", "Ajouté à la tournée du secteur {quartier}.", "Point noir connu, à surveiller.",
        "Déjà nettoyé la semaine dernière au même endroit.", "Pas d'indice permettant d'identifier l'auteur.",
        "Rappelé : pas de réponse, message laissé.",
    ),
    replies=(
        "Merci de votre signalement, l'équipe propreté passera sur place d'ici deux jours.",
        "Nous avons bien reçu votre message et prévenu l'équipe du secteur.",
    ),
    plans=("Passage de l'équipe prévu {quand}.",),
    third=(("Attente de la communauté de communes.", "Retour de la communauté de communes reçu."),),
    ends={
        "done": ("Le nécessaire a été fait par l'équipe propreté. Merci de votre signalement.",),
        "answered": ("Réponse donnée par téléphone.",),
        "no_action": ("L'équipe est passée et n'a rien constaté à l'adresse indiquée.",
                      "L'endroit avait déjà été nettoyé à notre arrivée."),
        "refused": ("Nous ne pouvons pas intervenir à cette adresse. || Il s'agit d'une propriété privée ; le nettoyage "
                    "revient au propriétaire ou au syndic.",),
        "transferred": ("La collecte relève de la communauté de communes, à qui nous avons transmis votre demande.",),
        "withdrawn": ("À votre demande, nous clôturons ce dossier.",),
        "cancelled": ("Demande enregistrée deux fois par erreur.",),
    },
)  # fmt: skip

VOICES = {
    "PRO-DEP": Voice(
        subject="Dépôt sauvage {rue}",
        written=(
            "Un matelas et un canapé ont été abandonnés {repere}, {rue}. C'est honteux.",
            "Encore des sacs de gravats déposés cette nuit {dans_rue}, à côté des conteneurs.",
            "Dépôt d'encombrants au pied de l'immeuble du {adresse} : frigo, pneus, meubles cassés.",
            "Quelqu'un vide sa camionnette {repere}, {rue}, presque tous les {jour_s}. J'ai la plaque si vous voulez.",
            "Une dizaine de pneus et des bidons d'huile au bord du chemin, près de chez moi, {rue}.",
            "Le tas d'ordures {repere}, {rue}, grossit de jour en jour, il y a même des couches.",
            "Un frigo traîne sur le trottoir {de_rue} {depuis}, porte ouverte. Les gamins jouent avec.",
        ),
        told=(
            "{Usager} {signale} un dépôt sauvage {repere}, {rue} : matelas, chaises, sacs éventrés.",
            "{Usager} {signale} des gravats sur le trottoir devant le {adresse}. {Il} a vu une camionnette blanche.",
            "{Usager} {signale} un canapé abandonné {repere}, {rue}, {depuis}.",
            "{Usager} {signale} des encombrants sortis sans rendez-vous au {adresse}.",
        ),
        found=(
            "Dépôt d'environ 1 m³ {repere}, {rue}. Photos prises avant enlèvement.",
            "Plaques d'aspect amiante-ciment {dans_rue}. Balisé, ne pas toucher.",
        ),
        more=(
            "Ça attire les rats.",
            "Un coup de balai ne suffira pas.",
            "Une caméra serait utile à cet endroit.",
            "Cela dure {depuis}.",
            "Les voisins en ont assez.",
            "C'est la troisième fois ce mois-ci.",
        ),
        notes=(
            "Environ 2 m³, plateau nécessaire.",
            "Courrier à un nom trouvé dans un sac : transmis à la police municipale.",
            "Suspicion d'amiante : entreprise spécialisée.",
        ),
        third=(
            (
                "Suspicion d'amiante : attente de l'entreprise spécialisée.",
                "Plaques enlevées par l'entreprise.",
            ),
        ),
        plans=("Enlèvement prévu {quand}.",),
        ends={
            "done": (
                "Le dépôt a été enlevé et l'endroit nettoyé.",
                "Enlevé ce matin. Un auteur a pu être identifié : une amende forfaitaire lui est adressée.",
                "Dépôt enlevé. Un panneau rappelant l'interdiction a été posé.",
            )
        },
        answers=(
            ("volume", ("moins d'1 m³", "1 à 3 m³", "plus de 3 m³")),
            ("dangereux", ("non", "non", "non", "oui")),
        ),
    ),
    "PRO-POU": Voice(
        subject="Collecte non faite {rue}",
        written=(
            "Les poubelles n'ont pas été ramassées {jour} {dans_rue}, toute la rue est concernée.",
            "Mon bac jaune est resté plein devant le {adresse} alors qu'il était sorti la veille.",
            "Deuxième semaine sans collecte {dans_rue}. Avec la chaleur, ça sent.",
            "Le camion a oublié l'impasse à cause d'une voiture mal garée, {adresse}.",
        ),
        told=(
            "{Usager} {signale} que les ordures n'ont pas été collectées {jour} {dans_rue}.",
            "{Usager} {signale} que son bac jaune n'a pas été vidé, {adresse}.",
            "{Usager} {demande} si la collecte du jour férié est rattrapée {dans_rue}.",
        ),
        notes=(
            "Transmis au service déchets de la communauté de communes.",
            "Panne de benne confirmée par le prestataire.",
        ),
        ends={
            "transferred": (
                "La collecte est assurée par la communauté de communes, à qui nous avons transmis votre signalement. Vous pouvez "
                "laisser le bac sorti.",
                "Le service déchets de la communauté de communes est prévenu ; un passage de rattrapage est en principe fait "
                "sous 48 heures.",
            ),
            "answered": (
                "Une panne de camion a retardé la tournée : le rattrapage a lieu demain matin.",
                "Les collectes sont décalées d'un jour cette semaine en raison du jour férié.",
            ),
        },
        answers=(("bac", ("ordures ménagères", "jaune", "verre")),),
    ),
    "PRO-BAC": Voice(
        subject="Bac de collecte, {adresse}",
        written=(
            "Je viens d'emménager au {adresse}, comment obtenir un bac d'ordures ménagères ?",
            "Le couvercle de mon bac jaune est cassé, merci de le remplacer. {Adresse}.",
            "On m'a volé mon bac {jour}, {adresse}. Nous sommes {n} à la maison.",
            "Naissance oblige, notre bac est devenu trop petit : {n} personnes au foyer, {adresse}.",
        ),
        told=(
            "{Usager} {demande} un bac pour un emménagement au {adresse}, {n} personnes.",
            "{Usager} {signale} que la roue de son bac est cassée, {adresse}.",
            "{Usager} {signale} le vol de son bac, {adresse}.",
        ),
        notes=("Transmis à la communauté de communes avec la taille du foyer.",),
        ends={
            "transferred": (
                "Votre demande est transmise à la communauté de communes, qui livre les bacs à domicile sous dix jours.",
                "Les bacs sont gérés par la communauté de communes ; elle vous contactera pour la livraison.",
            ),
            "answered": (
                "Vous pouvez retirer un bac à la déchetterie sur présentation d'une pièce d'identité.",
            ),
        },
        answers=(("foyer", ("1", "2", "3", "4", "5")),),
    ),
    "PRO-ENC": Voice(
        subject="Encombrants, {adresse}",
        written=(
            "Je souhaite un rendez-vous pour un sommier et une armoire, {adresse}.",
            "Bonjour, comment faire enlever un vieux canapé ? Je n'ai pas de voiture. {Adresse}.",
            "Merci de prévoir l'enlèvement d'un lave-linge et d'une table au {adresse}.",
            "Après le décès de ma mère, nous vidons son appartement du {adresse} : peut-on prendre deux rendez-vous ?",
        ),
        told=(
            "{Usager} {demande} l'enlèvement d'un canapé et d'un matelas, {adresse}.",
            "{Usager} {demande} un rendez-vous encombrants : frigo et vélo, {adresse}. {Il} ne peut pas descendre les objets.",
            "{Usager} {demande} le prochain passage des encombrants dans le quartier ({quartier}). Une armoire à donner.",
            "{Usager} {demande} l'enlèvement d'un buffet et de deux fauteuils, {adresse}.",
        ),
        notes=(
            "Environ 1,5 m³, tournée du secteur {quartier}.",
            "Orienté vers la ressourcerie pour le buffet en bon état.",
        ),
        replies=("Votre rendez-vous est noté. Merci de sortir les objets la veille au soir, pas avant.",),
        plans=("Enlèvement prévu {quand}.",),
        ends={
            "done": ("Les encombrants ont été enlevés.", "Enlèvement fait. Le frigo part au recyclage."),
            "withdrawn": ("Vous avez trouvé une autre solution, nous annulons le rendez-vous.",),
            "no_action": (
                "Rien n'était sorti au passage de l'équipe. Reprenez rendez-vous quand vous le souhaitez.",
            ),
        },
    ),
    "PRO-TAG": Voice(
        subject="Tag {rue}",
        written=(
            "Un tag immense a été fait cette nuit sur le mur {repere}, {rue}.",
            "Inscriptions insultantes sur le portail de l'{ecole}, à effacer vite svp.",
            "Le transformateur {de_rue} est couvert de graffitis, ça donne une image déplorable.",
            "Ma façade du {adresse} a été taguée {jour}. Est-ce que la mairie peut nettoyer ?",
        ),
        told=(
            "{Usager} {signale} un tag sur sa façade, {adresse}. {Il} autorise l'intervention.",
            "{Usager} {signale} des inscriptions injurieuses {repere}, {rue}.",
            "{Usager} {signale} des graffitis sur l'abribus {de_rue}.",
        ),
        found=("Tag de 3 m² sur mur communal {dans_rue}.",),
        more=(
            "Les enfants passent devant tous les matins.",
            "Ce n'est pas le premier.",
            "C'est visible de loin.",
        ),
        notes=("Support brique : hydrogommage.", "Autorisation du propriétaire à faire signer."),
        asks=(
            (
                "Autorisation du propriétaire.",
                "Le mur étant privé, il nous faut votre accord signé : pouvez-vous nous "
                "renvoyer l'autorisation ?",
                "Autorisation signée en pièce jointe. Merci !",
            ),
        ),
        plans=("Effacement prévu {quand}.",),
        ends={
            "done": (
                "Le tag a été effacé.",
                "Nettoyage haute pression fait ce matin. La brique garde une ombre qui s'estompera.",
                "Inscriptions effacées dans la journée.",
            )
        },
        answers=(("injurieux", ("non", "non", "oui")), ("prive", ("non", "oui"))),
    ),
    "PRO-DEJ": Voice(
        subject="Propreté {rue}",
        written=(
            "Le trottoir {de_rue} est un champ de crottes, je n'ose plus y passer avec la poussette.",
            "Il n'y a plus de sacs au distributeur {repere}, {rue}.",
            "La rue n'est plus balayée {depuis}, {rue}. Les feuilles rendent le sol glissant.",
            "Du verre cassé partout après la soirée de {jour}, {repere}, {rue}.",
        ),
        told=(
            "{Usager} {signale} des déjections canines {dans_rue}, tous les jours devant le {num}.",
            "{Usager} {demande} un passage de la balayeuse {dans_rue}.",
            "{Usager} {signale} du verre brisé {repere}, {rue}.",
        ),
        found=("Feuilles mouillées {dans_rue}, trottoir glissant.",),
        notes=("Balayeuse déviée sur la rue.", "Distributeur de sacs rechargé."),
        plans=("Passage de la balayeuse prévu {quand}.",),
        ends={
            "done": (
                "Le trottoir a été lavé et la tournée renforcée pendant deux semaines.",
                "La balayeuse est passée ce matin.",
                "Le verre a été ramassé.",
                "Le distributeur de sacs est rempli.",
            )
        },
    ),
    "PRO-COR": Voice(
        subject="Corbeille pleine {rue}",
        written=(
            "La poubelle {repere}, {rue}, déborde depuis le week-end.",
            "Corbeille éventrée par les corneilles au {parc}, il y en a partout.",
            "Il manque une corbeille près de l'arrêt de bus {de_rue}, tout finit par terre.",
            "Les poubelles du {parc} sont pleines à ras bord, avec des cartons de pizza autour.",
        ),
        told=(
            "{Usager} {signale} une corbeille qui déborde {repere}, {rue}.",
            "{Usager} {signale} des poubelles pleines au {parc}.",
            "{Usager} {demande} une corbeille de plus {dans_rue}, à l'arrêt de bus.",
        ),
        found=("Corbeille saturée {repere}, {rue}, vidée au passage.",),
        notes=("Tournée du dimanche à renforcer l'été.",),
        plans=("Passage prévu {quand}.",),
        ends={
            "done": (
                "La corbeille a été vidée et les abords nettoyés.",
                "Corbeille remplacée par un modèle à couvercle.",
                "Une corbeille de plus est installée à cet endroit.",
                "Vidée ce matin ; une tournée est ajoutée le week-end.",
            )
        },
    ),
    "PRO-RAT": Voice(
        subject="Rongeurs {rue}",
        written=(
            "Des rats en plein jour {repere}, {rue} ! Près d'une école !",
            "Nous voyons des rats chaque soir autour des conteneurs {de_rue}.",
            "Depuis les travaux d'égout, des rats remontent dans la cour du {adresse}.",
        ),
        told=(
            "{Usager} {signale} la présence de rats {repere}, {rue}.",
            "{Usager} {demande} le passage du dératiseur au {adresse}. {Il} a de jeunes enfants.",
        ),
        notes=("Boîtes d'appât posées.", "Partie privative : conseil donné au syndic."),
        plans=("Passage du prestataire prévu {quand}.",),
        ends={
            "done": (
                "Le prestataire a posé des appâts ; un second passage aura lieu dans trois semaines.",
                "Dératisation effectuée dans le réseau {de_rue}.",
            )
        },
    ),
    "PRO-FRE": Voice(
        subject="Nid de frelons, {adresse}",
        written=(
            "Un gros nid de frelons asiatiques s'est installé dans le cerisier du {adresse}.",
            "Nid de frelons sous le toit de l'abri de jardin, {adresse}. Mon mari est allergique.",
            "Des chenilles processionnaires descendent du pin {repere}, {rue}. Le chien a été brûlé à la langue.",
            "Il y a un nid énorme à une quinzaine de mètres de haut, {rue}.",
        ),
        told=(
            "{Usager} {signale} un nid de frelons dans son jardin, {adresse}, à 8 m environ.",
            "{Usager} {signale} des chenilles processionnaires {repere}, {rue}.",
            "{Usager} {demande} qui paie la destruction d'un nid de frelons, {adresse}.",
        ),
        notes=(
            "Frelon asiatique confirmé sur photo.",
            "Domaine public : prise en charge totale.",
            "Perche nécessaire, hauteur 12 m.",
        ),
        asks=(
            (
                "Photo du nid demandée.",
                "Pouvez-vous nous envoyer une photo du nid, sans vous approcher, et estimer sa hauteur ?",
                "Photo jointe. Il est à peu près à hauteur du premier étage.",
            ),
        ),
        plans=("Destruction prévue {quand}.",),
        ends={
            "no_action": (
                "Le nid est vide depuis les premiers froids et ne sera pas réoccupé : il n'y a plus de danger.",
            ),
            "done": (
                "Le nid a été détruit. Évitez le secteur pendant 48 heures.",
                "Les chenilles ont été traitées et l'arbre équipé d'un piège.",
                "Destruction faite ; la commune prend en charge la moitié de la facture sur présentation du RIB.",
            ),
        },
        answers=(("hauteur", ("3 m", "8 m", "12 m", "15 m")), ("prive", ("oui", "oui", "non"))),
    ),
    "PRO-ANM": Voice(
        subject="Animal mort {rue}",
        written=(
            "Un chat a été écrasé {repere}, {rue}. Il portait un collier rouge.",
            "Un hérisson mort {dans_rue} depuis deux jours.",
            "Une fouine morte gît devant le {adresse}.",
        ),
        told=(
            "{Usager} {signale} un chat mort {repere}, {rue}.",
            "{Usager} {signale} un pigeon mort dans la cour du {adresse}.",
            "{Usager} {signale} un chevreuil percuté {dans_rue}.",
        ),
        notes=("Lecture de puce : propriétaire prévenu.", "Pas de puce."),
        ends={
            "done": (
                "L'animal a été enlevé.",
                "L'animal a été enlevé ; la puce a permis de prévenir son propriétaire.",
            )
        },
    ),
}
