"""Whatever table is made of a true portfolio, each line is read right, or is not ready."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.importation import table
from models.importation.examination import Examination
from models.importation.verdicts import Choices, Examen, Verdict
from models.labels import Etat
from models.portefeuille import Portefeuille
from models.storage.opening import close_database, open_database
from models.writing.controle import check
from tests.cabinet import open_portefeuille
from tests.domain.importation.random_tables import Client, Table, table_of


@pytest.fixture(scope="module")
def portefeuille(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Portefeuille]:
    folder = tmp_path_factory.mktemp("tableaux")
    open_database(folder / "portefeuille.db")
    yield open_portefeuille(folder)
    close_database()


def examined(portefeuille: Portefeuille, made: Table) -> dict[int, Examen]:
    tableau = table.read(made.grille)
    examination = Examination(portefeuille, Choices())
    examination.examine(tableau.lignes)
    below = tableau.colonnes.titres_ligne or 0
    numbers = [row.numero for row in made.grille.rangees if row.numero > below]
    assert sorted(examination.examens) == numbers
    return examination.examens


def wrong(examen: Examen, client: Client, made: Table) -> dict[str, tuple[object, object]]:
    """Give the fields that would be stored otherwise than they are true."""
    found = check(examen.saisie)
    (compte,) = found.comptes
    values = client.values
    there = set(made.columns)
    number = values["siren"] or (values["siret"][:9] if "siret" in there else "")
    expected = {
        "regime": client.regime,
        "siren": number if client.regime.a_un_siren else "",
        "numero_compte": values["numero_compte"],
        "raison_sociale": values["raison_sociale"],
        "montant": client.centimes,
        "nir": values["nir"],
        "siret": values["siret"] if "siret" in there else "",
        "code_dossier": values["code_dossier"] if "code_dossier" in there else "",
        "code_postal": values["code_postal"] if "code_postal" in there else "",
        "ville": values["ville"] if "ville" in there else "",
        "note": values["note"] if "note" in there else "",
        "etat": client.etat if "etat" in there else Etat.ACTIF,
        "services": frozenset(one for one in made.boxes if one in client.services),
    }
    stored = {
        "regime": examen.saisie.regime,
        "siren": found.values.get("siren", ""),
        "numero_compte": compte.numero_compte,
        "raison_sociale": found.values["raison_sociale"],
        "montant": found.montant_centimes,
        "nir": found.values.get("nir", ""),
        "siret": compte.siret,
        "code_dossier": found.values["code_dossier"],
        "code_postal": compte.code_postal,
        "ville": compte.ville,
        "note": found.values["note"],
        "etat": compte.etat,
        "services": examen.saisie.services,
    }
    return {n: (stored[n], expected[n]) for n in stored if stored[n] != expected[n]}


@given(st.integers(), st.integers(1, 30))
def test_a_line_of_a_titled_table_is_right_or_not_ready(
    portefeuille: Portefeuille, seed: int, lines: int
) -> None:
    made = table_of(Random(seed), lines=lines)
    examens = examined(portefeuille, made)
    for numero, client in made.clients.items():
        examen = examens[numero]
        if examen.verdict is Verdict.PRETE:
            assert wrong(examen, client, made) == {}
        elif numero not in made.damaged:
            # A damaged line may bear the number of a whole one.
            assert "ligne" in examen.motif, examen.motif
        else:
            assert examen.motif
    for numero, examen in examens.items():
        if numero not in made.clients:
            assert examen.verdict is Verdict.IGNOREE


@given(st.integers(), st.integers(1, 30))
def test_a_line_of_an_untitled_table_is_right_or_not_ready(
    portefeuille: Portefeuille, seed: int, lines: int
) -> None:
    made = table_of(Random(seed), lines=lines, titled=False)
    for numero, examen in examined(portefeuille, made).items():
        if numero in made.clients and examen.verdict is Verdict.PRETE:
            assert wrong(examen, made.clients[numero], made) == {}
