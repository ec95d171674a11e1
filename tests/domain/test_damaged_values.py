"""A value that cannot be, in a base that can be read: a sentence, and never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from peewee import Database

from models.access.espace import create_espace, open_vault
from models.access.sign_in import log_in, reset_password
from models.errors import LoginRefused, StorageFailure
from models.labels import Role
from models.portefeuille import Portefeuille
from models.sealing.vault import FOREIGN, MainKey
from models.storage.failures import reading
from models.tables import Cabinet, Utilisateur
from models.tables.operation import Operation
from models.writing import verifying
from tests.cabinet import NOON, independant, open_portefeuille

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
"""PostgreSQL refuses such values by their type."""

READ_BY_THE_LIST = [
    ("inscription", "uid", "g" * 32),
    ("inscription", "uid", b"\x00"),
    ("inscription", "regime", "generam"),
    ("inscription", "report", ""),
    ("inscription", "services", "dpae"),
    ("inscription", "montant_centimes", "dix"),
    ("inscription", "nir", "un texte"),
    ("inscription", "version", "x"),
    ("inscription", "cree_le", "2026-06-12 1é:00:00"),
    ("inscription", "modifie_le", b"\xff"),
    ("inscription", "modifie_le", 12),
    ("compte", "etat", "Actif"),
    ("utilisateur", "uid", "court"),
]


def damage(base: Database, table: str, column: str, value: object) -> None:
    """Put a value where its constraints would not let it."""
    base.execute_sql("PRAGMA ignore_check_constraints = 1")
    base.execute_sql("PRAGMA foreign_keys = 0")
    base.execute_sql(f"UPDATE {table} SET {column} = ?", (value,))
    base.execute_sql("PRAGMA foreign_keys = 1")
    base.execute_sql("PRAGMA ignore_check_constraints = 0")


@pytest.fixture
def inside(base: Database, tmp_path: Path) -> Portefeuille:
    portefeuille = open_portefeuille(tmp_path)
    (claire,) = portefeuille.personnes()
    portefeuille.enroll(independant(1, responsable=claire.uid))
    return portefeuille


@pytest.mark.parametrize(("table", "column", "value"), READ_BY_THE_LIST)
def test_the_list_says_which_value_cannot_be(
    base: Database, inside: Portefeuille, table: str, column: str, value: object
) -> None:
    damage(base, table, column, value)
    with pytest.raises(StorageFailure) as refused:
        inside.page()
    assert str(refused.value).startswith("La base est endommagée")
    assert f"{table}.{column}" in str(refused.value)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("cabinet", "uid", "-"),
        ("cabinet", "cree_le", "avant"),
        ("cle", "kid", "un"),
        ("cle", "enveloppe", "un texte"),
        ("operation", "id", "z" * 32),
        ("operation", "instant", ""),
        ("operation", "sceau", "un texte"),
        ("operation", "utilisateur_id", b"\xff"),
    ],
)
def test_so_do_the_keys_and_the_journal(
    base: Database, inside: Portefeuille, tmp_path: Path, table: str, column: str, value: object
) -> None:
    key = MainKey.load(tmp_path / f"cle-{Cabinet.get().id}")
    damage(base, table, column, value)

    def read_them() -> None:
        with reading():
            cabinet = Cabinet.get()
            verifying.verify(cabinet, open_vault(cabinet, key))

    where = "utilisateur.id" if column == "utilisateur_id" else f"{table}.{column}"
    with pytest.raises(StorageFailure, match=f"endommagée.*« {where} »"):
        read_them()


def test_an_aggregate_over_nothing_is_no_damage(base: Database, inside: Portefeuille) -> None:
    base.execute_sql("DELETE FROM compteur")
    assert inside.compteurs().total == 0
    assert Operation.select().count() == 1


@pytest.mark.parametrize("kid", [-1, 2**16])
def test_an_envelope_numbered_beyond_its_room_is_foreign(
    base: Database, inside: Portefeuille, tmp_path: Path, kid: int
) -> None:
    damage(base, "cle", "kid", kid)
    cabinet = Cabinet.get()
    vault = open_vault(cabinet, MainKey.load(tmp_path / f"cle-{cabinet.id}"))
    assert not vault.is_open
    assert vault.why == FOREIGN


@pytest.mark.parametrize("column", ["hachage", "code_secours_hachage"])
def test_a_hash_that_is_damaged_lets_nobody_in(base: Database, tmp_path: Path, column: str) -> None:
    key = MainKey.create(tmp_path / "cle")
    password = "cheval correct agrafe lundi"
    create_espace(
        cabinet="Martin", identifiant="c.durand", mot_de_passe=password, main_key=key, now=NOON
    )
    damage(base, "utilisateur", column, "é$argon2id")

    def come_in() -> None:
        if column == "hachage":
            log_in("c.durand", password, main_key=key, now=NOON)
        else:
            reset_password("c.durand", "AAAAA", password, main_key=key, now=NOON)

    with pytest.raises(LoginRefused, match="incorrect"):
        come_in()


@pytest.mark.parametrize("kept", ["", "{", "[1]", "null", "\x00"])
def test_preferences_that_cannot_be_read_are_none(
    base: Database, inside: Portefeuille, kept: str
) -> None:
    person = Utilisateur.get(Utilisateur.role == Role.COLLABORATEUR.value)
    damage(base, "utilisateur", "preferences", kept)
    again = Portefeuille(
        Cabinet.get(), Utilisateur.get_by_id(person.id), inside._vault, now=lambda: NOON
    )
    assert again.preference("vue") is None
    again.remember("vue", "dossier")
    assert again.preference("vue") == "dossier"
