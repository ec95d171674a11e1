"""What was done last to a client, for who may know who did what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from models.fiche import Fiche
from models.journal.lines import Filtre, Line
from models.portefeuille import Portefeuille
from models.rights import WRITERS

LATEST = 5
"""Operations that are told at most."""

Latest: TypeAlias = Callable[[Fiche], Sequence[Line]]
"""Reads what was done last to an inscription; raises Refusal."""


def latest_of(portefeuille: Portefeuille) -> Latest:
    """Give what reads the journal of a client; who only consults is not told who did what."""

    def latest(fiche: Fiche) -> Sequence[Line]:
        if portefeuille.role not in WRITERS:
            return ()
        return portefeuille.journal.page(Filtre(frozenset({fiche.uid})), size=LATEST).lines

    return latest
