"""A number as a workbook stores it → what people see in the cell: a date, a post code with its zeros, a number."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

#: The formats that Excel knows by their number alone (those of dates and hours).
_DATES = {str(n) for n in (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))}
_WITH_HOURS = {"18", "19", "20", "21", "22", "45", "46", "47"}
_UNSAID = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
#: 1900 is a leap year in there: before March of that year, dates are wrong by one day. Nobody writes to town halls then.
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - local times of nowhere yet


@dataclass(frozen=True)
class Shown:
    is_date: bool = False
    hours: bool = False
    #: Digits shown at least, with leading zeros.
    digits: int = 0


PLAIN = Shown()


def shown(number: str, formats: dict[str, str]) -> Shown:
    """``formats``: the workbook's own, by number."""
    code = formats.get(number)
    if code is None:
        return Shown(number in _DATES, number in _WITH_HOURS) if number in _DATES else PLAIN
    bare = _UNSAID.sub("", code.split(";", 1)[0]).lower()
    if re.search(r"[dmyhs]", bare) and not re.search(r"[0#?]\s*$", bare.replace("s.0", "s")):
        return Shown(is_date=True, hours=bool(re.search(r"[hs]", bare)))
    places = re.sub(r"[^0#]", "", bare)
    # « 00000 » shows the zeros of a post code, « 0# ## ## ## ## » that of a telephone number.
    return (
        Shown(digits=len(places))
        if places.startswith("0") and re.fullmatch(r"[0#\s.\-]*", bare) and "." not in bare
        else PLAIN
    )


def written(value: str, style: Shown, *, since_1904: bool) -> str:
    """Raises ValueError for what is no number, OverflowError for a date that does not exist."""
    number = float(value)
    if style.is_date:
        return _date(number, style, since_1904=since_1904)
    if not number.is_integer() or abs(number) >= 1e15:
        return repr(number)
    whole = str(int(number))
    return whole.zfill(style.digits) if number >= 0 else whole


def _date(number: float, style: Shown, *, since_1904: bool) -> str:
    at = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(seconds=round(number * 86400))
    if style.hours and number < 1:
        return f"{at:%H:%M:%S}"
    if not style.hours and number.is_integer():
        return f"{at:%Y-%m-%d}"
    return at.isoformat()
