"""What each sign-in of the README finds of its colleagues in a town that was settled."""

from parvis.cases.abilities import abilities
from parvis.cases.models import CaseLink, Follow, Mention
from parvis.desk.lists.choices import choices_of
from parvis.desk.lists.writing import listed
from parvis.desk.saved.shown import pinned_views
from parvis.kit import clock
from parvis.notifications.colleagues.models import AgentNotice
from parvis.notifications.models import Delivery
from parvis.ops.demo.plan import DemoTown
from parvis.organisation.access import Access
from parvis.organisation.models import Agent
from parvis.replies.leaving import leave
from parvis.replies.models import Draft

README = (
    "nadege.pruvost", "elodie.besnard", "corinne.vasseur", "stephane.marchand", "catherine.joubert", "helene.kervadec",
    "loic.tanguy",
)  # fmt: skip
#: The front desk answers on the spot, and for its own service alone: nobody leaves it a text to finish.
ANSWERING = README[1:4]
APPROVING = ("stephane.marchand", "catherine.joubert", "helene.kervadec")


def everybody_finds_their_colleagues(tenant_id: int, town: DemoTown) -> None:
    agents = {one.email.split("@")[0]: Agent.objects.get(account__email=one.email) for one in town.agents}
    for login in README:
        access = Access.of(agents[login])
        unread = AgentNotice.objects.of(access).unread()
        assert unread.calls().exists(), login
        assert Mention.objects.filter(agent=agents[login]).exists(), login
        assert Follow.objects.filter(agent=agents[login], following=True).exists(), login
        assert len(pinned_views(access, choices_of(access))) >= 2, login
    for login in ANSWERING:
        access = Access.of(agents[login])
        left = Draft.objects.on_hand().readable_by(access).exclude(agent=agents[login])
        called = Mention.objects.filter(agent=agents[login]).values("note__case")
        left = [d for d in left.filter(case__in=called) if "reply" in abilities(access, d.case)]
        assert left, login
        assert listed("planned", access).count() == 1, login
        assert CaseLink.objects.filter(kind="related", created_by=agents[login]).exists(), login
    for login in APPROVING:
        access = Access.of(agents[login])
        assert listed("approvals", access).exists(), login
        assert AgentNotice.objects.of(access).unread().filter(reason="approval").exists(), login
    worker = Access.of(agents["elodie.besnard"])
    assert listed("submitted", worker).exists()
    back = [draft for draft in listed("drafts", worker) if draft.notice]
    assert [draft.notice.split(" : ")[0] for draft in back] == ["Renvoyée par Stéphane Marchand"]
    assert back[0].outcome == "refused"
    assert AgentNotice.objects.of(worker).unread().filter(reason="writing").exists()
    _leave_at_their_hour(tenant_id)


def _leave_at_their_hour(tenant_id: int) -> None:
    for planned in Draft.objects.leaving():
        with clock.travel(planned.leaves_at):
            leave(tenant_id, planned.pk)
        planned.refresh_from_db()
        assert (planned.state, planned.notice) == (Draft.State.LEFT, "")
        assert planned.message is not None


def nobody_was_written_to() -> None:
    assert not AgentNotice.objects.filter(digest_at__isnull=False).exists()
    assert not Delivery.objects.exclude(notice="reply").exists()
