from parvis.intake.channels.taken import TakenByAgent


class Letter(TakenByAgent):
    """A letter on paper, opened and typed in: ``sent_at`` is the day of its postmark."""

    code = "letter"
    label = "Courrier"
    scope = "desk.entry"
