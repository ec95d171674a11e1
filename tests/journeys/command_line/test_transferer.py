"""`transferer`: what it says, what it answers, and what it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bench.postgresql import CARETAKER, TEMPLATE, Cluster
from models.storage.file_copy import own_connection
from models.storage.opening import close_database
from models.storage.postgresql_engine import ADVISORY_LOCK
from models.transfer import filling
from tests.cabinet import NIR, numero, siren
from tests.english import english_in
from tests.journeys.command_line.command import Run, Ssh, place
from tui.verbs.transfer import _Progress

pytestmark = pytest.mark.postgresql


@pytest.fixture
def url(cluster: Cluster) -> Iterator[str]:
    with cluster.database(TEMPLATE) as name:
        yield cluster.url(name, CARETAKER)
        close_database()


@pytest.fixture
def cabinet(espace: Run) -> Run:
    """Give the command of a cabinet of one client, of whom a NIR is kept."""
    who = ("--siren", siren(1), "--regime", "artisan_commercant", "--compte", numero(1))
    assert espace("inscrire", *who, "--nir-stdin", typed=NIR).status == 0
    return espace


def test_it_moves_verifies_and_says_what_is_left_to_do(
    cabinet: Run, url: str, tmp_path: Path
) -> None:
    done = cabinet("transferer", url)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Cabinet Martin est transféré dans postgresql:///essai_")
    assert "- inscription\xa0: 1\n" in done.out
    assert "(3\xa0opérations)" in done.out
    assert "Un numéro de sécurité sociale y a été lu" in done.out
    key = tmp_path / "xdg_config_home" / "portefeuille" / "cle-principale"
    assert key.exists()
    assert f"\n- {key}\n- {key}.tete\n" in done.out
    assert NIR[:8] not in done.out
    refused = cabinet("lister")
    assert (refused.status, "a été transféré le" in refused.err) == (1, True)
    assert english_in(refused.err) == []
    assert cabinet("--base", url, "verifier").status == 0
    (row,) = cabinet("--base", url, "lister", "--json").rows
    assert row["siren"] == siren(1)
    (line, *_) = cabinet("--base", url, "journal", "--json").rows
    assert line["verbe"] == "transferer"
    again = cabinet("transferer", url)
    assert (again.status, "rien n'a été refait" in again.out) == (0, True)


def test_it_says_the_same_in_json(cabinet: Run, url: str, tmp_path: Path) -> None:
    done = cabinet("transferer", url, "--json")
    assert (done.status, done.err) == (0, "")
    told = done.told
    assert (told["cabinet"], told["deja"], told["operations"]) == ("Cabinet Martin", False, 3)
    tables = told["tables"]
    assert isinstance(tables, dict)
    assert (tables["inscription"], tables["compte"], tables["operation"]) == (1, 1, 2)
    assert str(told["tete"]) == f"{told['cle']}.tete"
    assert Path(str(told["marque"])).exists()
    assert cabinet("transferer", url, "--json").told["deja"] is True


def test_a_restore_in_its_place_is_refused_too(cabinet: Run, url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copie.db"
    assert cabinet("sauvegarder", str(copy)).status == 0
    assert cabinet("transferer", url).status == 0
    before = place(tmp_path).read_bytes()
    refused = cabinet("restaurer", str(copy))
    assert (refused.status, "supprimez" in refused.err) == (1, True)
    assert place(tmp_path).read_bytes() == before


def test_each_refusal_has_its_status(
    cabinet: Run, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.storage.file_copy.WAIT_SECONDS", 0)
    before = place(tmp_path).read_bytes()
    absent = url.replace("essai_", "absente_")
    for words, status, said in (
        (("transferer",), 2, "URL"),
        (("transferer", "autre.db"), 1, "une base PostgreSQL"),
        (("--base", url, "transferer", url), 1, "une base SQLite"),
        (("--cle", str(tmp_path / "non"), "transferer", url), 1, "Clé absente"),
        (("transferer", absent), 3, "Il n'y a pas de base"),
        (("--base", str(tmp_path / "non.db"), "transferer", url), 3, "Il n'y a pas de base"),
    ):
        refused = cabinet(*words)
        assert (refused.status, refused.out, said in refused.err) == (status, "", True), refused.err
        assert english_in(refused.err) == []
    with own_connection(place(tmp_path)) as other:
        other.execute_sql("SELECT 1 FROM cabinet").fetchone()
        assert cabinet("transferer", url).status == 4
    monkeypatch.setattr(filling, "PATIENCE", 1)
    with psycopg.connect(url) as other_transfer:
        other_transfer.execute("SELECT pg_advisory_lock(%s)", (ADVISORY_LOCK,))
        assert cabinet("transferer", url).status == 4
    with own_connection(place(tmp_path)) as base:
        base.execute_sql("UPDATE inscription SET note = 'x'")
    unsound = cabinet("transferer", url)
    assert (unsound.status, "n'est pas saine" in unsound.err) == (5, True)
    assert before


def test_nobody_asks_for_it_by_ssh(ssh: Ssh, url: str) -> None:
    refused = ssh("c.durand", f"transferer {url}")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err


def test_how_far_it_is_stands_on_one_line_of_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for is_terminal, said in (
        (
            True,
            "\r1\xa0500 / 3\xa0000\xa0lignes (50\xa0%)\r3\xa0000 / 3\xa0000\xa0lignes (100\xa0%)",
        ),
        (False, ""),
    ):
        monkeypatch.setattr("sys.stderr.isatty", lambda told=is_terminal: told)
        progress = _Progress()
        with progress:
            for done in (1500, 1500, 3000):
                progress.tell(done, 3000)
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.rstrip(" \r") == said
