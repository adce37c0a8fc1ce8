"""The staff of the two town halls, and the sign-ins that the README and the console show."""

import unicodedata

from parvis.ops.demo.plan import Agent, Identity, Membership, Role, SignIn, Size

PASSWORD = "parvis-demo-2026"

# title | given name | family name | job | department:role, …
TOWN_STAFF = """
Mme|Nadège|Pruvost|Agente d'accueil|ACC:front_desk
Mme|Samira|Belkacem|Responsable de l'accueil|ACC:manager,ACC:front_desk
Mme|Monique|Lefort|Agente d'accueil|ACC:front_desk
M.|Théo|Le Bihan|Agent d'accueil|ACC:front_desk
Mme|Corinne|Vasseur|Régulatrice|ACC:dispatcher
Mme|Sylvie|Grandjean|Responsable de l'état civil|ETC:manager
Mme|Aurélie|Monteiro|Officière d'état civil déléguée|ETC:case_worker
M.|Julien|Carpentier|Chargé des élections et du cimetière|ETC:case_worker
Mme|Bénédicte|Roussel|Responsable des affaires scolaires|SCO:manager
Mme|Inès|Hamdi|Gestionnaire cantine et périscolaire|SCO:case_worker
Mme|Maëlle|Kerbrat|Coordinatrice petite enfance et jeunesse|PEJ:case_worker
Mme|Françoise|Delattre|Directrice du CCAS|SOC:manager
M.|Yann|Quéméner|Travailleur social|SOC:case_worker
Mme|Laetitia|Nguyen|Conseillère sociale et numérique|SOC:case_worker
M.|Arnaud|Teixeira|Chargé du commerce et du marché|ECO:case_worker
M.|Philippe|Sauvageot|Responsable de l'urbanisme|URB:manager
M.|Fabien|Lacoste|Instructeur urbanisme|URB:case_worker
Mme|Clémence|Aubry|Instructrice urbanisme|URB:case_worker
M.|Stéphane|Marchand|Responsable voirie et réseaux|VOI:manager
Mme|Élodie|Besnard|Technicienne voirie|VOI:case_worker
M.|Lucas|Poirier|Technicien voirie (renfort)|VOI:case_worker
M.|Karim|Ouali|Chef d'équipe voirie|VOI:field
M.|Didier|Lecomte|Responsable propreté|PRO:case_worker
M.|Bruno|Da Costa|Chef d'équipe propreté|PRO:field
Mme|Gaëlle|Morvan|Responsable espaces verts|ESV:case_worker
M.|Mickaël|Pottier|Jardinier|ESV:field
M.|Jean-Marc|Fournier|Responsable bâtiments et logistique|BAT:case_worker
M.|Ousmane|Diarra|Agent technique|BAT:field
M.|Olivier|Castaing|Chef de la police municipale|PM:manager
Mme|Jessica|Lambert|Brigadière|PM:case_worker
Mme|Isabelle|Thouvenin|Responsable de la vie culturelle|CUL:case_worker
M.|Romain|Guérin|Chargé des sports et des associations|SPO:case_worker
M.|Antoine|Lavergne|Directeur de cabinet|CAB:cabinet,CAB:case_worker
Mme|Hélène|Kervadec|Maire|CAB:elected
M.|Rachid|Benmoussa|Adjoint au cadre de vie|CAB:elected
Mme|Catherine|Joubert|Directrice générale des services|ADM:executive
M.|Vincent|Escoffier|Juriste, affaires générales|ADM:case_worker
Mme|Anne-Sophie|Picard|Déléguée à la protection des données|ADM:dpo
Mme|Pauline|Charrier|Responsable de la communication|CAB:communication
M.|Loïc|Tanguy|Administrateur fonctionnel|ADM:administrator
"""
VILLAGE_STAFF = """
Mme|Martine|Gaudin|Secrétaire générale de mairie|ACC:dispatcher,ADM:executive,ADM:manager,ADM:case_worker,ECO:case_worker
Mme|Sabrina|Lopes|Agente d'accueil et d'état civil|ACC:front_desk,ETC:case_worker,SOC:case_worker
Mme|Delphine|Hervieu|Chargée des écoles et de la jeunesse|SCO:case_worker,PEJ:case_worker,CUL:case_worker,SPO:case_worker
M.|Patrice|Lebrun|Responsable des services techniques|VOI:case_worker,BAT:case_worker,URB:case_worker
M.|Cédric|Marteau|Agent technique|VOI:field,BAT:field
M.|José|Fernandes|Agent des espaces verts et de la propreté|ESV:case_worker,PRO:case_worker
M.|Alain|Bouvier|Garde champêtre|PM:case_worker
M.|Gérard|Lhuillier|Maire|CAB:elected
Mme|Nicole|Chauvet|Adjointe à la vie locale|CAB:elected,CAB:case_worker
Mme|Emma|Rivoal|Chargée de communication et du numérique|CAB:communication,ADM:administrator,CAB:cabinet
M.|Hugo|Simonet|Délégué à la protection des données|ADM:dpo
"""

FORMER = frozenset(["monique.lefort", "fabien.lacoste"])
"""Retired or gone to another town; see `rhythms.departures`."""
ROLES: tuple[Role, ...] = (
    "front_desk", "case_worker", "dispatcher", "manager", "field", "executive", "elected", "cabinet",
    "communication", "dpo", "administrator",
)  # fmt: skip
SHOWN: dict[str, str] = {"case_worker": "VOI", "manager": "VOI", "field": "VOI"}
"""The department whose agent is shown where several hold the role."""


def ascii_slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe")).encode("ascii", "ignore").decode()
    return "".join(letter if letter.isalnum() else "-" for letter in plain.lower()).strip("-")


def staff(size: Size, identity: Identity) -> tuple[Agent, ...]:
    agents = []
    for line in (TOWN_STAFF if size == "town" else VILLAGE_STAFF).strip().splitlines():
        title, given, family, job, roles = line.split("|")
        memberships = tuple(Membership(*pair.split(":")) for pair in roles.split(","))  # type: ignore[arg-type]
        login = f"{ascii_slug(given)}.{ascii_slug(family)}"
        email = f"{login}@{identity.email_domain}"
        active = login not in FORMER
        agents.append(Agent(login, given, family, title, job, email, memberships, active))  # type: ignore[arg-type]
    return tuple(agents)


def sign_ins(agents: tuple[Agent, ...]) -> tuple[SignIn, ...]:
    """One agent for each role, in the order of the roles; a town without one leaves the role out."""
    found = []
    for role in ROLES:
        holders = [
            (agent, m.department)
            for agent in agents
            if agent.active
            for m in agent.memberships
            if m.role == role
        ]
        holders.sort(key=lambda pair: pair[1] != SHOWN.get(role))
        if holders:
            agent, department = holders[0]
            found.append(SignIn(role, agent.email, PASSWORD, agent.name, department))
    return tuple(found)
