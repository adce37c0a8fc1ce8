from parvis.intake.channels.taken import TakenByAgent


class Field(TakenByAgent):
    """An agent in the street saw it, or was told."""

    code = "field"
    label = "Terrain"
    scope = "desk.entry"
