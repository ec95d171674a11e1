"""The brake on passwords and codes: tries are counted, and wait longer and longer (ADR 0016).

They are counted by person and by source (models.access.sources): four are free, then each waits,
up to two hours; 22 a day. Who insists on somebody else's access holds up nobody but their own
source.

Who has many sources has no more for it: those from which nobody ever came in as this person share
a ceiling, 30 tries, of which one is given back each half hour: 78 a day at most, however many
sources there are. The ceiling never holds a source that is known: one from which this person came
in within a year, or an SSH key of theirs, which an administrateur vouched for.

Known and unknown identifiants have the same counters, so that a delay tells nothing. What can be
told is whether somebody ever came in from a source, by whoever holds that very source and others.
A try is counted before it is checked: many at once, or a process killed in between, gain nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from peewee import Expression

from models.access.passwords import delay_after
from models.sealing.vault import TRIED, Digests, MainKey
from models.tables.tentative import Tentative

PASSWORD, CODE = TRIED
MOST_ROWS = 100_000
FORGOTTEN_AFTER = timedelta(hours=24)
KNOWN_FOR = timedelta(days=366)
CEILING = 30
GIVEN_BACK = timedelta(minutes=30)


@dataclass(frozen=True)
class Essais:
    """The tries of a person that failed in a row, and until when the next one is refused, if so.

    From where they were made: another source of this person may well come in.
    """

    rates: int = 0
    jusqu_a: datetime | None = None


@dataclass(frozen=True)
class Tried:
    """Who is tried, by a password or a code, and from where: the empreintes of two rows."""

    personne: str
    paire: str


def tried(usage: str, identifiant: str, source: str, key: MainKey | Digests | None) -> Tried:
    """Give what a try is counted under."""
    personne = digest(usage, identifiant, key)
    # No identifiant has two lines: none that is typed reaches the row of a source.
    return Tried(personne, digest(usage, f"{personne}\n{source}", key))


def digest(usage: str, identifiant: str, key: MainKey | Digests | None) -> str:
    """Return the empreinte of an identifiant: with the main key, a stolen base tells nothing."""
    if key:
        return key.digest(usage, identifiant)
    return sha256(f"{usage}|{identifiant}".encode(errors="replace")).hexdigest()


def count_try(essai: Tried, now: datetime, *, vouched: bool = False) -> timedelta:
    """Count one try, inside a gesture; return zero, or how long to wait (nothing counted).

    `vouched`: the source is one of the person's own, though they never came in from there.
    """
    _forget_old(now)
    row = _locked(essai.paire, now, essai.personne)
    # A clock that went back must not lock anybody out until it catches up.
    last = min(row.dernier, now)
    if last < now - FORGOTTEN_AFTER:
        row.echecs = 0
    wait: timedelta = max(last + delay_after(row.echecs) - now, timedelta(0))
    strangers = None if vouched or row.connue_le else _locked(essai.personne, now)
    if strangers is not None:
        wait = max(wait, _wait_of_all(strangers, now))
    if wait:
        _leave(row, last)
        return wait
    if strangers is not None:
        strangers.echecs += 1
        strangers.save()
    row.dernier = now
    row.echecs += 1
    row.save()
    return wait


def keep_failure(essai: Tried, now: datetime) -> None:
    """Confirm, inside a gesture, that the try that was counted failed.

    It changes nothing: an unknown identifiant, which has no journal, waits for the disk as
    long as a known one.
    """
    Tentative.update(dernier=now).where(Tentative.empreinte == essai.paire).execute()


def know(essais: Iterable[Tried], now: datetime) -> None:
    """Forget the failures of a source, inside a gesture, and know it: the person came in."""
    for one in essais:
        fresh = {"echecs": 0, "dernier": now, "connue_le": now}
        Tentative.insert(empreinte=one.paire, personne=one.personne, **fresh).on_conflict(
            conflict_target=[Tentative.empreinte], update=fresh
        ).execute()


def failures(
    identifiants: Iterable[str], digests: Digests | None, now: datetime
) -> dict[str, Essais]:
    """Tell who among these failed lately, with a password or a code; the others are not in it."""
    whose = {digest(usage, one, digests): one for one in identifiants for usage in TRIED}
    failed = Tentative.personne.in_(list(whose)) & (Tentative.echecs > 0)
    found: dict[str, Essais] = {}
    for row in Tentative.select().where(failed, Tentative.dernier >= now - FORGOTTEN_AFTER):
        until = min(row.dernier, now) + delay_after(row.echecs)
        who = whose[str(row.personne)]
        before = found.get(who, Essais())
        waits = [one for one in (before.jusqu_a, until) if one and one > now]
        found[who] = Essais(before.rates + row.echecs, max(waits, default=None))
    return found


def forget(
    identifiant: str, digests: MainKey | Digests | None, usages: Sequence[str] = TRIED
) -> None:
    """Forget the failures of a person, inside a gesture: who may do so vouches for them.

    The sources from which they came in stay known.
    """
    for usage in usages:
        personne = digest(usage, identifiant, digests)
        # In the order in which a try holds them: neither waits for the other for ever.
        theirs = Tentative.personne == personne
        Tentative.update(echecs=0).where(theirs & _is_known()).execute()
        Tentative.delete().where(theirs & ~_is_known()).execute()
        Tentative.delete().where(Tentative.empreinte == personne).execute()


def _is_known() -> Expression:
    known: Expression = Tentative.connue_le.is_null(False)
    return known


def _wait_of_all(row: Tentative, now: datetime) -> timedelta:
    """Give back what time has, and return how long the sources that are strangers still wait."""
    row.dernier = min(row.dernier, now)
    given_back = (now - row.dernier) // GIVEN_BACK
    row.echecs = max(0, min(row.echecs, CEILING) - given_back)
    row.dernier = row.dernier + given_back * GIVEN_BACK if row.echecs else now
    wait: timedelta = row.dernier + GIVEN_BACK - now
    return wait if row.echecs >= CEILING else timedelta(0)


def _leave(row: Tentative, last: datetime) -> None:
    """Leave a row as it was: one that was only made to be held goes, and takes no room."""
    if row.echecs or row.connue_le:
        row.dernier = last
        row.save()
    else:
        row.delete_instance()


def _locked(empreinte: str, now: datetime, personne: str | None = None) -> Tentative:
    """Give the row of the empreinte, made if there is none, and hold it.

    It is written even if it is there: another session that comes in may remove it until then.
    """
    key = Tentative.empreinte
    Tentative.insert(empreinte=empreinte, dernier=now, personne=personne).on_conflict(
        conflict_target=[key], update={key: key}
    ).execute()
    row: Tentative = Tentative.get_by_id(empreinte)
    return row


def _forget_old(now: datetime) -> None:
    """Bound the table: a day without a try is forgotten, then the counters that say least.

    A source that is known is for a year; it goes last.
    """
    known, last = Tentative.connue_le, Tentative.dernier
    Tentative.delete().where(known.is_null(), last < now - FORGOTTEN_AFTER).execute()
    Tentative.delete().where(known < now - KNOWN_FOR).execute()
    excess = Tentative.select().count() - MOST_ROWS + 2
    if excess > 0:
        least = Tentative.select(Tentative.empreinte)
        least = least.order_by(known.is_null(False), Tentative.echecs, last)
        Tentative.delete().where(Tentative.empreinte.in_(least.limit(excess))).execute()
