"""Many inscriptions at once: the same rows as one by one, and the same journal."""

from __future__ import annotations

from pathlib import Path

import pytest
from peewee import Database, IntegrityError

from models.labels import Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres
from models.tables import Inscription, Operation
from models.writing import verifying
from tests.cabinet import (
    NIR,
    employeur,
    gerant,
    independant,
    inscribe,
    numero,
    open_portefeuille,
    siren,
)
from tests.domain.alike import written

SHOPS = (SaisieCompte(numero(1)), SaisieCompte(numero(4), ville="BREST"))
SAISIES = (
    employeur(1, services=frozenset(Service), comptes=SHOPS),
    independant(2),
    gerant(3, siren_societe=siren(1), note="Gère la première."),
)


@pytest.fixture
def portefeuille(base: Database, tmp_path: Path) -> Portefeuille:
    assert base is not None
    return open_portefeuille(tmp_path)


def test_the_rows_are_those_of_one_by_one(portefeuille: Portefeuille, tmp_path: Path) -> None:
    other = open_portefeuille(tmp_path)
    inscribe(portefeuille, *SAISIES)
    for saisie in SAISIES:
        other.enroll(saisie)
    assert len(written(other)) == 3 + 4 + 3
    assert written(portefeuille) == written(other)
    assert portefeuille.compteurs() == other.compteurs()
    found = portefeuille.page(Criteres(texte="boulangerie bre")).fiches
    assert [one.comptes for one in found] == [portefeuille.page().fiches[0].comptes]
    sealed = portefeuille.page(Criteres(texte="faure")).fiches[0]
    assert portefeuille.reveal_nir(sealed) == NIR


def test_a_report_may_be_there_from_the_start(portefeuille: Portefeuille, tmp_path: Path) -> None:
    other = open_portefeuille(tmp_path)
    inscribe(portefeuille, *SAISIES, reported=True)
    for saisie in SAISIES:
        other.report(other.enroll(saisie))
    assert [one for one in written(other) if "verbe" not in one] == [
        one for one in written(portefeuille) if "verbe" not in one
    ]


def test_the_chain_of_the_journal_goes_on(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(7))
    inscribe(portefeuille, *SAISIES)
    portefeuille.enroll(employeur(8))
    told = Operation.select().order_by(Operation.rang)
    known = {row.uid for row in Inscription.select()}
    assert [row.verbe for row in told] == ["inscrire"] * 5
    assert {row.inscription_uid for row in told} == known
    verdict = verifying.verify(portefeuille._cabinet, portefeuille._vault)
    assert verdict == verifying.Verdict(5, 0, ())


def test_all_are_written_or_none(portefeuille: Portefeuille) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        inscribe(portefeuille, *SAISIES, employeur(1))
    assert not Inscription.select().exists()
    assert not Operation.select().exists()
