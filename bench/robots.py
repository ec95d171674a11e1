"""Thirty people at once through sshd: robots type real jobs, and the base has what each was told.

One process plays them all. A key is typed once the one before is painted; its time goes to the end
of the first frame that follows it. What that process and its ssh clients take of the processor, on
the same cores as what they measure, is told beside what the sessions take.
"""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median

from bench import report
from bench.behind_ssh import Behind, SshMissing, Watching, Way, descendants, seconds_of
from bench.postgresql import OWNER, ServerMissing, own_cluster
from bench.report import Line
from bench.robot import Robot, Told
from bench.works import PASSWORD
from models.access.espace import open_vault
from models.access.main_key import load_main_key
from models.access.ssh_keys import add_key
from models.access.utilisateur import add_user
from models.clock import now
from models.labels import Report, Role, Service
from models.storage.opening import close_database, open_database
from models.tables import Cabinet, Compte, Inscription
from models.tables.inscription import services_of

ROBOTS, SIZE = 30, 1_000
SECONDS = {"court": 20.0, "": 60.0, "grand": 180.0}
MOST_MS = 60
APART = 0.5
"""Seconds from one who comes to the next."""
TICKED = Service.DECLARATION
"""The box of the key 2."""


@dataclass(frozen=True)
class Spent:
    """Seconds of the processor: of the sessions, of the sshd before them, of who types."""

    sessions: float
    sshd: float
    robots: float

    @classmethod
    def so_far(cls, server: Watching, robots: list[Robot]) -> Spent:
        """Give what was spent until now by those who are there."""
        sessions = sum(map(seconds_of, (server.process, *server.sessions)))
        before = sum(map(seconds_of, descendants(server.sshd)))
        clients = (robot.terminal.pid for robot in robots)
        return cls(sessions, before, sum(map(seconds_of, (os.getpid(), *clients))))

    def since(self, start: Spent, wall: float) -> str:
        """Say how much of a core each took, in so many seconds."""
        parts = (("sessions", self.sessions - start.sessions), ("sshd", self.sshd - start.sshd))
        told = (*parts, ("robots", self.robots - start.robots))
        cores = (f"{name} {spent / wall:.2f}".replace(".", ",") for name, spent in told)
        return f"cœurs : {', '.join(cores)}"


def people(behind: Behind) -> list[Way]:
    """Give a way for each robot: a person of the cabinet, with a key."""
    ways = [behind.new_way(f"robot{number:02d}") for number in range(ROBOTS)]
    behind.open_keys()
    open_database(behind.base).see_all()
    try:
        cabinet = Cabinet.get()
        vault = open_vault(cabinet, load_main_key(behind.places.main_key))
        by = {"by": None, "vault": vault, "now": now()}
        for way in ways:
            who = {"identifiant": way.name, "nom": f"Robot {way.name[-2:]}"}
            role = Role.COLLABORATEUR
            add_user(cabinet, **who, role=role, mot_de_passe=PASSWORD, **by)  # type: ignore[arg-type]
            add_key(cabinet, way.name, way.public, **by)  # type: ignore[arg-type]
    finally:
        close_database()
    return ways


def work(ways: list[Way], seconds: float, server: Watching) -> tuple[list[Robot], str]:
    """Have all robots work together; give them, once they have ended, and what that took.

    It is told of the time in which all are there.
    """
    robots = [Robot(number, way, 0.0) for number, way in enumerate(ways, 1)]
    start = time.perf_counter()
    to_come, at_work = robots[::-1], dict[int, Robot]()
    first, all_came, took = Spent(0.0, 0.0, 0.0), 0.0, ""
    with ExitStack() as open_:
        while at_work or to_come:
            if to_come and time.perf_counter() > start + APART * to_come[-1].number:
                robot = to_come.pop()
                robot.end = start + APART * ROBOTS + seconds
                robot.begin()
                open_.enter_context(robot.terminal)
                at_work[robot.terminal.fileno()] = robot
                if not to_come:
                    first, all_came = Spent.so_far(server, robots), time.perf_counter()
            elif all_came and not took and time.perf_counter() > robots[0].end:
                now_ = time.perf_counter()
                took = Spent.so_far(server, robots).since(first, now_ - all_came)
            # All that came has its time before anything is drawn of it.
            for number in select.select([*at_work], [], [], 0.02)[0]:
                at_work[number].terminal.take()
            at_work = {number: one for number, one in at_work.items() if one.goes_on()}
        for robot in robots:
            robot.terminal.seconds_to_end()
    return robots, took


def wrong(base: str, robots: list[Robot]) -> list[str]:
    """Name what the base has otherwise than a robot was told."""
    told = {numero: one for robot in robots for numero, one in robot.told.items()}
    open_database(base, migrate=False).see_all()
    try:
        rows = Compte.select(Compte, Inscription).join(Inscription)
        rows = rows.where(Inscription.raison_sociale.startswith("ROBOT"))
        found = {str(row.numero_compte): _as_told(row.inscription) for row in rows}
    finally:
        close_database()
    numbers = found.keys() | told.keys()
    return [one for one in sorted(numbers) if found.get(one) != told.get(one)]


def _as_told(row: Inscription) -> Told:
    done = Report(row.report) is Report.FAIT
    return Told(row.raison_sociale, TICKED in services_of(row.services), done)


def lines(kind: str) -> Iterator[Line]:
    """Measure on each engine, and give the lines of the table."""
    for name, url in (("SQLite", ""), ("PostgreSQL", None)):
        yield _line(name, url, SECONDS[kind])


def _line(name: str, url: str | None, seconds: float) -> Line:
    work_ = f"{ROBOTS} robots par sshd, {name}"
    try:
        with _base(url) as base, Behind(SIZE, base) as behind, behind.watching() as server:
            robots, spent = work(people(behind), seconds, server)
            errors = wrong(behind.base, robots)
    except (SshMissing, ServerMissing) as missing:
        return Line(work_, "", f"n'a pas été mesuré ({missing})")
    took = sorted(ms for robot in robots for ms in robot.took)
    p95 = took[int(len(took) * 0.95)]
    clients = sum(len(robot.told) for robot in robots)
    busy = sum(robot.busy for robot in robots)
    said = f"{median(took):.0f} ms, p95 {p95:.0f} ms (n = {len(took)}), {clients} clients"
    return Line(
        work_,
        str(SIZE),
        f"{said}, {len(errors)} erreurs, base occupée {busy} fois ; {spent}",
        "",
        f"p95 ≤ {MOST_MS} ms, 0 erreur",
        p95 <= MOST_MS and not errors,
    )


@contextmanager
def _base(url: str | None) -> Iterator[str]:
    """Give the address of a base: None asks for one on a server of its own."""
    if url is not None:
        yield url
        return
    with own_cluster() as cluster:
        cluster.execute(f"CREATE DATABASE robots OWNER {OWNER} TEMPLATE template0")
        yield cluster.url("robots")


if __name__ == "__main__":
    for line in lines((sys.argv[1:] or ["court"])[0]):
        print(report.table([line]), flush=True)
