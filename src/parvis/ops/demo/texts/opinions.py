"""What people say of how their request was treated, by score; and why."""

GLAD = (
    "Très rapide, merci.", "Rien à redire, bravo à l'équipe.", "Réparé en deux jours, je n'y croyais pas.", "Agents très aimables.",
    "Merci beaucoup !", "Réponse claire et humaine.", "Parfait.", "On m'a rappelé pour expliquer, c'est rare.", "Efficace. Continuez comme ça.",
    "Super, tout est propre.", "C'est une bonne surprise.", "Suivi par message très pratique, on sait où on en est.",
    "Merci à la personne qui m'a répondu, elle a été patiente.", "Nickel.", "Ma mère, 88 ans, vous remercie aussi.",
    "Délai annoncé, délai tenu.", "Bravo, et merci pour la photo du travail fini.", "Enfin un service qui répond.",
    "Équipe polie et rapide, ils ont même balayé après.", "Très bon accueil au guichet.", "10/10", "merci bcp c top",
)  # fmt: skip
PLEASED = (
    "Bien, même si j'ai dû relancer une fois.", "Satisfait dans l'ensemble.", "Bon travail, délai un peu long.", "Fait, merci.",
    "Réponse correcte.", "Correct, il aurait fallu prévenir du jour de passage.", "Bien mais le formulaire est compliqué.",
    "C'est mieux qu'avant.", "Pas mal du tout.", "Travail propre, mais pas au bon numéro la première fois.",
)
MIXED = (
    "C'est fait mais il a fallu attendre.", "Réponse un peu administrative.", "Moyen. Le problème peut revenir.", "Je n'ai pas vraiment eu de réponse à ma question.",
    "Réparation provisoire, on verra.", "Correct sans plus.", "On m'a renvoyé vers un autre organisme.", "Il faudrait être prévenu avant le passage.",
)  # fmt: skip
LATE = (
    "Beaucoup trop long.", "Des semaines d'attente pour une heure de travail.", "J'ai dû relancer trois fois.", "Le délai n'a pas été tenu et personne n'a prévenu.",
    "Travail bien fait mais deux mois d'attente…", "Trop lent.", "Sans ma relance, rien n'aurait bougé.", "J'avais presque oublié ma demande.",
)  # fmt: skip
UNHAPPY = (
    "Rien n'a été fait.", "Ma demande a été clôturée sans que personne ne m'appelle.", "Réponse toute faite.", "Le problème est exactement le même.",
    "C'est toujours aux autres de s'en occuper.", "Je ne comprends pas la décision.", "Très décevant.", "Inadmissible.", "On ne m'a pas écouté.",
    "nul", "Clôturé ? Venez voir sur place !", "Je n'écrirai plus, cela ne sert à rien.",
)  # fmt: skip
REFUSED = (
    "Refus mal expliqué.", "Je regrette la décision mais j'ai eu une explication.", "Décision injuste, le voisin a bien eu l'autorisation.",
    "Au moins la réponse est claire, même si c'est non.",
)
AGAIN = (
    "Il a fallu rouvrir ma demande pour que ce soit fait correctement.", "Deux passages pour un seul problème.", "La deuxième fois a été la bonne.",
    "Fermée trop vite la première fois.",
)
