"""The verbs of the command line, from their words to the database."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.storage.opening import close_database
from models.tables import Cabinet, Compte, Inscription, Operation, Utilisateur
from tests.cabinet import NIR, numero, siren
from tests.journeys.command_line.command import PASSWORD, Run, look
from tui.verbs import upkeep

HOSTILE = "a\x1b]52;c;Zg==\x07\x9bb\u202ec"


@pytest.mark.parametrize(("words", "module"), [((), "app"), (("--demo",), "demo.app")])
def test_the_screens_start_with_nothing_that_holds_a_key_back(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], module: str
) -> None:
    found: list[tuple[bool, bool]] = []
    usual = sys.getswitchinterval()

    def opened(_config: object, *, codeset: str) -> int:
        assert codeset
        found.append((gc.isenabled(), sys.getswitchinterval() < usual / 10))
        return 0

    monkeypatch.setattr(f"tui.{module}.run", opened)
    monkeypatch.setattr("tui.terminal.checks.complaint", lambda *_: None)
    monkeypatch.setattr("tui.terminal.checks.speak", lambda *_: None)
    try:
        assert run(*words).status == 0
    finally:
        gc.enable()
        sys.setswitchinterval(usual)
    assert found == [(False, True)]


def test_creating_an_espace_prints_its_secrets_once(run: Run, tmp_path: Path) -> None:
    words = ("--cabinet", "Cabinet Martin", "--identifiant", "c.durand", "--mot-de-passe-stdin")
    made = run("creer-espace", *words, typed=f"{PASSWORD}\n")
    assert "Clé principale" in made.out
    assert PASSWORD not in made.out
    key = tmp_path / "xdg_config_home" / "portefeuille" / "cle-principale"
    assert key.stat().st_mode & 0o777 == 0o400
    again = run("creer-espace", *words, typed=f"{PASSWORD}\n")
    assert (again.status, again.out) == (1, "")
    assert "contient déjà" in again.err


def test_a_weak_password_is_refused_with_a_sentence(run: Run) -> None:
    words = ("--cabinet", "C", "--identifiant", "c.durand", "--mot-de-passe-stdin")
    for typed, why in (("court", "12 caractères"), ("Toulouse-2026!", "(«\xa0Toulouse\xa0»)")):
        made = run("creer-espace", *words, typed=f"{typed}\n")
        assert (made.status, made.out) == (1, "")
        assert why in made.err
    again = run("creer-espace", *words, typed=f"{PASSWORD}\n")
    assert "Clé principale" in again.out, "the key is printed by the try that succeeds"


def test_an_employer_is_inscribed_listed_and_terminated(espace: Run, tmp_path: Path) -> None:
    done = espace(
        *("inscrire", "--siren", siren(1), "--regime", "general", "--compte", numero(1)),
        *("--montant", "1 234,56", "--raison-sociale", "L'ÂGE D'OR", "--forme", "SARL"),
        *("--cp", "09110", "--ville", "SAVIGNAC", "--services", "dpae,avis_contentieux"),
    )
    assert done.status == 0, done.err
    assert "À faire sur urssaf.fr" in done.out
    row = espace("lister", "--recherche", "age", "--json").rows[0]
    assert (row["siren"], row["services"]) == (siren(1), ["dpae", "avis_contentieux"])
    assert set(row) >= {
        *("uid", "regime", "siren", "raison_sociale", "forme_juridique", "code_dossier"),
        *("comptes", "services", "report", "version", "civilite", "siren_societe"),
    }
    assert (row["responsable"], row["montant_centimes"], row["note"]) == (None, 123_456, "")
    assert "L'ÂGE D'OR" in espace("lister").out
    gone = espace("resilier", "--siren", siren(1), "--regime", "general")
    assert gone.status == 0
    assert "Rien à faire sur urssaf.fr" in gone.out
    look(tmp_path)
    assert Inscription.get().retire_le is not None
    assert Compte.get().retire_le is not None
    verbs = [operation.verbe for operation in Operation.select().order_by(Operation.rang)]
    assert verbs == ["creer_espace", "inscrire", "resilier"]
    close_database()


def test_a_nir_is_read_on_the_standard_input_and_never_printed(espace: Run) -> None:
    done = espace(
        *("inscrire", "--siren", siren(2), "--regime", "artisan_commercant"),
        *("--compte", numero(2), "--nir-stdin", "--json"),
        typed=f"{NIR}\n",
    )
    assert done.status == 0, done.err
    assert NIR not in done.out
    assert NIR not in espace("lister", "--json").out


def test_a_gerant_and_an_account_number(espace: Run) -> None:
    assert espace("inscrire", "--gerant", "--compte", numero(3)).status == 0
    assert espace("lister", "--regime", "gerant_majoritaire", "--json").rows[0]["siren"] is None
    assert espace("resilier", "--compte", f"117 {numero(3)[3:]}").status == 0
    assert espace("lister", "--json").rows == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("inscrire", "--siren", "40483304", "--regime", "general"), "9 chiffres"),
        (("inscrire", "--siren", siren(1), "--regime", "general"), "montant"),
        (("inscrire", "--siren", siren(1)), "--regime"),
        (("inscrire", "--siren", "000000017", "--regime", "general", "--deja-inscrit"), "--forcer"),
        (("inscrire", "--gerant", "--compte", numero(1), "--services", "dpa"), "dpae"),
        (("sauvegarder", "/nonexistent/dossier/x.db"), "dossier"),
        (("utilisateur", "role", "c.durand", "consultation"), "dernier administrateur"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(
    espace: Run, words: tuple[str, ...], said: str
) -> None:
    refused = espace(*words)
    assert (refused.status, refused.out) == (1, "")
    assert said in refused.err
    assert "Traceback" not in refused.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("resilier", "--siren", siren(9)), "n'est pas dans le portefeuille"),
        (("resilier", "--compte", numero(9)), "ce numéro de compte"),
        (("reinitialiser", "personne"), "personne"),
        (("restaurer", "/nonexistent/x.db"), "x.db"),
    ],
)
def test_what_is_named_and_is_not_there_has_a_status_of_its_own(
    espace: Run, words: tuple[str, ...], said: str
) -> None:
    refused = espace(*words)
    assert (refused.status, refused.out) == (3, "")
    assert said in refused.err


def test_people_are_added_disabled_and_given_roles(espace: Run, tmp_path: Path) -> None:
    added = espace("utilisateur", "ajouter", "m.petit", "--nom", "Marc Petit")
    assert added.status == 0, added.err
    assert espace("utilisateur", "role", "m.petit", "consultation").status == 0
    assert espace("utilisateur", "desactiver", "m.petit").status == 0
    assert espace("reinitialiser", "c.durand").status == 0
    look(tmp_path)
    marc = Utilisateur.get(Utilisateur.identifiant == "m.petit")
    assert (marc.role, marc.actif) == ("consultation", False)
    close_database()


def test_a_backup_comes_back(espace: Run, tmp_path: Path) -> None:
    espace("inscrire", "--gerant", "--compte", numero(1))
    assert espace("sauvegarder", str(tmp_path / "copie.db")).status == 0
    espace("resilier", "--compte", numero(1))
    assert espace("restaurer", str(tmp_path / "copie.db")).status == 0
    assert len(espace("lister", "--json").rows) == 1
    checked = espace("verifier")
    assert checked.status == 0, checked.err
    assert "saine" in checked.out


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let forty days pass for who verifies."""

    def pass_by() -> None:
        monkeypatch.setattr(upkeep, "now", lambda: datetime.now(UTC) + timedelta(days=40))

    return pass_by


def test_verifying_lets_go_what_has_had_its_time_and_says_so(
    espace: Run, tmp_path: Path, later: Callable[[], None]
) -> None:
    words = ("--regime", "general", "--montant", "1", "--compte")
    for rank in (1, 2):
        espace("inscrire", "--siren", siren(rank), *words, numero(rank))
    espace("resilier", "--siren", siren(2))
    later()
    checked = espace("verifier").out.replace("\xa0", " ")
    assert "Cabinet Martin : montant ou numéro de sécurité sociale effacé, 1 client." in checked
    assert "Cabinet Martin : 1 client aux archives." in checked
    assert "archives" not in espace("verifier").out
    look(tmp_path)
    assert Inscription.select().count() == 1
    verbs = [one.verbe for one in Operation.select().order_by(Operation.rang)][-2:]
    assert verbs == ["effacer_preuves", "archiver"]
    close_database()


def test_an_altered_journal_is_said(espace: Run, tmp_path: Path) -> None:
    espace("inscrire", "--gerant", "--compte", numero(1))
    look(tmp_path)
    Operation.update(verbe="autre").where(Operation.rang == 1).execute()
    close_database()
    checked = espace("verifier")
    assert (checked.status, "saine" in checked.out) == (5, False)
    assert "altéré" in checked.err


def test_seals_that_nobody_could_verify_are_not_called_sound(espace: Run, tmp_path: Path) -> None:
    espace("inscrire", "--gerant", "--compte", numero(1))
    look(tmp_path)
    Operation.update(verbe="autre").where(Operation.rang == 1).execute()
    close_database()
    checked = espace("--cle", str(tmp_path / "ailleurs"), "verifier")
    assert (checked.status, "saine" in checked.out) == (5, False)
    assert "n'ont pas été vérifiés" in checked.err
    assert "n'ont pas été vérifiés" not in espace("verifier").err
    key = tmp_path / "xdg_config_home" / "portefeuille" / "cle-principale"
    key.chmod(0o444)
    open_to_all = espace("verifier")
    assert (open_to_all.status, "saine" in open_to_all.out) == (5, False)
    assert "D'autres comptes peuvent lire" in open_to_all.err


def test_a_value_that_cannot_be_is_said_by_every_verb(espace: Run, tmp_path: Path) -> None:
    espace("inscrire", "--gerant", "--compte", numero(1))
    look(tmp_path)
    Inscription.update(uid="g" * 32).execute()
    close_database()
    for words in (("lister",), ("verifier",), ("resilier", "--compte", numero(1))):
        said = espace(*words)
        assert said.status == (5 if words == ("verifier",) else 1)
        assert "« inscription.uid » contient une valeur impossible" in said.err.replace("\xa0", " ")


@pytest.mark.parametrize("words", [("--cabinet", HOSTILE, "lister"), ("lister", HOSTILE)])
def test_hostile_words_of_the_command_are_not_printed_raw(espace: Run, words: list[str]) -> None:
    refused = espace(*words)
    assert "52;c;Zg==" in refused.err
    assert not set(refused.err) & {"\x1b", "\x07", "\x9b", "\u202e"}


def test_hostile_text_in_the_base_is_not_printed_raw(
    espace: Run, tmp_path: Path, later: Callable[[], None]
) -> None:
    for rank in (1, 2):
        espace("inscrire", "--gerant", "--compte", numero(rank), "--raison-sociale", "X")
    espace("resilier", "--compte", numero(2))
    look(tmp_path)
    Cabinet.update(nom=HOSTILE).execute()
    close_database()
    later()
    checked = espace("verifier").out
    assert checked.count("52;c;Zg==") == 2
    look(tmp_path)
    Inscription.update(raison_sociale=HOSTILE).execute()
    close_database()
    named = espace("verifier").err
    assert "52;c;Zg==" in named
    for printed in (espace("lister").out, espace("lister", "--json").out, checked, named):
        assert not set(printed) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert espace("lister", "--json").rows[0]["raison_sociale"] == HOSTILE


def test_who_reads_the_output_may_stop(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m tui touches | true; echo "${{PIPESTATUS[0]}}"'
    environment = os.environ | {"HOME": str(tmp_path)}
    done = subprocess.run(
        ["/bin/bash", "-c", command], env=environment, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_a_backup_is_told_by_the_name_that_an_older_system_gave_it(
    espace: Run, tmp_path: Path
) -> None:
    target = os.fsencode(tmp_path) + b"/caf\xe9.db"
    done = subprocess.run(
        [sys.executable, b"-m", b"tui", b"sauvegarder", target],
        env=os.environ | {"PYTHONIOENCODING": "utf-8:strict"},
        capture_output=True,
        check=True,
    )
    assert target in done.stdout
    assert done.stderr == b""
