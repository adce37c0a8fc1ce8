"""What people say of how their request was treated, by score; and why."""

GLAD = (
    "Très rapide, merci.", "Rien à redire, bravo à l'équipe.", "Agents très aimables.",
    "Merci beaucoup !", "Réponse claire et humaine.", "Parfait.", "On m'a rappelé pour expliquer, c'est rare.", "Efficace. Continuez comme ça.",
    "C'est une bonne surprise.", "Suivi par message très pratique, on sait où on en est.",
    "Merci à la personne qui m'a répondu, elle a été patiente.", "Nickel.", "Ma mère, 88 ans, vous remercie aussi.",
    "Délai annoncé, délai tenu.", "Enfin un service qui répond.",
    "Très bon accueil au guichet.", "10/10", "merci bcp c top",
)  # fmt: skip
GLAD_STREET = (
    "Réparé en quelques jours, je n'y croyais pas.",
    "Super, tout est propre.",
    "Bravo, et merci pour la photo du travail fini.",
    "Équipe polie et rapide, ils ont même balayé après.",
    "Impeccable, on voit la différence.",
    "Les agents ont pris le temps d'expliquer.",
    "Vu de ma fenêtre : travail soigné.",
    "Venus à trois, partis une heure après, tout était fait.",
    "Merci pour les enfants de l'école.",
)
PLEASED = (
    "Bien, même si j'ai dû relancer une fois.",
    "Satisfait dans l'ensemble.",
    "Bon travail, délai un peu long.",
    "Fait, merci.",
    "Réponse correcte.",
    "Correct, il aurait fallu prévenir du jour de passage.",
    "Bien mais le formulaire est compliqué.",
    "Pas mal du tout.",
    "Bonne réponse, un peu tardive.",
    "Rien à dire de spécial.",
    "Bon contact, dossier suivi.",
    "Un peu de paperasse, mais ça marche.",
)
PLEASED_STREET = (
    "C'est mieux qu'avant.",
    "Travail propre, mais pas au bon numéro la première fois.",
    "Fait, mais il reste un peu de sable.",
    "Réparation correcte.",
    "Bon travail, il faudra voir si cela tient.",
)
MIXED = (
    "C'est fait mais il a fallu attendre.",
    "Réponse un peu administrative.",
    "Moyen. Le problème peut revenir.",
    "Je n'ai pas vraiment eu de réponse à ma question.",
    "Correct sans plus.",
    "On m'a renvoyé vers un autre organisme.",
    "Réponse trop courte.",
    "Je ne sais toujours pas à qui m'adresser.",
)
MIXED_STREET = (
    "Réparation provisoire, on verra.", "Il faudrait être prévenu avant le passage.", "Fait à moitié.", "Personne n'a regardé juste à côté.",
)  # fmt: skip
LATE = (
    "Beaucoup trop long.", "Des semaines d'attente pour cinq minutes.", "J'ai dû relancer trois fois.", "Le délai n'a pas été tenu et personne n'a prévenu.",
    "Bien fait mais que d'attente…", "Trop lent.", "Sans ma relance, rien n'aurait bougé.", "J'avais presque oublié ma demande.",
)  # fmt: skip
UNHAPPY = (
    "Rien n'a été fait.", "Ma demande a été clôturée sans que personne ne m'appelle.", "Réponse toute faite.", "Le problème est exactement le même.",
    "C'est toujours aux autres de s'en occuper.", "Je ne comprends pas la décision.", "Très décevant.", "Inadmissible.", "On ne m'a pas écouté.",
    "nul", "Je n'écrirai plus, cela ne sert à rien.",
)  # fmt: skip
UNHAPPY_STREET = (
    "Clôturé ? Venez voir sur place !",
    "Le lendemain tout était à refaire.",
    "Personne n'est venu, j'habite en face.",
    "Du bricolage.",
)
REFUSED = (
    "Refus mal expliqué.",
    "Je regrette la décision mais j'ai eu une explication.",
    "Décision injuste, le voisin a bien eu l'autorisation.",
    "Au moins la réponse est claire, même si c'est non.",
)
AGAIN = (
    "Il a fallu rouvrir ma demande pour que ce soit fait correctement.",
    "Deux passages pour un seul problème.",
    "La deuxième fois a été la bonne.",
    "Fermée trop vite la première fois.",
)
