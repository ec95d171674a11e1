"""People who inscribe clients in one base, each in a process of their own."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path

from models.access.espace import open_vault
from models.errors import StorageBusy
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey
from models.storage.opening import open_database
from models.tables import Cabinet, Utilisateur
from tests.cabinet import gerant, numero

MOST = 10_000


def colleague(url: str, key: Path) -> Portefeuille:
    """Open the base for its one person, in this process."""
    open_database(url, migrate=False)
    cabinet = Cabinet.get()
    vault = open_vault(cabinet, MainKey.load(key))
    return Portefeuille(cabinet, Utilisateur.get(), vault)


def write(url: str, key: Path, confirmed: Path, lane: int, stop: Event) -> None:
    """Inscribe clients until told to stop; each is noted in `confirmed` once it is saved."""
    portefeuille = colleague(url, key)
    rank = lane * MOST
    with confirmed.open("w", encoding="utf-8", buffering=1) as notes:
        while not stop.is_set():
            rank += 1
            while True:
                try:
                    portefeuille.enroll(gerant(rank))
                except StorageBusy:
                    time.sleep(0.01)
                else:
                    break
            notes.write(f"{numero(rank)}\n")


@contextmanager
def writers(url: str, key: Path, folder: Path, count: int) -> Iterator[Callable[[], set[str]]]:
    """Let `count` people write while the block lasts; gives what tells all they confirmed."""
    processes = multiprocessing.get_context("spawn")
    stop = processes.Event()
    notes = [folder / f"confirmed-{lane}" for lane in range(1, count + 1)]
    people = [
        processes.Process(target=write, args=(url, key, note, lane, stop))
        for lane, note in enumerate(notes, start=1)
    ]

    def confirmed() -> set[str]:
        return {line for note in notes for line in note.read_text("utf-8").splitlines()}

    for person in people:
        person.start()
    try:
        while not all(note.exists() and note.stat().st_size for note in notes):
            assert all(person.is_alive() for person in people)
            time.sleep(0.01)
        yield confirmed
    finally:
        stop.set()
        for person in people:
            person.join(60)
    assert [person.exitcode for person in people] == [0] * count
