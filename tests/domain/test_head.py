"""The head of a journal, beside the key: forwards only, and never what was not committed."""

from __future__ import annotations

import os
from contextlib import suppress
from fcntl import LOCK_EX, flock
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import Abandoned
from models.portefeuille import Portefeuille
from models.sealing.head import LINE, Head, HeadUnreadable
from models.storage.failures import gesture, once_committed
from models.tables import Operation
from models.writing import first_seals
from tests.cabinet import employeur
from tests.tries import examples

OURS, THEIRS = UUID(int=1), UUID(int=2)
ONE, TWO = bytes(32), bytes(range(32))


def heads(folder: Path) -> tuple[Head, Head]:
    return Head(folder / "cle", OURS), Head(folder / "cle", THEIRS)


def stands(_rank: int, _seal: bytes) -> bool:
    return True


def test_each_cabinet_of_a_key_has_its_line(tmp_path: Path) -> None:
    ours, theirs = heads(tmp_path)
    assert ours.read() is None
    ours.found(1, ONE)
    assert theirs.read() is None
    theirs.found(7, TWO)
    ours.move(2, TWO, stands)
    assert (ours.read(), theirs.read()) == ((2, TWO), (7, TWO))
    assert ours.path.name == "cle.tete"
    assert ours.path.stat().st_size == 2 * LINE
    assert ours.path.stat().st_mode & 0o777 == 0o600


def test_it_goes_forwards_only_and_is_not_begun_by_a_gesture(tmp_path: Path) -> None:
    ours, theirs = heads(tmp_path)
    ours.move(3, ONE, stands)
    assert not ours.path.exists()
    ours.found(5, ONE)
    ours.move(5, TWO, stands)
    ours.move(4, TWO, stands)
    theirs.move(9, TWO, stands)
    assert (ours.read(), theirs.read()) == ((5, ONE), None)
    ours.found(2, TWO)
    assert ours.read() == (2, TWO)


@settings(max_examples=examples(50), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=3 * LINE))
def test_whatever_is_in_the_file_is_read_or_said_unreadable(tmp_path: Path, content: bytes) -> None:
    ours, _ = heads(tmp_path)
    ours.path.write_bytes(content)
    with suppress(HeadUnreadable):
        assert ours.read() is None or OURS.hex.encode() in content
    ours.move(1, ONE, stands)
    assert OURS.hex.encode() in content or ours.path.read_bytes() == content
    ours.found(3, TWO)
    assert ours.read() == (3, TWO)


def test_what_no_longer_stands_in_the_journal_is_kept(tmp_path: Path) -> None:
    ours, _ = heads(tmp_path)
    ours.found(3, ONE)
    asked = list[tuple[int, bytes]]()

    def gone(rank: int, seal: bytes) -> bool:
        asked.append((rank, seal))
        return False

    ours.move(9, TWO, gone)
    assert (ours.read(), asked) == ((3, ONE), [(3, ONE)])


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    ours, _ = heads(tmp_path)
    other = tmp_path / "autre"
    other.write_text("rien")
    ours.path.symlink_to(other)
    with pytest.raises(HeadUnreadable):
        ours.read()
    ours.move(1, ONE, stands)
    assert other.read_text() == "rien"


def test_who_is_stopped_while_he_holds_it_stops_nobody(tmp_path: Path) -> None:
    ours, _ = heads(tmp_path)
    ours.found(1, ONE)
    held = os.open(ours.path, os.O_RDWR)
    flock(held, LOCK_EX)
    ours.move(2, TWO, stands)
    assert ours.read() == (1, ONE)
    os.close(held)
    ours.move(3, TWO, stands)
    assert ours.read() == (3, TWO)


def test_many_at_once_leave_the_latest(tmp_path: Path) -> None:
    ours, _ = heads(tmp_path)
    ours.found(1, ONE)
    ranks = range(2, 200)
    with get_context("fork").Pool(4) as pool:
        pool.starmap(ours.move, [(rank, TWO, stands) for rank in ranks])
    known = ours.read()
    assert known is not None
    assert known[0] in ranks


def test_it_names_what_is_committed_and_nothing_else(portefeuille: Portefeuille) -> None:
    head = portefeuille._vault.head
    assert head is not None
    portefeuille.enroll(employeur(1))
    assert head.read() is None
    first_seals.keep_head(portefeuille._cabinet, portefeuille._vault)
    portefeuille.enroll(employeur(2))
    last = Operation.select().order_by(Operation.rang.desc()).get()
    assert head.read() == (2, last.sceau)
    with suppress(Abandoned), gesture():
        portefeuille.enroll(employeur(3))
        assert head.read() == (2, last.sceau)
        raise Abandoned
    assert (head.read(), Operation.select().count()) == ((2, last.sceau), 2)
    portefeuille.enroll(employeur(4))
    known = head.read()
    assert known is not None
    assert known[0] == 3


def test_what_waits_for_a_commit_goes_with_what_is_given_up(portefeuille: Portefeuille) -> None:
    assert portefeuille.may_write
    done: list[str] = []
    with gesture():
        once_committed(lambda: done.append("outer"))
        with suppress(Abandoned), gesture():
            once_committed(lambda: done.append("inner"))
            raise Abandoned
        with gesture():
            once_committed(lambda: done.append("second"))
        assert done == []
    assert done == ["outer", "second"]
    once_committed(lambda: done.append(str(uuid4())))
    with gesture():
        pass
    assert done == ["outer", "second"]


def test_one_that_a_kill_left_behind_goes_on_and_one_of_another_base_does_not(
    portefeuille: Portefeuille,
) -> None:
    head = portefeuille._vault.head
    assert head is not None
    for rank in (1, 2, 3):
        portefeuille.enroll(employeur(rank))
    first, _, last = Operation.select().order_by(Operation.rang)
    head.found(first.rang, first.sceau)
    portefeuille.enroll(employeur(4))
    assert head.read() == (last.rang + 1, Operation.get(Operation.rang == last.rang + 1).sceau)
    head.found(2, bytes(32))
    portefeuille.enroll(employeur(5))
    assert head.read() == (2, bytes(32))
