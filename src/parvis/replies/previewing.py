"""The mail exactly as it would leave now: the same templates, the same facts, the same address."""

from dataclasses import dataclass, replace

from parvis.cases.models import Case
from parvis.kit import clock
from parvis.notifications.composing import compose
from parvis.notifications.notices.closed import Closed
from parvis.notifications.notices.held import Held
from parvis.notifications.notices.reply import Reply
from parvis.notifications.recipients import address_of
from parvis.organisation.models import Agent
from parvis.replies.models import Draft
from parvis.replies.variables import gaps


@dataclass(frozen=True)
class Mail:
    #: Empty when the person has no address: it is then read on the follow-up page, or sent by post.
    recipient: str
    subject: str
    text: str
    reply_to: str
    gaps: list[str]
    #: There is an address, which this reader may not know.
    hidden: bool = False

    def without_address(self) -> "Mail":
        return replace(self, recipient="", hidden=bool(self.recipient))


def preview(
    case: Case, *, body: str, author: Agent, files: int = 0, kind: str = Draft.Kind.REPLY, outcome: str = ""
) -> Mail:
    if kind == Draft.Kind.CLOSURE:
        said = compose(Closed, Closed.said(outcome, body, clock.now()), case=case)
    elif kind == Draft.Kind.QUESTION:
        said = compose(Held, Held.said(body), case=case)
    else:
        said = compose(Reply, Reply.said(body, author, files), case=case)
    return Mail(address_of(case), said.subject, said.text, said.reply_to, gaps(body))


def preview_of(draft: Draft, case: Case) -> Mail:
    return preview(
        case,
        body=draft.body,
        author=draft.agent,
        files=draft.files.count(),
        kind=draft.kind,
        outcome=draft.outcome,
    )
