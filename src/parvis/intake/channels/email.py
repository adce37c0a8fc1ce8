from parvis.intake.channels.taken import TakenByAgent


class Email(TakenByAgent):
    """An e-mail somebody received in their own mailbox, typed in."""

    code = "email"
    label = "Courriel"
    scope = "desk.entry"
