"""Who administers through sshd gives their password; the rest of stdin is the verb's."""

from __future__ import annotations

import io
import os
import pty
import termios
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from models.errors import Refusal
from tests.journeys.command_line.command import KEYS, PASSWORD, Run, Ssh, operations
from tests.ssh_keys import ECDSA_521
from tui.verbs.server import password

WRONG = "Identifiant ou mot de passe incorrect.\n"
ADDING = "utilisateur ajouter p.roux --nom 'Paul Roux'"
CAME = f"ssh:{KEYS['c.durand'].empreinte}"


def test_an_administrator_adds_somebody_who_comes_by_a_key(
    ssh: Ssh, espace: Run, tmp_path: Path
) -> None:
    added = ssh("c.durand", ADDING, typed=f"{PASSWORD}\n")
    assert (added.status, added.err) == (0, "")
    assert added.out.startswith("p.roux (Collaborateur) choisira son mot de passe")
    # The first line is the password, the key is what follows.
    typed = f"{PASSWORD}\r\n{ECDSA_521.text} paul@bureau\n"
    given = ssh("c.durand", "utilisateur cle ajouter p.roux", typed=typed)
    assert (given.status, given.err) == (0, "")
    assert f"p.roux  {ECDSA_521.empreinte}" in given.out
    assert [tuple(one) for one in operations(tmp_path)[-4:]] == [
        (verbe, "c.durand", CAME)
        for verbe in ("connexion", "ajouter_utilisateur", "connexion", "ajouter_cle_ssh")
    ]
    assert ssh("p.roux", "lister", empreinte=ECDSA_521.empreinte).status == 0
    said = espace("journal").out.splitlines()[0].split("  ")[1]
    assert said == "c.durand"


def test_a_wrong_password_is_refused_counted_and_in_the_journal(ssh: Ssh, tmp_path: Path) -> None:
    before = len(operations(tmp_path))
    for typed in (
        "cheval\n",
        "é\xff\ud800".encode(errors="surrogatepass"),
        f" {PASSWORD}",
        "x" * 5000,
    ):
        refused = ssh("c.durand", ADDING, typed=typed)
        assert (refused.status, refused.out, refused.err) == (1, "", WRONG)
    done = operations(tmp_path)[before:]
    assert [tuple(one) for one in done] == [("connexion_refusee", "c.durand", CAME)] * 4


def test_who_tries_too_often_waits_as_at_the_screens(ssh: Ssh, tmp_path: Path) -> None:
    answers: list[str] = []
    while not answers or answers[-1] == WRONG:
        answers.append(ssh("c.durand", ADDING, typed="cheval\n").err)
        assert len(answers) < 30
    before = operations(tmp_path)
    refused = ssh("c.durand", ADDING, typed=f"{PASSWORD}\n")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("Trop d'essais. Réessayez dans ")
    assert operations(tmp_path) == before


@pytest.mark.parametrize("typed", ["", "\n", "\r\n" + PASSWORD])
def test_no_password_is_no_try(ssh: Ssh, tmp_path: Path, typed: str) -> None:
    before = operations(tmp_path)
    refused = ssh("c.durand", "verifier", typed=typed)
    assert (refused.status, refused.out) == (1, "")
    assert "demande votre mot de passe" in refused.err
    assert operations(tmp_path) == before


@pytest.mark.parametrize("who", ["m.petit", "s.leroy"])
def test_who_administers_nothing_is_asked_for_no_password(
    ssh: Ssh, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    def ask(_: str) -> str:
        raise AssertionError("asked")

    monkeypatch.setattr("tui.verbs.server.session.asked_of", ask)
    refused = ssh(who, ADDING, typed=f"{PASSWORD}\n")
    assert (refused.status, refused.err) == (
        1,
        "Seul un administrateur du cabinet peut faire cela.\n",
    )
    # What is asked for wrongly is said first, and without a password.
    assert ssh("c.durand", "utilisateur role m.petit chef").status == 2
    assert "ne se nomme pas" in ssh("c.durand", "utilisateur cle ajouter m.petit --cle x").err


def test_a_role_that_is_lowered_meanwhile_does_nothing(
    ssh: Ssh, espace: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert espace("utilisateur", "ajouter", "p.noir", "administrateur").status == 0

    def ask(who: str) -> str:
        from models.tables import Utilisateur  # noqa: PLC0415 - as another session does

        changes = {"role": "collaborateur"}
        Utilisateur.update(changes).where(Utilisateur.identifiant == who).execute()
        return PASSWORD

    monkeypatch.setattr("tui.verbs.server.session.asked_of", ask)
    refused = ssh("c.durand", ADDING)
    assert (refused.status, refused.err) == (
        1,
        "Seul un administrateur du cabinet peut faire cela.\n",
    )
    assert operations(tmp_path)[-1].verbe == "connexion"


def test_one_does_not_close_ones_own_access_nor_the_last_one(ssh: Ssh, espace: Run) -> None:
    assert espace("utilisateur", "ajouter", "p.noir", "administrateur").status == 0
    refused = ssh("c.durand", "utilisateur desactiver c.durand", typed=f"{PASSWORD}\n")
    assert refused.status == 1
    assert refused.err.startswith("On ne ferme pas son propre accès")
    assert espace("utilisateur", "desactiver", "p.noir").status == 0
    refused = ssh("c.durand", "utilisateur role c.durand consultation", typed=f"{PASSWORD}\n")
    assert "dernier administrateur" in refused.err


def test_who_verifies_learns_what_is_wrong(ssh: Ssh, tmp_path: Path) -> None:
    sound = ssh("c.durand", "verifier", typed=f"{PASSWORD}\n")
    assert (sound.status, sound.err) == (0, "")
    assert sound.out.endswith("La base est saine.\n")
    (tmp_path / "xdg_config_home" / "portefeuille" / "cle-principale.tete").write_text("x")
    unsound = ssh("c.durand", "verifier", typed=f"{PASSWORD}\n")
    assert unsound.status == 5, unsound.err


def test_the_help_says_how_a_password_is_given(ssh: Ssh) -> None:
    for who in KEYS:
        shown = ssh(who, "utilisateur cle ajouter --help")
        assert shown.status == 0
        assert (
            "sur la première ligne de l'entrée standard. La clé est sur la suivante." in shown.out
        )


class Terminal:
    """A terminal, and what somebody who sits at it sees and types."""

    def __init__(self) -> None:
        self._outer, self.inner = pty.openpty()
        self.seen = b""

    def answer(self, prompt: bytes, line: bytes) -> None:
        """Type a line once it is asked for."""
        while prompt not in self.seen:
            self.seen += os.read(self._outer, 1024)
        os.write(self._outer, line)

    def see(self) -> bytes:
        """Give all that is on it."""
        os.set_blocking(self._outer, False)
        return self.seen + os.read(self._outer, 1024)

    def close(self) -> None:
        for end in (self._outer, self.inner):
            os.close(end)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """Give a terminal that the program takes for its own."""
    made = Terminal()
    monkeypatch.setattr(password, "TERMINAL", os.ttyname(made.inner))
    monkeypatch.setattr("sys.stdin", open(made.inner, closefd=False))  # noqa: SIM115
    yield made
    made.close()


@pytest.mark.parametrize("line", [b"s\xc3\xa9same ouvre-toi\n", b"\x04"])
def test_a_terminal_does_not_show_the_password(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, line: bytes
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    before = termios.tcgetattr(terminal.inner)
    typing = Thread(target=terminal.answer, args=("durand\u00a0: ".encode(), line))
    typing.start()
    if line.startswith(b"s"):
        assert password.asked_of("c.durand") == "sésame ouvre-toi"
    else:
        with pytest.raises(Refusal, match="ssh -t"):
            password.asked_of("c.durand")
    typing.join()
    assert termios.tcgetattr(terminal.inner) == before
    assert terminal.see() == "Mot de passe de c.durand\u00a0: \r\n".encode()


def test_who_forgot_the_terminal_is_told_what_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reader, writer = os.pipe()
    told = io.StringIO()

    class Late(io.StringIO):
        """Types once one is told."""

        def write(self, text: str) -> int:
            if "attendu" in text:
                os.write(writer, b"mot de passe\n")
            return told.write(text)

    monkeypatch.setattr(password, "SILENCE", 0.0)
    monkeypatch.setattr("sys.stderr", Late())
    with open(reader) as stdin:  # noqa: PTH123 - of a descriptor
        monkeypatch.setattr("sys.stdin", stdin)
        assert password.asked_of("c.durand") == "mot de passe"
    os.close(writer)
    assert "Mot de passe de c.durand attendu" in told.getvalue()
    assert capsys.readouterr().out == ""
