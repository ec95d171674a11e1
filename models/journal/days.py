"""The days that a person types to narrow the journal."""

from __future__ import annotations

import re
from datetime import date

from models.cleaning import one_line
from models.errors import BadValue

_FRENCH = re.compile(r"(?P<d>[0-9]{1,2})[/. -](?P<m>[0-9]{1,2})[/. -](?P<y>[0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})")
_CENTURY = 2000


def read_day(typed: str) -> date | None:
    """Read `12/06/2025`, `12/6/25` or `2025-06-12`; None if nothing is typed, or BadValue."""
    text = one_line(typed)
    if not text:
        return None
    found = _ISO.fullmatch(text) or _FRENCH.fullmatch(text)
    if found:
        year = int(found["y"])
        try:
            return date(year if year > 99 else _CENTURY + year, int(found["m"]), int(found["d"]))
        except ValueError:
            pass
    raise BadValue(f"« {text} » n'est pas un jour. Format attendu : 12/06/2026.")


def show_day(day: date | None) -> str:
    """Write a day as it could have been typed."""
    return day.strftime("%d/%m/%Y") if day else ""
