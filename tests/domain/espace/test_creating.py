"""The espace is created once, whole, and with nothing secret in the file."""

from __future__ import annotations

from uuid import uuid4

import pytest
from peewee import Database, SqliteDatabase

from models.access.espace import is_empty, open_vault
from models.access.sign_in import log_in
from models.errors import BadFields, KeyMissing, NotAllowed
from models.labels import Role
from models.sealing.vault import ABSENT, FOREIGN, MainKey
from models.tables import Cabinet, Cle, Operation, Utilisateur
from models.writing import verifying
from tests.domain.espace.people import KEY, NOW, OTHER, PASSWORD, create, enter, fail, reset, verbs

pytestmark = pytest.mark.usefixtures("base")


def test_a_new_base_holds_one_cabinet_its_keys_and_its_administrateur() -> None:
    assert is_empty()
    create(siren="000 000 018 00017")
    assert not is_empty()
    cabinet, person, cle = Cabinet.get(), Utilisateur.get(), Cle.get()
    assert (cabinet.nom, cabinet.siren, cabinet.cree_le) == ("Cabinet Martin", "000000018", NOW)
    assert (person.identifiant, person.nom, person.actif) == ("c.durand", "Claire Durand", True)
    assert person.role == Role.ADMINISTRATEUR
    assert cle.kek_id == KEY.kek_id
    vault = open_vault(cabinet, KEY)
    assert vault.is_open
    assert verbs() == ["creer_espace"]
    assert verifying.verify(cabinet, vault) == verifying.Verdict(1, 0, ())


def test_each_field_that_cannot_be_has_its_sentence_and_nothing_is_written() -> None:
    with pytest.raises(BadFields) as caught:
        create(cabinet=" ", identifiant="c durand", mot_de_passe="court", siren="12")
    assert set(caught.value.sentences) == {"cabinet", "identifiant", "mot_de_passe", "siren"}
    assert is_empty()
    assert not Utilisateur.select().exists()


@pytest.mark.parametrize("identifiant", ["", " ", "a", "a b", "a/b", "x" * 101, "\x1b[31m;"])
def test_an_identifiant_that_cannot_be_is_refused(identifiant: str) -> None:
    with pytest.raises(BadFields) as caught:
        create(identifiant=identifiant)
    assert set(caught.value.sentences) == {"identifiant"}


def test_the_password_may_hold_neither_the_identifiant_nor_the_cabinet() -> None:
    for words in ("girafe c.durand orange violon", "girafe martin orange violon"):
        with pytest.raises(BadFields, match="Retirez-le"):
            create(mot_de_passe=words)


def test_the_cabinet_s_own_siren_is_right_or_left_empty() -> None:
    with pytest.raises(BadFields, match="laissez ce champ vide"):
        create(siren="000 000 017")
    assert is_empty()
    create(siren="000 000 018")
    assert Cabinet.get().siren == "000000018"


def test_a_file_holds_one_cabinet_and_a_server_many(base: Database) -> None:
    create(identifiant="c.durand")
    if isinstance(base, SqliteDatabase):
        with pytest.raises(NotAllowed, match="déjà l'espace"):
            create(identifiant="m.petit", cabinet="Cabinet Petit")
        assert Cabinet.select().count() == 1
        return
    create(identifiant="m.petit", cabinet="Cabinet Petit")
    assert Cabinet.select().count() == 2
    with pytest.raises(BadFields) as caught:
        create(identifiant="M.PETIT", cabinet="Cabinet Petit")
    assert set(caught.value.sentences) == {"identifiant"}
    assert Cabinet.select().count() == 2
    assert enter("m.petit").cabinet.nom == "Cabinet Petit"


@pytest.mark.parametrize(("key", "why"), [(None, ABSENT), (MainKey(bytes(32)), FOREIGN)])
def test_without_its_key_the_espace_opens_and_the_vault_says_why(
    cabinet: Cabinet, key: MainKey | None, why: str
) -> None:
    came_in = log_in("c.durand", PASSWORD, main_key=key, now=NOW)
    assert not came_in.vault.is_open
    assert came_in.vault.why == why
    with pytest.raises(KeyMissing):
        came_in.vault.seal(b"x", row=uuid4(), field="nir")
    assert not Operation.select().where(Operation.verbe == "connexion").exists()
    assert came_in.utilisateur.derniere_connexion is None


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_nothing_secret_is_in_the_file(base: Database, code: str) -> None:
    assert isinstance(base, SqliteDatabase)
    next_code = reset(code)
    enter(password=OTHER)
    fail(1, "nuage crayon tortue")
    base.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(base.database, "rb") as file:  # noqa: PTH123
        content = file.read()
    for secret in (PASSWORD, OTHER, code, code.replace("-", ""), next_code, "nuage crayon"):
        assert secret.encode() not in content
    assert b"c.durand" in content
