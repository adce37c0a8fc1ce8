"""Agents: their account, their roles, their departments. Nobody is invited and no password is set."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from parvis.directory.normalising import normalise_email
from parvis.intake.importing.identifying import split_name
from parvis.intake.importing.kinds.fields import Field, FieldMapping, chosen
from parvis.intake.importing.kinds.rows import Became, FieldKind, Given, Importer, Model
from parvis.intake.importing.kinds.town import Named
from parvis.intake.importing.refusals import CannotImport, RowRefused
from parvis.kit.names import sort_name
from parvis.organisation.access import Access
from parvis.organisation.invitations import DEPARTMENT_ROLES
from parvis.organisation.models import Account, Agent, Department, Membership, Role

_ROLES = {str(code): str(label) for code, label in Role.choices}


class _Importer(Importer):
    def __init__(self, mapping: FieldMapping, at: datetime, access: Access | None = None) -> None:
        super().__init__(mapping, at, access)
        self._departments = Named(Department.objects.filter(active=True), "service")
        self._departments.check(mapping, "department")
        rule = mapping.rule("role")
        try:
            for word in filter(None, (*rule.constant, *rule.values.values(), rule.empty)):
                chosen(word, _ROLES, "rôle")
        except RowRefused as refusal:
            raise CannotImport(f"La correspondance donne un rôle inconnu : {refusal}.") from None

    def take(self, chunk: Sequence[Given]) -> Iterator[tuple[Given, Became | RowRefused]]:
        emails = {normalise_email(" ".join(self._emails(given))) for given in chunk}
        accounts = {a.email: a for a in Account.objects.filter(email__in=[e for e in emails if e])}
        agents = {a.account_id: a for a in Agent.objects.filter(account__in=accounts.values())}
        held = {
            (m.agent_id, m.department_id, m.role)
            for m in Membership.objects.filter(agent__in=agents.values())
        }
        for given in chunk:
            try:
                yield given, self._one(given, accounts, agents, held)
            except RowRefused as refusal:
                yield given, refusal

    def _emails(self, given: Given) -> tuple[str, ...]:
        return self.mapping.rule("email").read(given.cells, self.mapping.fields["email"])

    def _one(
        self,
        given: Given,
        accounts: dict[str, Account],
        agents: dict[int, Agent],
        held: set[tuple[int, int | None, str]],
    ) -> Became:
        written = self.mapping.one("email", given.cells)
        email = normalise_email(written)
        if email is None:
            raise RowRefused(f"adresse électronique illisible : « {written[:60]} »")
        name, places = self._name(given), self._places(given)
        account = accounts.get(email)
        account_made = account is None
        if account is None:
            account = accounts[email] = Account.objects.create_account(email, None, name)
        elif not account.is_active:
            # Not why: what another town decided of an account is not for this one to learn.
            raise RowRefused("cette adresse ne peut pas recevoir de rôle")
        agent = agents.get(account.pk)
        created = agent is None
        if agent is not None:
            self._refuse_own(agent, places, held)
        if agent is None:
            agent = Agent(
                account=account,
                display_name=name,
                title=self.mapping.one("title", given.cells),
                phone=self.mapping.one("phone", given.cells),
            )
            agent.save(force_insert=True)
            agents[account.pk] = agent
        others = []
        for department, role in places:
            key = (agent.pk, department.pk if department else None, role)
            if key not in held:
                held.add(key)
                membership = Membership(agent=agent, department=department, role=role)
                membership.save(force_insert=True)
                others.append(membership)
        return Became(agent, created=created, others=list(others), account_made=account_made)

    def _refuse_own(
        self,
        agent: Agent,
        places: list[tuple[Department | None, str]],
        held: set[tuple[int, int | None, str]],
    ) -> None:
        """Nobody gives themselves a role. Raises RowRefused."""
        if self.access is None or agent.pk != self.access.agent_id:
            return
        if any((agent.pk, d.pk if d else None, role) not in held for d, role in places):
            raise RowRefused("on ne se donne pas de rôle à soi-même : un autre administrateur le fera")

    def _name(self, given: Given) -> str:
        """« Camille Martin », from one column or two. Raises RowRefused."""
        first, family = (
            self.mapping.one("given_names", given.cells),
            self.mapping.one("family_name", given.cells),
        )
        if not (first or family):
            whole = self.mapping.one("name", given.cells)
            first, family = split_name(whole, self.mapping.rule("name").order)
        name = f"{first} {family}".strip()
        if not sort_name(name):
            raise RowRefused("nom : cellule vide")
        return name[:200]

    def _places(self, given: Given) -> list[tuple[Department | None, str]]:
        """Every role in every department; whole town hall for the roles that need none. Raises RowRefused."""
        roles = [chosen(word, _ROLES, "rôle") for word in self.mapping.all("role", given.cells)]
        departments = [self._departments.get(word) for word in self.mapping.all("department", given.cells)]
        for department in departments:
            if self.hidden & department.sector_ids:
                raise RowRefused(f"« {department} » est cloisonné : qui ne le lit pas n'y donne pas de rôle")
        if departments:
            return [(department, role) for department in departments for role in roles]
        needy = [role for role in roles if role in DEPARTMENT_ROLES]
        if needy:
            raise RowRefused(f"« {_ROLES[needy[0]]} » s'exerce dans un service : la ligne n'en donne pas")
        return [(None, role) for role in roles]


class Agents(FieldKind):
    code, label, plural = "agents", "agent", "agents"
    model = Model.AGENT
    importer = _Importer
    fields = (
        Field("email", "adresse électronique", required=True, longest=254),
        Field("name", "nom", longest=200),
        Field("given_names", "prénom", longest=100),
        Field("family_name", "nom de famille", longest=100),
        Field("title", "qualité", longest=150),
        Field("phone", "téléphone", longest=30),
        Field("role", "rôle", required=True, several=True),
        Field("department", "service", several=True, longest=150),
    )

    @classmethod
    def check(cls, mapping: FieldMapping) -> None:
        if not {"name", "family_name"} & set(mapping.rules):
            raise ValueError("il manque la rubrique [name], ou [given_names] et [family_name].")
