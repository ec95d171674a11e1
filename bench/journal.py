"""What a page of a journal of a million operations costs in the models: whole, and filtered.

Six operations in ten are gestures of their own, the others belong to lots of 200 and of 10 000.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from peewee import PostgresqlDatabase

from bench.portfolio import CREATED, SLICE
from bench.searches import Found
from bench.works import Home
from models.journal.journal import EVERYTHING, Journal
from models.journal.lines import Filtre, Place
from models.portefeuille import Portefeuille
from models.sealing.vault import Vault
from models.storage.opening import close_database, open_database, opened
from models.tables import Cabinet, Operation, Utilisateur
from models.tables.table import database
from models.wording import show_number

OPERATIONS = 1_000_000
LOTS = ((10_000, 0.2), (200, 0.2))
"""Sizes of lots, and their shares of the operations."""

MOST = 30
"""Milliseconds that a page may take."""

COLUMNS = (
    *("id", "cabinet_id", "rang", "lot", "utilisateur_id", "instant", "verbe"),
    *("inscription_uid", "champs", "premier", "annule"),
)
VERBES = ("services", "modifier", "report", "inscrire", "resilier", "annuler", "connexion")
SHARES = (40, 20, 20, 10, 4, 3, 3)
SECONDS = 90
"""Between two gestures, on average: the journal is some two years long."""


def table(home: Home, times: int) -> str:
    """Measure, and lay out in Markdown."""
    rows = [
        f"| {one.name} | {_ms(one.median)}, p95 {_ms(one.p95)} | ≤ {MOST} ms :"
        f" {'oui' if one.median <= MOST else '**non**'} |"
        for one in measure(home, times)
    ]
    head = (f"Journal de {show_number(OPERATIONS)} d'opérations, n = {times} :", "")
    return "\n".join((*head, "| page | mesuré | but |", "|---|---|---|", *rows))


def _ms(number: float) -> str:
    return f"{number:.1f} ms".replace(".", ",")


def measure(home: Home, times: int, operations: int = OPERATIONS) -> list[Found]:
    """Read each page `times` times, in a journal that is written first."""
    open_database(home.where, migrate=False).see_all()
    try:
        cabinet = Cabinet.get()
        if Operation.select().count() < operations:
            fill(cabinet.id, home.size, operations)
        inside = Portefeuille(cabinet, None, Vault.absent(cabinet.uid))
        spent: dict[str, list[float]] = {}
        for _ in range(times):
            for name, work in _works(inside.journal, UUID(int=1), operations):
                start = perf_counter()
                work()
                spent.setdefault(name, []).append((perf_counter() - start) * 1000)
        return [Found(name, tuple(sorted(some)), None) for name, some in spent.items()]
    finally:
        close_database()


def _works(
    journal: Journal, client: UUID, operations: int
) -> Iterator[tuple[str, Callable[[], object]]]:
    def work(filtre: Filtre, place: Place | None = None) -> Callable[[], object]:
        return lambda: journal.page(filtre, place)

    people = journal.auteurs()
    day = CREATED.date() + timedelta(days=200)
    big = journal.page(EVERYTHING, Place(operations * 9 // 10)).lines[0]
    yield "journal, première page", work(EVERYTHING)
    yield "journal, au milieu", work(EVERYTHING, Place(operations // 2))
    yield "journal d'un client", work(Filtre(clients=frozenset({client})))
    yield "journal d'une personne", work(Filtre(auteur=people[0]))
    yield "journal, ligne de commande", work(Filtre(auteur=people[-1]))
    yield "journal, un verbe", work(Filtre(verbe="resilier"))
    yield "journal, un verbe d'une personne", work(Filtre(auteur=people[0], verbe="annuler"))
    yield "journal, une ancienne semaine", work(Filtre(depuis=day, jusqu_a=day + timedelta(days=6)))
    yield (
        "journal, un verbe dans une semaine",
        work(Filtre(verbe="inscrire", depuis=day, jusqu_a=day + timedelta(days=6))),
    )
    yield "journal, un lot déplié", lambda: journal.operations(big.lot)


def fill(cabinet: int, size: int, operations: int) -> None:
    """Write the operations, of four people and of the command line."""
    first = Utilisateur.get()
    people = [first.id, None]
    for rank in range(3):
        uid, name = uuid4(), f"personne.{rank}"
        more = {"cabinet": cabinet, "identifiant": name, "nom": name, "role": "collaborateur"}
        people.append(Utilisateur.create(uid=uid, hachage="", **more).id)
    last = Operation.select().count()
    rows = _rows(cabinet, people, size, range(last + 1, operations + 1))
    with database.atomic():
        if isinstance(database.obj, PostgresqlDatabase):
            database.execute_sql("SET LOCAL statement_timeout = 0")
        while some := list(islice(rows, SLICE)):
            opened().write_rows("operation", COLUMNS, some)
    if isinstance(database.obj, PostgresqlDatabase):
        # The server does it by itself, a minute later.
        database.execute_sql("SET statement_timeout = 0")
        database.execute_sql("VACUUM (ANALYZE) operation")


def _rows(
    cabinet: int, people: list[int | None], size: int, ranks: range
) -> Iterator[tuple[Any, ...]]:
    draw = Random(len(ranks))
    sizes = [size for size, share in LOTS for _ in range(int(len(ranks) * share / size))]
    sizes += [1] * (len(ranks) - sum(sizes))
    draw.shuffle(sizes)
    instant, numbers = CREATED, iter(ranks)
    gesture: UUID | None = None
    for number in sizes:
        instant += timedelta(seconds=draw.expovariate(1 / SECONDS))
        verbe, person = draw.choices(VERBES, SHARES)[0], draw.choice(people)
        lot = UUID(int=draw.getrandbits(128))
        undone = gesture.hex if verbe == "annuler" and gesture else None
        champs = f'{{"annule":"{undone}","verbe":"services"}}' if undone else "{}"
        for rank in range(number):
            own = UUID(int=draw.getrandbits(128)) if number > 1 else lot
            yield (
                *(own.hex, cabinet, next(numbers)),
                *(lot.hex, person, instant, verbe, UUID(int=draw.randrange(size) + 1).hex),
                *(champs, int(not rank), undone),
            )
        gesture = lot
