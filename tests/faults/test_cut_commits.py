"""The line to the server is cut in the middle of a COMMIT: nobody knows, and nothing is doubled."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import psycopg
import pytest

from bench.postgresql import APPLICATION, CARETAKER, TEMPLATE, Cluster
from models.errors import StorageFailure, StorageLost
from models.storage.failures import UNCERTAIN
from models.storage.opening import close_database, open_database
from models.tables import Compte
from tests.cabinet import gerant, numero, open_portefeuille
from tests.faults.damage import look_for_damage

pytestmark = [pytest.mark.postgresql]

ASKED = b"COMMIT"
ONCE_DONE = {"the server never hears of it": False, "its answer never comes": True}


class Relay:
    """A line to a server, which is cut at the next COMMIT after `arm`."""

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        self.place = f"host={folder}&port={cluster.port}"
        name = f".s.PGSQL.{cluster.port}"
        self._server = str(cluster.folder / name)
        self._line = socket.socket(socket.AF_UNIX)
        self._line.bind(str(folder / name))
        self._line.listen()
        self._cuts = self._once_done = False
        Thread(target=self._accept, daemon=True).start()

    def arm(self, *, once_done: bool) -> None:
        """Cut the line at the next COMMIT: before the server hears of it, or `once_done`."""
        self._cuts, self._once_done = True, once_done

    def close(self) -> None:
        self._line.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._line.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                line = client, server, Event()
                for hand in (self._hand_on, self._hand_back):
                    Thread(target=hand, args=line, daemon=True).start()

    def _hand_on(self, client: socket.socket, server: socket.socket, is_cut: Event) -> None:
        with client, server, suppress(OSError):
            while said := client.recv(65_536):
                if self._cuts and ASKED in said:
                    self._cuts = False
                    is_cut.set()
                    if self._once_done:
                        server.sendall(said)
                    server.shutdown(socket.SHUT_WR)  # it ends once it has done what was asked
                    while server.recv(65_536):
                        pass
                    client.shutdown(socket.SHUT_RDWR)
                    return
                server.sendall(said)

    def _hand_back(self, client: socket.socket, server: socket.socket, is_cut: Event) -> None:
        with suppress(OSError):
            while said := server.recv(65_536):
                if not is_cut.is_set():
                    client.sendall(said)


@pytest.fixture
def line(tmp_path_factory: pytest.TempPathFactory, cluster: Cluster) -> Iterator[Relay]:
    relay = Relay(tmp_path_factory.mktemp("l"), cluster)
    yield relay
    relay.close()


@pytest.mark.parametrize("how", ONCE_DONE)
def test_a_commit_that_nobody_knows_of_is_said_and_done_once(
    line: Relay, cluster: Cluster, tmp_path: Path, how: str
) -> None:
    with cluster.database(TEMPLATE) as name:
        open_database(f"postgresql://{APPLICATION}@/{name}?{line.place}")
        portefeuille = open_portefeuille(tmp_path)
        portefeuille.enroll(gerant(1))
        operation = uuid4()
        line.arm(once_done=ONCE_DONE[how])
        with pytest.raises(StorageFailure, match=UNCERTAIN) as told:
            portefeuille.enroll(gerant(2), operation=operation)
        assert not isinstance(told.value, StorageLost)
        numbers = f"SELECT count(*) FROM {Compte._meta.table_name}"
        with psycopg.connect(cluster.url(name, CARETAKER)) as beside:
            assert beside.execute(numbers.encode()).fetchall() == [(1 + ONCE_DONE[how],)]
        portefeuille.enroll(gerant(2), operation=operation)
        portefeuille.enroll(gerant(3))
        open_database(cluster.url(name, CARETAKER))
        kept = [row.numero_compte for row in Compte.select().order_by(Compte.id)]
        assert kept == [numero(1), numero(2), numero(3)]
        assert look_for_damage(tmp_path / "cle-1") == []
        close_database()
