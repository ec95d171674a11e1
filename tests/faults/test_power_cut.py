"""The power is cut at any point: every gesture that was confirmed is there, none is half."""

from __future__ import annotations

import hashlib
import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from peewee import Database

from models.fiche import Fiche
from models.labels import Regime, Service
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database
from models.storage.sqlite_engine import PRAGMAS
from tests.cabinet import numero, open_portefeuille
from tests.faults.damage import content
from tests.faults.power import Disk, Event
from tests.pseudo_terminal import ROOT
from tests.tries import rounds

pytestmark = pytest.mark.slow

CLIENTS = 80
FULL, NORMAL = PRAGMAS["synchronous"], 1


def digest(base: Database) -> str:
    """Sum up every row of every table."""
    return hashlib.sha256(repr(content(base)).encode()).hexdigest()


def work(portefeuille: Portefeuille) -> Iterator[Fiche]:
    """Inscribe clients, open services to some and take some away."""
    for rank in range(1, CLIENTS + 1):
        compte = SaisieCompte(numero(rank), ville="Foix")
        saisie = Saisie(Regime.GERANT_MAJORITAIRE, raison_sociale=f"MME {rank}", comptes=(compte,))
        yield (fiche := portefeuille.enroll(saisie))
        if rank % 3 == 0:
            yield (fiche := portefeuille.set_services(fiche, frozenset({Service.DPAE})))
        if rank % 4 == 0:
            yield portefeuille.terminate(fiche)


@dataclass(frozen=True)
class Session:
    """A base before a session, the statements of its gestures, and what it held after each."""

    before: Path
    gestures: list[list[str]]
    digests: list[str]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("seance")
    live = folder / "live.db"
    open_database(live)
    portefeuille = open_portefeuille(folder)
    close_database()
    before = folder / "base.db"
    shutil.copyfile(live, before)
    base = open_database(live)
    digests = [digest(base)]
    statements: list[str] = []
    gestures: list[list[str]] = []
    gesture = work(portefeuille)
    while True:
        statements.clear()
        base.connection().set_trace_callback(statements.append)
        done = next(gesture, None)
        base.connection().set_trace_callback(None)
        if done is None:
            break
        gestures.append(said_by_the_program(statements))
        digests.append(digest(base))
    close_database()
    assert len(set(digests)) == len(digests)
    return Session(before, gestures, digests)


def said_by_the_program(traced: list[str]) -> list[str]:
    """Leave out what SQLite says to itself: a statement again for each trigger, FTS5's own."""
    ours = [one for one in traced if not one.startswith("--")]
    return [one for one, before in zip(ours, ["", *ours], strict=False) if one != before]


def record(session: Session, folder: Path, synchronous: object) -> list[Event]:
    """Give all that the disk is asked while the session is replayed."""
    folder.mkdir()
    base, words, target = (folder / name for name in ("base.db", "session.json", "events"))
    shutil.copyfile(session.before, base)
    pragmas = PRAGMAS | {"synchronous": synchronous}
    words.write_text(json.dumps({"pragmas": pragmas, "gestures": session.gestures}), "utf-8")
    script = "tests.faults.recording_disk"
    subprocess.run([sys.executable, "-m", script, base, words, target], cwd=ROOT, check=True)
    with own_connection(base) as after:
        assert digest(after) == session.digests[-1]
    events: list[Event] = pickle.loads(target.read_bytes())
    return events


def cut_somewhere(
    session: Session, events: list[Event], folder: Path, draw: Random
) -> tuple[int, int]:
    """Cut the power once; give how many gestures were confirmed, and how many are there."""
    disk = Disk({"base.db": session.before.read_bytes()})
    confirmed = 0
    for event in events[: draw.randrange(len(events) + 1)]:
        if event == ("confirmed",):
            confirmed += 1
        else:
            disk.ask(event)
    folder.mkdir()
    disk.cut(folder, draw)
    with own_connection(folder / "base.db") as base:
        assert base.execute_sql("PRAGMA quick_check").fetchall() == [("ok",)]
        there = session.digests.index(digest(base))
    return confirmed, there


def test_a_power_cut_loses_nothing_that_was_confirmed(
    session: Session, tmp_path: Path, tell: Callable[..., None]
) -> None:
    events, draw = record(session, tmp_path / "record", FULL), Random(1)
    checkpoints = sum(event[:2] == ("sync", "base.db") for event in events)
    in_doubt = 0
    cuts = rounds(500)
    for cut in range(cuts):
        confirmed, there = cut_somewhere(session, events, tmp_path / str(cut), draw)
        assert confirmed <= there <= confirmed + 1
        in_doubt += there > confirmed
    assert checkpoints > 2
    tell("power cut", cuts=cuts, lost=0, half=0, kept_unconfirmed=in_doubt)


def test_without_full_synchronisation_a_power_cut_loses_what_was_confirmed(
    session: Session, tmp_path: Path, tell: Callable[..., None]
) -> None:
    """Hold that the test above can see a loss."""
    events, draw = record(session, tmp_path / "record", NORMAL), Random(1)
    lost = losing = 0
    cuts = rounds(500)
    for cut in range(cuts):
        confirmed, there = cut_somewhere(session, events, tmp_path / str(cut), draw)
        lost += max(0, confirmed - there)
        losing += there < confirmed
    assert losing > cuts // 10
    tell("power cut, synchronous=NORMAL", cuts=cuts, losing_cuts=losing, gestures_lost=lost)
