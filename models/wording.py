"""How dates and counts are written for a French reader (U+00A0 where a line must not break)."""

from __future__ import annotations

from datetime import datetime

_VOWELS = frozenset("aàâäeéèêëiîïoôöuùûüœæ")


def show_date(instant: datetime) -> str:
    """Write the local day: `12/06/2025`."""
    # strftime takes ten times as long, and a wide list shows a date on each of its rows.
    day = instant.astimezone()
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def show_moment(instant: datetime) -> str:
    """Write the local day and time: `12/06/2025 à 14:05`."""
    local = instant.astimezone()
    return f"{show_date(local)} à {local.hour:02}:{local.minute:02}"


def show_ago(instant: datetime, now: datetime) -> str:
    """Write how long ago it was, in local days: `aujourd'hui`, `hier`, `il y a 3 jours`."""
    days = (now.astimezone().date() - instant.astimezone().date()).days
    if days < 2:
        return "hier" if days == 1 else "aujourd'hui"
    return f"il y a {count(days, 'jour')}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Write `0 compte`, `1 compte`, `2 comptes`, `1 234 comptes`."""
    word = singular if number < 2 else plural or f"{singular}s"
    return f"{show_number(number)}\xa0{word}"


def show_number(number: int) -> str:
    """Write `1 234`."""
    return f"{number:,}".replace(",", "\xa0")


def capitalised(text: str) -> str:
    """Begin a sentence: the first letter in capital, the others as they are."""
    return text[:1].upper() + text[1:]


def of(name: str) -> str:
    """Write whose it is: `d'Aïcha`, `de Marc`; an h is taken for a consonant, as some are."""
    return f"d'{name}" if name[:1].casefold() in _VOWELS else f"de {name}"
