from parvis.intake.channels.taken import TakenByAgent


class Elected(TakenByAgent):
    """An elected official passes on what somebody told them."""

    code = "elected"
    label = "Élu"
    scope = "desk.entry"
