"""What leaves for good: proofs a day after « fait », what was removed after thirty days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from peewee import Database

from models.errors import NotFound
from models.fiche import Fiche
from models.labels import Role, ToDo
from models.lot import LotReport, LotUndo
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.tables import Archive, Compte, Inscription, Operation, Retour
from models.writing.purge import Purge
from tests.cabinet import (
    NIR,
    NOON,
    colleague_of,
    employeur,
    gerant,
    independant,
    numero,
    open_portefeuille,
)

DAY = timedelta(days=1)
SHORT = DAY - timedelta(seconds=1)


class Clock:
    """Gives the time of the tests, which moves when it is told to."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def portefeuille(base: Database, tmp_path: Path, clock: Clock) -> Portefeuille:
    assert base is not None
    return open_portefeuille(tmp_path, now=clock)


def kept(fiche: Fiche) -> tuple[int | None, bool]:
    row = Inscription.get(Inscription.uid == fiche.uid)
    return row.montant_centimes, row.nir is not None


def undo(portefeuille: Portefeuille) -> LotUndo:
    geste = portefeuille.latest_gesture()
    assert geste is not None
    lot = LotUndo(portefeuille, geste)
    lot.run()
    return lot


def told(verbe: str) -> list[Operation]:
    return list(Operation.select().where(Operation.verbe == verbe).order_by(Operation.rang))


def test_proofs_stay_a_day_after_fait_and_come_back_by_undoing(
    portefeuille: Portefeuille, clock: Clock
) -> None:
    fiches = [portefeuille.enroll(make(n)) for n, make in enumerate((employeur, independant), 1)]
    LotReport(portefeuille, fiches).run()
    clock.pass_by(SHORT)
    assert portefeuille.purge() == Purge()
    seen = portefeuille.get(fiches[0].uid)
    assert (seen.montant_centimes, kept(seen)[0]) == (None, 123456), "kept, and no datum"
    assert portefeuille.reveal_nir(portefeuille.get(fiches[1].uid)) == NIR
    lot = undo(portefeuille)
    assert (lot.bilan.to_do, lot.lacking_proof) == (2, set())
    assert portefeuille.get(fiches[0].uid).montant_centimes == 123456
    clock.pass_by(DAY)
    assert portefeuille.purge() == Purge(), "of use again"


def test_after_a_day_they_are_erased_and_the_journal_says_so_without_a_value(
    portefeuille: Portefeuille, clock: Clock
) -> None:
    fiches = [portefeuille.enroll(make(n)) for n, make in enumerate((employeur, independant), 1)]
    LotReport(portefeuille, fiches).run()
    clock.pass_by(DAY)
    reader = colleague_of(portefeuille, "Lea Lit", Role.CONSULTATION)
    assert reader.purge() == Purge(erased=2)
    assert portefeuille.purge() == Purge()
    assert [kept(fiche) for fiche in fiches] == [(None, False)] * 2
    said = told("effacer_preuves")
    assert [(one.inscription_uid, one.champs, one.utilisateur_id) for one in said] == [
        (fiches[0].uid, '{"champs":["montant"]}', None),
        (fiches[1].uid, '{"champs":["nir"]}', None),
    ]
    lot = undo(portefeuille)
    assert lot.lacking_proof == {fiche.uid for fiche in fiches}
    assert portefeuille.get(fiches[0].uid).lacks_proof
    with pytest.raises(NotFound, match="Aucun numéro de sécurité sociale"):
        portefeuille.reveal_nir(portefeuille.get(fiches[1].uid))


def test_a_later_fait_does_not_keep_them_longer(portefeuille: Portefeuille, clock: Clock) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    clock.pass_by(SHORT)
    held = SaisieCompte(numero(2), id=fiche.comptes[0].id)
    portefeuille.report(portefeuille.edit(fiche, employeur(1, montant="", comptes=(held,))))
    assert kept(fiche) == (123456, False), "an empty field of a done client erases nothing"
    clock.pass_by(timedelta(seconds=1))
    assert portefeuille.purge() == Purge(erased=1)


@pytest.mark.parametrize("days", [0, 7])
def test_how_long_they_stay_is_a_setting(
    portefeuille: Portefeuille, clock: Clock, days: int
) -> None:
    portefeuille.proofs_kept = timedelta(days=days)
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    assert kept(fiche)[0] == (123456 if days else None)
    clock.pass_by(timedelta(days=days) - timedelta(seconds=1))
    assert portefeuille.purge() == Purge()
    clock.pass_by(timedelta(seconds=1))
    assert portefeuille.purge() == Purge(erased=bool(days))


def test_what_urssaf_never_had_is_removed_and_comes_back_whole(
    portefeuille: Portefeuille, clock: Clock
) -> None:
    fiche = portefeuille.enroll(independant(1))
    portefeuille.terminate(fiche)
    clock.pass_by(SHORT)
    portefeuille.purge()
    undo(portefeuille)
    assert portefeuille.reveal_nir(portefeuille.get(fiche.uid)) == NIR
    portefeuille.terminate(portefeuille.get(fiche.uid))
    clock.pass_by(DAY)
    assert portefeuille.purge() == Purge(erased=1)


def test_a_proof_typed_by_mistake_goes_and_is_said_to_be_lacking(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.enroll(employeur(1))
    held = SaisieCompte(numero(1), id=fiche.comptes[0].id)
    portefeuille.edit(fiche, employeur(1, montant="9 999,99", comptes=(held,)))
    mistake = portefeuille.latest_gesture()
    assert mistake is not None
    lot = LotUndo(portefeuille, mistake)
    lot.run()
    assert portefeuille.get(fiche.uid).montant_centimes is None, "what it was is nowhere"
    assert lot.lacking_proof == {fiche.uid}


def test_a_proof_typed_again_since_stays(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    held = SaisieCompte(numero(1), id=fiche.comptes[0].id)
    edited = employeur(1, montant="9 999,99", raison_sociale="AUTRE NOM", comptes=(held,))
    fiche = portefeuille.edit(fiche, edited)
    mistake = portefeuille.latest_gesture()
    assert mistake is not None
    portefeuille.edit(fiche, replace(edited, montant="1 000,00"))
    LotUndo(portefeuille, mistake).run()
    now = portefeuille.get(fiche.uid)
    assert (now.montant_centimes, now.raison_sociale) == (100_000, "BOULANGERIE 001")


def test_deja_inscrit_said_by_mistake_is_taken_back_whole(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(independant(1))
    held = SaisieCompte(numero(1), id=fiche.comptes[0].id)
    portefeuille.edit(fiche, independant(1, nir="", deja_inscrit=True, comptes=(held,)))
    undo(portefeuille)
    back = portefeuille.get(fiche.uid)
    assert (back.ecart, portefeuille.reveal_nir(back)) == (ToDo.INSCRIRE, NIR)
    fiche = portefeuille.enroll(employeur(2))
    held = SaisieCompte(numero(2), id=fiche.comptes[0].id)
    portefeuille.edit(fiche, employeur(2, deja_inscrit=True, comptes=(held,)))
    undo(portefeuille)
    assert portefeuille.get(fiche.uid).montant_centimes == 123456


def test_a_removal_leaves_thirty_days_after_urssaf_was_told_and_not_before(
    portefeuille: Portefeuille, clock: Clock
) -> None:
    clock.pass_by(DAY)
    fiche = portefeuille.report(portefeuille.enroll(independant(1)))
    other = portefeuille.terminate(portefeuille.enroll(gerant(2)))
    gone = portefeuille.terminate(fiche)
    clock.pass_by(100 * DAY)
    assert portefeuille.purge() == Purge(erased=1, archived=1), "never there, and proofs"
    portefeuille.report(portefeuille.get(gone.uid))
    clock.pass_by(30 * DAY - timedelta(seconds=1))
    assert portefeuille.purge() == Purge()
    clock.pass_by(timedelta(seconds=1))
    assert portefeuille.purge() == Purge(archived=1)
    assert [one.inscription_uid for one in told("archiver")] == [other.uid, gone.uid]
    line = Archive.get(Archive.uid == gone.uid)
    assert (line.nom, line.siren, line.par) == ("MME FAURE 001", "000000018", "Claire Durand")
    assert (line.cree_le, line.retire_le) == (fiche.cree_le, gone.retire_le)
    for table in (Inscription, Compte, Retour):
        assert table.select().count() == 0
    assert portefeuille.compteurs().total == 0
    newest = portefeuille.journal.page().lines[0]
    assert (newest.title, newest.subject) == ("Archivage", "MME FAURE 001")
    portefeuille.enroll(independant(1))


def test_what_is_in_the_archive_is_not_undone_and_that_is_said(
    portefeuille: Portefeuille, clock: Clock
) -> None:
    fiche = portefeuille.enroll(gerant(1))
    stays = portefeuille.enroll(employeur(2, deja_inscrit=True))
    portefeuille.terminate(fiche)
    removal = portefeuille.latest_gesture()
    assert removal is not None
    clock.pass_by(30 * DAY)
    portefeuille.purge()
    assert portefeuille.called(fiche.uid) == "LEGRAND 001"
    lot = LotUndo(portefeuille, replace(removal, uids=(fiche.uid,)))
    lot.run()
    said = "LEGRAND 001 : Ce compte, supprimé le 12/06/2026 par Claire Durand, est aux archives."
    assert [one.replace("\xa0", " ") for one in lot.bilan.left] == [said]
    with pytest.raises(NotFound, match="aux archives"):
        portefeuille.get(fiche.uid)
    latest = portefeuille.latest_gesture()
    assert latest is not None
    assert latest.uids == (stays.uid,), "the one before what is in the archive"
