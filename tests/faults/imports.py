"""People who import the lines of one table, each in a process of their own."""

from __future__ import annotations

import time
from dataclasses import dataclass
from multiprocessing.queues import Queue
from pathlib import Path

from models.errors import StorageBusy
from models.importation.lot_import import LotImport
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from tests.cabinet import employeur, gerant, numero
from tests.faults.writers import colleague


@dataclass(frozen=True)
class Numbered:
    """The number of a line."""

    numero: int


@dataclass(frozen=True)
class Line:
    """A line that was looked at."""

    ligne: Numbered
    saisie: Saisie
    anew: bool = False


def client(rank: int) -> Saisie:
    """Type an employer or, three times in four, a gérant: there are few fictitious Sirens."""
    if rank % 4:
        return gerant(rank)
    return employeur(rank // 4, comptes=(SaisieCompte(numero(rank)),))


def lot_of(portefeuille: Portefeuille, first: int, count: int) -> LotImport:
    """Give the lot that inscribes `count` clients, from this one on."""
    lines = [Line(Numbered(rank), client(rank)) for rank in range(first, first + count)]
    return LotImport(portefeuille, lines)


def import_once(url: str, key: Path, begun: Path, first: int, count: int) -> None:
    """Inscribe them; say when the first slice is being written."""

    def go_on(_done: int) -> bool:
        begun.touch()
        return True

    lot_of(colleague(url, key), first, count).run(go_on)


def import_beside(
    url: str, key: Path, count: int, told: Queue[tuple[frozenset[int], dict[int, str]]]
) -> None:
    """Inscribe the first `count` whatever others do; tell which were, and why others were not."""
    lot = lot_of(colleague(url, key), 1, count)
    while lot.done < lot.total:
        try:
            lot.run()
        except StorageBusy:
            time.sleep(0.01)
    told.put((lot.enrolled, lot.refused))
