"""Police municipale."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="police municipale",
    notes=(
        "Passage de la patrouille.",
        "Main courante n° {dossier}.",
        "Fichier consulté, propriétaire identifié.",
        "Situation calme au passage.",
        "Rappelé l'usager pour précisions.",
    ),
    replies=(
        "La patrouille passera sur place. En cas de danger immédiat, appelez le 17.",
        "Nous avons bien pris note et renforçons les passages dans votre rue.",
    ),
    plans=("Opération prévue {quand}.",),
    third=(("Attente du retour du fichier des véhicules.", "Retour du fichier : propriétaire identifié."),),
    ends={
        "done": ("La patrouille est intervenue.",),
        "answered": ("Réponse donnée par téléphone.",),
        "no_action": (
            "Rien à signaler lors des deux passages de la patrouille. Rappelez-nous si cela recommence.",
        ),
        "refused": (
            "Nous ne pouvons pas donner suite. || Les faits relèvent d'un litige privé entre voisins ; le conciliateur de "
            "justice peut vous recevoir gratuitement.",
        ),
        "transferred": ("Les faits relèvent de la gendarmerie, à qui nous avons transmis les éléments.",),
        "withdrawn": ("Vous nous avez indiqué que la situation est réglée.",),
        "cancelled": ("Appel enregistré par erreur.",),
    },
)

VOICES = {
    "PM-STA": Voice(
        subject="Stationnement gênant {rue}",
        written=(
            "Une voiture est garée devant mon portail, {adresse}, impossible de sortir. Plaque {immat}.",
            "Tous les matins à {heure_ecole}, des parents se garent sur le passage piéton de l'{ecole}.",
            "Un camion bouche la vue {repere}, {rue}, {depuis}. Immatriculation {immat}.",
            "Une voiture ne bouge plus {depuis} devant le {adresse} ({immat}).",
            "La place réservée aux handicapés {repere}, {rue}, est toujours occupée par la même voiture sans carte.",
        ),
        told=(
            "{Usager} {signale} un véhicule devant son garage, {adresse}, {immat}.",
            "{Usager} {signale} un stationnement sur trottoir {repere}, {rue}. Une poussette ne passe pas.",
            "{Usager} {signale} une voiture ventouse {dans_rue}, {immat}, {depuis}.",
            "{Usager} {signale} un camion sur l'arrêt de bus {de_rue}.",
        ),
        found=("Véhicule {immat} en stationnement gênant {repere}, {rue}. Verbalisé.",),
        more=(
            "J'ai laissé un mot sur le pare-brise, sans effet.",
            "C'est tous les jours pareil.",
            "Les pompiers ne passeraient pas.",
        ),
        notes=(
            "Propriétaire joint, déplace le véhicule.",
            "Verbalisé, procédure de fourrière engagée.",
            "Plaque relevée, pneus marqués à la craie.",
        ),
        plans=("Enlèvement par la fourrière prévu {quand}.",),
        ends={
            "done": (
                "Le véhicule a été verbalisé puis déplacé.",
                "Le propriétaire a été contacté, la place est libre.",
                "Mise en fourrière effectuée.",
                "Le stationnement a été verbalisé ; des passages réguliers sont prévus.",
                "Passages renforcés aux heures d'école ; {n} avertissements donnés.",
            )
        },
        answers=(("recurrence", ("ponctuel", "régulier")),),
    ),
    "PM-EPA": Voice(
        subject="Épave {rue}",
        written=(
            "Une voiture brûlée reste {repere}, {rue}, {depuis}.",
            "Véhicule sans roues posé sur des parpaings {dans_rue}. Vitres cassées.",
            "Une camionnette à l'abandon fuit de l'huile devant le {adresse}.",
        ),
        told=(
            "{Usager} {signale} une épave {repere}, {rue}, {immat}.",
            "{Usager} {signale} une voiture brûlée {dans_rue}.",
            "{Usager} {signale} une caravane abandonnée {repere}, {rue}.",
        ),
        found=("Épave sans plaque {repere}, {rue}. Photos au dossier.",),
        notes=("Mise en demeure envoyée au dernier propriétaire.", "Expert désigné."),
        third=(
            ("Mise en demeure au propriétaire : délai de dix jours.", "Délai écoulé, enlèvement possible."),
        ),
        plans=("Enlèvement prévu {quand}.",),
        ends={
            "done": (
                "L'épave a été enlevée par la fourrière.",
                "Le propriétaire a retiré son véhicule après notre courrier.",
            )
        },
    ),
    "PM-BRU": Voice(
        subject="Bruit {rue}",
        written=(
            "Musique à fond jusqu'à {heure_nuit} chez les voisins du {num}, {rue}. On n'en peut plus.",
            "Des motos tournent sur le parking {repere}, {rue}, tous les soirs.",
            "Le chien du {adresse} aboie toute la journée quand son maître travaille.",
            "Travaux le dimanche matin dès {heure_tot} au {adresse}, perceuse et marteau.",
            "Regroupements bruyants {repere}, {rue}, avec rodéos jusqu'à {heure_nuit}.",
        ),
        told=(
            "{Usager} {signale} des regroupements bruyants {repere}, {rue}, en soirée.",
            "{Usager} {signale} une musique trop forte au {adresse}, surtout le week-end.",
            "{Usager} {signale} un chien qui aboie {dans_rue}. {Il} a déjà parlé au voisin.",
            "{Usager} {signale} une pompe à chaleur bruyante au {adresse}.",
        ),
        more=(
            "Les enfants ne dorment plus.",
            "La discussion n'a rien donné.",
            "Je travaille de nuit.",
            "Que dit l'arrêté municipal ?",
        ),
        notes=("Rappel à l'ordre verbal.", "Contact pris avec le bailleur.", "Mesure de bruit à programmer."),
        replies=("Nous rendons visite à votre voisin. Un passage en soirée est également prévu.",),
        ends={
            "done": (
                "Un rappel à l'ordre verbal a été fait ; dites-nous si les nuisances reprennent.",
                "La patrouille est passée trois soirs de suite, le groupe s'est dispersé.",
                "Verbalisation pour tapage.",
            ),
            "answered": (
                "Nous vous proposons une médiation avec le conciliateur de justice, présent en mairie le premier mardi du mois.",
            ),
        },
        answers=(("horaires", ("en journée", "en soirée", "la nuit", "le week-end")),),
    ),
    "PM-ANI": Voice(
        subject="Animal errant {rue}",
        written=(
            "Un chien sans collier erre {dans_rue} depuis ce matin, il a l'air perdu.",
            "Un molosse en liberté a couru après {mon_enfant} {repere}, {rue}.",
            "Des moutons se promènent sur la route {repere}, {rue} !",
        ),
        told=(
            "{Usager} {signale} un chien errant {repere}, {rue}, type berger, sans collier.",
            "{Usager} {signale} un chien agressif {dans_rue}. {Il} n'a pas été mordu{e}.",
            "{Usager} {signale} une portée de chatons dans la haie du {adresse}.",
        ),
        found=("Chien capturé {repere}, {rue}. Puce lue.",),
        notes=(
            "Chien capturé, puce lue, maître prévenu.",
            "Refuge contacté, place disponible.",
            "Introuvable au premier passage.",
        ),
        ends={
            "done": (
                "Le chien a été rendu à son propriétaire.",
                "L'animal a été conduit à la fourrière animale.",
                "Les moutons ont regagné leur pré ; l'éleveur répare la clôture.",
            )
        },
    ),
    "PM-PDC": Voice(
        subject="Permis de détention",
        written=(
            "Je viens d'adopter un {race} et je souhaite le permis de détention.",
            "Comment renouveler le permis de détention de mon {race} après un déménagement ?",
        ),
        told=(
            "{Usager} {demande} un permis de détention pour un {race}.",
            "{Usager} {demande} la liste des pièces pour un {race} adopté en refuge.",
        ),
        notes=("Évaluation comportementale de niveau 1.",),
        asks=(
            (
                "Attestation d'aptitude manquante.",
                "Il manque l'attestation d'aptitude du maître. Pouvez-vous nous la transmettre ?",
                "Voici l'attestation, formation suivie {jour}.",
            ),
        ),
        ends={"done": ("Le permis de détention est prêt, il est à retirer au poste de police municipale.",)},
    ),
    "PM-OTV": Voice(
        subject="Tranquillité vacances, {adresse}",
        written=(
            "Nous serons absents à partir du {futur}, pouvez-vous surveiller la maison ? {Adresse}.",
            "Inscription à l'opération tranquillité vacances pour le {adresse}, départ le {futur}.",
            "Je pars trois semaines chez ma fille à partir du {futur}. Une voisine a les clés. {Adresse}.",
        ),
        told=(
            "{Usager} {demande} la surveillance de son domicile à partir du {futur}, {adresse}. Alarme : oui.",
            "{Usager} {demande} l'inscription à l'opération tranquillité vacances, {adresse}, départ le {futur}.",
            "{Usager} {demande} des passages pendant son hospitalisation, {adresse}.",
        ),
        notes=("Inscrit à la ronde.", "Voisine référente notée."),
        replies=("Votre demande est enregistrée. Pensez à nous prévenir si vous rentrez plus tôt.",),
        ends={
            "done": (
                "Votre domicile est inscrit aux rondes. Bonnes vacances !",
                "Les rondes sont programmées aux dates indiquées.",
            )
        },
    ),
    "PM-TRO": Voice(
        subject="Objet perdu",
        written=(
            "J'ai perdu {objet} {jour}, sans doute {repere}, {rue}.",
            "Auriez-vous retrouvé {objet} ? Perdu au marché {jour}.",
            "{Mon_enfant} a oublié {objet} au {parc}.",
        ),
        told=(
            "{Usager} {demande} si {objet} a été rapporté ; perte {jour}.",
            "{Usager} rapporte un trousseau de clés trouvé {repere}, {rue}.",
            "{Usager} {demande} si l'on a retrouvé {objet}, perdu {jour} au {gymnase}.",
        ),
        notes=(
            "Vérifié au registre : rien pour l'instant.",
            "Correspond à l'objet n° {dossier} du registre.",
        ),
        ends={
            "answered": (
                "Rien ne correspond dans notre registre à ce jour. Nous vous appellerons s'il est rapporté.",
                "Bonne nouvelle, il a été rapporté ! Il vous attend au poste, sur présentation d'une pièce d'identité.",
            ),
            "done": ("L'objet a été remis à son propriétaire.",),
        },
    ),
    "PM-VID": Voice(
        subject="Images de vidéoprotection",
        written=(
            "Ma voiture a été rayée {jour} {repere}, {rue}. Puis-je voir les images ?",
            "Je demande l'accès aux images me concernant, {rue}, {jour} vers {heure}.",
        ),
        told=(
            "{Usager} {demande} les images de la caméra {de_rue} après une agression {jour}.",
            "{Usager} {demande} à consulter les images de son accrochage, {rue}, {jour}.",
        ),
        notes=("Images conservées quinze jours : extraction faite.",),
        ends={
            "done": (
                "Les images sont conservées et tenues à la disposition des enquêteurs ; donnez-leur notre référence.",
            ),
            "refused": (
                "Vous ne pouvez pas consulter ces images. || Elles montrent d'autres personnes ; seule une réquisition "
                "judiciaire permet de les remettre (article L. 253-5 du code de la sécurité intérieure).",
            ),
        },
    ),
}
