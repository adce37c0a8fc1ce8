from parvis.intake.channels.taken import TakenByAgent


class Social(TakenByAgent):
    """A public message on a social network."""

    code = "social"
    label = "Réseau social"
    scope = "desk.entry"
