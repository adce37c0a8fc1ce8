"""What people add around their request, by their manner of writing; what agents add while listening.

Sentences stand alone, after or before any opening. Kinds are those of the catalogue: W and P are troubles of the street,
D, Q, R and X are papers and questions, C is the mayor's post.
"""

STREET = "WP"

LEADS: dict[str, tuple[str, ...]] = {
    "courteous": (
        "Je me permets de vous solliciter.",
        "J'espère que vous allez bien.",
        "Veuillez m'excuser de vous déranger une nouvelle fois.",
        "Je vous écris sur les conseils de votre collègue de l'accueil.",
        "J'habite la commune depuis {annees} ans et je vous écris rarement.",
        "Je sais que vos services sont très sollicités.",
        "Mon petit message n'a rien d'urgent, mais je préfère vous prévenir.",
        "Permettez-moi d'attirer votre attention sur ce qui suit.",
    ),
    "angry": (
        "Je suis excédé{e}.",
        "Deuxième message en quinze jours, toujours aucune réponse !",
        "Cela fait des semaines que cela dure.",
        "Est-ce que quelqu'un lit ces messages ?",
        "Je commence à perdre patience.",
        "On se moque de nous.",
        "Trop, c'est trop.",
    ),
    "talkative": (
        "Je suis passé{e} à l'accueil {jour} mais il y avait la queue, alors je vous écris.",
        "J'ai essayé d'appeler {jour} à l'heure du déjeuner, le standard était fermé, c'est normal.",
        "Ma voisine m'a dit qu'il fallait passer par ce site, alors voilà.",
        "Nous en parlions encore hier avec les voisins devant le portail.",
        "Je ne sais pas si je m'adresse au bon service, vous transmettrez.",
        "Mon beau-frère, qui travaille dans une autre mairie, m'a dit de vous écrire.",
        "Cela fait {annees} ans que j'habite ici et je n'avais encore jamais écrit à la mairie.",
        "Je profite d'un moment de calme pour vous écrire.",
    ),
    "plain": (
        "Suite à mon appel de {jour}, je vous confirme par écrit.",
        "Je n'ai pas réussi à vous joindre par téléphone.",
        "C'est la première fois que j'utilise ce formulaire.",
        "Comme convenu au téléphone avec l'accueil.",
    ),
    "association": (
        "Je vous écris au nom de l'association.",
        "Message envoyé par le bureau de l'association.",
        "Nos adhérents nous ont demandé de vous écrire.",
        "Merci encore pour votre soutien cette année.",
    ),
    "company": (
        "Nous revenons vers vous au sujet de notre dossier.",
        "Pour le compte de notre client.",
        "Notre entreprise intervient dans votre commune ce trimestre.",
    ),
}  # fmt: skip

CONTEXT_STREET = (
    "Je l'ai vu en rentrant hier soir.", "Je passe là tous les jours.", "Plusieurs voisins m'en ont parlé.",
    "Ce n'est pas la première fois.", "Il faisait déjà nuit quand je m'en suis aperçu{e}.", "Je n'ai pas de photo, désolé{e}.",
    "C'est visible depuis l'arrêt de bus.", "Rien n'avait bougé ce matin.", "Mes voisins peuvent vous le confirmer.",
    "C'est pire depuis la semaine dernière.", "Je ne suis pas le seul à m'en plaindre dans la rue.",
    "Le facteur m'en a fait la remarque aussi.", "J'ai mis un carton pour prévenir les gens.", "Une dame âgée a failli tomber devant moi.",
    "Il y a l'école juste à côté.", "Le mercredi, il y a plein d'enfants à cet endroit.", "On m'a dit que c'était à vous de voir.",
    "Je peux vous montrer l'endroit exact si besoin.", "Le quartier est agréable, c'est dommage.", "À chaque fois c'est la même chose.",
    "Côté pair de la rue, pour être précis.", "C'est à une vingtaine de mètres du carrefour.", "La voisine d'en face a déjà appelé, je crois.",
    "J'ai vu une équipe passer {jour}, mais sans s'arrêter.", "Ça peut attendre quelques jours, mais pas des mois.",
)  # fmt: skip
CONTEXT_PAPER = (
    "Je travaille en semaine, le samedi matin m'arrangerait.", "J'en ai besoin avant la fin du mois.",
    "Je peux passer entre midi et deux.", "Dites-moi s'il manque une pièce.", "Je n'ai pas d'imprimante.",
    "Je préfère une réponse par courriel.", "Je ne suis disponible que le mercredi.", "J'ai tous les originaux à la maison.",
    "Faut-il prendre rendez-vous ?", "Quel est le délai en ce moment ?", "J'ai cherché sur votre site sans trouver.",
    "Je me déplace difficilement, peut-on faire cela à distance ?", "Je viens d'arriver dans la commune.",
    "C'est la première fois que je fais cette démarche.", "Si c'est plus simple, je peux vous appeler.",
    "Y a-t-il quelque chose à payer ?", "On m'a renvoyé{e} d'un service à l'autre, j'espère être au bon endroit.",
    "Je joins ce que j'ai.", "Merci de me rappeler plutôt le matin.", "J'avais fait la même demande il y a deux ans.",
    "Je ne suis pas très à l'aise avec internet.", "Ma fille m'aide à écrire ce message.",
)  # fmt: skip
CONTEXT_QUESTION = (
    "J'ai cherché sur votre site sans trouver.",
    "Je suis disponible en fin de journée.",
    "Si c'est plus simple, je peux vous appeler.",
    "Je ne suis pas très à l'aise avec internet.",
    "Je viens d'arriver dans la commune.",
    "Merci de me rappeler plutôt le matin.",
    "On m'a renvoyé{e} d'un service à l'autre, j'espère être au bon endroit.",
    "Je préfère une réponse par courriel.",
)
CONTEXT_POST = (
    "Nous sommes plusieurs à le penser.",
    "Il me semblait important de vous le dire.",
    "Mes voisins partagent cet avis.",
    "J'habite ici depuis {annees} ans.",
    "J'assisterai au prochain conseil municipal.",
    "Je vous écris en mon nom propre.",
)
CONTEXT_OTHERS = {
    "association": (
        "Nos bénévoles sont disponibles en soirée.", "Nous comptons une centaine d'adhérents.", "Notre trésorière peut vous fournir les pièces.",
        "Nous avons l'habitude de travailler avec vos services.", "Le bureau se réunit le premier lundi du mois.",
        "Notre assurance est à jour.", "Nous restons joignables par courriel.",
    ),
    "company": (
        "Notre équipe est sur place de 8h à 16h.", "Merci de nous adresser votre réponse par courriel.", "Le dossier est suivi par notre agence.",
        "Nous pouvons vous transmettre toute pièce utile.", "Un retour sous huit jours nous permettrait de tenir le planning.",
        "Facturation à la même adresse que la dernière fois.",
    ),
}  # fmt: skip

MOODS: dict[str, tuple[str, ...]] = {
    "courteous": (
        "Je vous remercie par avance.", "Merci à vos équipes pour leur travail.", "Je reste à votre disposition.", "Merci de l'attention que vous y porterez.",
        "Bonne journée à vous et à vos collègues.", "Avec toute ma reconnaissance.", "Je ne voudrais pas abuser de votre temps.",
    ),
    "angry": (
        "C'est inadmissible.", "Je paie mes impôts comme tout le monde !", "J'attends une réponse rapide.", "Faut-il un accident pour que quelqu'un se déplace ?",
        "Personne ne répond jamais au téléphone.", "Si rien ne bouge, j'écris au journal.", "Merci de ne pas me répondre que c'est transmis.",
        "On nous a promis que ce serait réglé, on attend toujours.", "Pour les élections vous saurez nous trouver.", "Je garde une copie de ce message.",
        "Et ne me dites pas que c'est la faute à la communauté de communes.",
    ),
    "plain": (
        "Merci d'avance.", "Merci de me tenir au courant.", "Pouvez-vous me dire quand ce sera fait ?", "Merci pour votre réponse.", "Bonne journée.",
        "Merci de votre aide.", "Dans l'attente de votre retour.", "Merci de faire le nécessaire.",
    ),
    "talkative": (
        "Désolé{e} d'être un peu long.", "Enfin voilà, je voulais vous le dire.", "Sinon bravo pour les illuminations, c'était très joli.",
        "Et merci à la dame de l'accueil, toujours souriante.", "Je ne suis pas du genre à me plaindre, mais quand même.",
        "Vous ferez ce que vous pourrez, on sait bien que tout coûte cher.", "Mon mari dit que cela ne sert à rien d'écrire, prouvez-lui le contraire !",
    ),
    "curt": ("Merci.", "Cdt", "Merci de faire vite.", "À voir.", "Urgent."),
    "careless": ("Merci davance.", "Merci de votre réponse rapide", "Bonne journée a vous", "C'est vraiment dangeureux."),
    "association": ("Au plaisir de vous rencontrer.", "Merci pour votre appui.", "Bien associativement."),
    "company": ("Dans l'attente de votre accord.", "Restant à votre disposition.", "Merci de nous confirmer la bonne réception."),
}  # fmt: skip

POLITE = (
    "Merci d'avance.",
    "Merci pour votre réponse.",
    "Bonne journée.",
    "Dans l'attente de votre retour.",
    "Merci de votre attention.",
    "Au plaisir de vous lire.",
)
FAREWELLS: dict[str, tuple[str, ...]] = {
    "courteous": ("Avec mes remerciements,", "Bien respectueusement,", "Je vous prie de croire à mes sentiments les meilleurs,"),
    "angry": ("Salutations,", "Un contribuable mécontent,", "À bon entendeur,"),
    "curt": ("Cdt,", "Merci,", "Salutations,"),
    "plain": ("Cordialement,", "Bien cordialement,", "Bien à vous,", "Bonne journée,"),
    "talkative": ("Bien à vous et bonne journée,", "Amicalement,", "Bien cordialement,"),
    "careless": ("Cordialement", "Bonne journée", "Merci"),
    "texting": ("Merci", "Bonne journée"),
    "association": ("Bien cordialement,", "Avec nos salutations sportives,", "Cordialement,"),
    "company": ("Cordialement,", "Sincères salutations,"),
}  # fmt: skip
LETTERS = (
    "Dans l'attente de votre réponse, je vous prie d'agréer, {maire}, l'expression de mes salutations distinguées.",
    "Je vous prie de croire, {maire}, à l'assurance de ma considération.",
    "Comptant sur votre bienveillance, je vous adresse, {maire}, mes salutations respectueuses.",
    "Veuillez recevoir, {maire}, mes respectueuses salutations.",
    "En vous remerciant par avance, je vous prie d'agréer, {maire}, mes meilleures salutations.",
    "Je vous saurais gré de bien vouloir m'indiquer la suite donnée et vous prie d'agréer, {maire}, mes salutations.",
)
LETTER_LEADS = (
    "J'ai l'honneur d'appeler votre attention sur la situation suivante.",
    "Je me permets de vous écrire, faute d'avoir pu obtenir une réponse au téléphone.",
    "Par la présente, je souhaite vous soumettre ma demande.",
    "Administré{e} de votre commune depuis {annees} ans, je m'adresse à vous en confiance.",
    "Comme vous m'y aviez invité{e} lors de la réunion de quartier, je vous écris.",
    "Je fais suite à notre échange au marché.",
)

HEARD_STREET = (
    "Voisins également gênés.", "A pris une photo, va l'envoyer.", "Rien de dangereux dans l'immédiat selon {lui}.", "Joignable après 17h.",
    "Souhaite être tenu{e} au courant.", "Ton vif.", "Très aimable.", "Deuxième appel.", "Troisième appel, insiste.",
    "Préfère un SMS.", "Accès possible par l'arrière.", "A déjà écrit par le site, sans numéro de demande.",
    "Ne souhaite pas que son nom soit donné aux voisins.", "Demande le passage d'un responsable.", "Appelait surtout pour prévenir.",
    "Remercie l'équipe pour la dernière fois.", "Entend mal, rappeler en parlant fort.", "Prévenu{e} que l'équipe passe en journée.",
    "Information sur les délais donnée.", "Numéro de demande donné.",
)  # fmt: skip
HEARD_QUESTION = (
    "Joignable après 17h.",
    "Préfère un SMS.",
    "N'a pas internet.",
    "Rappelle la semaine prochaine si rien.",
    "Très aimable.",
    "Pressé{e}.",
    "Entend mal, rappeler en parlant fort.",
    "Adresse et téléphone vérifiés.",
    "Vient d'arriver dans la commune.",
    "Numéro de demande donné.",
    "Ne souhaite pas être rappelé{e}.",
    "Préfère une réponse par courrier.",
)
HEARD_PAPER = (
    "Joignable après 17h.", "Ne souhaite pas être rappelé{e}.", "Pièces à fournir listées au téléphone.", "Entend mal, rappeler en parlant fort.",
    "Préfère un SMS.", "N'a pas internet.", "Plutôt disponible le mercredi.", "Rappelle la semaine prochaine si rien.",
    "Un peu perdu{e} dans les démarches, pris le temps d'expliquer.", "Très aimable.", "Pressé{e}.", "Site municipal indiqué.",
    "Adresse et téléphone vérifiés.", "Accompagné{e} d'un proche.", "Pièce d'identité vue.", "Numéro de demande donné.",
    "Vient d'arriver dans la commune.", "Délai annoncé, {il} comprend.",
)  # fmt: skip
