"""A screen that goes on with what was typed before a cut: on which client, and what is said."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar
from uuid import UUID, uuid4

from models.brouillons.brouillons import Interrupted
from models.brouillons.contents import Content
from models.fiche import Fiche
from models.wording import show_moment
from models.writing.author import THE_COMMAND_LINE
from screens.widgets.answer import Kind

T = TypeVar("T", bound=Content)

RESUMED = "Saisie reprise. <.save> l'enregistre."


@dataclass(frozen=True)
class Resumed(Generic[T]):
    """What was typed, and the client as it was then: a later change is a conflict.

    `session` is the screen that goes on with it.
    """

    interrupted: Interrupted
    typed: T
    fiche: Fiche | None
    said: str = RESUMED
    kind: Kind = "info"
    session: UUID = field(default_factory=uuid4)


def resumed(
    interrupted: Interrupted, typed: T, now: Fiche | None = None, version: int = 0
) -> Resumed[T]:
    """Go on with what was typed of `version` of a client that is `now` so; None: a new one."""
    if now is None:
        return Resumed(interrupted, typed, None)
    fiche = replace(now, version=version)
    if now.retire_le:
        by = f"supprimé par {now.retire_par or THE_COMMAND_LINE} le {show_moment(now.retire_le)}"
        said = f"Ce client a été {by} : votre saisie se lit, mais ne s'enregistre plus."
        return Resumed(interrupted, typed, replace(fiche, retire_le=None), said, "error")
    if now.version != version:
        who, when = now.modifie_par or THE_COMMAND_LINE, show_moment(now.modifie_le)
        by = f"modifié entre-temps par {who} le {when}"
        said = f"Client {by}. <.reload> : actualiser, votre saisie reste."
        return Resumed(interrupted, typed, fiche, said, "error")
    return Resumed(interrupted, typed, fiche)
