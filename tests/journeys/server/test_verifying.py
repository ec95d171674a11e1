"""What `serveur verifier` prints, and what it says of the account and of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.backups.age_keys import create_identity
from models.errors import Unsound
from tests.journeys.server.throw_away import changed
from tui.verbs.server.checking import on_disk, verifying
from tui.verbs.server.checking.checks import Check, has_colours, line
from tui.verbs.server.installing.places import Account, Places

pytestmark = pytest.mark.xdist_group("sshd")


def test_the_account_turns_red(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shadow = tmp_path / "shadow"
    monkeypatch.setattr(on_disk, "SHADOW", shadow)
    machine = Places(Path("/"), Account("portefeuille", 999, 999, Path("/tmp"), "/bin/bash"))

    def red() -> set[str]:
        return {one.subject for one in [*on_disk.checks(machine)][:2] if one.seen()}

    for secret, is_wrong in (("*", False), ("!", False), ("", True), ("$y$j9T$x", True)):
        shadow.write_text(f"root:*:1\nportefeuille:{secret}:1\n", "utf-8")
        assert ("compte portefeuille sans mot de passe" in red()) is is_wrong
        assert "compte portefeuille" in red()
    machine = replace(machine, account=replace(machine.account, home=machine.home, shell="/bin/sh"))
    assert red() == {"compte portefeuille sans mot de passe"}


def test_the_program_turns_red(
    installed: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tui"
    program.mkdir()
    program.chmod(0o777)
    monkeypatch.setattr(on_disk, "program_files", lambda: (program,))
    (check,) = [one for one in on_disk.checks(installed) if one.subject == "programme"]
    assert "D'autres que root" in check.seen()
    program.chmod(0o755)
    assert check.seen() == ""


def test_a_server_that_nobody_may_enter_yet_is_not_sound(
    installed: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    with changed(installed.keys):
        installed.keys.write_text("", "utf-8")
        with pytest.raises(Unsound, match="n'est pas sûr"):
            verifying.verify(installed, "127.0.0.1", None, essai=False)
    told = capsys.readouterr().out.splitlines()
    assert told[-1].startswith("NON  attaque de ce qui tourne\u00a0: aucune clé n'est ouverte")
    assert not installed.trial_keys.exists()


def test_a_trial_lists_every_line(installed: Places, capsys: pytest.CaptureFixture[str]) -> None:
    verifying.verify(installed, "127.0.0.1", None, essai=True)
    told = capsys.readouterr().out.splitlines()
    assert len(told) > 75
    assert all(one.startswith("Serait vérifié\u00a0: ") for one in told)
    assert f"Serait vérifié\u00a0: lignes de {installed.keys}" in told


def test_backups_that_anybody_reads_are_an_advice_and_a_wrong_recipient_is_red(
    installed: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said() -> set[str]:
        about = (one for one in on_disk.checks(installed) if "sauvegardes" in one.subject)
        rows = {line(one, one.seen(), colours=False) for one in about}
        return {row for row in rows if not row.startswith("oui")}

    (advice,) = said()
    assert advice.startswith("avis  sauvegardes chiffrées\u00a0: aucun destinataire")
    assert "portefeuille cle destinataire" in advice
    recipient = create_identity(tmp_path / "identite")
    with changed(installed.settings):
        kept = installed.settings.read_text("utf-8")
        installed.settings.write_text(f'{kept}destinataires = ["{recipient}"]\n', "utf-8")
        assert said() == set()
        last = "p" if recipient.endswith("q") else "q"
        wrong = f'{kept}destinataires = ["{recipient[:-1]}{last}"]\n'
        installed.settings.write_text(wrong, "utf-8")
        (red,) = said()
        assert red.startswith("NON  destinataires des sauvegardes\u00a0: ")
    told = verifying._say(one for one in on_disk.checks(installed) if not one.required)
    assert (told, capsys.readouterr().out) == (0, f"{advice}\n")


def look(seen: str) -> Callable[[], str]:
    return lambda: seen


def test_a_line_says_what_was_seen_and_what_to_do() -> None:
    good = Check("porte", look(""), "fermez-la")
    bad = Check("porte", look("ouverte."), "fermez-la")
    assert line(good, good.seen(), colours=False) == "oui  porte"
    said = "NON  porte\u00a0: ouverte. À faire\u00a0: fermez-la"
    assert line(bad, bad.seen(), colours=False) == said
    assert line(good, "", colours=True) == "\x1b[32moui\x1b[0m  porte"
    assert line(bad, "x", colours=True).startswith("\x1b[1;31mNON\x1b[0m  porte")
    lost = Check("porte", lambda: Path("/absente/x").read_text("utf-8"), "fermez-la")
    assert lost.seen() == "/absente/x\u00a0: Ce fichier ou ce dossier n'existe pas."


@pytest.mark.parametrize(
    ("environ", "is_terminal", "expected"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm"}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({}, True, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
    ],
)
def test_colours_are_for_a_terminal(
    environ: dict[str, str], is_terminal: bool, expected: bool
) -> None:
    assert has_colours(environ, is_terminal) is expected
