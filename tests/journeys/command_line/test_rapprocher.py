"""`rapprocher`: pages of the portal, or a table, against the portefeuille; nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.storage.opening import close_database
from models.tables import Operation
from tests.cabinet import NIR, numero, siren
from tests.domain.rapprochement.portal import page, row
from tests.journeys.command_line.command import Answer, Run, look

KEYS = {"lignes_lues", "complet", "d_accord", "ici_seulement", "la_bas_seulement", "differents"}


def general(rank: int, forme: str = "SARL") -> str:
    return row(f"Comptes Régime Général du SIREN {siren(rank)} ({forme})")


@pytest.fixture
def cabinet(espace: Run, tmp_path: Path) -> Run:
    """Give the command of a cabinet whose three first clients are on urssaf.fr."""
    for rank in (1, 2, 3):
        client = ("--siren", siren(rank), "--regime", "general", "--compte", numero(rank))
        named = ("--forme", "SARL", "--raison-sociale", f"CLIENT {rank}")
        made = espace("inscrire", *client, *named, "--deja-inscrit")
        assert made.status == 0, made.err
    return espace


def compared(run: Run, folder: Path, text: str, *words: str) -> Answer:
    file = folder / "lu.txt"
    file.write_text(text, "utf-8")
    return run("rapprocher", str(file), *words)


def test_an_agreement_is_said_and_nothing_is_written(cabinet: Run, tmp_path: Path) -> None:
    look(tmp_path)
    before = Operation.select().count()
    close_database()
    done = compared(cabinet, tmp_path, page(*map(general, (1, 2, 3))), "--complet")
    assert (done.status, done.err) == (0, "")
    assert "D'accord\u00a0: 3." in done.out
    assert "Non comparé\u00a0: les services, les numéros de compte" in done.out
    look(tmp_path)
    assert Operation.select().count() == before
    close_database()


def test_differences_are_told_in_json(cabinet: Run, tmp_path: Path) -> None:
    text = page(general(1), general(2, "SAS"), general(9))
    answer = compared(cabinet, tmp_path, text, "--json")
    told = answer.told
    assert answer.status == 1
    assert told.keys() >= KEYS | {"ignorees"}
    assert (told["lignes_lues"], told["d_accord"], told["ignorees"]) == (6, 1, 3)
    assert told["ici_seulement"] == []
    (there,) = told["la_bas_seulement"]  # type: ignore[misc]
    assert (there["siren"], there["regime"], there["ligne"]) == (siren(9), "general", 5)  # type: ignore[has-type]
    assert there["forme_juridique"] == "SARL"  # type: ignore[has-type]
    (other,) = told["differents"]  # type: ignore[misc]
    assert (other["siren"], other["numero_compte"]) == (siren(2), numero(2))  # type: ignore[has-type]
    assert "forme SAS" in other["quoi"]  # type: ignore[has-type]
    all_read = compared(cabinet, tmp_path, text, "--json", "--complet").told
    assert [one["raison_sociale"] for one in all_read["ici_seulement"]] == ["CLIENT 3"]  # type: ignore[attr-defined]


def test_columns_and_the_type_may_be_said(cabinet: Run, tmp_path: Path) -> None:
    lines = (f"CLIENT;{siren(rank)};PAU" for rank in (1, 2, 3))
    text = "\n".join(("Nom;Référence;Ville", *lines))
    told = compared(
        cabinet, tmp_path, text, "--type", "general", "--colonne", "Référence=siren", "--json"
    )
    assert (told.status, told.told["d_accord"]) == (0, 3)


def test_no_nir_is_repeated(cabinet: Run, tmp_path: Path) -> None:
    rows = [f"{siren(rank)};{numero(rank)};CLIENT" for rank in (1, 2, 3)]
    text = "\n".join(["Siren;N° compte;Nom", *rows, f"{siren(4)};{NIR};{NIR}"])
    for words in ((), ("--json",)):
        answer = compared(cabinet, tmp_path, text, *words)
        assert answer.status == 1
        assert NIR[:8] not in answer.out + answer.err
        assert "sécurité sociale" in json.dumps(answer.out, ensure_ascii=False)


def test_what_holds_no_number_is_nothing_to_read(cabinet: Run, tmp_path: Path) -> None:
    for text in ("", "\n\n", "Accueil\nMon Profil\n"):
        answer = compared(cabinet, tmp_path, text)
        assert (answer.status, answer.out) == (3, "")
        assert "ien à" in answer.err
