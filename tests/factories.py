"""Towns, agents and cases for tests, with traits named as situations."""

from datetime import datetime, timedelta
from typing import Any

from parvis.cases.closing import close
from parvis.cases.models import Case
from parvis.directory.matching import Identity
from parvis.history.actors import Actor
from parvis.intake.receiving import receive
from parvis.intake.submission import Place, Submission
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Account, Agent, Department, Membership, Role

PASSWORD = "un mot de passe de test 2026"


def agent(name: str = "Camille Martin", *roles: tuple[str, str | None] | str, email: str = "") -> Agent:
    """``agent("Paul", ("case_worker", "VOI"), "dispatcher")``: a role in a department, or in the whole town."""
    email = email or f"{name.lower().replace(' ', '.')}@mairie.test"
    account = Account.objects.filter(email=email).first() or Account.objects.create_account(
        email, PASSWORD, name
    )
    made = Agent(account=account, display_name=name, title="agent")
    made.save()
    for entry in roles or (("case_worker", "VOI"),):
        role, code = (entry, None) if isinstance(entry, str) else entry
        department = Department.objects.get(code=code) if code else None
        Membership(agent=made, role=Role(role), department=department).save()
    return made


def actor(name: str = "Camille Martin", *roles: tuple[str, str | None] | str) -> Actor:
    return actor_of(agent(name, *roles))


def submission(**values: Any) -> Submission:
    given: dict[str, Any] = {
        "channel": "web",
        "description": "Un trou dans la chaussée devant le 12.",
        "type_code": "VOI-NDP",
        "received_at": clock.now(),
        "person": Identity(given_names="Élodie", family_name="Durand", email="elodie.durand@example.org"),
        "place": Place(address="12 rue des Lilas"),
    }
    return Submission(**given | values)


def case(**values: Any) -> Case:
    """A case received by the door, by the person themselves unless ``by`` says otherwise."""
    by = values.pop("by", None) or Actor.person()
    return receive(submission(**values), by=by).case


def closed_case(
    *, outcome: str = "done", text: str = "C'est réparé.", after: timedelta = timedelta(0), **values: Any
) -> Case:
    made = case(**values)
    at: datetime = made.received_at + after
    close(made, outcome=outcome, text=text, by=Actor.system(), at=at)
    return made
