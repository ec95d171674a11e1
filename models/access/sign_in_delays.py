"""The brake on passwords and codes: tries are counted, and wait longer and longer.

Known and unknown identifiants have the same counters, so that a delay tells nothing. A try is
counted before it is checked: many at once, or a process killed in between, gain nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from models.access.passwords import delay_after
from models.sealing.vault import TRIED, Digests, MainKey
from models.tables.tentative import Tentative

PASSWORD, CODE = TRIED
MOST_ROWS = 100_000
FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Essais:
    """The tries of a person that failed in a row, and until when the next one is refused, if so."""

    rates: int = 0
    jusqu_a: datetime | None = None


def digest(usage: str, identifiant: str, key: MainKey | Digests | None) -> str:
    """Return the empreinte of an identifiant: with the main key, a stolen base tells nothing."""
    if key:
        return key.digest(usage, identifiant)
    return sha256(f"{usage}|{identifiant}".encode(errors="replace")).hexdigest()


def count_try(empreinte: str, now: datetime) -> timedelta:
    """Count one try, inside a gesture; return zero, or how long to wait (nothing counted)."""
    _forget_old(now)
    row = _locked(empreinte, now)
    # A clock that went back must not lock anybody out until it catches up.
    last = min(row.dernier, now)
    wait: timedelta = max(last + delay_after(row.echecs) - now, timedelta(0))
    row.dernier = last if wait else now
    row.echecs += 0 if wait else 1
    row.save()
    return wait


def keep_failure(empreinte: str, now: datetime) -> None:
    """Confirm, inside a gesture, that the try that was counted failed.

    It changes nothing: an unknown identifiant, which has no journal, waits for the disk as
    long as a known one.
    """
    Tentative.update(dernier=now).where(Tentative.empreinte == empreinte).execute()


def release(*empreintes: str) -> None:
    """Forget the failures, inside a gesture: the person came in."""
    Tentative.delete().where(Tentative.empreinte.in_(empreintes)).execute()


def failures(
    identifiants: Iterable[str], digests: Digests | None, now: datetime
) -> dict[str, Essais]:
    """Tell who among these failed lately, with a password or a code; the others are not in it."""
    whose = {digest(usage, one, digests): one for one in identifiants for usage in TRIED}
    tried = Tentative.empreinte.in_(list(whose)) & (Tentative.echecs > 0)
    found: dict[str, Essais] = {}
    for row in Tentative.select().where(tried, Tentative.dernier >= now - FORGOTTEN_AFTER):
        until = min(row.dernier, now) + delay_after(row.echecs)
        before = found.get(whose[row.empreinte], Essais())
        waits = [one for one in (before.jusqu_a, until) if one and one > now]
        found[whose[row.empreinte]] = Essais(before.rates + row.echecs, max(waits, default=None))
    return found


def forget(identifiant: str, digests: Digests | None) -> None:
    """Forget the failures of a person, inside a gesture: who may do so vouches for them."""
    release(*(digest(usage, identifiant, digests) for usage in TRIED))


def _locked(empreinte: str, now: datetime) -> Tentative:
    """Give the row of the empreinte, made if there is none, and hold it.

    It is written even if it is there: another session that comes in may remove it until then.
    """
    key = Tentative.empreinte
    Tentative.insert(empreinte=empreinte, dernier=now).on_conflict(
        conflict_target=[key], update={key: key}
    ).execute()
    row: Tentative = Tentative.get_by_id(empreinte)
    return row


def _forget_old(now: datetime) -> None:
    """Bound the table: a day without a try is forgotten, then the counters that say least."""
    Tentative.delete().where(Tentative.dernier < now - FORGOTTEN_AFTER).execute()
    excess = Tentative.select().count() - MOST_ROWS + 1
    if excess > 0:
        least = Tentative.select(Tentative.empreinte).order_by(Tentative.echecs, Tentative.dernier)
        Tentative.delete().where(Tentative.empreinte.in_(least.limit(excess))).execute()
