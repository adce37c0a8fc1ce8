"""The actor that an agent is."""

from parvis.history.actors import Actor
from parvis.history.models import ActorKind
from parvis.organisation.access import Access
from parvis.organisation.models import Agent


def actor_of(agent: Agent, access: Access | None = None) -> Actor:
    return Actor(ActorKind.AGENT, agent.pk, agent.display_name, access or Access.of(agent))
