"""The sentences of any thread, whatever the type: chasing, thanking, taking over, asking for a photo."""

TAKEN_OVER = (
    "Je reprends le dossier en l'absence du collègue, repris depuis le début.",
    "Dossier récupéré, rien noté depuis la dernière visite. Je rappelle l'usager.",
    "Réaffecté. Retard à expliquer à l'usager.",
    "Repris après le point de lundi : passe devant la pile.",
    "Hérité avec une trentaine d'autres dossiers, je trie par ancienneté.",
)
PHOTO_ASKS = (
    (
        "Photo demandée.",
        "Pourriez-vous nous envoyer une photo, même prise au téléphone ? Cela nous évite un premier déplacement.",
        "Voilà la photo, prise ce matin.",
    ),
    (
        "Photo pour préparer l'intervention.",
        "Avez-vous une photo des lieux ? Elle nous aiderait à prévoir le bon matériel.",
        "Photo jointe. On voit mieux comme ça.",
    ),
    (
        "En attente d'une photo.",
        "Une photo nous serait utile pour situer l'endroit exact : pouvez-vous en joindre une en réponse ?",
        "Je suis repassé{e} exprès, voici la photo.",
    ),
    (
        "Attente photo de l'usager.",
        "Merci de votre signalement. Pouvez-vous nous transmettre une photo, sans vous mettre en danger ?",
        "Pas très nette mais c'est bien là. Photo jointe.",
    ),
)
PHOTO_RECEIVED = (
    "Merci pour la photo, l'endroit est clair. L'équipe est prévenue.",
    "Photo bien reçue, merci : elle nous suffit pour programmer l'intervention.",
    "Merci, c'est exactement ce qu'il nous fallait.",
    "Bien reçu. Au vu de la photo, nous prévoyons deux agents et le camion.",
)
RECEIVED = (
    "Pièces reçues, dossier complet.",
    "Complément reçu, on continue.",
    "Reçu, lisible. Suite de l'instruction.",
    "Réponse de l'usager reçue, je reprends.",
    "Complet, je traite dans la journée.",
    "Réponse claire, plus rien ne manque.",
    "Reçu mais une page manque ; ce n'est pas bloquant.",
    "OK, conforme. Je mets à la signature.",
)
THANKS_FOR_PIECES = (
    "Merci, nous avons tout ce qu'il faut. Vous aurez une réponse rapidement.",
    "Bien reçu, votre dossier est complet. Nous continuons.",
    "Merci de votre réponse. Nous n'avons plus besoin de rien d'autre.",
)
THANKS = (
    "Merci beaucoup pour votre réponse rapide !",
    "Parfait, merci.",
    "Merci de m'avoir répondu, c'est noté.",
    "Super, merci à vous.",
    "Je vous remercie, bonne journée.",
    "C'est noté, merci. Bon courage à l'équipe.",
    "Ok merci",
    "Bien reçu, merci.",
    "Merci, cela fait plaisir d'avoir une réponse.",
    "Très bien, je préviens mes voisins.",
    "Merci. J'attends de vos nouvelles.",
)
THANKS_FOR_DAY = (
    "C'est noté, merci.",
    "Bien reçu, je serai là.",
    "Parfait, merci pour la date.",
    "Merci, je préviens les voisins.",
    "Très bien, bon courage à l'équipe.",
    "D'accord pour cette date, merci beaucoup.",
    "Merci ! J'attends donc ce jour-là.",
    "ok merci",
    "Cela me convient, merci.",
)
DOUBTS = (
    "D'accord, mais vous m'aviez déjà dit cela la dernière fois.",
    "Et si personne ne vient, qui dois-je appeler ?",
    "Merci, mais ce n'est pas tout à fait ma question.",
    "Entendu. Une date plus précise serait bienvenue.",
    "Merci pour votre réponse, même si le délai me paraît long.",
    "Je note. Mes voisins posent la même question.",
)
CHASES = {
    "angry": (
        "Toujours rien. C'est de la négligence pure et simple.", "Trois semaines sans nouvelles, je demande un responsable.",
        "Vous attendez quoi exactement ?", "Je vois que mon message est passé à la trappe.", "Relance n° 3. La prochaine sera pour la presse.",
    ),
    "courteous": (
        "Je me permets de revenir vers vous, n'ayant pas eu de nouvelles. Merci d'avance.",
        "Sans vouloir vous presser, auriez-vous une date à m'indiquer ?",
        "Je sais que vous avez beaucoup de travail ; pourriez-vous simplement me dire où en est ma demande ?",
        "Petit rappel amical de ma part.",
    ),
    "plain": (
        "Bonjour, je n'ai aucune nouvelle de ma demande. Où en est-elle ?", "Toujours rien ? Cela devient long.",
        "Je me permets de vous relancer. Merci de me dire quand ce sera traité.", "Bonjour, avez-vous avancé ?",
        "Bonjour, la page de suivi n'a pas bougé depuis dix jours. Est-ce normal ?", "Relance. Cordialement.",
        "Je reviens vers vous car rien n'a changé.", "Avez-vous bien reçu ma demande ?",
    ),
    "texting": ("tjrs rien??", "alors ca avance?", "bjr des nouvelles?", "ya qqun?"),
}  # fmt: skip
CHASES_STREET = (
    "Personne n'est passé. Cordialement.",
    "Rien n'a bougé, pouvez-vous me répondre svp ?",
    "C'est encore pire qu'au début.",
    "Je suis repassé{e} ce matin : toujours pareil.",
    "Un enfant est tombé hier, il faut vraiment venir.",
)
EXCUSES = (
    "Vous avez raison, ce délai est trop long et je vous prie de nous en excuser. {cause}",
    "Je comprends votre agacement. {cause}",
    "Merci de votre relance : votre demande n'est pas oubliée. {cause}",
    "Pardon pour ce silence. {cause}",
    "Votre dossier est bien suivi. {cause}",
)
CAUSES = {
    "hard_winter": (
        "L'hiver a multiplié les dégradations et l'équipe est réduite en ce moment ; nous traitons d'abord les points dangereux.",
        "Nous avons reçu près de deux fois plus de signalements que l'hiver dernier. Le vôtre est programmé.",
        "Une collègue est absente et les gelées n'aident pas : comptez encore une à deux semaines.",
    ),
    "storm": (
        "Depuis {tempete}, nos équipes remettent d'abord les voies en sécurité.",
        "{Tempete} a décalé tout notre planning de deux à trois semaines.",
    ),
    "vacancy": (
        "Le poste d'instructeur est vacant jusqu'à l'arrivée d'une collègue ; nous faisons au mieux.",
        "Notre service fonctionne à effectif réduit en ce moment.",
    ),
    "portal": (
        "Le nouveau portail famille a généré beaucoup de demandes en cette rentrée ; nous rattrapons le retard.",
        "La rentrée et le changement de portail nous ont mis en retard.",
    ),
    "summer": ("L'équipe est réduite pendant les congés d'été.", "Nous sommes peu nombreux en cette période de congés."),
    "": (
        "L'intervention dépend d'un prestataire qui nous a donné une nouvelle date.", "Je fais le point avec le service et vous rappelle demain.",
        "Votre demande est la prochaine de la liste.", "Je relance le collègue concerné ce jour.",
    ),
}  # fmt: skip
REMINDERS = (
    "Sauf erreur, nous n'avons pas reçu les éléments demandés. Pouvez-vous nous les transmettre sous dix jours ?",
    "Petit rappel : il nous manque encore votre réponse pour avancer.",
    "Nous restons dans l'attente de votre retour ; sans nouvelles sous quinze jours, nous clôturerons la demande.",
    "Avez-vous pu réunir les éléments demandés ? Nous pouvons vous aider si besoin.",
)
GAVE_UP = (
    "Sans réponse à nos deux messages, nous clôturons votre demande. Vous pouvez la rouvrir pendant trente jours.",
    "Nous n'avons pas eu de retour de votre part et clôturons donc votre demande. Il suffit de répondre pour la reprendre.",
    "Faute d'éléments complémentaires, votre demande est clôturée. N'hésitez pas à la rouvrir dans les trente jours.",
)
DUPLICATE = (
    "Merci : ce problème nous a déjà été signalé {dans_rue}. Nous regroupons les deux demandes et vous tiendrons au courant.",
    "Votre signalement rejoint une demande déjà en cours au même endroit ; vous recevrez les mêmes nouvelles.",
    "D'autres riverains nous ont prévenus, une équipe s'en occupe. Votre demande est jointe à la leur.",
    "Un voisin nous a écrit pour le même point {dans_rue}. Les deux demandes n'en font plus qu'une.",
    "Déjà connu de nos services, merci tout de même : votre signalement confirme l'urgence et reste attaché au premier.",
)
REOPENINGS = {
    "W": (
        "Le problème est revenu au même endroit.", "Personne n'est passé, rien n'a été fait.", "C'est mieux, mais le travail n'est pas terminé.",
        "Réparé lundi, cassé jeudi.", "Vous avez fait l'autre côté de la rue, pas le mien.", "Ce n'est pas fini : il reste la moitié.",
        "Je suis passé{e} voir, rien n'a changé.", "La réparation n'a pas tenu à la première pluie.",
    ),
    "P": (
        "Cela a recommencé hier soir.", "Rien n'a changé depuis votre passage.", "Calme pendant une semaine, puis de nouveau la même chose.",
        "La voiture est revenue exactement au même endroit.",
    ),
    "D": (
        "Je n'ai toujours rien reçu.", "Il y a une erreur dans le document reçu.", "La réponse ne correspond pas à ma demande.",
        "Vous avez clôturé alors que j'attends encore le courrier.", "Le nom est mal orthographié sur le document.",
        "Je n'ai pas compris votre réponse, pouvez-vous me rappeler ?",
    ),
}  # fmt: skip
AFTER_REOPENING = (
    "Revu avec l'équipe, à reprendre.",
    "Erreur de notre part, corrigée.",
    "Second passage nécessaire.",
    "Rappelé pour excuses.",
    "Clôturé trop vite, je reprends.",
    "Malentendu sur l'adresse : c'était le même numéro, côté cour.",
    "Le prestataire n'avait fait qu'une partie.",
    "Vu au téléphone, l'usager est d'accord pour un second passage.",
)
# Between colleagues, whatever the service; kinds of the catalogue.
NOTES_STREET = (
    "RAS au premier passage, j'y retourne demain matin.", "Confirmé de visu. Une heure à deux agents.", "Voir avec l'équipe du secteur {quartier}.",
    "Tél. à l'usager : d'accord pour attendre la fin de semaine.", "Même point que l'an dernier, il faudra une vraie solution.",
    "Pas prioritaire, mais à grouper avec la prochaine tournée {de_rue}.", "Attention, marché samedi : rien avant lundi.",
    "Accès difficile pour le camion, prévoir le petit.", "L'élu de quartier en a parlé aussi, tenir informé.", "Message laissé sur le répondeur.",
    "Vu en passant : l'usager n'exagère pas.", "Vu en passant : moins grave qu'annoncé.", "Demande de devis partie ce matin.",
    "Matériel à sortir du dépôt, clé chez le magasinier.", "Riverain rencontré sur place, très correct.",
    "À mettre au compte rendu de la réunion de mardi.", "Si ça revient une troisième fois, on change de méthode.", "Photos dans le dossier partagé.",
    "Repéré avec le vélo de service, c'est bien là.", "Deux riverains de plus s'en plaignent.", "Prévenu le conducteur de travaux.",
    "Fait à moitié, il manque une pièce.", "Le prestataire décale d'une semaine.", "À coupler avec le chantier d'à côté.",
    "Vérifié sur le plan des réseaux avant de creuser.", "Pas de stationnement possible pour le camion avant 9h.",
    "Le gardien ouvrira à 7h30.", "Solution provisoire posée ce midi.", "Le même usager a signalé trois points, tous exacts.",
    "Budget épuisé sur cette ligne, vu avec le responsable.", "Intervention courte, à caser entre deux.",
)  # fmt: skip
NOTES_PAPER = (
    "Dossier papier dans la bannette de gauche.", "Rappelé, pas de réponse. J'essaie demain.", "Tél. : tout est clair, attend notre courrier.",
    "Vérifié au dossier précédent : rien d'anormal.", "À la signature.", "Parti au courrier de ce jour.", "Vu avec la responsable, on peut.",
    "Demande simple, je la garde.", "Usager un peu inquiet, rassuré au téléphone.", "Modèle de réponse adapté, merci de le garder pour la suite.",
    "Pièces scannées et rendues.", "Déjà une demande du même foyer ce mois-ci.", "Attention au délai, ne pas laisser dormir.",
    "Réponse validée par mél.", "Transmis au collègue pour avis, retour attendu demain.", "Ne pas relancer avant la fin de la semaine.",
    "Deux appels sans réponse, SMS envoyé.", "Passé à l'accueil ce matin, pièces prises en main propre.", "Orthographe du nom vérifiée, attention au double l.",
    "Cas un peu particulier, voir la fiche de procédure.", "Délai annoncé par téléphone, accepté.", "Tout concorde, je peux finir demain matin.",
    "Préfère passer plutôt que recevoir un courrier.", "En copie du courrier : la direction.", "Même question que la semaine dernière, réponse à mettre sur le site.",
    "Relu à deux, c'est bon.", "Ne parle pas bien français, a demandé l'aide de sa voisine.", "Attend un retour avant vendredi, à ne pas oublier.",
    "Adresse de courriel mal notée la première fois, corrigée.", "Rappel à faire par la responsable.", "J'ai retrouvé l'ancien dossier, il aide bien.",
)  # fmt: skip
# What a manager says when giving an old or delicate case.
HANDLED_WITH_CARE = (
    "Merci de répondre aujourd'hui, l'usager est venu se plaindre à l'accueil.",
    "Dossier sensible, me montrer la réponse avant l'envoi.",
    "Le cabinet suit ce dossier.",
)
REPLY_TAILS = (
    "Vous pouvez répondre directement à ce message.",
    "La page de suivi de votre demande est mise à jour à chaque étape.",
    "N'hésitez pas à nous joindre si la situation change.",
    "Nous vous tenons au courant.",
    "Je reste joignable le matin au standard de la mairie.",
    "Merci de votre patience.",
    "Si vous avez d'autres précisions, elles sont les bienvenues.",
    "Le numéro de votre demande suffit pour que l'accueil vous renseigne.",
)
CLOSE_TAILS = (
    "Merci de votre signalement.",
    "N'hésitez pas à nous réécrire si besoin.",
    "Bonne journée.",
    "Merci de votre patience.",
    "Vous pouvez rouvrir cette demande pendant trente jours.",
    "Votre avis nous intéresse : la page de suivi permet de le donner.",
    "Nous restons à votre écoute.",
)
PLAN_LETTERS = (
    "Votre demande est programmée. {plan}",
    "Voici ce qui est prévu. {plan}",
    "{plan} Nous vous préviendrons en cas de report.",
    "{plan} La date peut changer selon la météo, nous vous le dirions.",
    "Suite à votre demande : {bas}",
    "Je vous confirme la suite donnée : {bas}",
    "{plan}",
)
