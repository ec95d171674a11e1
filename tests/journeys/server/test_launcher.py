"""What sshd runs gives the program an environment that is new, whatever the client sent."""

from __future__ import annotations

import subprocess

import pytest

from tui.verbs.server.installing import launchers, places
from tui.verbs.server.installing.places import Places

pytestmark = pytest.mark.xdist_group("sshd")


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        *[("TERM", one, one) for one in ("xterm", "tmux-256color", "screen.xterm+x", "")],
        *[("TERM", one, "xterm-256color") for one in ("../../x", "x y", "é", "a" * 41, "a\nb")],
        *[("COLORTERM", one, one) for one in ("truecolor", "24bit")],
        *[("COLORTERM", one, None) for one in ("a;b", "", "a" * 41)],
        *[("NO_COLOR", one, one) for one in ("1", "oui")],
        ("NO_COLOR", "", None),
        *[("LANG", "fr_FR.ISO-8859-1", "C.UTF-8"), ("LC_ALL", "/x", "C.UTF-8")],
        *[(one, "/x", None) for one in ("PYTHONPATH", "TEXTUAL_LOG", "BASH_ENV", "LC_X", "SHELL")],
        ("SSH_ORIGINAL_COMMAND", "lister 'a  b'; $(id)", "lister 'a  b'; $(id)"),
    ],
)
@pytest.mark.played
def test_a_session_has_a_new_environment(
    bare: Places, monkeypatch: pytest.MonkeyPatch, name: str, given: str, expected: str | None
) -> None:
    monkeypatch.setattr(places, "run_by", lambda: ("/bin/sh", "-c", "env -0"))
    script = bare.root / "session"
    script.write_text(launchers.session(bare), "utf-8")
    env = {"TERM": "xterm", name: given}
    done = subprocess.run(["/bin/sh", script, "session"], env=env, capture_output=True, check=True)
    got = dict(one.split("=", 1) for one in done.stdout.decode().split("\0") if one)
    assert got.get(name) == expected
    assert set(got) - {"PWD", "_", "SHLVL"} <= launchers.ALLOWED
