"""Espaces verts."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="service espaces verts",
    notes=("Vu sur place.", "Ajouté au planning du secteur {quartier}.", "Équipe de tonte prévenue.", "À regrouper avec la taille de l'avenue.",
           "Rappelé, échange cordial."),
    replies=("Merci de votre message. Un jardinier passera voir sur place cette semaine.",
             "Votre demande est notée et sera traitée avec la prochaine tournée du secteur {quartier}."),
    plans=("Passage de l'équipe prévu {quand}.",),
    third=(("Attente de l'élagueur titulaire du marché.", "L'élagueur confirme sa date."),),
    ends={
        "done": ("Le travail a été réalisé par l'équipe des espaces verts.",),
        "answered": ("Réponse donnée par téléphone.",),
        "no_action": ("Après visite, l'arbre est sain et ne présente pas de danger. Nous le suivrons à l'automne.",
                      "Le nécessaire était déjà fait lors de notre passage."),
        "refused": ("Nous ne pouvons pas intervenir. || L'arbre se trouve sur une parcelle privée ; la taille revient à son "
                    "propriétaire (articles 671 à 673 du code civil).",),
        "transferred": ("Les bords de cette route sont entretenus par le Département, à qui nous avons transmis.",),
        "withdrawn": ("À votre demande, nous clôturons ce dossier.",),
        "cancelled": ("Demande enregistrée par erreur.",),
    },
)  # fmt: skip

VOICES = {
    "ESV-ARB": Voice(
        subject="Arbre dangereux {rue}",
        written=(
            "Une grosse branche est tombée {repere}, {rue}, et bloque le trottoir.",
            "Le tilleul devant le {adresse} penche dangereusement depuis le coup de vent.",
            "Un arbre est couché en travers {de_rue}, on ne passe plus !",
            "Le tronc du marronnier {repere} est fendu, {rue}. Il va tomber sur les voitures.",
            "Une branche menace de tomber sur la cour de l'{ecole}.",
        ),
        told=(
            "{Usager} {signale} un arbre tombé sur la chaussée {repere}, {rue}. Circulation bloquée.",
            "{Usager} {signale} une branche cassée qui pend au-dessus du trottoir, {adresse}.",
            "{Usager} {signale} un arbre penché contre les fils devant le {adresse}.",
            "{Usager} {signale} une branche tombée sur sa voiture, {adresse}. Personne n'est blessé.",
        ),
        found=("Branche charpentière fendue {dans_rue}, périmètre posé.",),
        more=(
            "C'est urgent.",
            "Des enfants passent dessous tous les jours.",
            "Les fils sont tendus.",
            "C'est {repere}.",
        ),
        notes=(
            "Balisage posé, tronçonneuse en cours.",
            "Axe dégagé, reste le broyage.",
            "Expertise de l'arbre demandée.",
        ),
        replies=("Une équipe est sur place pour dégager la voie. Merci de rester à distance.",),
        plans=("Broyage et dessouchage prévus {quand}.",),
        ends={
            "done": (
                "L'arbre a été débité et la voie rouverte.",
                "La branche a été coupée, il n'y a plus de danger.",
                "L'arbre, malade, a dû être abattu. Un jeune érable sera planté cet hiver.",
            )
        },
    ),
    "ESV-ELA": Voice(
        subject="Élagage {rue}",
        written=(
            "Les branches cachent complètement le feu {repere}, {rue}.",
            "La haie communale déborde sur le trottoir {de_rue}, il faut marcher sur la route.",
            "Les platanes {de_rue} touchent mes fenêtres au deuxième étage, je vis dans le noir.",
            "Les branches frottent le fil du téléphone devant le {adresse}.",
        ),
        told=(
            "{Usager} {demande} l'élagage des arbres {de_rue} : les branches touchent sa façade.",
            "{Usager} {signale} une haie qui masque la visibilité {repere}, {rue}.",
            "{Usager} {demande} que la haie de son voisin soit taillée, {adresse}. Orienté{e} vers le conciliateur.",
        ),
        found=("Végétation sur panneau {repere}, {rue}.",),
        more=(
            "Ce n'est pas taillé depuis deux ans.",
            "Cela dure {depuis}.",
            "Merci de préserver les nids au printemps.",
        ),
        notes=(
            "Période de nidification : taille reportée après le 31 juillet.",
            "Haie privée : courrier au propriétaire.",
        ),
        replies=(
            "L'élagage se fait de novembre à mars pour respecter l'arbre et les nids ; votre rue est inscrite.",
        ),
        plans=("Élagage programmé {quand}.",),
        ends={
            "done": (
                "L'élagage est terminé.",
                "La haie a été taillée et le trottoir est dégagé.",
                "Taille légère faite au droit de votre façade.",
            )
        },
        answers=(("prive", ("non", "non", "oui")),),
    ),
    "ESV-TON": Voice(
        subject="Tonte, désherbage {rue}",
        written=(
            "L'herbe arrive aux genoux {dans_rue}, on ne voit plus les bancs.",
            "Des herbes folles partout sur le trottoir {de_rue}. Ça fait vraiment abandonné.",
            "Quand passerez-vous tondre le {parc} ? Les enfants ne peuvent plus jouer au ballon.",
            "Les chardons du terrain communal {repere}, {rue}, envahissent mon potager.",
        ),
        told=(
            "{Usager} {demande} la tonte du terrain communal {repere}, {rue}.",
            "{Usager} {signale} des herbes hautes {dans_rue}. {Il} craint les tiques.",
            "{Usager} {demande} un désherbage du trottoir {de_rue}.",
        ),
        found=("Trottoir enherbé {dans_rue}, passage du rotofil à prévoir.",),
        more=(
            "L'an dernier, c'était fait à cette époque.",
            "Merci d'avance.",
            "C'est l'entrée de la ville, quand même.",
        ),
        notes=("Zone en fauche tardive : expliquer.", "Désherbage manuel, zéro produit."),
        replies=(
            "Cette prairie est fauchée deux fois par an pour laisser vivre les insectes ; un passage de bordure est prévu.",
        ),
        plans=("Tonte prévue {quand}.",),
        ends={
            "done": (
                "La tonte a été faite.",
                "Le trottoir a été désherbé à la main.",
                "Bordures fauchées ; le cœur de la prairie reste en fleurs jusqu'en septembre.",
            ),
            "no_action": (
                "Ce terrain est conduit en fauche tardive : la tonte aura lieu fin août, après la floraison.",
            ),
        },
    ),
    "ESV-JEU": Voice(
        subject="Aire de jeux",
        written=(
            "La balançoire du {parc} ne tient plus que par une chaîne.",
            "Le sol souple est déchiré sous le toboggan du {parc}, {mon_enfant} s'est pris le pied dedans.",
            "Des seringues ou des tessons dans le bac à sable du {parc}, je ne sais pas, mais c'est dangereux.",
        ),
        told=(
            "{Usager} {signale} une vis qui dépasse sur le toboggan du {parc}.",
            "{Usager} {signale} une balançoire cassée au {parc}. {Prenom} s'est légèrement blessé{ee}.",
            "{Usager} {signale} du verre dans le bac à sable du {parc}.",
        ),
        found=("Jeu à ressort descellé au {parc}, interdit d'accès.",),
        notes=("Jeu condamné avec rubalise.", "Pièce commandée au fabricant."),
        third=(("Pièce commandée chez le fabricant du jeu.", "Pièce reçue."),),
        replies=("Le jeu est interdit d'accès en attendant la réparation.",),
        plans=("Réparation prévue {quand}.",),
        ends={
            "done": (
                "Le jeu est réparé et contrôlé, il est rouvert.",
                "Le sable a été tamisé et le sol vérifié.",
            )
        },
    ),
}
