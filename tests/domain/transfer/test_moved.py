"""A cabinet goes from its file to PostgreSQL: whole, with its seals, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.access.espace import open_vault
from models.backups.one_nir import READ
from models.errors import LoginRefused, Refusal, StorageFailure
from models.portefeuille import Portefeuille
from models.storage.backup import check_database
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database
from models.storage.schema import HISTORY
from models.storage.transferred import ENDING
from models.tables import Brouillon, Cabinet, CleSsh, Compteur, Inscription, Operation
from models.transfer.rows import MADE_ANEW, moved_tables, name_of
from models.writing.verifying import verify
from tests.cabinet import NIR, employeur
from tests.domain.transfer.full_cabinet import enter
from tests.domain.transfer.moving import Move, key_of, rows_in
from tests.faults.damage import content_of

pytestmark = pytest.mark.postgresql


def inside(url: str, source: Path) -> Portefeuille:
    open_database(url)
    return enter(key_of(source))


def test_no_table_is_forgotten_and_this_cabinet_has_something_in_each(
    source: Path, target: str
) -> None:
    """A table that is added must be in the models, be moved, and be filled in `full_cabinet`."""
    base = open_database(target)
    moved = {name_of(one) for one in moved_tables(base)}
    assert moved | {name_of(one) for one in MADE_ANEW} | {HISTORY} == set(base.get_tables())
    assert frozenset({Compteur}) == MADE_ANEW
    there = rows_in(source)
    assert [name for name, rows in there.items() if not rows] == []


def test_a_table_that_no_model_has_is_never_left_behind(target: str) -> None:
    base = open_database(target)
    base.execute_sql("CREATE TABLE oubliee (id BIGINT)")
    with pytest.raises(KeyError, match="oubliee"):
        moved_tables(base)


def test_every_row_arrives_and_the_file_is_as_it_was(move: Move, source: Path, target: str) -> None:
    before, there = content_of(source), rows_in(source)
    steps = list[tuple[int, int]]()
    done = move(lambda *step: steps.append(step))
    assert content_of(source) == before
    assert rows_in(target) == there
    assert (done.cabinet, done.already, done.nir) == ("Cabinet Martin", False, READ)
    whole = sum(done.rows.values())
    assert done.rows["operation"] + 1 == done.operations
    assert steps[-1] == (2 * whole, 2 * whole)
    assert steps == sorted(steps)
    assert "@" not in done.where


def test_it_is_sound_there_and_one_goes_on_working(move: Move, source: Path, target: str) -> None:
    move()
    portefeuille = inside(target, source)
    cabinet = Cabinet.get()
    vault = open_vault(cabinet, key_of(source))
    last, signed = Operation.select().order_by(Operation.rang.desc()).limit(2)
    assert (signed.verbe, last.verbe) == ("transferer", "connexion")
    assert vault.head
    assert vault.head.kept == (last.rang, last.sceau)
    sealed = Inscription.select().where(Inscription.nir.is_null(False)).get()
    assert portefeuille.reveal_nir(portefeuille.get(sealed.uid)) == NIR
    added = portefeuille.enroll(employeur(50))
    removed = Operation.get(Operation.verbe == "resilier")
    # What was done before the transfer is undone there as what is done since.
    for lot, uid in (
        (portefeuille.latest_gesture().lot, added.uid),  # type: ignore[union-attr]
        (removed.lot, removed.inscription_uid),
    ):
        (fate,) = portefeuille.undo(lot, [uid])
        assert not isinstance(fate, Refusal)
    (draft,) = portefeuille.brouillons.interrupted()
    assert draft.contenu
    assert verify(cabinet, vault).wrong == ()
    assert check_database() == ()


def test_the_next_rows_have_numbers_that_none_had(move: Move, source: Path, target: str) -> None:
    with own_connection(source) as base:
        base.execute_sql("UPDATE sqlite_sequence SET seq = seq + 40 WHERE name = 'inscription'")
        last = dict(base.execute_sql("SELECT name, seq FROM sqlite_sequence"))
    move()
    inside(target, source).enroll(employeur(50))
    assert Inscription.select().order_by(Inscription.id.desc()).get().id == last["inscription"] + 1


def test_the_file_is_not_opened_any_more_unless_somebody_takes_its_mark_away(
    move: Move, source: Path, target: str
) -> None:
    done = move()
    assert done.mark == source.with_name(f"base.db{ENDING}")
    with pytest.raises(StorageFailure, match="a été transféré le 02/03/2026") as refused:
        open_database(source)
    assert done.where in str(refused.value)
    assert str(done.mark) in str(refused.value)
    before = content_of(source)
    assert move().already
    done.mark.unlink()
    again = move()
    assert (again.already, again.rows, content_of(source)) == (True, {}, before)
    assert done.mark.exists()
    assert sum(1 for _ in open_and_select(target)) == 1


def open_and_select(url: str) -> list[Operation]:
    open_database(url)
    return list(Operation.select().where(Operation.verbe == "transferer"))


def test_a_file_that_changed_since_is_not_taken_for_the_one_that_left(
    move: Move, source: Path, target: str
) -> None:
    move().mark.unlink()
    kept, there = source.read_bytes(), rows_in(target)
    with own_connection(source) as base:
        last = "rang = (SELECT MAX(rang) FROM operation)"
        base.execute_sql(f"UPDATE operation SET sceau = zeroblob(32) WHERE {last}")
    with pytest.raises(Refusal, match="n'est plus ce qu'il était"):
        move()
    source.write_bytes(kept)
    open_database(source)
    enter(key_of(source)).enroll(employeur(60))
    close_database()
    with pytest.raises(Refusal, match="n'est plus ce qu'il était"):
        move()
    assert rows_in(target) == there


def test_tries_to_come_in_that_were_made_there_before_go(
    move: Move, source: Path, target: str
) -> None:
    open_database(target)
    with pytest.raises(LoginRefused):
        enter(key_of(source))
    close_database()
    there = rows_in(source)
    move()
    assert rows_in(target) == there


def test_more_rows_than_a_page_has_are_all_there(
    move: Move, source: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.storage.many_rows.AT_ONCE", 2)
    there = rows_in(source)
    move()
    assert rows_in(target) == there
    open_database(target)
    assert CleSsh.select().count() == Brouillon.select().count() == 1
