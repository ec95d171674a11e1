"""The rows that were there before operations sealed their own: sealed once, and never again."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.portefeuille import Portefeuille
from models.sealing.vault import Vault
from models.storage import many_rows
from models.tables import Inscription, Operation
from models.writing import first_seals
from models.writing.author import Author
from models.writing.known_head import RESTORED
from models.writing.verifying import Verdict, verify
from tests.cabinet import NOON, employeur, fill, independant


@pytest.fixture
def early(portefeuille: Portefeuille) -> Portefeuille:
    """Give one whose operations have sealed no row yet."""
    fill(portefeuille, 3)
    portefeuille.enroll(independant(9))
    portefeuille.terminate(portefeuille.enroll(employeur(8)))
    portefeuille._vault.__dict__.pop("_row_key", None)
    return portefeuille


def verdict(portefeuille: Portefeuille) -> Verdict:
    return verify(portefeuille._cabinet, portefeuille._vault)


def test_all_rows_are_sealed_at_the_first_opening_and_once(early: Portefeuille) -> None:
    assert early.seal()
    assert not early.seal()
    last = Operation.select().order_by(Operation.rang.desc()).get()
    assert (last.verbe, last.champs) == ("sceller", '{"lignes":6}')
    head = early._vault.head
    assert head is not None
    assert head.read() == (last.rang, last.sceau)
    assert verdict(early) == Verdict(last.rang)
    Inscription.update(note="x").where(Inscription.siren.is_null(False)).execute()
    assert [one for one in verdict(early).wrong if "Clients changés" in one]


def test_a_journal_that_lost_its_beginning_is_not_begun_again(early: Portefeuille) -> None:
    """Whoever deletes « sceller » would have all sealed as he left it."""
    early.seal()
    cabinet, vault = early._cabinet, early._vault
    blind = Portefeuille(cabinet, None, Vault(cabinet.uid, 1, _keys=vault._keys, head=vault.head))
    last = Operation.select().order_by(Operation.rang.desc()).get()
    last.verbe = "autre"
    if Operation._meta.database.for_update:
        pytest.skip("the application's role changes no operation")
    last.save()
    assert not first_seals.is_sealed(cabinet)
    assert not blind.seal()


def test_without_a_key_that_has_a_file_nothing_is_sealed(early: Portefeuille) -> None:
    cabinet, keys = early._cabinet, early._vault._keys
    kept = Portefeuille(cabinet, None, Vault(cabinet.uid, 1, _keys=keys))
    assert not kept.seal()
    assert not Portefeuille(cabinet, None, Vault.absent(cabinet.uid)).seal()


def test_many_rows_are_sealed_some_at_a_time(
    early: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_rows, "AT_ONCE", 2)
    assert early.seal()
    rows = Operation.select().where(Operation.verbe == "sceller").order_by(Operation.rang)
    assert [row.champs for row in rows] == ['{"lignes":2}'] * 3
    assert len({row.lot for row in rows}) == 1
    assert verdict(early).wrong == ()


def test_what_is_done_to_a_whole_base_is_written_and_its_head_kept(
    early: Portefeuille, tmp_path: Path
) -> None:
    author = Author(early._cabinet, None, early._vault, NOON)
    head = early._vault.head
    assert head is not None
    assert head.path.parent == tmp_path
    head.found(900, bytes(32))
    first_seals.note_upkeep(author, "migrer", {"migrations": ["0015"]})
    verbs = [row.verbe for row in Operation.select().order_by(Operation.rang)][-2:]
    assert verbs == ["migrer", "sceller"]
    assert verdict(early) == Verdict(Operation.select().count())


def test_a_restore_tells_what_it_let_go(early: Portefeuille) -> None:
    """Other machines know a later operation; it says that it was let go."""
    early.seal()
    head = early._vault.head
    assert head is not None
    author = Author(early._cabinet, None, early._vault, NOON)
    first_seals.note_upkeep(author, RESTORED, {"tete": 40})
    here = Operation.select().count()
    assert verdict(early).wrong == ()
    head.found(40, bytes(32))
    assert verdict(early).wrong == ()
    head.found(41, bytes(32))
    assert "plus ancienne" in verdict(early).wrong[0]
    early.enroll(employeur(5))
    head.found(here + 1, bytes(32))
    assert verdict(early).wrong == ()
