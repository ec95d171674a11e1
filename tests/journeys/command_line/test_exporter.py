"""`exporter --bordereau`, and `lister` by what is to be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cabinet import numero, siren
from tests.journeys.command_line.command import Run


@pytest.fixture
def filled(espace: Run) -> Run:
    """Inscribe two clients that wait, and one that is on urssaf.fr already."""
    for rank, proof in ((1, ("--montant", "1")), (2, ("--montant", "1")), (3, ("--deja-inscrit",))):
        words = ("--siren", siren(rank), "--regime", "general", "--compte", numero(rank))
        done = espace("inscrire", *words, *proof, "--raison-sociale", f"CLIENT {rank}")
        assert done.status == 0, done.err
    assert espace("resilier", "--siren", siren(3)).status == 0
    return espace


def test_the_list_to_tick_is_written_once(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "a-faire.txt"
    done = filled("exporter", str(path), "--bordereau")
    assert done.status == 0, done.err
    assert "3\u00a0comptes" in done.out
    text = path.read_text("utf-8")
    assert text.count("□") == 3
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("à moi", "utf-8")
    again = filled("exporter", str(path), "--bordereau")
    assert (again.status, again.out, path.read_text("utf-8")) == (1, "", "à moi")
    assert "existe déjà" in again.err
    assert filled("exporter", str(path), "--bordereau", "--remplacer").status == 0
    assert path.read_text("utf-8") == text


def test_it_goes_to_the_standard_output_too(filled: Run) -> None:
    assert filled("exporter", "-", "--bordereau").out.count("□") == 3
    done = filled("exporter", "-", "--bordereau", "--format", "csv", "--ecart", "resilier")
    assert done.out.lstrip("\ufeff").count("\n") == 2
    assert "Résilier;CLIENT 3" in done.out


@pytest.mark.parametrize("path", ["liste.pdf", "/absent/liste.txt"])
def test_a_path_that_cannot_be_is_a_sentence(filled: Run, path: str) -> None:
    done = filled("exporter", path, "--bordereau")
    assert (done.status, done.out) == (1, "")
    assert "Traceback" not in done.err
    assert done.err


def test_the_queue_is_listed_in_its_order(filled: Run) -> None:
    rows = filled("lister", "--tri", "a_faire", "--json").rows
    assert [row["raison_sociale"] for row in rows] == ["CLIENT 1", "CLIENT 2", "CLIENT 3"]
    removed = filled("lister", "--ecart", "resilier", "--json").rows
    assert [row["raison_sociale"] for row in removed] == ["CLIENT 3"]
    assert filled("lister", "--ecart", "changer", "--json").rows == []
