"""What colleagues write to each other and leave unfinished. ``{nom}`` is whoever is called."""

#: To whoever holds the role.
CALLS: dict[str, tuple[str, ...]] = {
    "front_desk": (
        "@{nom}, si la personne repasse au guichet : c'est bien chez nous, elle aura une réponse écrite cette semaine.",
        "@{nom}, peux-tu me dire si cette personne a laissé un autre numéro à l'accueil ? Le sien ne répond plus.",
    ),
    "case_worker": (
        "@{nom}, la personne a rappelé l'accueil : elle demande où nous en sommes. Peux-tu lui écrire deux lignes ?",
        "@{nom}, à regarder avant la prochaine réunion de quartier, le sujet sera évoqué.",
    ),
    "dispatcher": (
        "@{nom}, j'ai l'impression d'avoir déjà lu cela ailleurs. Peux-tu vérifier qu'il n'y a pas un doublon ?",
        "@{nom}, ce n'est pas tout à fait chez nous, mais je garde la demande si tu préfères ne pas la faire voyager.",
    ),
    "manager": (
        "@{nom}, il me faudrait ton accord avant de commander : c'est un peu plus cher que d'habitude.",
        "@{nom}, je n'arriverai pas à tenir l'échéance sur celle-ci. On en parle au point de demain ?",
    ),
    "field": (
        "@{nom}, attention en arrivant : l'accès est étroit, mieux vaut laisser le camion à l'entrée de la rue.",
        "@{nom}, une photo avant et une photo après, s'il te plaît : la personne y tient.",
    ),
    "executive": (
        "@{nom}, pour votre information : la personne demande à être reçue. Je propose de lui répondre d'abord par écrit.",
        "@{nom}, le sujet revient pour la troisième fois ce mois-ci, il mériterait d'être vu en réunion de direction.",
    ),
    "elected": (
        "@{nom}, la réponse du service arrive ; dites-moi si vous souhaitez appeler la personne auparavant.",
        "@{nom}, pour mémoire avant votre permanence : cette personne sera sans doute là.",
    ),
    "cabinet": (
        "@{nom}, la personne cite le cabinet dans son message : pour information, nous suivons.",
        "@{nom}, faut-il prévenir l'élu du secteur avant que nous répondions ?",
    ),
    "administrator": (
        "@{nom}, ces demandes nous arrivent souvent par erreur : une règle d'acheminement serait utile.",
        "@{nom}, le libellé de ce type prête à confusion, les gens le choisissent pour autre chose.",
    ),
}  # fmt: skip
#: A whole service is called: by which one, and what for.
TO_SERVICES: tuple[tuple[str, str, str], ...] = (
    ("VOI", "ESV", "@{nom}, nous intervenons bientôt à cet endroit : dites-nous si vous avez à y passer, nous mettrons les barrières une seule fois."),
    ("ESV", "VOI", "@{nom} : il faudra fermer une file pendant une demi-journée. Pouvez-vous prévoir l'arrêté ?"),
    ("PRO", "ACC", "@{nom} : si d'autres personnes de la rue appellent, c'est connu et prévu."),
    ("BAT", "PRO", "@{nom}, il restera des gravats à prendre après notre passage, sans urgence."),
)  # fmt: skip
#: On what one follows.
NEWS = {
    "street": (
        "Vu sur place, rien n'a bougé depuis le signalement.",
        "Point fait avec l'équipe, c'est dans le programme.",
        "J'ai eu la personne au téléphone : elle comprend le délai et préfère un courriel à un appel.",
    ),
    "paper": (
        "J'ai eu la personne au téléphone : elle comprend le délai et préfère un courriel à un appel.",
        "Relu avec la direction : nous restons sur la même réponse.",
        "Je reprends le dossier dès que possible, il est en haut de ma pile.",
    ),
}  # fmt: skip
#: With a draft left to somebody.
LEFT = (
    "@{nom}, j'ai commencé une réponse sans pouvoir la finir : le brouillon est là, reprends-le si tu veux.",
    "@{nom}, brouillon de réponse à compléter, je pars en réunion. Tu peux le reprendre.",
    "@{nom}, je t'ai laissé un début de réponse ; il manque seulement la date.",
    "@{nom}, peux-tu terminer ce brouillon à ma place ? Je ne suis plus là de la journée.",
)
UNFINISHED = {
    "street": (
        "Merci de nous avoir alertés. Nous avons vérifié sur place et la réparation est possible sans fermer la rue ; elle est prévue",
        "L'équipe a vu l'endroit que vous décrivez. Le matériel est commandé et nous pensons intervenir",
    ),
    "paper": (
        "Votre demande nous est bien parvenue et nous l'avons relue avec attention. Pour la suite, il nous faudrait",
        "Votre dossier est presque complet. Il nous manque seulement",
    ),
}  # fmt: skip
PLANNED = {
    "street": (
        "Le passage de l'équipe est confirmé pour les prochains jours. Nous vous écrirons dès que ce sera fait.",
        "Comme convenu, nous vous tenons au courant : l'intervention est inscrite au programme, et vous n'avez rien à faire d'ici là.",
    ),
    "paper": (
        "Votre dossier est complet. Il suit son cours, et vous n'avez rien d'autre à faire pour le moment ; nous revenons vers vous dès "
        "qu'une décision est prise.",
        "Nous avons bien avancé sur votre demande. Vous recevrez notre réponse définitive par ce même moyen, dans les délais annoncés.",
    ),
}  # fmt: skip
REFUSALS = (
    "Nous avons étudié votre demande sur place. Les travaux qu'elle suppose ne sont pas inscrits au programme de cette année, et "
    "l'endroit n'est pas de ceux où la sécurité l'impose : nous ne pouvons pas y donner suite pour le moment.\n\nElle reste notée pour "
    "la préparation du prochain programme. Vous pouvez demander au maire de réexaminer cette décision, ou saisir le tribunal "
    "administratif dans les deux mois.",
    "Votre demande ne peut pas être satisfaite, ce n'est pas prévu cette année.",
)  # fmt: skip
RETURNED = (
    "Trop sec, et sans les voies de recours. Donne la raison de fond et propose de passer voir sur place."
)
#: Replies that somebody reads before they leave, by the role of who does; of any matter.
SUBMITTED = {
    "manager": "Nous vous remercions de votre message et de votre patience. Le service concerné a été saisi ; il vous répondra "
               "directement, et nous restons à votre disposition à l'accueil.",
    "elected": "Votre courrier a été lu avec attention. Les services ont été saisis, et vous recevrez une réponse sur le fond avant la fin "
               "du mois. Si vous souhaitez en parler de vive voix, la prochaine permanence vous est ouverte.",
    "executive": "Votre dossier a été examiné. Une décision vous sera communiquée par écrit ; conservez d'ici là les pièces que vous nous "
                 "avez transmises, elles pourront vous être redemandées.",
    "cabinet": "Votre demande a retenu toute notre attention. Elle sera présentée aux élus lors de leur prochaine réunion, et nous vous en "
               "donnerons le résultat par écrit.",
}  # fmt: skip
