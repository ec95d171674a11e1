"""The exit status of each verb, each that it can give, beside its sentence."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import psycopg
import pytest

from bench.postgresql import CARETAKER, TEMPLATE, Cluster
from models.storage.file_copy import own_connection
from models.storage.postgresql_engine import ADVISORY_LOCK, OPTIONS
from models.storage.sqlite_engine import PRAGMAS
from tests.cabinet import numero, siren
from tests.english import english_in
from tests.journeys.command_line import exit_codes
from tests.journeys.command_line.command import PASSWORD, Answer, Run
from tests.journeys.command_line.exit_codes import (
    BOTH,
    GONE,
    LISTER,
    NO_BASE,
    ONE,
    READERS,
    TABLE,
    TWO,
)
from tests.journeys.command_line.test_usage import ALL
from tests.ssh_keys import ECDSA, ED25519

CLIENTS = (
    f"--siren {ONE} --regime general --compte {numero(1)} --deja-inscrit",
    f"--siren {TWO} --regime general --compte {numero(2)} --montant 12",
    f"--siren {GONE} --regime general --deja-inscrit",
    f"--siren {BOTH} --regime general --deja-inscrit --services dpae",
    f"--siren {BOTH} --regime profession_liberale --deja-inscrit",
)
MADE = (
    *(f"inscrire {client}" for client in CLIENTS),
    *(f"modele garder {name} --services dpae" for name in ("DSN", "Paie")),
    "utilisateur ajouter m.petit",
    "utilisateur cle ajouter c.durand --cle {home}/claire.pub",
    f"resilier --siren {GONE}",
)
SETTINGS = "--config {home}/reglages.toml"
TABLED = f"{siren(7)};{numero(7)};Employeur;12,00"
_MADE: dict[str, Path] = {}
"""The folder where each worker has made a base."""


@pytest.fixture
def home(run: Run, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a cabinet with a few clients: a copy of the one that is made once."""
    if "home" not in _MADE:
        made = tmp_path_factory.mktemp("cabinet")
        make(run, made)
        _MADE["home"] = made
    shutil.copytree(_MADE["home"], tmp_path / "cabinet")
    return tmp_path / "cabinet"


def in_home(run: Run, home: Path, words: str, typed: str = "", *, base: str = "") -> Answer:
    """Run a command on the base of `home`, or on the other one that it names."""
    where = ("--base", base or str(home / "base.db"), "--cle", str(home / "cle"))
    if SETTINGS in words:
        path = home / "authorized_keys"
        (home / "reglages.toml").write_text(f'[serveur]\ncles = "{path}"\n', "utf-8")
    noted = ""
    if "{noted}" in words:
        rows = in_home(run, home, "journal --verbe creer_espace --json", base=base).rows
        noted = str(rows[0]["operation"])
    asked = "lister" if LISTER in words else ""
    with mock.patch.dict(os.environ, {"SSH_ORIGINAL_COMMAND": asked}):
        words = words.replace(LISTER, "").format(home=home, noted=noted)
        return run(*where, *shlex.split(words), typed=typed)


def make(run: Run, home: Path, base: str = "") -> None:
    """Create the cabinet and its clients, and save them."""
    espace = f"{exit_codes.ESPACE} c.durand"
    home.mkdir(exist_ok=True)
    (home / "clients.csv").write_text(f"Siren;N° compte;Type;Montant\n{TABLED}\n", "utf-8")
    (home / "vide.csv").write_text("\n", "utf-8")
    (home / "page.txt").write_text(exit_codes.PAGE, "utf-8")
    (home / "claire.pub").write_text(ED25519.text, "utf-8")
    (home / "marc.pub").write_text(ECDSA.text, "utf-8")
    (home / "vide.txt").write_text("Précédent | Suivant\n", "utf-8")
    for words in (espace, *MADE, "sauvegarder {home}/copie.db"):
        done = in_home(run, home, words, PASSWORD, base=base)
        assert done.status == 0, done.err


def leaves() -> set[str]:
    """Name the verbs of the parser, and each action of those that have some."""
    whole = {" ".join(words) for words in ALL}
    return {one for one in whole if not any(other.startswith(f"{one} ") for other in whole)}


def test_every_verb_is_in_the_table() -> None:
    assert set(TABLE) == leaves() - exit_codes.SERVING - exit_codes.TO_A_SERVER
    assert set(TABLE) >= NO_BASE | READERS
    assert all({0, 2} <= set(answers) for answers in TABLE.values())


@pytest.mark.parametrize(
    ("words", "status"),
    [(words, status) for answers in TABLE.values() for status, words in answers.items()],
)
def test_a_verb_gives_its_status(run: Run, home: Path, words: str, status: int) -> None:
    answer = in_home(run, home, words, exit_codes.TYPED.get(words, ""))
    assert answer.status == status, answer.err
    assert bool(answer.err) == (status != 0)
    if status:
        assert english_in(answer.err) == []
        reports = status == exit_codes.REFUSED and words.partition(" ")[0] in exit_codes.REPORTS
        assert answer.out == "" or status == exit_codes.UNSOUND or reports


@pytest.mark.parametrize("verb", sorted(set(TABLE) - NO_BASE))
def test_settings_that_are_not_there_are_refused(run: Run, home: Path, verb: str) -> None:
    words = TABLE[verb][0].removeprefix(SETTINGS)
    refused = in_home(run, home, f"--config {{home}}/absente {words}")
    assert (refused.status, refused.out) == (exit_codes.REFUSED, "")
    assert "ce fichier n'existe pas" in refused.err


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Write in the base from another session, without an end."""
    with own_connection(path) as other:
        other.execute_sql("BEGIN IMMEDIATE")
        yield


def is_busy(answer: Answer) -> bool:
    """Tell whether a command asks to be tried again; it has said nothing else."""
    again = "recommencez" in answer.err or "Réessayez" in answer.err
    return again and (answer.status, answer.out) == (exit_codes.BUSY, "")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no command wait for long: neither the program, nor the bases for it."""
    monkeypatch.setattr("tui.verbs.opened.PATIENCE", 0.0)
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 10)
    monkeypatch.setitem(OPTIONS, "lock_timeout", "10ms")
    monkeypatch.setattr("models.storage.schema.UPDATE_SECONDS", 1)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("verb", sorted(set(TABLE) - NO_BASE))
def test_what_writes_is_to_be_tried_again_while_another_session_does(
    run: Run, home: Path, verb: str
) -> None:
    path, words = home / "base.db", TABLE[verb][0]
    if verb == "creer-espace":
        path = home / "autre.db"
        assert in_home(run, home, f"{exit_codes.ELSEWHERE} migrer").status == 0
    before = path.read_bytes()
    with held(path):
        answer = in_home(run, home, words, PASSWORD)
    if verb in READERS:
        assert (answer.status, answer.err) == (0, "")
    else:
        assert is_busy(answer), answer.err
    assert path.read_bytes() == before


@pytest.mark.postgresql
def test_a_database_that_the_server_has_not_is_not_there(
    run: Run, home: Path, cluster: Cluster
) -> None:
    with cluster.database(TEMPLATE) as name:
        make(run, home / "ailleurs", cluster.url(name))
        for verb in sorted(set(TABLE) - NO_BASE):
            words = TABLE[verb][0].removeprefix(exit_codes.ELSEWHERE)
            words = words.replace("{home}/copie.db", "{home}/ailleurs/copie.db")
            answer = in_home(run, home, words, PASSWORD, base=cluster.url("absente"))
            assert (answer.status, answer.out) == (exit_codes.NOT_THERE, ""), verb
            assert "Il n'y a pas de base «\u00a0absente\u00a0»" in answer.err, verb


@pytest.mark.postgresql
@pytest.mark.usefixtures("impatient")
def test_a_server_whose_cabinet_is_held_is_to_be_tried_again(
    run: Run, tmp_path: Path, cluster: Cluster
) -> None:
    with cluster.database(TEMPLATE) as name, psycopg.connect(cluster.url(name, CARETAKER)) as other:
        base = cluster.url(name)
        make(run, tmp_path, base)
        other.execute("SELECT 1 FROM cabinet FOR UPDATE")
        for verb in sorted(set(TABLE) - NO_BASE - {"creer-espace", "restaurer"}):
            words = TABLE[verb][0].replace("autre.db", f"{verb}.db")
            answer = in_home(run, tmp_path, words, PASSWORD, base=base)
            if verb in READERS | {"migrer", "verifier"}:
                assert (answer.status, answer.err) == (0, ""), verb
            else:
                assert is_busy(answer), f"{verb}: {answer.err}"
        other.rollback()
        other.execute("SELECT pg_advisory_lock(%s)", (ADVISORY_LOCK,))
        answer = in_home(run, tmp_path, "migrer", base=base)
        assert is_busy(answer), answer.err
