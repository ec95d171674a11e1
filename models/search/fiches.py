"""Inscriptions as screens show them, read whole by one statement.

A page is read at every key, and making Peewee's objects took most of its time. What is read to be
changed is read by Peewee.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache, partial
from types import NoneType
from typing import Any
from uuid import UUID

from peewee import JOIN, CharField, Field, ForeignKeyField, Join, ModelSelect, TextField, fn

from models.ecarts import PROVED
from models.errors import KeyMissing
from models.fiche import Fiche, FicheCompte
from models.identifiers import nir
from models.sealing.vault import Tampered, Vault
from models.search.criteres import Anchor, Edge
from models.search.listed import Listed, page
from models.storage import prepared
from models.tables import Compte, Inscription, Utilisateur
from models.tables.inscription import services_of
from models.tables.table import (
    BoxesField,
    CodeField,
    Rule,
    Table,
    kept_as_they_are,
    values_of,
)

NIR_HIDDEN = "scellé (clé absente)"
NIR_ALTERED = "illisible (altéré)"
AT_ONCE = 64
"""As many fiches as one statement reads by their ids: its SQL is kept for each number of them."""


def _columns(table: type[Table], kind: type[Any]) -> list[Field]:
    """Give the columns of `table` that `kind` shows under the same names, the id first.

    A link shows a person: it is none of them.
    """
    columns = (getattr(table, field.name, None) for field in fields(kind))
    own = (column for column in columns if isinstance(column, Field))
    mine = (column for column in own if not isinstance(column, ForeignKeyField))
    # Rows are grouped by the id; that of a compte tells that there is one.
    return sorted(mine, key=lambda column: column.name != "id")


SHOWN, SHOWN_OF_COMPTE = _columns(Inscription, Fiche), _columns(Compte, FicheCompte)
LINKS = (
    Inscription.responsable,
    Inscription.report_par,
    Inscription.modifie_par,
    Inscription.retire_par,
)
OWN = (*SHOWN, Inscription.nir)
NAME = fn.COALESCE(fn.NULLIF(Utilisateur.nom, ""), Utilisateur.identifiant)
PEOPLE = ((LINKS[0], Utilisateur.uid), *((link, NAME) for link in LINKS))
"""What is read of the people that are linked: who the responsable is, and their names."""

TEXTS = (CharField, TextField)


def shown(column: Field, value: Any) -> Any:
    """Give what is shown of a stored value; StorageFailure if the field may not hold it.

    A code is one of its labels, boxes are services, and a text that is null is empty.
    """
    value = column.python_value(value)
    if isinstance(column, CodeField):
        return column.codes(value)
    if isinstance(column, BoxesField):
        return None if value is None else services_of(value)
    return "" if value is None and isinstance(column, TEXTS) else value


def rule(column: Field, *absent: type) -> Rule:
    """Give the types of the values that are shown as they are, and how the others are.

    These are kept: it is always the same codes, and the same people.
    """
    boxes = isinstance(column, BoxesField)
    kept = frozenset() if boxes else kept_as_they_are(column)
    if isinstance(column, TEXTS):
        kept -= {NoneType}
    known = 4096 if boxes else 1024
    return kept | set(absent), lru_cache(known, typed=True)(partial(shown, column))


RULES = [
    *map(rule, OWN),
    rule(Utilisateur.uid, NoneType),
    *[rule(Utilisateur.nom, NoneType)] * len(LINKS),
]
RULES_OF_COMPTE = [*map(rule, SHOWN_OF_COMPTE)]
WIDE = len(RULES)
"""The columns of a row before those of its compte."""

NAMES = [column.name for column in SHOWN]
NAMES += ["nir_masque", "responsable", "responsable_nom", "report_par", "modifie_par", "retire_par"]
NAMES_OF_COMPTE = [column.name for column in SHOWN_OF_COMPTE]
"""What a fiche and a compte call these columns."""


def of_page(listed: Listed, anchor: Anchor, size: int, vault: Vault) -> tuple[Fiche, ...]:
    """Read at most `size` fiches of a list in which nothing is sought, in its order."""
    kind: Any = anchor if isinstance(anchor, Edge) else type(anchor)
    key = () if isinstance(anchor, Edge) else (anchor.key.cle_nom, anchor.key.id)
    return tuple(_read(prepared.run(_whole, (page, listed, kind, size), key), vault))


def of_ids(ids: Sequence[int], vault: Vault) -> tuple[Fiche, ...]:
    """Read the fiches of those of `ids` that there are, in the same order."""
    fiches: dict[int, Fiche] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = prepared.run(_whole, (_rows_of,), ids[start : start + AT_ONCE])
        fiches |= {fiche.id: fiche for fiche in _read(some, vault)}
    return tuple(fiches[one] for one in ids if one in fiches)


def _rows_of(*ids: Any) -> ModelSelect[Inscription]:
    return Inscription.select().where(Inscription.id.in_(ids))


def _whole(
    select: Callable[..., ModelSelect[Inscription]], *shape: Any
) -> ModelSelect[Inscription]:
    """Give each row that `select` does, its people, and one of its comptes; in the list's order."""
    row = select(*shape).select(*OWN, *LINKS, Inscription.cabinet).alias("une")
    mine = (Compte.cabinet == row.c.cabinet_id) & (Compte.inscription == row.c.id)
    living = Compte.retire_le.is_null() | (Compte.retire_le == row.c.retire_le)
    people = (
        Utilisateur.select(column).where(Utilisateur.id == getattr(row.c, link.column_name))
        for link, column in PEOPLE
    )
    columns = (getattr(row.c, column.column_name) for column in OWN)
    return (
        Inscription.select(*columns, *people, *SHOWN_OF_COMPTE)
        .from_(Join(row, Compte, JOIN.LEFT_OUTER, mine & living))
        .order_by(row.c.cle_nom, row.c.id, Compte.id)
    )


def _read(rows: Iterable[tuple[Any, ...]], vault: Vault) -> Iterator[Fiche]:
    """Make the fiches of rows that have a compte each, or none: what is their own comes first."""
    rows = list(rows)
    comptes = _comptes([row for row in rows if row[WIDE] is not None])
    own = {row[0]: row[:WIDE] for row in rows}
    for columns in values_of(own.values(), RULES):
        fiche = dict(zip(NAMES, columns, strict=True))
        if fiche["ecart"] not in PROVED:
            # Kept a while so that « fait » may be taken back, it is no datum of the client.
            fiche["montant_centimes"] = None
        if fiche["nir_masque"] is not None:
            fiche["nir_masque"] = _masked(fiche["nir_masque"], fiche["uid"], vault)
        fiche["comptes"] = tuple(comptes[fiche["id"]])
        yield Fiche.of(fiche)


def _comptes(rows: Sequence[tuple[Any, ...]]) -> defaultdict[int, list[FicheCompte]]:
    comptes = defaultdict[int, list[FicheCompte]](list)
    read = values_of((row[WIDE:] for row in rows), RULES_OF_COMPTE)
    for row, columns in zip(rows, read, strict=True):
        compte = dict(zip(NAMES_OF_COMPTE, columns, strict=True))
        comptes[row[0]].append(FicheCompte(**compte))
    return comptes


def _masked(sealed: bytes, uid: UUID, vault: Vault) -> str:
    try:
        return nir.mask(vault.open(sealed, row=uid, field="nir").decode())
    except KeyMissing:
        return NIR_HIDDEN
    except Tampered:
        return NIR_ALTERED
