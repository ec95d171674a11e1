"""A key that is lost for good: a new one, and what the old one sealed is gone, and said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from peewee import Database

from models.access.espace import create_espace, open_vault
from models.access.main_key import load_main_key
from models.access.new_key import Renewed, renew_key
from models.access.sign_in import log_in
from models.errors import Conflict, KeyMissing, LoginRefused, NotAllowed, Refusal
from models.labels import Role
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey
from models.tables import Cabinet, Cle, Inscription, Operation, Retour, Utilisateur
from models.writing.verifying import Verdict, verify
from tests.cabinet import employeur, independant
from tests.domain.bases import ON_SQLITE
from tests.domain.espace.people import NOW, OTHER, PASSWORD
from tests.domain.test_brouillons import TYPED

SESSION = UUID(int=7)


@pytest.fixture
def key(base: Database, tmp_path: Path) -> Path:
    """Give where the key of an espace was, whose clients have what it sealed."""
    assert base is not None
    path = tmp_path / "cle"
    words = {"cabinet": "Cabinet Martin", "identifiant": "c.durand", "mot_de_passe": PASSWORD}
    create_espace(**words, main_key=MainKey.create(path), now=NOW)
    portefeuille = enter(path)
    fiche = portefeuille.enroll(independant(1))
    portefeuille.terminate(portefeuille.enroll(employeur(2)))
    portefeuille.brouillons.begin(uuid4(), SESSION, TYPED)
    portefeuille.brouillons.let_go(SESSION)
    assert fiche.nir_masque
    path.unlink()
    return path


def enter(path: Path) -> Portefeuille:
    came = log_in("c.durand", PASSWORD, main_key=load_main_key(path), now=NOW)
    return Portefeuille(came.cabinet, came.utilisateur, came.vault, now=lambda: NOW)


def renew(path: Path, password: str = PASSWORD) -> Renewed:
    return renew_key("c.durand", password, path=path, clock=lambda: NOW)


def verdict(path: Path) -> Verdict:
    cabinet = Cabinet.get()
    return verify(cabinet, open_vault(cabinet, MainKey.load(path)))


def test_what_the_lost_key_sealed_is_gone_and_the_rest_goes_on(key: Path) -> None:
    gone = Operation.select().order_by(Operation.rang.desc()).get()
    renewed = renew(key)
    assert (renewed.nirs, renewed.undoings, renewed.drafts) == (1, 1, 1)
    assert renewed.key
    assert renewed.key.printed == MainKey.load(key).printed
    assert not Inscription.select().where(Inscription.nir.is_null(False)).exists()
    assert not Retour.select().where(Retour.operation == gone.id).exists()
    portefeuille = enter(key)
    assert portefeuille.may_write
    assert portefeuille.brouillons.interrupted() == ()
    with pytest.raises(Conflict, match="n'a pas été gardé"):
        raise portefeuille.undo(gone.lot, [gone.inscription_uid])[0]  # type: ignore[misc]
    portefeuille.enroll(independant(3))
    verbs = [row.verbe for row in Operation.select().order_by(Operation.rang)][5:]
    assert verbs == ["refaire_cle", "sceller", "connexion", "inscrire"]
    told = verdict(key)
    assert (told.broken, told.wrong, told.unread) == ((), (), 5)


@ON_SQLITE
def test_a_session_that_was_open_changes_nothing_with_its_old_key(
    base: Database, tmp_path: Path
) -> None:
    """Its seals would not hold: what it changed would be said to be done behind the program."""
    assert base is not None
    path = tmp_path / "cle"
    words = {"cabinet": "Cabinet Martin", "identifiant": "c.durand", "mot_de_passe": PASSWORD}
    create_espace(**words, main_key=MainKey.create(path), now=NOW)
    old = enter(path)
    fiche = old.enroll(employeur(1))
    path.unlink()
    renew(path)
    gestures: tuple[Callable[[], object], ...] = (
        lambda: old.enroll(employeur(2)),
        lambda: old.terminate(fiche),
        lambda: old.brouillons.begin(uuid4(), SESSION, TYPED),
    )
    for gesture in gestures:
        with pytest.raises(KeyMissing, match="Reconnectez-vous"):
            gesture()
    assert (verdict(path).broken, verdict(path).wrong) == ((), ())
    enter(path).enroll(employeur(2))


@ON_SQLITE
def test_what_is_changed_behind_the_new_key_is_seen(key: Path) -> None:
    renew(key)
    Inscription.update(note="x").execute()
    assert any("Clients changés" in one for one in verdict(key).wrong)
    Operation.delete().where(Operation.verbe == "refaire_cle").execute()
    assert verdict(key).broken


def test_a_new_key_that_nobody_has_hides_nothing(key: Path) -> None:
    """Whoever writes « refaire_cle » in the journal cannot sign it."""
    renew(key)
    last = Operation.select().order_by(Operation.rang.desc()).get()
    last.rang += 1
    last.id = last.lot
    last.verbe = "refaire_cle"
    last.save(force_insert=True)
    assert verdict(key).broken


def test_only_an_administrateur_who_knows_the_password_makes_one(key: Path) -> None:
    with pytest.raises(LoginRefused):
        renew(key, OTHER)
    assert not key.exists()


def test_a_key_that_is_there_is_left(key: Path) -> None:
    MainKey.create(key)
    content = key.read_bytes()
    with pytest.raises(Refusal, match="contient une autre clé"):
        renew(key)
    assert key.read_bytes() == content
    key.unlink()
    renew(key)
    with pytest.raises(Refusal, match="c'est la bonne"):
        renew(key)
    assert Cle.select().count() == 2


def test_a_collaborateur_makes_none(key: Path) -> None:
    Utilisateur.update(role=Role.COLLABORATEUR.value).execute()
    with pytest.raises(NotAllowed, match="administrateur"):
        renew(key)
    assert not key.exists()
