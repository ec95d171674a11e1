"""Whatever is asked with the uids of another cabinet, nothing of it is told and nothing changes.

By the verbs of Portefeuille on both engines; on a server, by the idioms of the ORM and by SQL too,
on the connection of who signed in.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from peewee import IntegrityError, ProgrammingError

from bench.postgresql import APPLICATION, CARETAKER
from models.errors import Refusal
from models.fiche import Fiche
from models.labels import Role, Service
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.storage.file_copy import own_connection
from models.storage.in_sight import see
from models.storage.opening import open_database, opened
from models.storage.sqlite_engine import SQLITE
from models.tables import (
    Cabinet,
    Cle,
    Compte,
    Compteur,
    Inscription,
    Modele,
    Operation,
    Retour,
    Utilisateur,
)
from models.tables.table import Table, database
from models.writing.changes import retire
from tests.cabinet import employeur, independant, open_portefeuille
from tests.domain.bases import path_of
from tests.tries import draws

THEIRS = "AILLEURS"
"""In all the names of the other cabinet."""
TABLES = [one for one in Table.__subclasses__() if "cabinet" in one._meta.fields]
FILLED = (Cle, Utilisateur, Inscription, Compte, Operation, Modele, Compteur)
INSIDE = """SELECT {columns} FROM {table} WHERE cabinet_id = {number} ORDER BY 1, 2"""

Verb = Callable[[Portefeuille, "Other", Random], object]


@dataclass
class Other:
    """What is known of another cabinet."""

    number: int
    fiches: list[Fiche]
    lots: list[Any]
    people: list[Utilisateur]

    def fiche(self, chance: Random) -> Fiche:
        return chance.choice(self.fiches)


def edited(p: Portefeuille, o: Other, chance: Random) -> object:
    return p.edit(o.fiche(chance), employeur(900, note="x", montant=""), forced=True)


VERBS: dict[str, Verb] = {
    "get": lambda p, o, c: p.get(o.fiche(c).uid),
    "several": lambda p, o, c: p.several([one.uid for one in c.sample(o.fiches, 3)], removed=True),
    "called": lambda p, o, c: p.called(o.fiche(c).uid),
    "with_siren": lambda p, o, c: p.with_siren(o.fiche(c).siren or ""),
    "with_compte": lambda p, o, c: p.with_compte(o.fiche(c).comptes[0].numero_compte or ""),
    "waiting": lambda p, o, c: p.waiting_to_end(o.fiche(c).siren or "", o.fiche(c).regime),
    "page": lambda p, _o, c: p.page(Criteres(texte=c.choice((THEIRS, "ail", "")))),
    "uids": lambda p, o, _: set(p.uids(Criteres(), most=99)) & {one.uid for one in o.fiches},
    "neighbour": lambda p, o, c: p.neighbour(o.fiche(c), Criteres(), 1),
    "lacking_proof": lambda p, o, c: p.lacking_proof([o.fiche(c).uid]),
    "edit": edited,
    "services": lambda p, o, c: p.set_services(o.fiche(c), frozenset({Service.DPAE})),
    "terminate": lambda p, o, c: p.terminate(o.fiche(c)),
    "report": lambda p, o, c: p.report(o.fiche(c)),
    "refuse": lambda p, o, c: p.refuse(o.fiche(c)),
    "take_back": lambda p, o, c: p.take_back(o.fiche(c)),
    "change_many": lambda p, o, c: p.change_many("resilier", [o.fiche(c)], retire),
    "restore": lambda p, o, c: p.restore([o.fiche(c).uid]),
    "undoable": lambda p, o, c: p.undoable(c.choice(o.lots)),
    "undo": lambda p, o, c: p.undo(c.choice(o.lots), [o.fiche(c).uid]),
    "reveal": lambda p, o, c: p.reveal_nir(o.fiche(c)),
    "reveal_all": lambda p, o, c: p.reveal_nirs([o.fiche(c).uid]),
    "journal": lambda p, o, c: p.journal.operations(c.choice(o.lots)),
    "line": lambda p, o, c: p.journal.line(c.choice(o.lots)),
    "tell": lambda p, o, c: p.presences.tell(uuid4(), o.fiche(c).uid),
    "responsables": lambda p, _o, _c: [one.nom for one in p.responsables()],
}

Idiom = Callable[["Other", Any, Random], object]
"""What is tried with another cabinet, and a table that has rows of it."""


def theirs(table: Any, other: Other) -> Any:
    return table.cabinet == other.number


def rows_of(query: Any, other: Other) -> list[Any]:
    """Give the rows of another cabinet that a query finds."""
    return [row for row in query.dicts() if row["cabinet"] == other.number]


IDIOMS: dict[str, Idiom] = {
    "all": lambda o, t, _: rows_of(t.select(), o),
    "where": lambda o, t, _: rows_of(t.select().where(theirs(t, o)), o),
    # « Of mine, or of theirs », as who forgets parentheses writes it.
    "orwhere": lambda o, t, _: rows_of(
        t.select().where(t.cabinet != o.number).orwhere(theirs(t, o)), o
    ),
    "join": lambda o, _t, _c: rows_of(
        Compte.select().join(Inscription).where(theirs(Compte, o)), o
    ),
    "cross join": lambda o, t, _: rows_of(t.select().join(Cabinet, on=(Cabinet.id > 0)), o),
    "union": lambda o, t, _: rows_of(t.select() | t.select(), o),
    "exists": lambda o, t, _: t.select().where(theirs(t, o)).exists(),
    "counted": lambda o, t, _: t.select().where(theirs(t, o)).count(),
    "by uid": lambda o, _, c: Inscription.get_or_none(Inscription.uid == o.fiche(c).uid),
    "by id": lambda o, _, c: Inscription.get_or_none(Inscription.id == o.fiche(c).id),
    "sql": lambda o, t, _: raw(f"SELECT * FROM {name(t)} WHERE cabinet_id = {o.number}"),
    "sql, or": lambda o, _t, _c: raw(f"SELECT * FROM cabinet WHERE id = {o.number} OR id < 0"),
    "sql, lateral": lambda o, t, _: raw(
        f"SELECT t.* FROM cabinet, LATERAL (SELECT * FROM {name(t)}) AS t"
        f" WHERE t.cabinet_id = {o.number}"
    ),
    "sql, with": lambda o, _t, _c: raw(
        "WITH them AS (UPDATE inscription SET note = 'X' WHERE cabinet_id = "
        f"{o.number} RETURNING id) SELECT * FROM them"
    ),
    "update": lambda o, t, _: t.update(cabinet=1).where(theirs(t, o)).execute(),
    "update by id": lambda o, _, c: (
        Inscription.update(note="X").where(Inscription.id == o.fiche(c).id).execute()
    ),
    "delete": lambda o, t, _: t.delete().where(theirs(t, o)).execute(),
    "retour": lambda o, _t, _c: Retour.delete().where(theirs(Retour, o)).execute(),
    "insert": lambda o, _t, _c: Modele.insert(cabinet=o.number, nom="X").execute(),
    "given away": lambda o, t, _: t.update(cabinet=o.number).execute(),
    "forgotten": lambda o, _, c: opened().forget([o.fiche(c).id]),
}


def name(table: Any) -> str:
    return str(table._meta.table_name)


def raw(sql: str) -> list[tuple[Any, ...]]:
    return list(database.execute_sql(sql).fetchall())


def refilled(folder: Path, names: str) -> Portefeuille:
    """Give a new cabinet its clients, some removed, some changed."""
    ticks = count(1)
    mine = open_portefeuille(folder, role=Role.ADMINISTRATEUR)
    for rank in ticks:
        if rank > 6:
            break
        saisie = employeur(rank) if rank % 2 else independant(rank)
        nom = f"{names} {saisie.raison_sociale}"
        fiche = mine.enroll(saisie.__class__(**{**vars(saisie), "raison_sociale": nom}))
        if rank % 3 == 0:
            mine.terminate(fiche)
    mine.modeles.keep(names, frozenset({Service.DPAE}))
    return mine


def known(of: Portefeuille) -> Other:
    number = of._cabinet.id
    mine = Operation.select().where(Operation.cabinet == number)
    people = list(Utilisateur.select().where(Utilisateur.cabinet == number))
    uids = [one.uid for one in Inscription.select().where(Inscription.cabinet == number)]
    fiches = list(of.several(uids, removed=True))
    return Other(number, fiches, [one.lot for one in mine], people)


@pytest.fixture
def looked_at(base_url: str) -> Callable[[int], list[Any]]:
    """Give what reads all that a cabinet has, by another connection that sees everything."""

    def look(number: int) -> list[Any]:
        found = []
        for table in TABLES:
            columns = [one.column_name for one in table._meta.sorted_fields]
            sql = INSIDE.format(
                columns=", ".join(columns), table=table._meta.table_name, number=number
            )
            found.append(read(sql))
        return found

    def read(sql: str) -> list[Any]:
        if base_url.startswith(SQLITE):
            with own_connection(path_of(base_url)) as other:
                return list(other.execute_sql(sql).fetchall())
        with psycopg.connect(base_url.replace(APPLICATION, CARETAKER)) as plain:
            return list(plain.execute(sql.encode()).fetchall())

    return look


def test_no_verb_reaches_another_cabinet(
    base_url: str, tmp_path: Path, looked_at: Callable[[int], list[Any]]
) -> None:
    open_database(base_url)
    other = known(refilled(tmp_path, THEIRS))
    mine = refilled(tmp_path, "ICI")
    before, chance = looked_at(other.number), Random(11)
    for turn in range(draws(10_000)):
        verb = [*VERBS][turn % len(VERBS)]
        told: object = None
        with suppress(Refusal):
            told = VERBS[verb](mine, other, chance)
        assert THEIRS not in repr(told), verb
        assert verb != "uids" or not told
    assert looked_at(other.number) == before


@pytest.mark.parametrize(
    "engine", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
def test_no_query_reaches_another_cabinet(
    base_url: str, tmp_path: Path, looked_at: Callable[[int], list[Any]]
) -> None:
    open_database(base_url)
    other = known(refilled(tmp_path, THEIRS))
    mine = refilled(tmp_path, "ICI")
    before, chance = looked_at(other.number), Random(12)
    for turn in range(draws(10_000)):
        idiom = [*IDIOMS][turn % len(IDIOMS)]
        told: object = None
        with suppress(ProgrammingError, IntegrityError):
            told = IDIOMS[idiom](other, chance.choice(FILLED), chance)
        assert not told, idiom
    assert looked_at(other.number) == before
    see(mine._cabinet.id)
    assert mine.page().total == 4
