"""État civil, élections, cimetière."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="service état civil",
    notes=(
        "Pièces vérifiées, dossier complet.",
        "Original vu au guichet.",
        "Acte trouvé au registre de l'année.",
        "Rappelé pour fixer l'heure.",
        "Identité vérifiée.",
    ),
    replies=(
        "Votre demande est bien enregistrée, nous la traitons sous quelques jours.",
        "Nous avons bien reçu vos pièces, le dossier est complet.",
    ),
    plans=("Rendez-vous fixé {quand}.",),
    third=(("Attente de la mairie de naissance.", "Acte reçu de la mairie de naissance."),),
    ends={
        "done": ("Votre dossier est traité.",),
        "answered": ("Les renseignements ont été donnés au guichet.",),
        "no_action": (
            "Sans nouvelles de votre part malgré notre relance, nous clôturons le dossier. Vous pouvez le rouvrir.",
        ),
        "refused": (
            "Nous ne pouvons pas délivrer ce document. || Les pièces produites ne permettent pas d'établir votre qualité "
            "pour l'obtenir.",
        ),
        "transferred": (
            "L'acte se trouve dans une autre commune, à laquelle nous avons transmis votre demande.",
        ),
        "withdrawn": ("Vous avez renoncé à votre demande, nous la clôturons.",),
        "cancelled": ("Demande en double, fusionnée avec la précédente.",),
    },
)

VOICES = {
    "ETC-ACN": Voice(
        subject="Copie d'acte",
        written=(
            "Je souhaite une copie intégrale de mon acte de naissance pour un dossier de mariage.",
            "Pouvez-vous m'envoyer l'acte de décès de mon père, décédé dans votre commune ? C'est pour le notaire.",
            "Il me faut un extrait de naissance avec filiation, né{e} à la maternité de votre ville.",
            "Merci de m'adresser deux copies de l'acte de mariage de mes parents.",
            "Besoin d'un acte de naissance de moins de trois mois pour mon passeport, svp.",
        ),
        told=(
            "{Usager} {demande} une copie intégrale de son acte de naissance.",
            "{Usager} {demande} trois copies de l'acte de décès de son conjoint, pour la banque et les caisses.",
            "{Usager} {demande} un extrait d'acte de mariage. Pièce d'identité vue.",
            "{Usager} {demande} un extrait de naissance avec filiation pour {son_enfant}.",
        ),
        asks=(
            (
                "Filiation à préciser.",
                "Pour retrouver l'acte, pouvez-vous nous indiquer les nom et prénoms de vos parents ?",
                "Voici les noms de mes parents, avec la date exacte. Merci.",
            ),
        ),
        ends={
            "done": (
                "La copie de l'acte vous a été envoyée par courrier.",
                "Acte remis au guichet, contre signature.",
                "Les copies sont prêtes : elles vous attendent à l'accueil jusqu'à vendredi.",
            )
        },
        answers=(
            ("acte", ("naissance", "naissance", "mariage", "décès")),
            ("exemplaires", ("1", "1", "2", "3")),
        ),
    ),
    "ETC-CNI": Voice(
        subject="Rendez-vous carte d'identité ou passeport",
        written=(
            "Je voudrais un rendez-vous pour refaire ma carte d'identité, perdue {jour}.",
            "Nous partons le {futur} et le passeport de {mon_enfant} est périmé : avez-vous un créneau ?",
            "Quels sont les délais pour un passeport ? Ma pré-demande est faite.",
            "Impossible de prendre rendez-vous en ligne, tout est complet. Pouvez-vous m'aider ?",
        ),
        told=(
            "{Usager} {demande} un rendez-vous pour une carte d'identité. Pré-demande faite.",
            "{Usager} {demande} deux créneaux passeport pour {son_enfant} et {lui}, voyage le {futur}.",
            "{Usager} {demande} si sa carte d'identité est arrivée. {Il} a reçu le SMS.",
            "{Usager} {demande} de l'aide pour la pré-demande de passeport : pas d'ordinateur.",
            "{Usager} {demande} la liste des pièces pour un renouvellement après vol.",
        ),
        asks=(
            (
                "Numéro de pré-demande.",
                "Pouvez-vous nous donner le numéro de votre pré-demande ANTS ?",
                "Le numéro est bien celui du récapitulatif joint.",
            ),
        ),
        plans=("Rendez-vous fixé {quand} à {heure_bureau}.",),
        ends={
            "done": (
                "Dossier déposé. Un SMS vous préviendra de l'arrivée du titre.",
                "Titre remis ce jour.",
                "Rendez-vous honoré, empreintes prises.",
            ),
            "answered": (
                "Rendez-vous donné. Pensez à la photo de moins de six mois et au justificatif de domicile.",
            ),
            "no_action": ("Vous n'êtes pas venu{e} au rendez-vous. Rappelez-nous pour un nouveau créneau.",),
        },
        answers=(("titre", ("carte d'identité", "passeport", "les deux")),),
    ),
    "ETC-LIV": Voice(
        subject="Livret de famille",
        written=(
            "Notre livret de famille a été détruit dans un dégât des eaux. Comment le refaire ?",
            "Suite à mon divorce, je demande un duplicata du livret de famille.",
            "Merci de mettre à jour le livret après la naissance de {mon_enfant}.",
        ),
        told=(
            "{Usager} {demande} un duplicata du livret de famille après une perte.",
            "{Usager} dépose le livret de famille pour la mise à jour après la naissance de {son_enfant}.",
        ),
        ends={
            "done": (
                "Le livret est à jour, vous pouvez le retirer à l'accueil.",
                "Le duplicata est arrivé, il vous attend en mairie.",
            )
        },
    ),
    "ETC-MAR": Voice(
        subject="Dossier de mariage",
        written=(
            "Nous souhaitons nous marier le {futur} : quelles sont les démarches ?",
            "Voici notre dossier de mariage. Reste l'attestation d'un témoin, à suivre.",
            "La mairie célèbre-t-elle les mariages le samedi après-midi ? Nous visons le {futur}.",
        ),
        told=(
            "{Usager} {demande} un dossier de mariage, date envisagée : {futur}.",
            "{Usager} dépose le dossier de mariage. Il manque un justificatif de domicile.",
            "{Usager} {demande} si le {futur} est libre pour un mariage.",
        ),
        asks=(
            (
                "Justificatif de domicile et copie d'identité d'un témoin.",
                "Il manque la copie de la pièce d'identité d'un témoin. Pouvez-vous la déposer ?",
                "La copie a été déposée dans la boîte aux lettres de la mairie.",
            ),
        ),
        plans=("Audition des futurs époux prévue {quand}.",),
        ends={
            "done": (
                "Le dossier est complet et la publication faite. Tous nos vœux !",
                "Date confirmée et bans publiés.",
            )
        },
    ),
    "ETC-PAC": Voice(
        subject="Dossier de PACS",
        written=(
            "Ma compagne et moi voulons nous pacser. Faut-il un rendez-vous ?",
            "Voici le formulaire de PACS rempli et signé.",
            "Nous souhaitons dissoudre notre PACS d'un commun accord.",
        ),
        told=(
            "{Usager} {demande} un rendez-vous pour un PACS.",
            "{Usager} {demande} la liste des pièces du PACS.",
        ),
        asks=(
            (
                "Actes de naissance à produire.",
                "Il nous manque l'acte de naissance de l'un des partenaires, de moins de trois mois.",
                "L'acte est arrivé, je vous l'envoie.",
            ),
        ),
        plans=("Enregistrement fixé {quand} à {heure_bureau}.",),
        ends={
            "done": (
                "Le PACS est enregistré. Félicitations !",
                "Le récépissé de dissolution vous a été remis.",
                "La liste des pièces vous a été remise, rendez-vous dès qu'elles sont réunies.",
            )
        },
    ),
    "ETC-PRE": Voice(
        subject="Changement de prénom ou de nom",
        written=(
            "Je souhaite faire changer mon prénom, que je n'utilise plus depuis dix ans.",
            "Je voudrais ajouter le nom de ma mère à mon nom, comme la loi le permet.",
        ),
        told=(
            "{Usager} {demande} comment prendre le nom de sa mère.",
            "{Usager} {demande} un dossier de changement de prénom.",
        ),
        asks=(
            (
                "Preuves d'usage du prénom.",
                "Pouvez-vous joindre des pièces qui montrent l'usage de ce prénom ?",
                "Je joins des attestations de mon employeur et de deux amis.",
            ),
        ),
        ends={
            "done": ("La décision favorable a été portée sur votre acte de naissance.",),
            "refused": (
                "Votre demande a été transmise au procureur, qui s'y oppose. || L'intérêt légitime n'est pas suffisamment établi "
                "(article 60 du code civil).",
            ),
        },
    ),
    "ETC-REC": Voice(
        subject="Recensement citoyen",
        written=(
            "{Mon_enfant} vient d'avoir 16 ans, comment le recensement se fait-il ?",
            "Il me faut l'attestation de recensement pour l'inscription au bac.",
        ),
        told=(
            "{Usager} vient avec {son_enfant} pour le recensement citoyen. Livret vu.",
            "{Usager} {demande} un duplicata de l'attestation de recensement.",
            "{Usager} {demande} si le recensement à 16 ans se fait en ligne.",
        ),
        ends={
            "done": (
                "Attestation de recensement remise.",
                "Le recensement est enregistré, l'attestation vous a été envoyée.",
            )
        },
    ),
    "ETC-ELE": Voice(
        subject="Liste électorale",
        written=(
            "Je viens d'emménager au {adresse} : comment m'inscrire sur la liste électorale ?",
            "Je n'ai pas reçu ma carte d'électeur. Suis-je toujours inscrit{e} ?",
            "Comment faire une procuration pour ma grand-mère, qui ne se déplace plus ?",
        ),
        told=(
            "{Usager} {demande} son inscription sur la liste électorale, {adresse}.",
            "{Usager} {demande} à quel bureau de vote {il} est rattaché{e}.",
        ),
        notes=("Inscription saisie au répertoire unique.",),
        ends={
            "done": ("Votre inscription est faite ; la carte d'électeur sera envoyée avant le scrutin.",),
            "answered": (
                "Vous votez au bureau n° {k}. L'inscription peut aussi se faire en ligne sur service-public.fr.",
            ),
            "transferred": (
                "La procuration se fait à la gendarmerie ou en ligne ; nous vous avons indiqué la marche à suivre.",
            ),
        },
    ),
    "ETC-ATT": Voice(
        subject="Attestation d'accueil",
        written=(
            "J'accueille ma belle-mère trois mois à partir du {futur} : quelles pièces pour l'attestation d'accueil ?",
            "Je dépose une demande d'attestation d'accueil pour mon cousin, séjour d'un mois.",
            "Ma sœur vient du Maroc pour le mariage du {futur}, il lui faut une attestation d'accueil.",
        ),
        told=(
            "{Usager} {demande} une attestation d'accueil pour ses parents, à partir du {futur}.",
            "{Usager} dépose une demande d'attestation d'accueil. Timbre fiscal fourni.",
        ),
        asks=(
            (
                "Justificatif de ressources.",
                "Il manque vos trois derniers bulletins de salaire. Pouvez-vous les transmettre ?",
                "Bulletins joints, dites-moi si c'est complet.",
            ),
        ),
        ends={
            "done": ("L'attestation est signée, elle est à retirer par vous-même à l'accueil.",),
            "refused": (
                "L'attestation d'accueil ne peut pas être validée. || La surface du logement est insuffisante pour le nombre de "
                "personnes accueillies.",
            ),
        },
    ),
    "ETC-LEG": Voice(
        subject="Légalisation de signature",
        written=(
            "Je dois faire légaliser ma signature sur un document pour l'étranger, avez-vous un créneau ?",
            "Faut-il un rendez-vous pour légaliser une autorisation parentale ?",
        ),
        told=(
            "{Usager} vient faire légaliser sa signature. Pièce d'identité vue.",
            "{Usager} {demande} un rendez-vous pour une légalisation de signature.",
            "{Usager} vient pour une procuration bancaire à légaliser.",
        ),
        ends={"done": ("Signature légalisée ce jour.", "Document signé devant l'agent et remis.")},
    ),
    "ETC-CIM": Voice(
        subject="Concession au cimetière",
        written=(
            "La concession de mes grands-parents arrive à terme, je souhaite la renouveler pour 30 ans.",
            "Quel est le prix d'une case au columbarium ?",
            "Nous recherchons la tombe d'un arrière-grand-père inhumé vers 1950.",
        ),
        told=(
            "{Usager} {demande} le renouvellement de la concession familiale.",
            "{Usager} {demande} l'achat d'une concession pour deux personnes.",
            "{Usager} {demande} si la concession de sa tante est échue.",
        ),
        notes=("Titre retrouvé, carré C.", "Tarif communiqué."),
        ends={
            "done": (
                "La concession est renouvelée, le titre vous est envoyé.",
                "L'acte de concession est signé.",
            ),
            "answered": ("L'emplacement a été retrouvé dans nos registres ; le plan vous est envoyé.",),
        },
    ),
    "ETC-CIE": Voice(
        subject="Entretien du cimetière",
        written=(
            "Les allées du cimetière sont envahies d'herbes, c'est triste à la veille de la Toussaint.",
            "Le robinet du cimetière ne coule plus, impossible d'arroser les fleurs.",
            "La benne à déchets verts du cimetière déborde depuis deux semaines.",
        ),
        told=(
            "{Usager} {signale} un robinet cassé au cimetière.",
            "{Usager} {signale} que le portail du cimetière grince et ferme mal.",
            "{Usager} {signale} des herbes hautes dans le carré ancien du cimetière.",
        ),
        found=("Muret du cimetière lézardé côté nord, à surveiller.",),
        plans=("Passage du gardien et des jardiniers prévu {quand}.",),
        notes=("Fontainier prévenu.", "Passage des jardiniers avant la Toussaint."),
        ends={
            "done": (
                "Les allées ont été désherbées.",
                "Le robinet est réparé.",
                "Le gardien du cimetière est passé et a remis les choses en ordre.",
                "La benne a été vidée.",
            )
        },
    ),
}
