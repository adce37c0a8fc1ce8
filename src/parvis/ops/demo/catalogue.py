"""What the generator must know of the 88 request types: how often, when in the year, by which channel, how fast.

The labels, forms and legal regimes belong to the catalogue of the product; here are only the habits of the public.
"""

from dataclasses import dataclass

# code | department | priority | target | location O/F/N | anonymous a, named i | kind | season | a year | photo
# Kinds: W works, P police, D paper, Q question, X another body's, R request that may be refused, C the mayor's post.
TABLE = """
VOI-NDP|VOI|2|5j|O|a|W|winter|96|pothole
VOI-TRO|VOI|3|15j|O|a|W|flat|50|pavement
VOI-ECL|VOI|3|5j|O|a|W|dark|128|lamp
VOI-ECD|VOI|1|4h|O|a|W|winter|7|lamp
VOI-SIG|VOI|2|5j|O|a|W|flat|36|sign
VOI-MAR|VOI|4|60j|O|a|W|spring|18|
VOI-MOB|VOI|3|15j|O|a|W|flat|28|bench
VOI-AVA|VOI|2|2j|O|a|W|autumn|26|drain
VOI-FUI|VOI|1|4h|O|a|X|flat|18|drain
VOI-NEI|VOI|1|4h|O|a|W|frost|14|
VOI-VIT|VOI|4|40j|O|i|R|flat|34|
VOI-STA|VOI|3|40j|O|i|R|flat|14|
VOI-PDV|VOI|3|15j|O|i|R|spring|40|
VOI-DEM|VOI|3|8j|O|i|D|summer|32|
VOI-BAT|VOI|3|15j|O|i|D|flat|9|
PRO-DEP|PRO|2|2j|O|a|W|spring|118|mattress
PRO-POU|PRO|3|2j|O|i|X|flat|78|
PRO-BAC|PRO|4|10j|O|i|X|flat|62|
PRO-ENC|PRO|4|10j|O|i|D|spring|92|
PRO-TAG|PRO|3|5j|O|a|W|flat|34|graffiti
PRO-DEJ|PRO|4|5j|O|a|W|flat|38|
PRO-COR|PRO|3|2j|O|a|W|summer|44|bin
PRO-RAT|PRO|3|5j|O|a|W|autumn|26|
PRO-FRE|PRO|2|3j|O|i|W|hornet|40|
PRO-ANM|PRO|2|1j|O|a|W|flat|16|
ESV-ARB|ESV|1|4h|O|a|W|winter|18|tree
ESV-ELA|ESV|4|40j|O|a|W|green|56|
ESV-TON|ESV|4|20j|O|a|W|green|66|
ESV-JEU|ESV|2|2j|O|a|W|summer|22|bench
BAT-ECO|BAT|2|3j|O|i|W|school|58|
BAT-SAL|BAT|3|10j|N|i|R|flat|62|
BAT-MAT|BAT|3|10j|N|i|R|summer|38|
PM-STA|PM|2|2j|O|i|P|flat|100|
PM-EPA|PM|3|10j|O|i|P|flat|20|
PM-BRU|PM|2|2j|O|i|P|summer|64|
PM-ANI|PM|1|4h|O|a|P|summer|32|
PM-PDC|PM|3|20j|N|i|D|flat|6|
PM-OTV|PM|3|2j|O|i|D|holiday|58|
PM-TRO|PM|4|5j|F|i|Q|flat|38|
PM-VID|PM|2|5j|O|i|R|flat|6|
ETC-ACN|ETC|3|3j|N|i|D|flat|124|
ETC-CNI|ETC|3|1j|N|i|D|titles|168|
ETC-LIV|ETC|3|10j|N|i|D|flat|18|
ETC-MAR|ETC|3|20j|N|i|D|spring|30|
ETC-PAC|ETC|3|15j|N|i|D|flat|24|
ETC-PRE|ETC|3|40j|N|i|R|flat|6|
ETC-REC|ETC|3|5j|N|i|D|flat|44|
ETC-ELE|ETC|2|5j|N|i|X|winter|42|
ETC-ATT|ETC|2|20j|N|i|R|summer|26|
ETC-LEG|ETC|3|1j|N|i|D|flat|34|
ETC-CIM|ETC|3|15j|F|i|D|autumn|26|
ETC-CIE|ETC|3|10j|O|a|W|autumn|20|
SCO-INS|SCO|3|10j|N|i|D|enrol|92|
SCO-DER|SCO|3|30j|N|i|R|enrol|22|
SCO-CAN|SCO|2|3j|N|i|D|canteen|150|
SCO-PAI|SCO|1|2j|N|i|D|canteen|16|
SCO-FAC|SCO|3|15j|N|i|R|flat|44|
SCO-TRA|SCO|3|5j|N|i|X|canteen|22|
PEJ-CRE|PEJ|3|15j|N|i|D|enrol|52|
PEJ-ALS|PEJ|3|5j|N|i|D|enrol|48|
PEJ-JOB|PEJ|4|20j|N|i|R|enrol|26|
SOC-AID|SOC|2|15j|N|i|R|winter|40|
SOC-LOG|SOC|3|15j|N|i|X|flat|44|
SOC-DOM|SOC|2|20j|N|i|R|flat|10|
SOC-APA|SOC|2|10j|O|i|D|flat|34|
SOC-CAN|SOC|1|1j|O|i|D|heat|36|
SOC-HAB|SOC|1|5j|O|i|P|winter|16|
SOC-NUM|SOC|3|5j|N|i|D|flat|46|
URB-REN|URB|3|10j|O|i|Q|spring|54|
URB-DP|URB|3|-|O|i|X|spring|48|
URB-CER|URB|3|20j|O|i|X|flat|30|
URB-INF|URB|3|20j|O|i|P|flat|22|
URB-PER|URB|1|4h|O|a|P|winter|5|
ECO-ODP|ECO|3|30j|O|i|R|spring|18|
ECO-MAR|ECO|3|20j|F|i|R|spring|16|
ECO-DEB|ECO|3|15j|O|i|R|summer|26|
ECO-IMP|ECO|3|10j|F|i|Q|flat|12|
CUL-MED|CUL|4|5j|N|i|D|canteen|42|
CUL-EVE|CUL|4|20j|F|i|R|flat|16|
SPO-SUB|SPO|3|60j|N|i|R|autumn|26|
SPO-EQU|SPO|3|20j|F|i|R|canteen|28|
CAB-RDV|CAB|3|10j|N|i|Q|flat|34|
CAB-INT|CAB|2|15j|F|i|C|flat|44|
CAB-FEL|CAB|4|15j|F|a|C|flat|22|
ADM-CAD|ADM|2|20j|N|a|R|flat|8|
ADM-RGP|ADM|2|20j|N|i|R|flat|6|
ADM-SIN|ADM|2|40j|O|i|R|winter|22|
ADM-AUT|ACC|3|5j|F|i|Q|flat|56|
"""

# January … December
SEASONS: dict[str, tuple[float, ...]] = {
    "flat": (1.0, 1.0, 1.05, 1.05, 1.05, 1.0, 0.9, 0.7, 1.15, 1.1, 1.0, 0.85),
    "winter": (2.0, 2.0, 1.7, 0.8, 0.5, 0.4, 0.4, 0.3, 0.5, 0.8, 1.5, 1.7),
    "dark": (1.9, 1.5, 1.1, 0.7, 0.5, 0.4, 0.4, 0.4, 0.8, 1.2, 1.9, 2.0),
    "frost": (4.0, 3.0, 0.6, 0, 0, 0, 0, 0, 0, 0, 0.6, 2.8),
    "spring": (0.7, 0.8, 1.3, 1.5, 1.6, 1.4, 1.0, 0.6, 1.0, 0.8, 0.6, 0.4),
    "summer": (0.4, 0.5, 0.7, 1.0, 1.4, 1.9, 2.0, 1.5, 1.2, 0.7, 0.4, 0.4),
    "autumn": (1.0, 0.8, 0.7, 0.6, 0.6, 0.6, 0.6, 0.6, 1.2, 2.0, 2.0, 1.2),
    "green": (0.2, 0.3, 0.7, 1.2, 2.2, 2.2, 1.7, 1.2, 1.4, 0.7, 0.3, 0.1),
    "hornet": (0.02, 0.05, 0.7, 0.9, 1.0, 1.3, 2.0, 2.6, 2.2, 1.0, 0.2, 0.05),
    "school": (1.2, 1.1, 1.1, 1.0, 1.1, 1.1, 0.3, 0.7, 1.8, 1.2, 1.3, 0.9),
    "titles": (0.8, 0.9, 1.3, 1.5, 1.6, 1.4, 0.9, 0.6, 0.9, 0.8, 0.7, 0.6),
    "enrol": (0.6, 1.0, 1.9, 2.2, 1.9, 1.6, 0.6, 0.8, 1.1, 0.4, 0.4, 0.3),
    "canteen": (0.8, 0.7, 0.8, 0.8, 0.9, 1.2, 0.8, 2.0, 2.6, 1.1, 0.8, 0.6),
    "holiday": (0.2, 0.6, 0.2, 0.9, 0.5, 1.8, 3.6, 2.6, 0.3, 0.6, 0.2, 1.0),
    "heat": (0.05, 0.05, 0.1, 0.2, 0.8, 3.4, 4.4, 2.6, 0.3, 0.05, 0.05, 0.05),
}  # fmt: skip

CHANNELS = ("phone", "counter", "email", "web", "mobile", "letter", "field", "elected")
# By kind; a type's own line wins, then its department's.
CHANNEL_MIX: dict[str, tuple[float, ...]] = {
    "W": (43, 5, 6, 13, 16, 1.5, 15, 2.5),
    "P": (58, 12, 7, 11, 3, 4, 3, 2),
    "D": (35, 43, 7, 12, 1, 2, 0, 0),
    "Q": (46, 28, 9, 10, 1, 4, 0, 2),
    "X": (50, 23, 9, 11, 3, 2, 0, 2),
    "R": (34, 26, 10, 14, 0, 15, 0, 1),
    "C": (9, 5, 20, 15, 3, 26, 0, 22),
    "BAT-ECO": (54, 6, 22, 4, 0, 0, 12, 2),
    "CAB-RDV": (52, 18, 12, 8, 0, 5, 0, 5),
    "PRO-ENC": (56, 18, 4, 20, 2, 0, 0, 0),
    "ETC-ACN": (22, 40, 6, 26, 0, 6, 0, 0),
    "ETC-LEG": (12, 88, 0, 0, 0, 0, 0, 0),
    "SCO-FAC": (34, 24, 20, 12, 0, 10, 0, 0),
    "VOI-VIT": (28, 8, 16, 14, 4, 18, 0, 12),
    "SPO-SUB": (4, 24, 30, 12, 0, 30, 0, 0),
}

# Codes whose places are watched by agents in the street, who record what they find.
FOUND = frozenset(
    [
        "VOI-NDP",
        "VOI-TRO",
        "VOI-ECL",
        "VOI-SIG",
        "VOI-MOB",
        "VOI-AVA",
        "PRO-DEP",
        "PRO-TAG",
        "PRO-DEJ",
        "PRO-COR",
        "ESV-ARB",
        "ESV-ELA",
        "ESV-TON",
        "ESV-JEU",
        "BAT-ECO",
        "PM-STA",
        "PM-EPA",
        "PM-ANI",
        "ETC-CIE",
    ]
)


@dataclass(frozen=True, slots=True)
class Habit:
    code: str
    department: str
    priority: int
    target_hours: float
    """Working hours (8 to the day) of the target."""
    place: str
    anonymous: bool
    kind: str
    season: str
    yearly: float
    photo: str

    @property
    def channel_weights(self) -> tuple[float, ...]:
        weights = CHANNEL_MIX.get(self.code, CHANNEL_MIX[self.kind])
        return weights if self.code in FOUND or not weights[6] else (*weights[:6], 0.0, weights[7])


def _habit(line: str) -> Habit:
    code, department, priority, target, place, who, kind, season, yearly, photo = line.split("|")
    hours = 16.0 if target == "-" else float(target[:-1]) * (8 if target.endswith("j") else 1)
    return Habit(
        code, department, int(priority), hours, place, who == "a", kind, season, float(yearly), photo
    )  # fmt: skip


HABITS: dict[str, Habit] = {line.split("|")[0]: _habit(line) for line in TABLE.strip().splitlines()}
