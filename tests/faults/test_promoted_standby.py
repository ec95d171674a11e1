"""The first server is killed in the middle of saves, the one that stands by takes its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest

from bench.pair import Pair, pair
from bench.postgresql import APPLICATION, CARETAKER, TEMPLATE, ServerMissing
from models.errors import StorageFailure, StorageLost
from models.portefeuille import Portefeuille
from models.storage.failures import UNCERTAIN
from models.storage.opening import close_database, open_database
from models.tables import Compte
from tests.cabinet import gerant, numero, open_portefeuille
from tests.faults.damage import look_for_damage, numeros
from tests.pseudo_terminal import ENTER
from tests.servers import go_without
from tests.terminal.program import LOGIN, PASSWORD, Home
from tests.tries import rounds
from tests.zygote import ForkedTerminal, Zygote

pytestmark = [pytest.mark.postgresql, pytest.mark.slow, pytest.mark.xdist_group("standby")]

SAVE, LOCK = "\x13", "\x0c"
WAITS = "Connexion au serveur des données perdue. Nouvel essai"
NOT_KNOWN = "enregistrement n'est pas certain"
GAVE_UP = "impossible ou perdue"
"""What is told, with « rien n'a été enregistré », where the other server takes too long."""
SAVED = "a bien été prise en compte"


@pytest.fixture(scope="module")
def servers() -> Iterator[Pair]:
    """Give a server and the one that stands by, which nobody else uses."""
    try:
        with pair() as both:
            yield both
    except ServerMissing as missing:
        go_without("PostgreSQL", missing)


@dataclass
class Saves:
    """Inscribes one client after the other, each until it is confirmed."""

    portefeuille: Portefeuille
    confirmed: list[str] = field(default_factory=list)
    lost: int = 0
    uncertain: int = 0
    sentences: set[str] = field(default_factory=set)

    def one(self) -> None:
        rank, operation = len(self.confirmed) + 1, uuid4()
        while True:
            try:
                self.portefeuille.enroll(gerant(rank), operation=operation)
            except StorageLost:
                self.lost += 1
            except StorageFailure as refusal:
                self.sentences.add(str(refusal))
                self.uncertain += 1
            else:
                self.confirmed.append(numero(rank))
                return


def test_what_was_confirmed_outlives_its_server(
    servers: Pair, tmp_path: Path, tell: Callable[..., None]
) -> None:
    name = servers.copy(TEMPLATE, "directe")
    open_database(servers.url(name, APPLICATION))
    saves, kills = Saves(open_portefeuille(tmp_path)), rounds(20)
    for kill in range(kills):
        saves.one()
        ends = Thread(target=fall, args=(servers,), kwargs={"at_once": kill % 2 == 0})
        ends.start()
        while ends.is_alive():
            saves.one()
        ends.join()
        saves.one()
        servers.heal()
    close_database()
    open_database(servers.url(name, CARETAKER))
    assert [row.numero_compte for row in Compte.select().order_by(Compte.id)] == saves.confirmed
    assert look_for_damage(tmp_path / "cle-1") == []
    close_database()
    assert saves.lost
    assert all(UNCERTAIN in one for one in saves.sentences), saves.sentences
    told = {"confirmed": len(saves.confirmed), "not_known": saves.uncertain, "lost": 0}
    tell("first server killed, the other promoted", kills=kills, **told)


def fall(servers: Pair, *, at_once: bool) -> None:
    servers.kill(at_once=at_once)
    servers.promote()


@pytest.mark.terminal
def test_an_open_session_goes_on_by_itself(
    servers: Pair, tmp_path: Path, zygote: Zygote, tell: Callable[..., None]
) -> None:
    home, kills, told = Home(tmp_path), rounds(20), 0
    name = servers.copy(TEMPLATE, "ouverte")
    home.environment["PORTEFEUILLE_BASE"] = servers.url(name, APPLICATION)
    home.make_espace()
    with ForkedTerminal(zygote, env=home.environment) as terminal:
        terminal.wait_for("Je me connecte")
        terminal.send(f"{LOGIN}g")
        for kill in range(kills):
            terminal.wait_for("Inscrire d'autres comptes")
            terminal.send(f"g{numero(kill + 1)}{ENTER}")
            terminal.wait_for("Enregistrer et suivant")
            terminal.send(f"LEGRAND {kill}")
            told += saved_all_the_same(terminal, servers, before=kill % 2 == 0)
            terminal.send(ENTER)
            servers.heal()
        terminal.wait_for("Inscrire d'autres comptes")
        terminal.send(LOCK)
        terminal.wait_for("Session verrouillée")
        terminal.send(f"{PASSWORD}{ENTER}")
        terminal.wait_until_gone("Session verrouillée")
        assert f"LEGRAND {kills - 1}" in terminal.text()
        assert b"Traceback" not in terminal.raw
    open_database(servers.url(name, CARETAKER))
    assert numeros() == {numero(rank + 1) for rank in range(kills)}
    assert Compte.select().count() == kills
    assert look_for_damage(home.key) == []
    close_database()
    tell("first server killed under a session", kills=kills, not_known=told, doubled=0, lost=0)


def saved_all_the_same(terminal: ForkedTerminal, servers: Pair, *, before: bool) -> bool:
    """Save as the server is killed, or once it is; tell whether the program could not know."""
    if before:
        servers.kill(at_once=True)
        terminal.send(SAVE)
        terminal.wait_for(WAITS)
    else:
        terminal.send(SAVE)
        servers.kill(at_once=False)
    servers.promote()
    told = False
    terminal.wait_for(SAVED, NOT_KNOWN, GAVE_UP)
    while SAVED not in terminal.text():
        told = told or NOT_KNOWN in terminal.text()
        terminal.send(SAVE)
        terminal.wait_until_gone(NOT_KNOWN if NOT_KNOWN in terminal.text() else GAVE_UP)
        terminal.wait_for(SAVED, NOT_KNOWN, GAVE_UP)
    return told
