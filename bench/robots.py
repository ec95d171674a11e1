"""Thirty people at once through sshd: robots type real jobs, and the base has what each was told.

One process plays them all. A key is typed once the one before is painted; its time goes to the end
of the first frame that follows it.
"""

from __future__ import annotations

import select
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median

from bench import report
from bench.behind_ssh import Behind, SshMissing, Way
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


def work(ways: list[Way], seconds: float) -> list[Robot]:
    """Have all robots work together, and give them, once they have ended."""
    robots = [Robot(number, way, 0.0) for number, way in enumerate(ways, 1)]
    start = time.perf_counter()
    to_come, at_work = robots[::-1], dict[int, Robot]()
    with ExitStack() as open_:
        while at_work or to_come:
            if to_come and time.perf_counter() > start + APART * to_come[-1].number:
                robot = to_come.pop()
                robot.end = start + APART * ROBOTS + seconds
                robot.begin()
                open_.enter_context(robot.terminal)
                at_work[robot.terminal.fileno()] = robot
            # All that came has its time before anything is drawn of it.
            for number in select.select([*at_work], [], [], 0.02)[0]:
                at_work[number].terminal.take()
            at_work = {number: one for number, one in at_work.items() if one.goes_on()}
        for robot in robots:
            robot.terminal.seconds_to_end()
    return robots


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
        with _base(url) as base, Behind(SIZE, base) as behind, behind.watching():
            robots = work(people(behind), seconds)
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
        f"{said}, {len(errors)} erreurs, base occupée {busy} fois",
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
