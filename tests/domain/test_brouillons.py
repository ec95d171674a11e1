"""What is typed is kept sealed, for its owner alone, and given back as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database

from models.brouillons.brouillons import Brouillons, Interrupted
from models.brouillons.contents import (
    BoxesTyped,
    ClientTyped,
    Content,
    Corrections,
    LigneTyped,
    TableTyped,
    read,
)
from models.errors import Conflict, KeyMissing, StorageBusy
from models.labels import Etat, Regime, Role, Service, ToDo
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.sealing.vault import Vault
from models.tables import Brouillon, Operation, Utilisateur
from tests.cabinet import NIR, NOON, colleague_of, employeur, independant, open_portefeuille
from tests.domain.bases import busy_base

TEXTS = st.text(st.characters(), max_size=12)
"""Whatever a terminal may send, surrogates too."""
BOXES = st.frozensets(st.sampled_from(Service))
COMPTES = st.builds(
    SaisieCompte,
    **{one.name: TEXTS for one in fields(SaisieCompte) if one.name not in ("etat", "id")},
    etat=st.sampled_from(Etat),
    id=st.none() | st.integers(1, 9),
)
CHOSEN = ("regime", "responsable", "services", "deja_inscrit", "comptes")
SAISIES = st.builds(
    Saisie,
    st.sampled_from(Regime),
    **{one.name: TEXTS for one in fields(Saisie) if one.name not in CHOSEN},
    responsable=st.none() | st.uuids(),
    services=BOXES,
    deja_inscrit=st.booleans(),
    comptes=st.lists(COMPTES, min_size=1, max_size=3).map(tuple),
)
CLIENTS = st.builds(
    ClientTyped,
    *(SAISIES, SAISIES, st.none() | st.uuids(), st.integers(), TEXTS, st.sampled_from(ToDo)),
)
PANELS = st.builds(BoxesTyped, BOXES, BOXES, st.uuids(), st.integers())
NUMBERS = st.frozensets(st.integers(1, 10_000))
WORDS = st.dictionaries(TEXTS, TEXTS)
LIGNES = st.builds(LigneTyped, st.lists(TEXTS).map(tuple), WORDS)
CORRECTIONS = st.builds(
    Corrections,
    *(st.dictionaries(st.integers(1), LIGNES), WORDS, NUMBERS, NUMBERS),
    *(st.dictionaries(st.integers(1), st.integers(0)), st.booleans(), TEXTS, TEXTS),
    *(st.booleans(), st.integers(0)),
)
RANGEES = st.lists(st.tuples(st.integers(1), st.lists(TEXTS).map(tuple))).map(tuple)
TABLES = st.builds(TableTyped, RANGEES, CORRECTIONS, TEXTS, st.lists(TEXTS).map(tuple))
TYPED = ClientTyped(independant(1), Saisie(Regime.ARTISAN_COMMERCANT), at="nir")


@given(CLIENTS | PANELS | TABLES)
def test_what_is_typed_is_read_as_it_was(content: Content) -> None:
    uid, session, rows = uuid4(), uuid4(), list[Interrupted]()
    vault = Vault(uuid4(), 1, _keys=bytes(64))
    drafts = Brouillons(None, None, vault, lambda: NOON, None)  # type: ignore[arg-type]
    row = Brouillon(
        uid=uid,
        session=session,
        ecran=content.ecran.value,
        inscription_uid=content.inscription,
        contenu=drafts._sealed(uid, content),
        corrections=drafts._aside(uid, content),
        modifie_le=NOON,
    )
    rows.append(drafts._read(row))
    assert rows == [Interrupted(uid, session, content.ecran, content.inscription, NOON, content)]


def test_a_field_that_was_not_there_yet_is_empty() -> None:
    kept = TYPED.plain()
    del kept["saisie"]["note"], kept["saisie"]["comptes"][0]["ville"]
    kept["saisie"]["couleur"] = "bleu"
    found = read(TYPED.ecran, None, kept, {})
    assert isinstance(found, ClientTyped)
    assert (found.saisie.note, found.saisie.comptes[0].ville) == ("", "")
    assert found.saisie.nir == NIR


def begin(portefeuille: Portefeuille, content: Content = TYPED) -> tuple[UUID, UUID]:
    """Type on a screen that is open."""
    uid, session = uuid4(), uuid4()
    portefeuille.brouillons.begin(uid, session, content)
    return uid, session


def cut(portefeuille: Portefeuille, content: Content = TYPED) -> UUID:
    """Type on a screen that is gone."""
    uid, session = begin(portefeuille, content)
    portefeuille.brouillons.let_go(session)
    return uid


def is_open(portefeuille: Portefeuille) -> bool:
    (interrupted,) = portefeuille.brouillons.interrupted()
    return interrupted.is_open


def test_what_was_cut_is_left_sealed_and_in_no_journal(portefeuille: Portefeuille) -> None:
    before = Operation.select().count()
    uid = cut(portefeuille)
    (left,) = portefeuille.brouillons.interrupted()
    assert (left.uid, left.contenu, left.modifie_le) == (uid, TYPED, NOON)
    row = Brouillon.get()
    assert NIR.encode() not in row.contenu
    assert b"FAURE" not in row.contenu
    assert NIR not in repr(left) + repr(TYPED)
    assert Operation.select().count() == before


def test_a_screen_that_is_open_has_its_own(portefeuille: Portefeuille) -> None:
    uid, session = begin(portefeuille)
    assert is_open(portefeuille)
    typed = ClientTyped(independant(2), TYPED.before)
    assert portefeuille.brouillons.keep(uid, session, typed, TYPED)
    portefeuille.brouillons.let_go(session)
    assert not is_open(portefeuille)
    (left,) = portefeuille.brouillons.interrupted()
    assert left.contenu == typed
    portefeuille.brouillons.end(uid)
    assert portefeuille.brouillons.interrupted() == ()


def test_what_is_begun_twice_is_one(portefeuille: Portefeuille) -> None:
    uid, session = begin(portefeuille)
    portefeuille.brouillons.begin(uid, session, TYPED)
    assert Brouillon.select().count() == 1


def test_a_colleague_is_shown_none(portefeuille: Portefeuille, tmp_path: Path) -> None:
    uid = cut(portefeuille)
    (left,) = portefeuille.brouillons.interrupted()
    for other in (
        colleague_of(portefeuille, "Marc Petit", Role.ADMINISTRATEUR),
        open_portefeuille(tmp_path),
    ):
        assert other.brouillons.interrupted() == ()
        other.brouillons.end(uid)
        assert not other.brouillons.keep(uid, left.session, TYPED, TYPED)
        with pytest.raises(Conflict):
            other.brouillons.take(left, uuid4())
    assert portefeuille.brouillons.keep(uid, left.session, TYPED, TYPED)
    portefeuille.brouillons.let_go(left.session)
    assert len(portefeuille.brouillons.interrupted()) == 1


def test_what_is_moved_to_another_row_does_not_open(portefeuille: Portefeuille) -> None:
    first, second = cut(portefeuille), cut(portefeuille)
    sealed = Brouillon.get(Brouillon.uid == first).contenu
    Brouillon.update(contenu=sealed).where(Brouillon.uid == second).execute()
    found = {left.uid: left.contenu for left in portefeuille.brouillons.interrupted()}
    assert found == {first: TYPED, second: None}


def test_it_is_taken_up_once(portefeuille: Portefeuille) -> None:
    cut(portefeuille)
    (left,) = portefeuille.brouillons.interrupted()
    here, there = uuid4(), uuid4()
    portefeuille.brouillons.take(left, here)
    portefeuille.brouillons.hold(here)
    assert is_open(portefeuille)
    with pytest.raises(Conflict, match="dans une autre fenêtre"):
        portefeuille.brouillons.take(left, there)
    assert portefeuille.brouillons.keep(left.uid, here, TYPED, TYPED)
    assert not portefeuille.brouillons.keep(left.uid, left.session, TYPED, TYPED)


def test_corrections_are_written_apart(portefeuille: Portefeuille) -> None:
    table = TableTyped(((1, ("1", "2")),), Corrections())
    uid, session = begin(portefeuille, table)
    once = Brouillon.get().contenu
    corrected = TableTyped(((1, ("1", "2")),), Corrections(taken={1: 12}))
    assert portefeuille.brouillons.keep(uid, session, corrected, table)
    assert Brouillon.get().contenu == once
    portefeuille.brouillons.let_go(session)
    (left,) = portefeuille.brouillons.interrupted()
    assert left.contenu == corrected


def test_without_the_key_nothing_is_kept(portefeuille: Portefeuille) -> None:
    cut(portefeuille)
    portefeuille._vault = Vault.absent(portefeuille._cabinet.uid)
    with pytest.raises(KeyMissing):
        begin(portefeuille)
    assert portefeuille.brouillons.interrupted() == ()
    assert Brouillon.select().count() == 1


@pytest.mark.parametrize("change", [{"actif": False}, {"role": Role.CONSULTATION.value}])
def test_who_is_put_out_finds_what_was_typed_until_then(
    portefeuille: Portefeuille, change: dict[str, object]
) -> None:
    uid, session = begin(portefeuille)
    Utilisateur.update(**change).execute()
    begin(portefeuille)
    assert portefeuille.brouillons.keep(uid, session, TYPED, TYPED)
    assert Brouillon.select().count() == 2


def test_what_is_old_goes_at_an_opening(portefeuille: Portefeuille) -> None:
    cut(portefeuille)
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc._now = lambda: NOON + timedelta(days=30)
    marc.purge()
    assert Brouillon.select().count() == 1
    marc._now = lambda: NOON + timedelta(days=30, seconds=1)
    marc.purge()
    assert Brouillon.select().count() == 0


def test_saving_ends_it_in_the_same_transaction(portefeuille: Portefeuille) -> None:
    uid = cut(portefeuille)

    def save(then: Callable[[], object]) -> None:
        with portefeuille.brouillons.ending(uid):
            portefeuille.enroll(employeur(1))
            then()

    with pytest.raises(ZeroDivisionError):
        save(lambda: 1 / 0)
    assert (portefeuille.page().total, Brouillon.select().count()) == (0, 1)
    save(lambda: None)
    assert (portefeuille.page().total, Brouillon.select().count()) == (1, 0)


def test_a_busy_base_is_said_to_be_so(
    portefeuille: Portefeuille, base: Database, base_url: str
) -> None:
    with busy_base(base_url, base), pytest.raises(StorageBusy):
        begin(portefeuille)
    begin(portefeuille)
    assert Brouillon.select().count() == 1
