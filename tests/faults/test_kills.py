"""kill -9 at random moments of a save: what was confirmed is there, nothing is half."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import pytest

from tests.cabinet import numero
from tests.faults.damage import look_for_damage, numeros
from tests.pseudo_terminal import ENTER, FAR
from tests.terminal.program import LOGIN, Home
from tests.tries import rounds
from tests.zygote import ForkedTerminal, Killer, Zygote

pytestmark = [pytest.mark.terminal, pytest.mark.slow]

LANES = 2
SCREENS = 400
"""Kills, each while a client is saved or just after: as many as fell there among a thousand."""
SAVE = "\x13"
CONFIRMED = "a bien été prise en compte"
ONE_BASE_AT_A_TIME = Lock()


def new_home(folder: Path) -> Home:
    folder.mkdir()
    home = Home(folder)
    home.create_espace()
    return home


def refuse_loss(home: Home, confirmed: set[str]) -> int:
    """Fail if the base lacks what was confirmed or holds a half; give how many it holds."""
    with ONE_BASE_AT_A_TIME:
        found = home.look(numeros)
        wrong = home.look(lambda: look_for_damage(home.key))
    assert confirmed <= found, f"lost: {sorted(confirmed - found)}"
    assert wrong == []
    return len(found)


def kill_while_it_saves(terminal: ForkedTerminal, number: str, lifetime: float) -> float:
    """Inscribe a client and kill once it is confirmed, or `lifetime` seconds later if it is not.

    Gives after how many seconds it was confirmed, 0 if it was not.
    """
    terminal.send(f"g{number}{ENTER}")
    terminal.wait_for("Enregistrer et suivant")
    terminal.wait_until_idle()
    begun, confirmed = time.monotonic(), 0.0
    terminal.send(SAVE)
    while (elapsed := time.monotonic() - begun) < lifetime and not confirmed:
        if terminal.read(0.002) and CONFIRMED in terminal.text():
            confirmed = elapsed
    terminal.kill()
    assert "Traceback" not in terminal.text()
    return confirmed


def kill_the_screens(folder: Path, zygote: Zygote, seed: int, kills: int) -> tuple[int, int]:
    """Kill so many sessions on one home; give how many saves were confirmed, and kept."""
    home, draw = new_home(folder), random.Random(seed)
    confirmed: set[str] = set()
    kept, usual = 0, 0.0
    for number in map(numero, range(1, kills + 1)):
        with ForkedTerminal(zygote, env=home.environment) as terminal:
            terminal.wait_for("Je me connecte")
            terminal.send(f"{LOGIN}g")
            terminal.wait_for("Inscrire d'autres comptes")
            # Most often early: the base is written first, then the screen.
            lifetime = 1.2 * usual * draw.random() ** 2 if usual else FAR
            took = kill_while_it_saves(terminal, number, lifetime)
        if took:
            confirmed.add(number)
            usual = took
        kept = refuse_loss(home, confirmed)
    return len(confirmed), kept


def test_nothing_that_the_screens_confirmed_is_lost_to_kill_9(
    tmp_path: Path, zygote: Zygote, tell: Callable[..., None]
) -> None:
    kills = rounds(SCREENS) // LANES

    def lane(number: int) -> tuple[int, int]:
        return kill_the_screens(tmp_path / str(number), zygote, number, kills)

    with ThreadPoolExecutor(LANES) as pool:
        results = list(pool.map(lane, range(LANES)))
    confirmed, kept = map(sum, zip(*results, strict=True))
    assert 0 < confirmed < LANES * kills
    fault = "kill -9 through the screens"
    tell(fault, kills=LANES * kills, saves_confirmed=confirmed, kept=kept, lost=0)


def test_nothing_that_inscrire_confirmed_is_lost_to_kill_9(
    tmp_path: Path, zygote: Zygote, tell: Callable[..., None]
) -> None:
    home, killer = new_home(tmp_path / "home"), Killer(9)
    words = ("inscrire", "--gerant", "--deja-inscrit", "--raison-sociale", "MME FAURE", "--compte")
    said, complained = tmp_path / "stdout", tmp_path / "stderr"
    settings: dict[str, Any] = {"env": home.environment, "streams": ("/dev/null", said, complained)}
    confirmed: set[str] = set()
    kills = kept = rank = 0
    while kills < rounds(1000):
        rank += 1
        said.write_text("")
        kills += killer.kill(partial(zygote.start, *words, numero(rank), **settings))
        if said.read_text().startswith("Inscrit"):
            confirmed.add(numero(rank))
        kept = refuse_loss(home, confirmed)
        assert complained.read_text() == ""
    assert confirmed
    tell("kill -9 of inscrire", kills=kills, saves_confirmed=len(confirmed), kept=kept, lost=0)
