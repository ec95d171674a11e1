"""Every verb, by every role, by each way in: what they may, and what is then in the base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.equipe import Equipe
from models.journal.journal import Journal
from models.modeles import Modeles
from models.portefeuille import Portefeuille
from models.rights import ADMINISTRATION
from models.rights import CONSULTATION as READS_ONLY
from models.storage.file_copy import own_connection
from tests.cabinet import siren
from tests.domain.test_rights import VERBS as ACTIONS
from tests.journeys.command_line import exit_codes
from tests.journeys.command_line.command import KEYS, PASSWORD, Answer, Run, Ssh, operations, place
from tests.journeys.command_line.rights import (
    ADMINISTRATEUR,
    COLLABORATEUR,
    CONSULTATION,
    EVERYBODY,
    OF_THE_COMMAND_ALONE,
    OF_THE_MACHINE,
    ONE,
    ROLES,
    TABLE,
    THREE,
    TWO,
    Row,
)
from tests.journeys.command_line.test_exit_codes import leaves
from tui.verbs.server.by_ssh import BY_SSH, OF_THE_SERVER, Right

MADE = (
    f"inscrire --gerant --compte {TWO} --responsable m.petit",
    f"inscrire --siren {THREE} --regime general --deja-inscrit",
    f"inscrire --siren {siren(5)} --regime general --deja-inscrit",
    f"resilier --siren {THREE}",
    "modele garder DSN --services dpae",
    "utilisateur ajouter p.noir",
    "utilisateur desactiver p.noir",
    f"modifier {ONE} --cp 64000",
)
LOCAL = "local"
LEAVES = leaves()


@pytest.fixture
def cabinet(ssh: Ssh, espace: Run, homes: Any, tmp_path: Path) -> Ssh:
    """Give the cabinet in which each command of the table has something to do."""
    homes.copy("rights", lambda: make(ssh, espace))
    keys = f'[serveur]\ncles = "{tmp_path}/authorized_keys"\n'
    settings = tmp_path / "xdg_config_home" / "portefeuille" / "config.toml"
    settings.write_text(keys, "utf-8")
    return ssh


def make(ssh: Ssh, espace: Run) -> None:
    for words in MADE:
        done = espace(*words.split())
        assert done.status == 0, done.err
    for who, field in ((ADMINISTRATEUR, "note"), (COLLABORATEUR, "dossier")):
        # Each has something to undo.
        assert ssh(who, f"modifier {ONE} --{field} D1").status == 0


def contents(tmp_path: Path) -> dict[str, list[Any]]:
    """Give all the rows of all the tables."""
    with own_connection(place(tmp_path)) as base:
        tables = base.execute_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {name: base.execute_sql(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}


def by_key(ssh: Ssh, who: str, command: str, row: Row) -> Answer:
    password = f"{PASSWORD}\n" if row.by_password else ""
    return ssh(who, command, typed=password + row.typed)


def leaf_of(command: str) -> str:
    """Name the verb of a command, with its action."""
    words = command.split()
    return max((leaf for leaf in LEAVES if words[: len(leaf.split())] == leaf.split()), key=len)


def test_every_verb_has_its_row_here_and_through_sshd() -> None:
    rows = {leaf_of(command) for command in TABLE}
    assert rows | OF_THE_MACHINE == LEAVES
    assert not rows & OF_THE_MACHINE
    for leaf in rows:
        some = [row for command, row in TABLE.items() if leaf_of(command) == leaf]
        who = {ROLES[one] for row in some for one in row.who}
        # The models refuse it too: this wall is the first.
        assert BY_SSH[leaf] == Right(frozenset(who), by_password=some[0].by_password), leaf
    assert rows == set(BY_SSH)
    assert {leaf.split()[0] for leaf in OF_THE_MACHINE} <= OF_THE_SERVER
    assert not {leaf.split()[0] for leaf in rows} & OF_THE_SERVER
    told = OF_THE_MACHINE - exit_codes.SERVING - exit_codes.TO_A_SERVER
    assert all(exit_codes.DONE in exit_codes.TABLE[leaf] for leaf in told)


@pytest.mark.parametrize("who", ROLES)
def test_who_may_not_is_refused_and_the_base_is_as_it_was(
    cabinet: Ssh, tmp_path: Path, who: str
) -> None:
    before = contents(tmp_path)
    for command, row in TABLE.items():
        if who in row.who:
            continue
        refused = by_key(cabinet, who, command, row)
        told = ADMINISTRATION if row.by_password else READS_ONLY
        assert (refused.status, refused.out, refused.err) == (1, "", f"{told}\n"), command
        assert contents(tmp_path) == before, command
    for command in OF_THE_MACHINE:
        refused = cabinet(who, command, typed=f"{PASSWORD}\n")
        assert (refused.status, refused.out) == (1, ""), command
        assert "n'est pas permis par SSH" in refused.err
        assert contents(tmp_path) == before, command


@pytest.mark.parametrize("who", [*ROLES, LOCAL])
def test_who_reads_writes_nothing(cabinet: Ssh, espace: Run, tmp_path: Path, who: str) -> None:
    before, done = contents(tmp_path), operations(tmp_path)
    for command, row in TABLE.items():
        if row.done or row.draft or (who != LOCAL and who not in row.who):
            continue
        if who == LOCAL:
            answer = espace(*command.split(), typed=row.typed)
        else:
            answer = by_key(cabinet, who, command, row)
        assert (answer.status, answer.err) == (0, ""), command
        if row.by_password and who != LOCAL:
            # To come in is all that is done.
            (came,) = operations(tmp_path)[len(done) :]
            assert came == ("connexion", who, f"ssh:{KEYS[who].empreinte}"), command
            before, done = contents(tmp_path), operations(tmp_path)
        else:
            assert contents(tmp_path) == before, command


def writing() -> Iterator[tuple[str, str]]:
    """Give each command that writes, with each who may."""
    for command, row in TABLE.items():
        if row.done:
            yield from ((command, who) for who in sorted(row.who))
            yield command, LOCAL


@pytest.mark.parametrize(("command", "who"), list(writing()))
def test_who_may_writes_and_the_journal_says_who(
    cabinet: Ssh, espace: Run, tmp_path: Path, command: str, who: str
) -> None:
    row, before = TABLE[command], len(contents(tmp_path)["operation"])
    if who == LOCAL:
        answer = espace(*command.split(), typed=row.typed)
    else:
        answer = by_key(cabinet, who, command, row)
    assert (answer.status, answer.err) == (0, "")
    done = operations(tmp_path)[before:]
    came = ["connexion"] if row.by_password and who != LOCAL else []
    assert [one.verbe for one in done] == [*came, row.done]
    if who == LOCAL:
        assert {(one.who, str(one.origine)[:5]) for one in done} == {(None, "unix:")}
    else:
        assert {one[1:] for one in done} == {(who, f"ssh:{KEYS[who].empreinte}")}
    if who == ADMINISTRATEUR:
        assert espace("verifier").status == 0


def action_of(name: str) -> Any:
    """Give the verb of the models that an action of the screens calls."""
    room, _, verb = name.rpartition(".")
    owner = {"": Portefeuille, "modeles": Modeles, "journal": Journal, "equipe": Equipe}[room]
    return getattr(owner, verb)


def test_the_screens_let_do_what_a_key_does() -> None:
    told = {leaf_of(command) for command, row in TABLE.items() if not (row.screen or row.draft)}
    assert told == OF_THE_COMMAND_ALONE
    for command, row in TABLE.items():
        if row.screen:
            assert action_of(row.screen).roles == {ROLES[who] for who in row.who}, command
    # What each does to the base, and does not: tests/domain/test_rights.py and test_gestes.py.
    called = {row.screen for row in TABLE.values() if row.screen}
    assert called - set(ACTIONS) == {"undo", "restore"}


def test_a_draft_is_left_by_who_may(cabinet: Ssh, tmp_path: Path) -> None:
    (command,) = (command for command, row in TABLE.items() if row.draft)
    for number, who in enumerate(sorted(TABLE[command].who), start=1):
        before = contents(tmp_path)
        assert by_key(cabinet, who, command, TABLE[command]).status == 0
        after = contents(tmp_path)
        assert len(after["brouillon"]) == number
        changed = {name for name in after if after[name] != before[name]}
        assert changed <= {"brouillon", "sqlite_sequence"}
    assert CONSULTATION in EVERYBODY - TABLE[command].who
    assert ADMINISTRATEUR in TABLE[command].who
