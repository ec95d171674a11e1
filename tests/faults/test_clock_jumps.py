"""The clock jumps by hours and years: operations keep their order and nobody is locked out."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from peewee import Database

from models.access import sign_in_delays
from models.access.passwords import LONGEST_DELAY
from models.fiche import Fiche
from models.labels import Service
from models.portefeuille import Portefeuille
from models.storage.failures import gesture
from models.tables import Inscription, Operation
from tests.cabinet import NOON, gerant, numero, open_portefeuille
from tests.faults.damage import look_for_damage, numeros
from tests.pseudo_terminal import ENTER
from tests.terminal.program import LOGIN, PASSWORD, Home
from tests.tries import FULL, rounds
from tests.zygote import ForkedTerminal, Zygote

pytestmark = pytest.mark.slow

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
JUMPS = [sign * jump for sign in (1, -1) for jump in (HOUR, 25 * HOUR, YEAR, 10 * YEAR)]
DEAD_BATTERY = datetime(1970, 1, 1, tzinfo=UTC)
SUMMER_ENDS = datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC)
SAVE, LOCK = "\x13", "\x0c"


class JumpingClock:
    """A clock that jumps each time that it is told to."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def jump(self) -> None:
        """Go to another time, between 1970 and 2100."""
        there = self.now + self._draw.choice(JUMPS)
        sane = 1970 <= there.year <= 2100
        wild = self._draw.choice((DEAD_BATTERY, SUMMER_ENDS, NOON))
        self.now = there if sane and self._draw.random() < 0.9 else wild


def change(portefeuille: Portefeuille, fiche: Fiche, number: int) -> object:
    """Do one of the gestures on a client."""
    gestures: tuple[Callable[[], object], ...] = (
        lambda: portefeuille.set_services(fiche, fiche.services ^ {Service.DPAE}),
        lambda: portefeuille.edit(fiche, gerant(number, note=f"note {number}")),
        lambda: portefeuille.refuse(fiche, motif="absent"),
        lambda: portefeuille.terminate(fiche),
    )
    return gestures[number % 4]()


def test_operations_keep_their_order_when_the_clock_jumps(
    base: Database, engine: str, tmp_path: Path, tell: Callable[..., None]
) -> None:
    clock = JumpingClock(1)
    portefeuille = open_portefeuille(tmp_path, now=clock)
    done = rounds(1000)
    for number in range(1, done // 2 + 1):
        fiche = portefeuille.enroll(gerant(number))
        clock.jump()
        change(portefeuille, fiche, number)
        clock.jump()
        assert len(portefeuille.recent(5)) == min(5, portefeuille.compteurs().total)
        assert portefeuille.page().fiches
    verbes = [one.verbe for one in Operation.select().order_by(Operation.rang)]
    assert verbes[::2] == ["inscrire"] * (done // 2)
    assert len(verbes) == done
    assert look_for_damage(tmp_path / "cle-1") == []
    late = Inscription.modifie_le < Inscription.cree_le
    assert Inscription.select().where(late).exists()
    fault = f"clock jumps between gestures ({engine})"
    tell(fault, jumps=done, operations=done, out_of_order=0)


def test_no_delay_outlives_a_clock_that_jumps(
    base: Database, engine: str, tell: Callable[..., None]
) -> None:
    clock, tries = JumpingClock(2), rounds(1000)
    essai = sign_in_delays.tried(sign_in_delays.PASSWORD, "c.durand", "unix:x", None)
    waited = 0
    for number in range(tries):
        with gesture():
            wait = sign_in_delays.count_try(essai, clock.now)
        assert wait <= LONGEST_DELAY
        if wait:
            waited += 1
            clock.now += wait
            with gesture():
                assert sign_in_delays.count_try(essai, clock.now) == timedelta(0)
        if number % 10 == 0:
            clock.jump()
    assert waited
    fault = f"clock jumps between tries to sign in ({engine})"
    tell(fault, tries=tries, delayed=waited, locked_out=0)


@pytest.mark.terminal
def test_the_screens_bear_a_clock_that_jumps(
    tmp_path: Path, zygote: Zygote, tell: Callable[..., None]
) -> None:
    home, clock = Home(tmp_path), tmp_path / "clock"
    home.create_espace()
    jumps = JUMPS if FULL else [10 * YEAR, -10 * YEAR]
    clock.write_text("0")
    with ForkedTerminal(zygote, env=home.environment, clock=clock) as terminal:
        terminal.wait_for("Je me connecte")
        terminal.send(f"{LOGIN}g")
        for rank, jump in enumerate(jumps, start=1):
            terminal.wait_for("Inscrire d'autres comptes")
            clock.write_text(str(jump.total_seconds()))
            terminal.send(f"{LOCK}")
            terminal.wait_for("verrouillé")
            terminal.send(f"{PASSWORD}{ENTER}")
            terminal.wait_for("Inscrire d'autres comptes")
            terminal.send(f"g{numero(rank)}{ENTER}{SAVE}")
            terminal.wait_for("a bien été prise en compte")
            terminal.send(ENTER)
        assert b"Traceback" not in terminal.raw
    assert home.look(numeros) == {numero(rank) for rank in range(1, len(jumps) + 1)}
    assert home.look(lambda: look_for_damage(home.key)) == []
    tell("clock jumps on the screen", jumps=len(jumps), saves_confirmed=len(jumps))
