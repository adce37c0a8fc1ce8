"""Which rule asks that a reply be approved, and who may approve it."""

from parvis.cases.models import Case
from parvis.cases.states import Outcome
from parvis.catalog.models import Kind
from parvis.organisation.access import Access
from parvis.organisation.models import Agent, Membership, Role
from parvis.replies.models import ApprovalRule, Draft

About = ApprovalRule.About


def rules_in_use() -> list[ApprovalRule]:
    found = ApprovalRule.objects.filter(active=True).select_related("request_type", "department", "sector")
    return list(found.order_by("id"))


def rule_for(case: Case, *, kind: str, outcome: str = "") -> ApprovalRule | None:
    return most_precise(rules_in_use(), case, kind=kind, outcome=outcome)


def most_precise(
    rules: list[ApprovalRule], case: Case, *, kind: str, outcome: str = ""
) -> ApprovalRule | None:
    """Of the rules that match, the one with the narrowest conditions; then two steps before one; then the oldest."""
    found = [rule for rule in rules if _matches(rule, case, kind, outcome)]
    return min(found, key=_rank, default=None)


def _matches(rule: ApprovalRule, case: Case, kind: str, outcome: str) -> bool:
    about = {
        About.ALL: kind != Draft.Kind.NOTE,
        About.REPLIES: kind in (Draft.Kind.REPLY, Draft.Kind.QUESTION),
        About.CLOSURES: kind == Draft.Kind.CLOSURE,
        About.REFUSALS: kind == Draft.Kind.CLOSURE and outcome == Outcome.REFUSED,
    }[About(rule.about)]
    return (
        about
        and rule.request_type_id in (None, case.request_type_id)
        and rule.department_id in (None, case.department_id)
        and rule.sector_id in (None, case.sector_id)
        and rule.kind in ("", case.kind)
    )


def _rank(rule: ApprovalRule) -> tuple[bool, bool, bool, bool, bool, bool, int]:
    return (
        rule.request_type_id is None,
        rule.department_id is None,
        rule.sector_id is None,
        not rule.kind,
        rule.about != About.REFUSALS,
        not rule.then_role,
        rule.pk,
    )


def may_approve(access: Access, draft: Draft) -> bool:
    """The rule of the list « À valider », for one of them."""
    return bool(Draft.objects.awaiting(access).filter(pk=draft.pk).exists())


def not_asked(draft: Draft) -> frozenset[int]:
    """Whoever wrote in it, unless its rule lets them."""
    own = draft.rule is not None and draft.rule.author_may_approve
    return frozenset() if own else draft.authors


def approvers(case: Case, role: str, *, but: set[int] | frozenset[int] = frozenset()) -> list[Agent]:
    """Active agents who hold the role where this case is, and read it; two queries and one for the sectors."""
    from parvis.cases.abilities import can_read
    from parvis.organisation.models import Sector

    holders = Membership.objects.filter(role=role, agent__active=True).select_related("agent", "department")
    if role == Role.MANAGER:
        parent = case.department.parent_id
        holders = [
            m for m in holders if m.department_id in (None, case.department_id, *([parent] if parent else []))
        ]
    agents = {m.agent_id: m.agent for m in holders if m.agent_id not in but}
    if not agents:
        return []
    roles: dict[int, list[Membership]] = {}
    for m in Membership.objects.filter(agent_id__in=agents).select_related("department"):
        roles.setdefault(m.agent_id, []).append(m)
    sectors = list(Sector.objects.all())
    found = [
        agent for pk, agent in agents.items() if can_read(Access.from_rows(pk, roles[pk], sectors), case)
    ]
    return sorted(found, key=lambda a: (a.sort_name, a.pk))


def wait_of(draft: Draft, case: Case) -> str:
    """« par le chef du service », as « attend d'être validée » goes on; says so when nobody can."""
    asked = f"par {asked_of(draft.asked_role)}"
    if approvers(case, draft.asked_role, but=not_asked(draft)):
        return asked
    return f"{asked}, et personne d'autre que vous ne tient ce rôle pour cette demande : prévenez l'administrateur"


def asked_of(role: str) -> str:
    """« le chef de service », as a sentence goes on."""
    said = {
        Role.MANAGER: "le chef du service chargé de la demande",
        Role.EXECUTIVE: "la direction générale",
        Role.CABINET: "le cabinet",
        Role.ELECTED: "l'élu à qui la demande est adressée",
    }
    return said.get(Role(role), str(Role(role).label).lower())


def wording(rule: ApprovalRule) -> str:
    """The rule in one sentence."""
    what = str(About(rule.about).label)
    where = []
    if rule.request_type is not None:
        where.append(f"demandes « {rule.request_type.label} »")
    if rule.kind:
        where.append(f"de nature « {Kind(rule.kind).label.lower()} »")
    if rule.department is not None:
        where.append(f"du service {rule.department.name}")
    if rule.sector is not None:
        where.append(f"du secteur {rule.sector.name}")
    about = f" ({', '.join(where)})" if where else ""
    who = " puis ".join(asked_of(role) for role in rule.steps)
    verb = "sont validées" if rule.about == About.REPLIES else "sont validés"
    return f"{what}{about} : {verb} par {who} avant de partir."
