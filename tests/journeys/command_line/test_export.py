"""`exporter`: the clients that `lister` would list, and the table to fill in."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from models.exportation.colonnes import USUAL
from tests.cabinet import NIR, numero, siren
from tests.journeys.command_line.command import Run
from tests.workbooks import names_of, sheet_of

NOBODY = "000000299"
"""A Siren that no client of these tests has."""


@pytest.fixture
def filled(espace: Run) -> Run:
    """Inscribe an employer, an indépendant, and one who is on urssaf.fr already."""
    for rank, proof in ((1, ("--montant", "1234,56")), (3, ("--deja-inscrit",))):
        words = ("--siren", siren(rank), "--regime", "general", "--compte", numero(rank))
        more = ("--raison-sociale", f"CLIENT {rank}", "--services", "dpae")
        done = espace("inscrire", *words, *proof, *more)
        assert done.status == 0, done.err
    words = ("--siren", siren(2), "--regime", "artisan_commercant", "--compte", numero(2))
    done = espace("inscrire", *words, "--nir-stdin", "--raison-sociale", "CLIENT 2", typed=NIR)
    assert done.status == 0, done.err
    return espace


def rows_of(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(out.lstrip("\ufeff")), delimiter=";"))


def test_what_lister_lists_goes_out(filled: Run) -> None:
    rows = rows_of(filled("exporter", "-").out)
    assert [row["Raison sociale"] for row in rows] == ["CLIENT 1", "CLIENT 2", "CLIENT 3"]
    assert [row["Montant"] for row in rows] == ["1234,56", "", ""]
    assert [row["DPAE"] for row in rows] == ["x", "", "x"]
    assert [row["À faire sur urssaf.fr"] for row in rows] == ["Inscrire", "Inscrire", ""]
    words = ("--regime", "general", "--report", "a_faire", "--service", "dpae")
    assert [row["Siren"] for row in rows_of(filled("exporter", "-", *words).out)] == [
        f"'{siren(1)}"
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("--recherche", "CLIENT 2"),
        ("--recherche", f"{siren(3)}00017"),
        ("--ecart", "inscrire", "--tri", "dossier"),
        ("--sans-siret", "--etat", "actif", "--sans-responsable"),
        ("--recherche", NOBODY),
    ],
)
def test_json_is_that_of_lister(filled: Run, words: tuple[str, ...]) -> None:
    listed, written = (
        filled("lister", *words, "--json"),
        filled("exporter", "-", "--format", "json", *words),
    )
    assert (written.out, written.err) == (listed.out, listed.err)


def test_a_file_is_written_once(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "clients.xlsx"
    done = filled("exporter", str(path))
    assert done.status == 0, done.err
    assert "Export écrit\u00a0: 3\u00a0clients" in done.out
    sheet = sheet_of(path.read_bytes())
    assert sheet.rows[0] == [column.title for column in USUAL]
    assert sheet.rows[1][:2] == [siren(1), ""]
    path.write_text("à moi", "utf-8")
    again = filled("exporter", str(path))
    assert (again.status, again.out, path.read_text("utf-8")) == (1, "", "à moi")
    assert "existe déjà" in again.err
    assert filled("exporter", str(path), "--remplacer", "--colonnes", "ville,siren").status == 0
    assert sheet_of(path.read_bytes()).rows[0] == ["Ville", "Siren"]


def test_the_nirs_go_out_for_who_asks_and_the_journal_says_so(filled: Run) -> None:
    assert NIR not in filled("exporter", "-").out
    rows = rows_of(filled("exporter", "-", "--avec-nir", "--colonnes", "siren").out)
    assert [row["Sécurité sociale"] for row in rows] == ["", f"'{NIR}", ""]
    told = json.loads(filled("exporter", "-", "--avec-nir", "--format", "json").out)
    assert [one["nir"] for one in told] == [None, NIR, None]
    journal = filled("journal", "--verbe", "exporter_nir").out
    assert journal.count("Numéros de sécurité sociale exportés · 1 client") == 2
    assert NIR[:8] not in journal
    assert filled("verifier").status == 0


def test_without_its_key_a_base_gives_no_nir(filled: Run, tmp_path: Path) -> None:
    key = str(tmp_path / "absente")
    done = filled("--cle", key, "exporter", str(tmp_path / "clients.csv"), "--avec-nir")
    assert done.status == 1
    assert "clé" in done.err.lower()
    assert not (tmp_path / "clients.csv").exists()
    assert len(rows_of(filled("--cle", key, "exporter", "-").out)) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--colonnes", "siren,age"), "Colonnes possibles\u00a0: toutes, siren, siret"),
        (("--colonnes", ""), "au moins une colonne"),
        (("--colonnes", "siren,nir"), "la colonne nir demande --avec-nir"),
        (("--format", "json", "--colonnes", "siren"), "--colonnes ne va pas avec le JSON"),
        (("--bordereau", "--recherche", "x"), "--recherche ne va pas avec --bordereau"),
        (("--bordereau", "--tri", "dossier"), "--tri ne va pas avec --bordereau"),
        (("--bordereau", "--ecart", "aucun"), "--ecart aucun ne va pas avec --bordereau"),
        (("--bordereau", "--avec-nir"), "--avec-nir ne va pas avec --bordereau"),
        (("--tableau-type", "--ecart", "inscrire"), "--ecart ne va pas avec --tableau-type"),
        (("--tableau-type", "--sans-nom"), "--sans-nom ne va pas avec --tableau-type"),
        (("--tableau-type", "--bordereau"), "ne va pas avec"),
    ],
)
def test_words_that_do_not_go_together_are_a_usage_error(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    done = run("exporter", "-", *words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("path", ["clients.pdf", "clients", "/absent/clients.csv"])
def test_a_path_that_cannot_be_is_a_sentence(filled: Run, path: str) -> None:
    done = filled("exporter", path)
    assert (done.status, done.out) == (1, "")
    assert done.err
    assert "Traceback" not in done.err


def test_a_workbook_is_not_thrown_at_a_terminal(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for words in ((), ("--tableau-type",)):
        done = filled("exporter", "-", "--format", "xlsx", *words)
        assert (done.status, done.out) == (1, "")
        assert "> clients.xlsx" in done.err


def test_the_table_to_fill_in_needs_no_base_and_makes_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "modele.xlsx"
    done = run("exporter", str(path), "--tableau-type")
    assert (done.status, done.err) == (0, "")
    assert names_of(path.read_bytes()) == ["Clients", "Mode d'emploi"]
    assert [one.name for one in tmp_path.iterdir()] == ["modele.xlsx"]
    (row,) = rows_of(run("exporter", "-", "--tableau-type").out)
    assert row["Siren"] == f"'{siren(1)}"
    assert run("exporter", str(path), "--tableau-type").status == 1
    assert run("exporter", str(path), "--tableau-type", "--remplacer").status == 0


def test_the_table_to_fill_in_offers_the_people_of_the_cabinet(espace: Run, tmp_path: Path) -> None:
    added = espace("utilisateur", "ajouter", "m.petit", "--nom", "Marc Petit")
    assert added.status == 0
    path = tmp_path / "modele.xlsx"
    assert espace("exporter", str(path), "--tableau-type").status == 0
    manual = sheet_of(path.read_bytes(), 2)
    assert {"c.durand", "Marc Petit"} <= set(manual.cells.values())


def test_a_base_that_cannot_be_read_leaves_the_table_without_people(
    run: Run, tmp_path: Path
) -> None:
    base = tmp_path / "autre.db"
    base.write_text("ceci n'est pas une base, mais un texte assez long pour être lu")
    done = run("--base", str(base), "exporter", "-", "--tableau-type")
    assert done.status == 0
    assert "Sans la liste des responsables" in done.err
    assert len(rows_of(done.out)) == 1
