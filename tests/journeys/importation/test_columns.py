"""How the columns of a table and of its lines share the width."""

from __future__ import annotations

from models.importation.lines import Ligne
from models.importation.verdicts import Examen, Verdict
from models.labels import Regime
from models.saisie import Saisie, SaisieCompte
from screens.importation.lignes import columns_of
from screens.widgets.columns import Column
from tests.cabinet import numero, siren


def examen(rank: int, name: str, *, gerant: bool = False) -> Examen:
    regime = Regime.GERANT_MAJORITAIRE if gerant else Regime.GENERAL
    comptes = (SaisieCompte(numero(rank)),)
    saisie = Saisie(
        regime, siren="" if gerant else siren(rank), raison_sociale=name, comptes=comptes
    )
    ligne = Ligne(rank, (), saisie, frozenset({regime}))
    return Examen(ligne, Verdict.PRETE, "", None, saisie)


def shown(*examens: Examen, width: int = 80) -> dict[str, int | None]:
    columns: tuple[Column, ...] = columns_of(width, examens)
    return {one.title: one.width for one in columns}


def test_a_number_has_the_room_of_the_longest() -> None:
    assert shown(examen(1, "FAURE"))["Siren"] == len("000 000 018")
    both = shown(examen(1, "FAURE"), examen(2, "LE GOFF", gerant=True))
    assert both["Siren / compte"] == len("117 000000900000002")


def test_the_type_gives_way_to_names_and_not_to_one_in_twenty() -> None:
    short, long = "FAURE", "ASSOCIATION DES AMIS DU TILLEUL ET DU LAC"
    assert "Type" in shown(examen(1, short))
    assert "Type" not in shown(examen(1, short), examen(2, long))
    many = [examen(rank, short) for rank in range(1, 21)]
    assert "Type" in shown(*many, examen(21, long))
    assert "Type" in shown(examen(2, long), width=120)
