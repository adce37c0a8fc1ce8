"""Every text of the demo town, by service."""

from parvis.ops.demo.texts import (
    adm,
    bat,
    cab,
    cul,
    eco,
    esv,
    etc,
    more_people,
    more_projects,
    more_questions,
    more_technical,
    pej,
    pm,
    pro,
    sco,
    soc,
    spo,
    urb,
    voi,
)
from parvis.ops.demo.texts.voice import Service, Voice, harvest

VOICES: dict[str, Voice] = {
    **voi.VOICES, **pro.VOICES, **esv.VOICES, **bat.VOICES, **pm.VOICES, **etc.VOICES, **sco.VOICES, **pej.VOICES,
    **soc.VOICES, **urb.VOICES, **eco.VOICES, **cul.VOICES, **spo.VOICES, **cab.VOICES, **adm.VOICES,
}  # fmt: skip
for more in (more_technical, more_people, more_projects, more_questions):
    VOICES = harvest(VOICES, more.LINES)
SERVICES: dict[str, Service] = {
    "VOI": voi.SERVICE, "PRO": pro.SERVICE, "ESV": esv.SERVICE, "BAT": bat.SERVICE, "PM": pm.SERVICE,
    "ETC": etc.SERVICE, "SCO": sco.SERVICE, "PEJ": pej.SERVICE, "SOC": soc.SERVICE, "URB": urb.SERVICE,
    "ECO": eco.SERVICE, "CUL": cul.SERVICE, "SPO": spo.SERVICE, "CAB": cab.SERVICE, "ADM": adm.SERVICE,
    "ACC": adm.DESK,
}  # fmt: skip
