"""A base is made by `creer-espace`, `migrer` and the first screen; every other verb refuses."""

from __future__ import annotations

import shlex
import shutil
from argparse import _SubParsersAction
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.postgresql import APPLICATION, TEMPLATE, Cluster
from models.storage.opening import close_database
from tests.journeys.command_line.command import PASSWORD, Run
from tui.__main__ import VERBS
from tui.verbs.command_line import parser_of_all

MAKERS = {"creer-espace", "migrer"}
READING_NONE = {"completion", "info", "manuel", "serveur", "touches"}
"""`info` says whether the base is there, for who helps."""
FROM_A_FILE = {"transferer"}
"""What begins at an SQLite file alone."""
RESTORING = {"restaurer"}
"""A base that is lost is what one restores: only a sound backup makes it."""


def examples() -> dict[str, list[str]]:
    """Give, for each verb of the parser, the words of the example of its help."""
    parser = parser_of_all()
    verbs = next(one for one in parser._actions if isinstance(one, _SubParsersAction)).choices
    return {
        name: shlex.split(verb.epilog.splitlines()[-1].partition(">")[0])[1:]
        for name, verb in verbs.items()
    }


REFUSING = sorted(set(examples()) - MAKERS - READING_NONE - RESTORING)


def tree(folder: Path) -> dict[Path, bytes | None]:
    return {path: path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def words_of(verb: str, folder: Path) -> list[str]:
    return [word.replace("~", str(folder)) for word in examples()[verb]]


def nothing(_path: Path, _model: Path) -> None:
    """Leave the folder without a base."""


def empty_file(path: Path, _model: Path) -> None:
    path.touch()


def no_cabinet(path: Path, model: Path) -> None:
    shutil.copyfile(model, path)


def test_every_verb_is_held() -> None:
    assert set(examples()) == set(VERBS)
    assert set(VERBS) >= MAKERS | READING_NONE | RESTORING
    assert len(REFUSING) >= 16


@pytest.mark.parametrize("verb", REFUSING)
@pytest.mark.parametrize("prepare", [nothing, empty_file, no_cabinet])
def test_a_verb_makes_no_base(
    run: Run, tmp_path: Path, migrated_file: Path, verb: str, prepare: Callable[..., None]
) -> None:
    path = tmp_path / "base.db"
    prepare(path, migrated_file)
    before = tree(tmp_path)
    refused = run("--base", str(path), *words_of(verb, tmp_path))
    assert (refused.status, refused.out) == (3, ""), refused.err
    assert "creer-espace --cabinet 'Cabinet Martin'" in refused.err
    assert (str(path) in refused.err) or prepare is no_cabinet
    assert tree(tmp_path) == before


@pytest.mark.parametrize("verb", REFUSING)
def test_a_verb_makes_no_folder(run: Run, tmp_path: Path, verb: str) -> None:
    refused = run(*words_of(verb, tmp_path))
    assert (refused.status, refused.out) == (3, "")
    assert "Il n'y a pas de base dans" in refused.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.postgresql
@pytest.mark.parametrize("template", ["template1", TEMPLATE])
def test_a_verb_makes_no_table(run: Run, tmp_path: Path, cluster: Cluster, template: str) -> None:
    with cluster.database(template) as name:
        for verb in sorted({*REFUSING} - FROM_A_FILE):
            for role in ((), (APPLICATION,)) if template == TEMPLATE else ((),):
                url = cluster.url(name, *role)
                refused = run("--base", url, *words_of(verb, tmp_path))
                assert (refused.status, refused.out) == (3, ""), f"{verb}: {refused.err}"
                assert "creer-espace" in refused.err
        if template != TEMPLATE:
            assert tables_of(cluster.url(name)) == 0
    assert list(tmp_path.iterdir()) == []


def tables_of(url: str) -> int:
    import psycopg  # noqa: PLC0415 - of the extra

    with psycopg.connect(url) as server:
        row = server.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
        ).fetchone()
    return int(row[0]) if row else -1


@pytest.mark.parametrize("role", ["creer-espace", "migrer"])
def test_who_may_makes_a_base(run: Run, tmp_path: Path, role: str) -> None:
    path = tmp_path / "dossier" / "base.db"
    words = examples()[role] if role == "creer-espace" else ["migrer"]
    done = run("--base", str(path), *words, typed=f"{PASSWORD}\n")
    assert done.status == 0, done.err
    assert path.is_file()


REFUSED = {
    "a password": (("--cabinet", "C", "--identifiant", "c.durand"), "court"),
    "a cabinet": (("--cabinet", " ", "--identifiant", "c.durand"), PASSWORD),
    "an identifiant": (("--cabinet", "C", "--identifiant", "c d"), PASSWORD),
    "a siren": (("--cabinet", "C", "--identifiant", "c.durand", "--siren", "12"), PASSWORD),
}


@pytest.mark.parametrize(("words", "typed"), REFUSED.values(), ids=REFUSED)
def test_an_espace_that_is_refused_makes_nothing(
    run: Run, tmp_path: Path, engine: str, empty_url: str, words: tuple[str, ...], typed: str
) -> None:
    close_database()
    before = tree(tmp_path)
    refused = run("--base", empty_url, "creer-espace", *words, "--mot-de-passe-stdin", typed=typed)
    assert (refused.status, refused.out) == (1, "")
    assert tree(tmp_path) == before
    if engine == "postgresql":
        assert tables_of(empty_url) == 0


def test_a_key_that_cannot_be_read_makes_no_base(run: Run, tmp_path: Path) -> None:
    path, key = tmp_path / "base.db", tmp_path / "cle"
    key.write_text("pas une clé")
    key.chmod(0o644)
    before = tree(tmp_path)
    words = ("--cabinet", "C", "--identifiant", "c.durand", "--mot-de-passe-stdin")
    where = ("--base", str(path), "--cle", str(key))
    refused = run(*where, "creer-espace", *words, typed=PASSWORD)
    assert (refused.status, refused.out) == (1, "")
    assert "chmod 400" in refused.err
    assert tree(tmp_path) == before


def test_a_second_espace_makes_no_key(espace: Run, tmp_path: Path) -> None:
    key = tmp_path / "ailleurs"
    words = ("--cabinet", "C", "--identifiant", "m.petit", "--mot-de-passe-stdin")
    refused = espace("--cle", str(key), "creer-espace", *words, typed=PASSWORD)
    assert (refused.status, "contient déjà" in refused.err) == (1, True)
    assert not key.exists()


@pytest.mark.parametrize("verb", sorted(READING_NONE))
def test_what_reads_no_base_makes_none(run: Run, tmp_path: Path, verb: str) -> None:
    done = run(*words_of(verb, tmp_path))
    assert (done.status, done.err) == (0, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [None, b"", b"Siren;Nom\n" * 500])
def test_a_restore_that_is_refused_makes_no_base(
    run: Run, tmp_path: Path, content: bytes | None
) -> None:
    source = tmp_path / "sauvegarde.db"
    if content is not None:
        source.write_bytes(content)
    before = tree(tmp_path)
    refused = run("restaurer", str(source))
    assert (refused.status, refused.out) == (3 if content is None else 1, "")
    assert str(source) in refused.err
    assert tree(tmp_path) == before


def test_a_base_that_is_lost_is_restored(espace: Run, tmp_path: Path) -> None:
    espace("inscrire", "--gerant", "--deja-inscrit", "--compte", "117000000900000003")
    target = tmp_path / "copie.db"
    assert espace("sauvegarder", str(target)).status == 0
    shutil.rmtree(tmp_path / "xdg_data_home")
    assert espace("verifier").status == 3
    assert espace("restaurer", str(target)).status == 0
    assert len(espace("lister", "--json").rows) == 1
