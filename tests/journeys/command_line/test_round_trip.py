"""What went out goes in again: every line is of a client who is inscribed already."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from models.labels import Service
from tests.cabinet import NIR, numero, siren
from tests.journeys.command_line.command import Answer, Run

FIELDS = (
    *("siren", "siret", "numero_compte", "regime", "raison_sociale", "civilite"),
    *("forme_juridique", "code_dossier", "responsable", "etat", "code_postal", "ville"),
    *("montant", "note"),
)
CLIENTS = (
    f"--siren {siren(1)} --regime general --compte {numero(1)} --montant 1234,56 --dossier 0012"
    " --cp 09110 --ville SAVIGNAC --forme SARL",
    f"--siren {siren(2)} --regime artisan_commercant --compte {numero(2)} --nir-stdin",
    f"--gerant --compte {numero(3)} --siren-societe {siren(3)} --civilite M.",
    f"--siren {siren(4)} --regime general --deja-inscrit --compte {numero(4)} --compte {numero(5)}"
    " --responsable c.durand --note 'a;b\u00a0: «c»'",
    f"--siren {siren(6)} --regime profession_liberale --compte {numero(6)} --deja-inscrit"
    " --services dpae,avis_bis,attestations",
)
NAMES = ("=BOULANGERIE", "FAURE", "LEGRAND Paul", "CHEZ NOUS", "+33 CONSEIL")


@pytest.fixture
def filled(espace: Run) -> Run:
    """Inscribe a client of each régime, with all that a table may spoil."""
    for words, name in zip(CLIENTS, NAMES, strict=True):
        done = espace(
            "inscrire", *shlex.split(words), "--raison-sociale", name, "--forcer", typed=NIR
        )
        assert done.status == 0, done.err
    return espace


def read(done: Answer) -> dict[str, Any]:
    assert done.out, done.err
    return done.told


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("columns", [(), ("--colonnes", "toutes"), ("--avec-nir",)])
def test_every_line_is_inscribed_already(
    filled: Run, tmp_path: Path, ending: str, columns: tuple[str, ...]
) -> None:
    path = tmp_path / f"clients.{ending}"
    assert filled("exporter", str(path), *columns).status == 0
    done = filled("importer", str(path), "--deja-inscrits", "--essai", "--json")
    told = read(done)
    assert (done.status, told["titres_ligne"], told["lignes_lues"]) == (0, 1, 6)
    assert [one["verdict"] for one in told["lignes"]] == ["deja_inscrite"] * 6
    understood = [one["lue_comme"] for one in told["colonnes"]]
    assert understood[: len(FIELDS)] == list(FIELDS)
    boxes = understood[understood.index("services") :][: len(Service)]
    assert boxes == ["services"] * len(Service)
    if not columns:
        # What urssaf.fr lacks is no field: it is left aside.
        assert understood[-1] is None


def test_a_table_filled_in_is_ready(run: Run, espace: Run, tmp_path: Path) -> None:
    path = tmp_path / "modele.csv"
    assert run("exporter", str(path), "--tableau-type").status == 0
    told = read(espace("importer", str(path), "--essai", "--json"))
    (line,) = told["lignes"]
    assert line["verdict"] == "prete", line["motif"]
    assert line["inscription"]["services"] == ["dpae", "attestations"]
    assert line["inscription"]["montant_centimes"] == 123456
    assert None not in {one["lue_comme"] for one in told["colonnes"]}


def test_the_workbook_to_fill_in_is_ready_too(run: Run, espace: Run, tmp_path: Path) -> None:
    path = tmp_path / "modele.xlsx"
    assert run("exporter", str(path), "--tableau-type").status == 0
    done = espace("importer", str(path), "--feuille", "Clients", "--essai", "--json")
    assert [one["verdict"] for one in read(done)["lignes"]] == ["prete"]
