from parvis.intake.channels.taken import TakenByAgent


class Counter(TakenByAgent):
    """Somebody stands at the counter."""

    code = "counter"
    label = "Guichet"
    scope = "desk.entry"
