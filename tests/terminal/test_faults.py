"""kill -9 at random moments of a save: what the screen confirmed is there, nothing is half."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from peewee import fn

from models import journal
from models.espace import open_vault
from models.storage.backup import check_database
from models.tables import Cabinet, Compte, Inscription, Operation
from models.vault import MainKey
from tests.cabinet import numero
from tests.pseudo_terminal import ENTER, PseudoTerminal
from tests.terminal.program import LOGIN, Home

pytestmark = [pytest.mark.terminal, pytest.mark.slow]

ROUNDS = int(os.environ.get("PORTEFEUILLE_FAUTES", "20"))
SAVE = "\x13"
CONFIRMED = "a bien été prise en compte"


def save_until_killed(terminal: PseudoTerminal, first: int, lifetime: float) -> int:
    """Inscribe clients until `lifetime` is over, then kill; give how many were confirmed."""
    confirmed = 0
    end = time.monotonic() + lifetime
    while time.monotonic() < end:
        terminal.send(f"g{numero(first + confirmed)}{ENTER}{SAVE}")
        while CONFIRMED not in terminal.text() and time.monotonic() < end:
            terminal.read(0.005)
        if CONFIRMED not in terminal.text():
            break
        confirmed += 1
        terminal.send(ENTER)
        while CONFIRMED in terminal.text() and time.monotonic() < end:
            terminal.read(0.005)
    terminal.kill()
    return confirmed


def look_for_damage(home: Home) -> list[str]:
    """Say what is half done or broken in the base."""
    wrong = list(check_database())
    orphans = Inscription.select().where(Inscription.id.not_in(Compte.select(Compte.inscription)))
    wrong += [f"an inscription without its compte: {row.uid}" for row in orphans]
    recorded = Operation.select(Operation.inscription_uid).where(Operation.verbe == "inscrire")
    silent = Inscription.select().where(Inscription.uid.not_in(recorded))
    wrong += [f"an inscription without its operation: {row.uid}" for row in silent]
    cabinet = Cabinet.get()
    verdict = journal.verify(cabinet, open_vault(cabinet, MainKey.load(home.key)))
    wrong += [f"a broken seal at {rank}" for rank in verdict.broken]
    return wrong


def test_nothing_confirmed_is_lost_to_kill_9(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create_espace()
    draw = random.Random(9)
    confirmed_in_all = 0
    expected: set[str] = set()
    for round_number in range(ROUNDS):
        first = round_number * 1000 + 1
        with home.screens() as terminal:
            terminal.wait_for("Je me connecte")
            terminal.send(f"{LOGIN}g")
            terminal.wait_for("Inscrire d'autres comptes")
            confirmed = save_until_killed(terminal, first, draw.uniform(0.05, 1.2))
        confirmed_in_all += confirmed
        expected |= {numero(first + rank) for rank in range(confirmed)}
        found = home.look(lambda: {one.numero_compte for one in Compte.select()})
        assert expected <= found, f"lost: {sorted(expected - found)}"
        assert home.look(lambda: look_for_damage(home)) == []
    kept: int = home.look(lambda: Inscription.select(fn.COUNT(Inscription.id)).scalar())
    print(f"\nkill -9: {ROUNDS} kills, {confirmed_in_all} saves confirmed, {kept} kept, 0 lost")
    assert confirmed_in_all > 0
