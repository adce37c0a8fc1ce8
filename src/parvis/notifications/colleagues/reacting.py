"""What colleagues are told when something happens to a case: a reaction, once for each agent and event."""

from datetime import datetime

from parvis.cases.followers import begin_following
from parvis.cases.models import Case
from parvis.history.models import Event
from parvis.history.reactions import on
from parvis.kit import clock
from parvis.live.bus import tell_agent
from parvis.notifications.colleagues.models import AgentNotice, Level
from parvis.notifications.colleagues.preferences import Preferences, preferences_of, town_calendar
from parvis.notifications.colleagues.telling import TOLD, Told, beginners, told_of
from parvis.notifications.colleagues.wording import facts_of
from parvis.notifications.mailing import queue_mail
from parvis.notifications.notices.agent_notice import AgentTold


@on(*TOLD, queue="notifications")
def tell_the_colleagues(event: Event) -> None:
    """May run twice after a crash: notices and mails are there once."""
    case = (
        Case.objects.select_related("request_type", "sector").defer("search").filter(pk=event.case_id).first()
    )
    if case is None:
        return
    tell(event, case, told_of(event, case), beginners(event))


def tell(event: Event, case: Case, told: list[Told], starting: list[int] | None = None) -> None:
    """Also for slices above, which know who else an event of theirs is for. ``starting``: who follows the case from now on."""
    starting = starting or []
    preferences = preferences_of([*{t.agent.pk for t in told}, *starting])
    write_notices(told, case, preferences, key=f"event:{event.pk}", event=event)
    begin_following(
        case, [pk for pk in starting if preferences[pk].chosen.follows_by_itself], at=event.recorded_at
    )


def write_notices(
    told: list[Told],
    case: Case,
    preferences: dict[int, Preferences],
    *,
    key: str,
    event: Event | None = None,
) -> None:
    now = clock.now()
    levels = {t.agent.pk: preferences[t.agent.pk].level(t.reason) for t in told}
    made = [
        AgentNotice(
            agent=t.agent,
            case=case,
            reason=t.reason,
            key=key,
            event_id=event.pk if event else None,
            event_type=event.type if event else "",
            by_label=event.actor_label if event else "",
            made_at=event.recorded_at if event else now,
            digest_at=_digest_at(preferences[t.agent.pk], levels[t.agent.pk], now, event),
        )
        for t in told
        if levels[t.agent.pk] != Level.NONE
    ]
    known = AgentNotice.objects.filter(key=key, agent_id__in=[notice.agent_id for notice in made])
    before = set(known.values_list("agent_id", flat=True)) if made else set()
    AgentNotice.objects.bulk_create(made, ignore_conflicts=True)
    for notice in made:
        if notice.agent_id not in before:
            tell_agent(notice.agent_id, "notices")  # the bell of the pages they have open
    for notice in made:
        if levels[notice.agent_id] == Level.MAIL and event is not None:
            address = notice.agent.account.email
            queue_mail(AgentTold, address, facts_of(notice), event=event)


def _digest_at(preferences: Preferences, level: Level, now: datetime, event: Event | None) -> datetime | None:
    if level == Level.MAIL and event is None:
        # Without an event to be sent once for, it leaves by the next round of digests.
        return now
    return preferences.next_digest(now, town_calendar()) if level == Level.DIGEST else None
