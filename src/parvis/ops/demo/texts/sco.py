"""Affaires scolaires, périscolaire, restauration."""

from parvis.ops.demo.texts.voice import Service, Voice

SERVICE = Service(
    label="service des affaires scolaires",
    notes=(
        "Vu avec la directrice de l'école.",
        "Dossier mis à jour dans le logiciel famille.",
        "Responsable de site prévenue.",
        "Rappelé la famille.",
    ),
    replies=(
        "Nous avons bien reçu votre demande et revenons vers vous sous 48 heures.",
        "C'est noté, l'équipe périscolaire est prévenue.",
    ),
    plans=("Rendez-vous fixé {quand}.",),
    third=(("Attente de l'avis de l'école.", "Avis de la directrice reçu."),),
    ends={
        "done": ("Le dossier est à jour.",),
        "answered": ("Les renseignements ont été donnés par téléphone.",),
        "no_action": (
            "Sans réponse de votre part, nous clôturons la demande. Écrivez-nous pour la reprendre.",
        ),
        "refused": (
            "Nous ne pouvons pas donner une suite favorable. || Le règlement périscolaire prévoit un délai de prévenance de "
            "deux jours ouvrés.",
        ),
        "transferred": ("Cette question relève de l'Éducation nationale, à qui nous avons transmis.",),
        "withdrawn": ("Vous avez renoncé à votre demande, nous la clôturons.",),
        "cancelled": ("Demande en double.",),
    },
)

VOICES = {
    "SCO-INS": Voice(
        subject="Inscription scolaire {de_prenom}",
        written=(
            "Nous emménageons cet été {dans_rue} et souhaitons inscrire {mon_enfant} en {classe}.",
            "Comment inscrire {mon_enfant}, qui aura trois ans en novembre, en petite section ?",
            "Voici le dossier d'inscription de {mon_enfant} à l'{ecole}. Le certificat de vaccination suivra.",
            "Bonjour, {mon_enfant} doit entrer en {classe} à la rentrée. Quelle est notre école de secteur ({adresse}) ?",
        ),
        told=(
            "{Usager} {demande} à inscrire {son_enfant} à l'{ecole}, niveau {classe}.",
            "{Usager} {demande} quelle est l'école de secteur du {adresse}.",
            "{Usager} dépose le dossier d'inscription de {son_enfant} en {classe}.",
        ),
        asks=(
            (
                "Certificat de vaccination.",
                "Il manque la copie des vaccinations et le certificat de radiation. Pouvez-vous les envoyer ?",
                "Voici la page des vaccins. Le certificat de radiation arrive demain.",
            ),
        ),
        ends={
            "done": (
                "{Prenom} est inscrit{ee} à l'{ecole}. La directrice vous appellera pour une visite.",
                "Inscription validée, le certificat est à remettre à l'école.",
            )
        },
        answers=(("niveau", ("petite section", "moyenne section", "CP", "CE1", "CM2")),),
    ),
    "SCO-DER": Voice(
        subject="Dérogation de secteur pour {prenom}",
        written=(
            "Je demande une dérogation pour que {mon_enfant} rejoigne l'{ecole}, où travaille sa nourrice.",
            "Nos deux enfants seraient dans deux écoles différentes : nous sollicitons une dérogation pour {prenom}.",
            "Nous habitons à 200 mètres de l'{ecole}, mais le secteur nous envoie à l'autre bout de la ville. {Prenom} ira en {classe}.",
        ),
        told=(
            "{Usager} {demande} une dérogation de secteur pour {son_enfant}, {classe}.",
            "{Usager} dépose une demande de dérogation pour {son_enfant} : rapprochement de fratrie.",
        ),
        asks=(
            (
                "Attestation de l'assistante maternelle.",
                "Pouvez-vous joindre l'attestation de l'assistante maternelle ?",
                "Attestation jointe, signée ce matin.",
            ),
        ),
        plans=("Passage en commission le {quand}.",),
        ends={
            "done": ("La commission a accordé la dérogation pour l'{ecole}.",),
            "refused": (
                "La commission n'a pas pu accorder la dérogation. || L'effectif du niveau demandé atteint déjà 27 élèves et la "
                "demande n'entre pas dans les motifs de dérogation retenus par le conseil municipal (article L. 212-7 du code de l'éducation).",
            ),
        },
    ),
    "SCO-CAN": Voice(
        subject="Cantine et périscolaire {de_prenom}",
        written=(
            "{Prenom} mangera à la cantine le lundi et le jeudi à partir de la rentrée.",
            "{Prenom} est malade, merci d'annuler la cantine jusqu'à la fin de la semaine.",
            "Je change d'horaires : peut-on inscrire {mon_enfant} à la garderie du soir ?",
            "Le portail famille refuse mon inscription à la cantine, message d'erreur à la dernière page.",
            "Est-il possible d'avoir des repas sans porc pour {mon_enfant} ?",
            "{Prenom} dit que les parts sont trop petites et que le bruit est insupportable à midi.",
        ),
        told=(
            "{Usager} {demande} l'inscription de {son_enfant} à la cantine, lundi et vendredi.",
            "{Usager} {signale} l'absence de {son_enfant} à la cantine pour deux jours.",
            "{Usager} {demande} la garderie du soir pour {son_enfant} dès lundi.",
            "{Usager} n'arrive pas à se connecter au portail famille. Mot de passe réinitialisé avec {lui}.",
            "{Usager} {demande} à passer {son_enfant} du forfait quatre jours à deux jours.",
        ),
        asks=(
            (
                "Jours à préciser.",
                "Quels jours souhaitez-vous, et à partir de quelle date ?",
                "Le lundi, le mardi et le jeudi, dès la semaine prochaine.",
            ),
        ),
        ends={
            "done": (
                "C'est enregistré : {prenom} est inscrit{ee} aux jours demandés.",
                "Les repas sont annulés et ne seront pas facturés.",
                "L'inscription à la garderie est prise en compte dès lundi.",
                "C'est noté dans le dossier et transmis à l'équipe de la cantine.",
            ),
            "answered": ("Le portail est de nouveau accessible, votre inscription a bien été reçue.",),
        },
        answers=(("jours", ("lundi, jeudi", "tous les jours", "mardi, vendredi")),),
    ),
    "SCO-PAI": Voice(
        subject="PAI {de_prenom}",
        written=(
            "{Prenom} est allergique à l'arachide : comment mettre en place un PAI à l'{ecole} ?",
            "Je vous transmets le protocole du médecin pour {mon_enfant} (asthme).",
        ),
        told=(
            "{Usager} {demande} un PAI pour {son_enfant}, allergie alimentaire.",
            "{Usager} {signale} une nouvelle allergie de {son_enfant}, à prendre en compte dès demain.",
        ),
        notes=("Cuisine et animateurs prévenus.", "Panier-repas accepté en attendant."),
        asks=(
            (
                "Ordonnance à jour.",
                "Il nous faut l'ordonnance et la trousse d'urgence. Pouvez-vous les apporter à l'école ?",
                "Trousse remise à la directrice ce matin avec l'ordonnance.",
            ),
        ),
        ends={"done": ("Le PAI est signé par le médecin scolaire et transmis à la cantine.",)},
    ),
    "SCO-FAC": Voice(
        subject="Facture {facture}",
        written=(
            "La facture {facture} compte {n} repas alors {que_prenom} était absent{ee}. Montant : {montant}.",
            "Je conteste la facture {facture} : le quotient familial n'a pas été mis à jour.",
            "Deux prélèvements ce mois-ci pour la même facture, {montant} à chaque fois !",
        ),
        told=(
            "{Usager} {demande} la correction de la facture {facture} : {n} repas comptés à tort.",
            "{Usager} {demande} un échelonnement de la facture {facture} ({montant}).",
            "{Usager} {signale} un double prélèvement de {montant}.",
        ),
        notes=(
            "Pointage vérifié : l'absence n'avait pas été saisie.",
            "Quotient à jour depuis le mois dernier seulement.",
        ),
        ends={
            "done": (
                "La facture est corrigée, un avoir apparaîtra le mois prochain.",
                "Le second prélèvement vous est remboursé.",
            ),
            "refused": (
                "La facture est maintenue. || L'absence a été signalée le jour même ; le règlement prévoit la facturation du premier "
                "repas.",
            ),
            "answered": ("La trésorerie accepte un paiement en trois fois ; elle vous écrit.",),
        },
    ),
    "SCO-TRA": Voice(
        subject="Transport scolaire",
        written=(
            "Le car de 7h42 n'est pas passé {jour}, {mon_enfant} a attendu une heure sous la pluie.",
            "Comment inscrire {mon_enfant} au transport scolaire ?",
        ),
        told=(
            "{Usager} {signale} un car scolaire bondé, des enfants debout.",
            "{Usager} {demande} une carte de transport pour {son_enfant}.",
        ),
        ends={
            "transferred": (
                "Le transport scolaire relève de la Région, à qui nous avons transmis votre message.",
            ),
            "answered": ("L'inscription se fait sur le site de la Région ; nous vous avons envoyé le lien.",),
        },
    ),
}
