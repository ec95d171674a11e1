"""PostgreSQL stops while a form is open: a sentence, what was typed stays, and is saved after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.postgresql import APPLICATION, CARETAKER, TEMPLATE, Cluster, ServerMissing, own_cluster
from models.storage.opening import close_database, open_database
from tests.cabinet import numero
from tests.faults.damage import look_for_damage, numeros
from tests.pseudo_terminal import ENTER
from tests.servers import go_without
from tests.terminal.program import LOGIN, Home
from tests.tries import rounds
from tests.zygote import ForkedTerminal, Zygote

pytestmark = [pytest.mark.postgresql, pytest.mark.terminal, pytest.mark.slow]

SAVE = "\x13"
WAITS, SAVED = "Connexion au serveur des données perdue. Nouvel essai", "a bien été prise en compte"


@pytest.fixture
def own() -> Iterator[Cluster]:
    """Give a server that nobody else uses."""
    try:
        with own_cluster() as cluster:
            yield cluster
    except ServerMissing as missing:
        go_without("PostgreSQL", missing)


def save(terminal: ForkedTerminal, name: str, start: Callable[[], None] | None) -> None:
    """Save once the server was stopped: the program waits until it is started, and finds it."""
    terminal.send(SAVE)
    if start:
        terminal.wait_for(WAITS)
        assert name in terminal.text()
        start()
    terminal.wait_for(SAVED)


def test_what_was_typed_outlives_a_server_that_stops(
    own: Cluster, tmp_path: Path, zygote: Zygote, tell: Callable[..., None]
) -> None:
    home, url = Home(tmp_path), own.url(TEMPLATE, APPLICATION)
    home.environment["PORTEFEUILLE_BASE"] = url
    home.make_espace()
    stops = rounds(20)
    with ForkedTerminal(zygote, env=home.environment) as terminal:
        terminal.wait_for("Je me connecte")
        terminal.send(f"{LOGIN}g")
        for stop in range(stops):
            terminal.wait_for("Inscrire d'autres comptes")
            terminal.send(f"g{numero(stop + 1)}{ENTER}")
            terminal.wait_for("Enregistrer et suivant")
            terminal.send(f"LEGRAND {stop}")
            own.stop()
            back_already = stop % 2 == 1
            if back_already:
                own.start()
            save(terminal, f"LEGRAND {stop}", None if back_already else own.start)
            terminal.send(ENTER)
        assert b"Traceback" not in terminal.raw
    open_database(own.url(TEMPLATE, CARETAKER))
    assert numeros() == {numero(rank) for rank in range(1, stops + 1)}
    assert look_for_damage(home.key) == []
    close_database()
    tell("PostgreSQL stopped in mid-edit", stops=stops, saved_afterwards=stops)
