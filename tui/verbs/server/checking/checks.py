"""A check: what it tries, what it saw that should not be, what is to be done then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models import cleaning
from models.errors import Refusal
from models.storage.causes import cause_of

HELD, FAILED, ADVISED = "oui", "NON", "avis"
_COLOURS = {HELD: "\x1b[32m", FAILED: "\x1b[1;31m", ADVISED: "\x1b[33m"}
_PLAIN = "\x1b[0m"


@dataclass(frozen=True)
class Check:
    """One line of `serveur verifier`; `look` gives what is wrong, or nothing.

    One that is not `required` advises, and leaves a server sound.
    """

    subject: str
    look: Callable[[], str]
    advice: str
    required: bool = True

    def seen(self) -> str:
        """Look, and give what is wrong; what cannot be looked at is."""
        try:
            return self.look()
        except Refusal as failure:
            return str(failure)
        except OSError as failure:
            return f"{failure.filename} : {cause_of(failure, None).sentence()}"


def line(check: Check, seen: str, *, colours: bool) -> str:
    """Write what a check has seen, on one line."""
    verdict = (FAILED if check.required else ADVISED) if seen else HELD
    head = f"{_COLOURS[verdict]}{verdict}{_PLAIN}" if colours else verdict
    rest = f" : {seen.rstrip('.')}. À faire : {check.advice}" if seen else ""
    # A name of a file, or what a server answers, may hold anything.
    return f"{head}  {cleaning.seen(' '.join((check.subject + rest).splitlines()))}"


def has_colours(environ: Mapping[str, str], is_terminal: bool) -> bool:
    """Tell whether colours are wanted where the lines go."""
    return is_terminal and not environ.get("NO_COLOR") and environ.get("TERM", "dumb") != "dumb"
