from parvis.intake.channels.taken import TakenByAgent


class Phone(TakenByAgent):
    """Somebody calls."""

    code = "phone"
    label = "Téléphone"
    scope = "desk.entry"
