"""`journal` and `annuler`: read, exported, undone; who ran the command line is in it."""

from __future__ import annotations

import csv
import os
import pwd
from io import StringIO
from pathlib import Path

import pytest

from models.access.espace import open_vault
from models.sealing.vault import MainKey
from models.tables import Cabinet, Operation
from models.writing import verifying
from models.writing.author import Author
from tests.cabinet import numero, siren
from tests.journeys.command_line.command import Run, look

TO_DO = {
    "quoi": "Sur urssaf.fr",
    "avant": "Fait sur urssaf.fr",
    "apres": "À faire sur urssaf.fr",
}
ACCOUNT = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture
def written(espace: Run) -> Run:
    """Inscribe two clients and take one out."""
    for rank in (1, 2):
        words = ("--siren", siren(rank), "--regime", "general", "--compte", numero(rank))
        made = espace("inscrire", *words, "--deja-inscrit", "--raison-sociale", f"=CLIENT {rank}")
        assert made.status == 0, made.err
    assert espace("resilier", "--siren", siren(2)).status == 0
    return espace


def test_it_tells_who_ran_the_command_line(
    written: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "quelqu.un.d.autre")
    told = written("journal").out.splitlines()
    assert len(told) == 4
    assert f"ligne de commande ({ACCOUNT})  Suppression · =CLIENT 2" in told[0]
    look(tmp_path)
    assert Operation.get(Operation.verbe == "resilier").origine == f"unix:{ACCOUNT}"
    assert Operation.get(Operation.verbe == "creer_espace").origine is None


def test_an_origin_that_is_changed_breaks_its_seal(written: Run, tmp_path: Path) -> None:
    look(tmp_path)
    cabinet = Cabinet.get()
    key = MainKey.load(tmp_path / "xdg_config_home" / "portefeuille" / "cle-principale")
    vault = open_vault(cabinet, key)
    assert verifying.verify(cabinet, vault).broken == ()
    Operation.update(origine="unix:autre").where(Operation.rang == 3).execute()
    assert verifying.verify(cabinet, vault).broken == (3,)
    Operation.update(origine=f"unix:{ACCOUNT}", premier=0).where(Operation.rang == 3).execute()
    assert verifying.verify(cabinet, vault).broken == (3,)


def test_it_is_narrowed_as_on_the_screen(written: Run) -> None:
    def told(*words: str) -> list[object]:
        return [row["verbe"] for row in written("journal", *words, "--json").rows]

    assert told() == ["resilier", "inscrire", "inscrire", "creer_espace"]
    assert told("--client", siren(2)) == ["resilier", "inscrire"]
    assert told("--client", f"{siren(2)}00018") == ["resilier", "inscrire"]
    assert told("--client", numero(1)) == ["inscrire"]
    assert told("--personne", "C.Durand") == ["creer_espace"]
    assert told("--verbe", "resilier") == ["resilier"]
    assert told("--jusqu-a", "2001-01-01") == []
    assert told("--depuis", "01/01/2001") == told()
    assert written("journal", "--client", siren(9)).status == 3
    assert written("journal", "--personne", "m.petit").status == 3
    assert written("journal", "--depuis", "31/02/2026").status == 1
    assert written("journal", "--verbe", "voler").status == 2


def test_json_tells_before_and_after(written: Run) -> None:
    row = written("journal", "--verbe", "resilier", "--json").rows[0]
    gone = {"quoi": "Client", "avant": "dans le portefeuille", "apres": "supprimé"}
    assert row["changements"] == [gone, TO_DO]
    assert (row["nom"], row["annule"], row["origine"]) == ("=CLIENT 2", None, f"unix:{ACCOUNT}")


def test_csv_opens_in_a_spreadsheet_and_computes_nothing(written: Run) -> None:
    out = written("journal", "--csv").out
    assert out.startswith("\ufeffRang;Instant;Qui;Geste;Client;")
    rows = list(csv.DictReader(StringIO(out.removeprefix("\ufeff")), delimiter=";"))
    assert [row["Client"] for row in rows] == ["'=CLIENT 2", "'=CLIENT 2", "'=CLIENT 1", ""]
    assert rows[0]["Rang"] == "4"


def test_the_latest_gesture_of_the_account_is_undone_then_the_one_before(written: Run) -> None:
    first = written("annuler")
    assert first.status == 0, first.err
    assert first.out.replace("\u00a0", " ") == "Annulé : la suppression de 1 compte.\n"
    assert len(written("lister", "--json").rows) == 2
    assert written("annuler").status == 0
    assert [row["raison_sociale"] for row in written("lister", "--json").rows] == ["=CLIENT 1"]


def test_what_is_named_is_undone_and_redone(written: Run) -> None:
    gone = written("journal", "--verbe", "resilier", "--json").rows[0]
    assert written("annuler", str(gone["operation"])).status == 0
    assert len(written("lister", "--json").rows) == 2
    again = written("annuler", str(gone["lot"]))
    assert again.status == 1
    assert "par la ligne de commande" in again.err
    undoing = written("journal", "--verbe", "annuler", "--json").rows[0]
    assert written("annuler", str(undoing["lot"])).status == 0
    assert len(written("lister", "--json").rows) == 1
    assert written("annuler", "0f4b6f0e-5c1d-4b9e-9c53-2f6b8a1d7e90").status == 3
    assert written("annuler", "abc").status == 2


def test_the_gesture_of_another_account_is_not_one_s_latest(
    written: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Author, "origine", "unix:autre")
    answer = written("annuler")
    assert answer.status == 3
    assert "Rien à annuler" in answer.err.replace("\u00a0", " ")


def test_what_nothing_undoes_hides_behind_no_older_gesture(written: Run) -> None:
    assert written("utilisateur", "ajouter", "m.petit").status == 0
    (gone,) = written("journal", "--verbe", "resilier", "--json").rows
    answer = written("annuler")
    assert answer.status == 1
    assert "l'ajout d'une personne ne s'annule pas" in answer.err
    assert f"annuler {gone['lot']}" in answer.err
    assert len(written("lister", "--json").rows) == 1
    assert written("annuler", str(gone["lot"])).status == 0
