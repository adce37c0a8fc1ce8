"""What is written in the life of one case: notes, letters, questions, photos, chasing and thanking."""

from datetime import date, timedelta

from parvis.ops.demo import letters
from parvis.ops.demo.calendar import instant, say_hour
from parvis.ops.demo.coherence import agrees
from parvis.ops.demo.hands import Hands
from parvis.ops.demo.plan import Attach, Channel, Hold, InboundMessage, Note, Photo, Reply
from parvis.ops.demo.texts import SERVICES, crisis, exchanges
from parvis.ops.demo.texts.residents import STREET
from parvis.ops.demo.wording import manner, slipped, texted


class Talk(Hands):
    stall = ""
    used: set[str]

    # Words of the agents
    def letter(self, text: str) -> str:
        agent, scene = self.desk.agents[self.agent], self.slots.scene
        greeting = letters.hello(agent, scene.person)
        tail = self.rng.choice(letters.hand(self.agent).tails)
        if self.rng.random() < 0.34 and "?" not in text and tail not in self.used:
            self.used.add(tail)
            text = f"{text} {tail}"
        return f"{greeting}\n\n{self.slots.fill(text)}\n\n{letters.signed(agent, self.service.label, scene.town)}"

    def signature(self, login: str) -> str:
        agent = self.desk.agents[login]
        label = SERVICES[agent.memberships[0].department].label if login != self.agent else self.service.label
        return f"\n\n{letters.closing(agent, label)}"

    def fits(self, text: str) -> bool:
        if text.startswith("Photo jointe") and not self.submission.photos:
            return False
        return agrees(self.habit.department, text, self.slots.scene.opening)

    def pick(self, pool: tuple[str, ...]) -> str:
        """Never twice the same in one thread."""
        fitting = [text for text in pool if text not in self.used and self.fits(text)]
        if not fitting:
            return ""
        self.used.add(chosen := self.rng.choice(fitting))
        return self.slots.fill(chosen)

    def note_down(self, text: str) -> None:
        self.done.append(
            Note(self.at, self.agent, letters.noted(self.desk.agents[self.agent], self.slots.fill(text)))
        )

    def say(self, text: str) -> None:
        """A public message. What came by letter is answered by letter, on the day kept for it."""
        if self.submission.channel == "letter" and not self.urgent:
            kept = self.diaries.writing_day(self.agent, self.at.date())
            if kept > self.at.date():
                self.work(instant(kept, 14 * 60), self.rng.uniform(0, 150))
        self.done.append(Reply(self.at, self.agent, self.letter(text)))

    @property
    def reachable(self) -> bool:
        person = self.slots.scene.person
        return person is not None and bool(person.email or person.phones)

    # Words of the person
    @property
    def answers_by(self) -> Channel | None:
        if self.submission.channel in ("web", "mobile"):
            return self.submission.channel
        person = self.slots.scene.person
        return "email" if person and person.email else None

    def hear(self, text: str) -> bool:
        """The person writes back; False when they have no way to."""
        channel = self.answers_by
        if channel is None:
            return False
        how, words = manner(self.slots.scene), self.slots.fill(text)
        if how == "texting":
            words = texted(words, self.rng)
        elif how == "careless":
            words = slipped(words, self.rng)
        self.done.append(InboundMessage(self.at, None, channel, words))
        return True

    # Steps
    def note(self, total: float) -> None:
        if self.closed:
            return
        self.wait(total * self.rng.uniform(0.05, 0.15))
        pool = self.own.notes if self.own else ()
        if not pool or (self.habit.kind not in "XD" and self.habit.code != "ETC-CIE"):
            pool += self.service.notes
        if self.rng.random() < 0.36:
            pool = exchanges.NOTES_STREET if self.habit.kind in STREET and self.department in ("VOI", "PRO", "ESV", "BAT") else (
                exchanges.NOTES_PAPER if self.habit.kind in "DQRX" else pool)  # fmt: skip
        if not (body := self.pick(pool)):
            return
        if self.rng.random() < 0.05:
            body += f" @{self.desk.manager(self.department)} pour information."
        self.note_down(body)

    def cell(self, total: float) -> None:
        """The crisis cell writes in the thread, by day and by night."""
        if self.closed or self.at - self.submission.at > timedelta(days=2):
            return
        self.at += timedelta(minutes=self.rng.uniform(4, 25))
        self.slots["point"] = say_hour(self.at.hour, 30 if self.at.minute >= 30 else 0)
        by = self.desk.dispatcher() if self.rng.random() < 0.6 else self.desk.manager(self.department)
        self.done.append(Note(self.at, by, self.slots.fill(self.rng.choice(crisis.CELL_NOTES))))
        if self.reachable and self.agent and self.rng.random() < 0.5:
            self.at += timedelta(minutes=self.rng.uniform(3, 40))
            self.done.append(Reply(self.at, self.agent, self.letter(self.rng.choice(crisis.CELL_REPLIES))))

    def reply(self, total: float) -> None:
        if self.closed or not self.reachable:
            return
        self.wait(total * self.rng.uniform(0.05, 0.2))
        pool = (self.own.replies if self.own and self.rng.random() < 0.75 else ()) or self.service.replies
        if body := self.pick(pool) or self.pick(self.service.replies):
            self.say(body)
            self.thank(0.16)

    def thank(self, chance: float, glad_words: tuple[str, ...] = exchanges.THANKS) -> None:
        """A word back, glad or not."""
        if self.rng.random() > chance or (self.stall == "waiting" and self.done[-1].verb == "hold"):
            return
        back = self.citizen_hour(self.at + timedelta(hours=self.rng.uniform(1, 30)))
        glad = {"angry": 0.35, "courteous": 0.97}.get(manner(self.slots.scene), 0.82)
        at, self.at = self.at, back
        if not self.hear(self.rng.choice(glad_words if self.rng.random() < glad else exchanges.DOUBTS)):
            self.at = at

    def ask(self, total: float) -> None:
        """A missing piece: the case waits for the person, who answers, late or never."""
        fitting = [ask for ask in self.voice.asks if self.fits(ask[0] + ask[1])]
        if self.closed or not fitting or self.own is None:
            return
        reason, question, answer = self.rng.choice(fitting)
        self.wait(total * 0.08 + 2)
        if not self._question(reason, question):
            return
        self.asked = True
        if not self._answered(answer):
            return
        if self.rng.random() < 0.45:
            self.wait(total * 0.05 + 6)
            self.note_down(self.rng.choice(exchanges.RECEIVED))
        elif self.rng.random() < 0.45:
            self.wait(total * 0.05 + 6)
            self.say(self.rng.choice(exchanges.THANKS_FOR_PIECES))

    def ask_photo(self, total: float) -> None:
        """The place is not clear: a photo is asked for, and comes."""
        if self.closed or self.submission.photos or self.answers_by is None or self.urgent:
            return
        reason, question, answer = self.rng.choice(exchanges.PHOTO_ASKS)
        self.wait(total * 0.06 + 3)
        if not self._question(reason, question) or not self._answered(answer):
            return
        self.done.append(Attach(self.at, None, Photo(self.habit.photo, self.variant)))
        if self.rng.random() < 0.6:
            self.wait(total * 0.04 + 8)
            self.say(self.rng.choice(exchanges.PHOTO_RECEIVED))
            self.thank(0.15)

    @property
    def variant(self) -> int:
        """One street for all the photos of the case: before, and after."""
        return (
            self.submission.photos[0].variant
            if self.submission.photos
            else len(self.submission.description) % 12
        )

    def _question(self, reason: str, question: str) -> bool:
        self.say(question)
        self.later(0.4)
        self.done.append(Hold(self.at, self.agent, "person", self.slots.fill(reason)))
        return self.stall != "waiting"

    def _answered(self, answer: str) -> bool:
        if self.rng.random() < 0.12 or self.answers_by is None:
            self.remind_and_give_up()
            return False
        self.at = self.citizen_hour(self.at + timedelta(hours=self.spread(44, 0.9)))
        return self.hear(answer)

    def remind_and_give_up(self) -> None:
        self.days(7, 11)
        self.say(self.rng.choice(exchanges.REMINDERS))
        self.days(8, 14)
        self.close("no_action" if self.rng.random() < 0.8 else "withdrawn", silent=True)

    def close(self, outcome: str, silent: bool = False, by: str = "") -> None:
        raise NotImplementedError

    def chase(self, total: float) -> None:
        """The person loses patience when the target is behind; the answer tells why."""
        late = total > self.habit.target_hours * 60 * 1.1
        if not late or not self.by_person or self.rng.random() > 0.36:
            return
        self.wait(total * 0.25)
        at, self.at = self.at, self.citizen_hour(self.at)
        how = manner(self.slots.scene)
        pool = exchanges.CHASES.get(how, exchanges.CHASES["plain"])
        if self.habit.kind == "W":
            pool += exchanges.CHASES_STREET
        if not self.hear(self.rng.choice(pool)):
            self.at = at
            return
        if self.rng.random() < 0.7:
            self.wait(self.rng.uniform(20, 900))
            cause = self.rng.choice(exchanges.CAUSES[self.cause(self.at.date())])
            self.say(self.rng.choice(exchanges.EXCUSES).replace("{cause}", cause))

    def cause(self, day: date) -> str:
        """What makes the service late that day."""
        stories = self.stories
        if self.department == "VOI" and stories.winter[0] <= day <= stories.relieved:
            return "hard_winter"
        if self.slots.scene.crisis and self.department in ("VOI", "ESV", "BAT", "PRO"):
            return "storm"
        if self.department == "URB" and stories.vacancy[0] <= day <= stories.vacancy[1]:
            return "vacancy"
        if self.department == "SCO" and stories.portal[0] <= day <= stories.portal[1]:
            return "portal"
        return "summer" if day.month == 8 else ""
