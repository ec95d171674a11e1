"""Another main key in the place of the one of today: nothing is lost, whenever it is cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from peewee import Database

from models.access import replaced_key
from models.access.espace import create_espace, open_vault
from models.access.main_key import NEW, former_key_file, load_main_key
from models.access.replaced_key import Replaced, Replacement
from models.access.sign_in import log_in
from models.access.utilisateur import add_user
from models.errors import KeyMissing, LoginRefused, NotAllowed, Refusal, StorageFailure
from models.labels import Role
from models.portefeuille import Portefeuille
from models.sealing.vault import FOREIGN, MainKey
from models.tables import Cabinet, Operation
from models.writing import first_seals
from models.writing.verifying import verify
from tests.cabinet import NIR, independant
from tests.domain.bases import ON_POSTGRESQL
from tests.domain.espace.people import NOW, PASSWORD
from tests.domain.test_brouillons import TYPED
from tests.tries import server_in_full

SESSION = UUID(int=7)


@pytest.fixture
def key(base: Database, tmp_path: Path) -> Path:
    """Give where the key of an espace is, which seals a NIR, an undoing and a draft."""
    assert base is not None
    path = tmp_path / "cle"
    words = {"cabinet": "Cabinet Martin", "identifiant": "c.durand", "mot_de_passe": PASSWORD}
    create_espace(**words, main_key=MainKey.create(path), now=NOW)
    portefeuille = enter(path)
    portefeuille.seal()
    portefeuille.enroll(independant(1))
    portefeuille.brouillons.begin(uuid4(), SESSION, TYPED)
    portefeuille.brouillons.let_go(SESSION)
    return path


def enter(path: Path) -> Portefeuille:
    came = log_in("c.durand", PASSWORD, main_key=load_main_key(path), now=NOW)
    return Portefeuille(came.cabinet, came.utilisateur, came.vault, now=lambda: NOW)


def replace(path: Path, who: str = "c.durand", password: str = PASSWORD) -> Replaced:
    return Replacement(path, lambda: NOW).run(who, password)


def refuse_loss(path: Path) -> MainKey:
    """Fail if the key in the file does not open all that there is; give it."""
    inside = enter(path)
    assert inside.may_write
    (fiche,) = inside.page().fiches
    assert inside.reveal_nir(fiche) == NIR
    assert len(inside.brouillons.interrupted()) == 1
    kept = load_main_key(path)
    assert kept is not None
    for cabinet in Cabinet.select():
        told = verify(cabinet, open_vault(cabinet, kept))
        assert (told.broken, told.wrong, told.unsealed) == ((), (), 0)
    return kept


def test_the_new_key_opens_all_that_the_old_one_did(key: Path) -> None:
    old = MainKey.load(key)
    session = enter(key)
    done = replace(key)
    assert done.cabinets == 1
    assert refuse_loss(key).printed == done.key.printed == MainKey.load(key).printed
    assert done.key.printed != old.printed
    assert (done.former, MainKey.load(done.former).printed) == (
        former_key_file(key, old),
        old.printed,
    )
    assert key.stat().st_mode & 0o777 == 0o400
    assert not [*key.parent.glob(f"*{NEW}*")]
    verbs = [row.verbe for row in Operation.select().order_by(Operation.rang)]
    assert verbs.count("remplacer_cle") == 1
    assert open_vault(Cabinet.get(), old).why == FOREIGN
    session.enroll(independant(2))
    second = replace(key)
    assert second.key.printed != done.key.printed


@server_in_full
def test_only_an_administrateur_with_the_right_key_and_password_does_it(
    key: Path, tmp_path: Path
) -> None:
    inside = enter(key)
    person = {"identifiant": "m.petit", "nom": "", "role": Role.COLLABORATEUR}
    acting = {"by": None, "vault": inside._vault, "now": NOW}
    add_user(inside._cabinet, **person, mot_de_passe=PASSWORD, **acting)  # type: ignore[arg-type]
    before = MainKey.load(key).printed
    with pytest.raises(NotAllowed, match="Seul un administrateur"):
        replace(key, "m.petit")
    with pytest.raises(LoginRefused):
        replace(key, password="faux")
    MainKey.create(tmp_path / "autre")
    with pytest.raises(KeyMissing):
        replace(tmp_path / "autre")
    with pytest.raises(KeyMissing):
        replace(tmp_path / "absente")
    assert MainKey.load(key).printed == before
    assert [one.name for one in sorted(tmp_path.glob("*cle*"))] == ["cle", "cle.tete"]


class Cut(BaseException):
    """The program is killed."""


def cut(*_: object, **__: object) -> Any:
    raise Cut


@server_in_full
@pytest.mark.parametrize(
    ("where", "is_new"),
    [
        ("keep_beside", False),
        ("new_key_file", False),
        ("gesture", False),
        ("_wrap", False),
        ("journal.record", False),
        ("put_in_place", True),
    ],
)
def test_cut_at_any_point_one_of_the_keys_is_in_the_file(
    key: Path, monkeypatch: pytest.MonkeyPatch, where: str, is_new: bool
) -> None:
    old = MainKey.load(key).printed
    with monkeypatch.context() as patch:
        target: Any = replaced_key
        for name in where.split(".")[:-1]:
            target = getattr(target, name)
        if where == "journal.record":
            patch.setattr(replaced_key, "Entry", cut)
        else:
            patch.setattr(target, where.rsplit(".", maxsplit=1)[-1], cut)
        with pytest.raises(Cut):
            replace(key)
    kept = refuse_loss(key)
    assert (kept.printed != old) == is_new
    assert MainKey.load(key).printed == kept.printed, "who opens the base finishes it"
    assert refuse_loss(key).printed == kept.printed
    done = replace(key)
    assert refuse_loss(key).printed == done.key.printed


def test_two_at_once_are_one_after_the_other(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(*given: Any) -> Any:
        with pytest.raises(Refusal, match="en cours"):
            replace(key)
        return wrap(*given)

    wrap: Callable[..., int] = replaced_key._wrap
    monkeypatch.setattr(replaced_key, "_wrap", meanwhile)
    assert replace(key).cabinets == 1
    monkeypatch.undo()
    old = MainKey.load(key)
    replacement = Replacement(key, lambda: NOW)
    replacement.run("c.durand", PASSWORD)
    session = log_in("c.durand", PASSWORD, main_key=load_main_key(key), now=NOW)
    with pytest.raises(Refusal, match="en cours"):
        replacement._replace(old, session)
    refuse_loss(key)


@server_in_full
def test_a_folder_that_takes_no_file_changes_nothing(
    key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    old = MainKey.load(key).printed
    monkeypatch.setattr(replaced_key, "keep_beside", full)
    with pytest.raises(StorageFailure, match="Disque plein"):
        replace(key)
    assert refuse_loss(key).printed == old


@ON_POSTGRESQL
def test_all_the_cabinets_of_the_key_are_wrapped_and_no_other(key: Path, tmp_path: Path) -> None:
    words = {"cabinet": "Cabinet Roux", "mot_de_passe": PASSWORD}
    same = load_main_key(key)
    assert same is not None
    create_espace(**words, identifiant="a.roux", main_key=same, now=NOW)
    other = MainKey.create(tmp_path / "autre")
    create_espace(**words, identifiant="b.blanc", main_key=other, now=NOW)
    for cabinet in Cabinet.select():
        first_seals.keep_head(cabinet, open_vault(cabinet, same))
    assert replace(key).cabinets == 2
    mine = load_main_key(key)
    opened = [open_vault(one, mine).is_open for one in Cabinet.select().order_by(Cabinet.id)]
    assert opened == [True, True, False]
    assert open_vault(Cabinet.select().order_by(Cabinet.id.desc()).get(), other).is_open
    done = Operation.select().where(Operation.verbe == "remplacer_cle").order_by(Operation.cabinet)
    assert [row.utilisateur_id is None for row in done] == [False, True]
