"""The disk fills during a save, a migration, a backup: a sentence, nothing lost, nothing half."""

from __future__ import annotations

import random
import re
import resource
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from models.errors import StorageFailure
from models.labels import Regime
from models.portefeuille import Portefeuille
from models.saisie import Saisie
from models.storage.backup import save_backup
from models.storage.opening import close_database, open_database
from tests.cabinet import NIR, employeur, gerant, numero, open_portefeuille
from tests.faults.damage import content_of, look_for_damage, numeros
from tests.faults.earlier import turn_back, untimed
from tests.faults.full_disk import Full
from tests.pseudo_terminal import ENTER, PseudoTerminal
from tests.terminal.program import LOGIN, Home
from tests.tries import rounds

pytestmark = pytest.mark.slow

TRIES = rounds(200)
CLIENTS = 60
SAVE = "\x13"
TEXT = "TRES LONGUE RAISON SOCIALE"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Portefeuille]:
    """Give a base of sixty clients, closed, and who works in it."""
    folder = tmp_path_factory.mktemp("semis")
    open_database(folder / "base.db")
    portefeuille = open_portefeuille(folder)
    for rank in range(1, CLIENTS + 1):
        portefeuille.enroll(gerant(rank))
    close_database()
    return folder / "base.db", portefeuille


def key_of(seeded: tuple[Path, Portefeuille]) -> Path:
    return seeded[0].with_name("cle-1")


def independant(rank: int) -> Saisie:
    """Type a client whose NIR no sentence may tell."""
    typed = employeur(rank, nir=NIR, montant="", raison_sociale=TEXT * 4)
    return Saisie(**{**vars(typed), "regime": Regime.ARTISAN_COMMERCANT})


def refusal_of(full: Full, left: int, verb: Callable[[], object]) -> str:
    """Run `verb` with little room; give the sentence of its refusal, "" if it was done."""
    said = ""
    try:
        with full.room(left):
            verb()
    except StorageFailure as refusal:
        said = str(refusal)
    assert not said or re.search(full.said, said), said
    assert NIR[:13] not in said
    return said


def test_a_save_on_a_full_disk(
    full: Full, seeded: tuple[Path, Portefeuille], tell: Callable[..., None]
) -> None:
    source, portefeuille = seeded
    path, draw = full.folder / "base.db", random.Random(1)
    saved = refused = 0
    for _ in range(TRIES):
        shutil.copyfile(source, path)
        open_database(path)
        confirmed = {numero(rank) for rank in range(1, CLIENTS + 1)}

        def save_many(confirmed: set[str] = confirmed) -> None:
            for rank in range(CLIENTS + 1, CLIENTS + 30):
                portefeuille.enroll(independant(rank), forced=True)
                confirmed.add(numero(rank))

        refused += bool(refusal_of(full, draw.randrange(600_000), save_many))
        saved += len(confirmed) - CLIENTS
        assert numeros() == confirmed
        assert look_for_damage(key_of(seeded)) == []
        portefeuille.enroll(gerant(CLIENTS + 99))
        close_database()
        for file in full.folder.glob("base.db*"):
            file.unlink()
    assert refused
    assert saved
    fault = f"disk full during a save ({type(full).__name__})"
    tell(fault, tries=TRIES, refused=refused, saves_confirmed=saved, lost=0, half=0)


@pytest.fixture(scope="module")
def early(seeded: tuple[Path, Portefeuille], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the same base as an earlier version of the program left it."""
    path = tmp_path_factory.mktemp("avant") / "base.db"
    shutil.copyfile(seeded[0], path)
    turn_back(path)
    return path


def test_a_migration_on_a_full_disk(full: Full, early: Path, tell: Callable[..., None]) -> None:
    path, draw = full.folder / "base.db", random.Random(2)
    shutil.copyfile(early, path)
    before = untimed(path)
    open_database(path)
    close_database()
    after = untimed(path)
    refused = 0
    for _ in range(TRIES):
        for file in full.folder.glob("base*"):
            file.unlink()
        shutil.copyfile(early, path)
        said = refusal_of(full, draw.randrange(900_000), partial(open_database, path))
        close_database()
        refused += bool(said)
        assert untimed(path) == (before if said else after)
        for copy in full.folder.glob("base.avant-*"):
            assert untimed(copy) == before
        open_database(path)
        close_database()
    assert 0 < refused < TRIES
    fault = f"disk full during a migration ({type(full).__name__})"
    tell(fault, tries=TRIES, refused=refused, half=0)


def test_a_backup_on_a_full_disk(
    full: Full, seeded: tuple[Path, Portefeuille], tell: Callable[..., None]
) -> None:
    source, _ = seeded
    path, draw = full.folder / "base.db", random.Random(3)
    shutil.copyfile(source, path)
    open_database(path)
    wanted, refused = content_of(path), 0
    for number in range(TRIES):
        target = full.folder / f"{number}.sauvegarde"
        said = refusal_of(full, draw.randrange(600_000), partial(save_backup, target))
        refused += bool(said)
        found = sorted(file.name for file in full.folder.glob("*sauvegarde*"))
        if said:
            assert found in ([], [target.name])
        if target.exists():
            assert content_of(target) == wanted
        for name in found:
            (full.folder / name).unlink()
    assert look_for_damage(key_of(seeded)) == []
    assert 0 < refused < TRIES
    fault = f"disk full during a backup ({type(full).__name__})"
    tell(fault, tries=TRIES, refused=refused, half=0)


def save_on_screen(terminal: PseudoTerminal, process: int) -> None:
    """Save when nothing more can be written, then when it can again."""
    terminal.wait_for("Je me connecte")
    terminal.send(f"{LOGIN}gg{numero(1)}{ENTER}")
    terminal.wait_for("Enregistrer et suivant")
    terminal.send("LEGRAND")
    resource.prlimit(process, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    terminal.send(SAVE)
    terminal.wait_for("rien n'a été enregistré")
    assert "LEGRAND" in terminal.text()
    resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    terminal.send(SAVE)
    terminal.wait_for("a bien été prise en compte")
    assert b"Traceback" not in terminal.raw


@pytest.mark.terminal
def test_a_full_disk_is_said_on_the_screen_that_keeps_what_was_typed(
    tmp_path: Path, tell: Callable[..., None]
) -> None:
    home = Home(tmp_path)
    home.create_espace()
    with home.screens() as terminal:
        save_on_screen(terminal, terminal.process.pid)
    assert home.look(numeros) == {numero(1)}
    tell("disk full on the screen", sentences=1, saved_afterwards=1)
