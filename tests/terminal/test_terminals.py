"""The program on every terminal and alphabet that people have, byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from tests.terminal.program import Home
from tui.terminal.glyphs import ASCII, LATIN, UNICODE, GlyphSet

pytestmark = pytest.mark.terminal

QUIT = "\x11"
SILENCE = 2.0
"""Seconds during which nothing is to be sent: a cursor that blinks does it every half second."""

DARK, BRIGHT = r"(?:3[0-7]|4[0-7])", r"(?:9[0-7]|10[0-7])"
BLACK_AND_WHITE = r"[01247]"
SIXTEEN = rf"{BLACK_AND_WHITE}|{DARK}|{BRIGHT}"
SGR = {
    0: BLACK_AND_WHITE,
    # Neither bold nor underline, which the console draws in colours of its own; no bright
    # background.
    8: r"[07]|3[0-7]|4[0-7]|9[0-7]",
    16: SIXTEEN,
    256: rf"{BLACK_AND_WHITE}|[34]8;5;\d+",
    2**24: rf"{BLACK_AND_WHITE}|[34]8;2;\d+;\d+;\d+",
}
FORBIDDEN = {
    "mouse": rb"\x1b\[\?(?:9|100[0-36]|101[56])[hl]",
    "focus of the window": rb"\x1b\[\?1004[hl]",
    "Kitty protocol": rb"\x1b\[[<>=][0-9;]*u",
    "OSC, DCS, APC": rb"\x1b[\]P_^X]",
    "cursor that blinks": rb"\x1b\[\?12h|\x1b\[[0-6]? q",
}
LETTERS = "éèàçùÉœ€"
SIZES = [(1, 1), (2, 1), (20, 5), (59, 15), (60, 16), (80, 24), (120, 40), (300, 100)]


@dataclass(frozen=True)
class Setting:
    """A terminal as the program is told of it, and what it is to be sent."""

    term: str
    colours: int
    glyphs: GlyphSet = UNICODE
    env: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"

    def __str__(self) -> str:
        return " ".join([self.term, *(f"{name}={value}" for name, value in self.env.items())])


TRUE = {"COLORTERM": "truecolor"}
SETTINGS = (
    Setting("linux", 8, LATIN),
    Setting("vt100", 0, ASCII),
    Setting("xterm", 16, LATIN),
    Setting("xterm-256color", 256),
    # Locales that a server may not have, or that macOS makes up.
    Setting("screen", 16, env={"LANG": "fr_FR.UTF-8"}),
    Setting("tmux-256color", 256, env={"LC_CTYPE": "UTF-8", "LANG": ""}),
    Setting("xterm-256color", 2**24, env=TRUE),
    Setting("screen-256color", 256, env=TRUE),
    Setting("xterm-256color", 0, env={**TRUE, "NO_COLOR": "1"}),
    Setting("xterm-256color", 256, ASCII, {"LC_ALL": "C"}),
    Setting("xterm-256color", 256, ASCII, {"LANG": "POSIX"}),
    Setting("xterm", 16, ASCII, {"LANG": "fr_FR.ISO-8859-15"}, "iso8859-15"),
    Setting("xterm-256color", 256, ASCII, {"LC_ALL": "fr_FR@euro"}, "iso8859-15"),
)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
@pytest.mark.played
def test_the_program_is_whole_on_this_terminal(tmp_path: Path, setting: Setting) -> None:
    pen, cross = (sign.translate(setting.glyphs.substitutes) for sign in "✍✕")
    cursor = "›".translate(setting.glyphs.substitutes)
    home = Home(tmp_path)
    with home.screens(
        "--demo", term=setting.term, env=setting.env, encoding=setting.encoding
    ) as terminal:
        terminal.wait_for("Bonjour Claire Durand")
        terminal.wait_for("les comptes sont fictifs, rien n'est gard")
        terminal.send("g")
        terminal.wait_for("sur 248")
        terminal.wait_until_idle()
        rows = terminal.screen()
        assert len([row for row in rows if row.endswith(f"{pen} {cross}")]) == 11
        assert [row[0] for row in rows if row.startswith(cursor)] == [cursor]
        assert terminal.cursor_row.startswith(cursor)
        assert rows[-1].startswith(" F1 Aide  Entrée Ouvrir  a Ajouter  m ")
        terminal.send(f"/{LETTERS}".encode(setting.encoding))
        terminal.wait_for(LETTERS)
        terminal.send(QUIT)
        assert terminal.wait() == 0
        assert terminal.modes() == terminal.modes_before
        check_bytes(terminal.raw, setting.colours)


def check_bytes(raw: bytes, colours: int) -> None:
    """Find nothing that the terminal has not, or that nobody asked for; all is put back."""
    for name, pattern in FORBIDDEN.items():
        assert not re.search(pattern, raw, re.DOTALL), name
    styles = set(re.findall(rb"\x1b\[([0-9;]*)m", raw))
    allowed = re.compile(f"(?:(?:{SGR[colours]})(?:;|$))+")
    assert [one for one in styles if not allowed.fullmatch(one.decode())] == []
    modes = {}
    for number, state in re.findall(rb"\x1b\[\?(\d+)([hl])", raw):
        modes[int(number)] = state
    on = {number for number, state in modes.items() if state == b"h"}
    assert on == {7, 25}, "line wrap and the cursor, and nothing else"
    assert modes[1049] == b"l"


@pytest.mark.parametrize("term", ["dumb", "unknown", "", "../passwd"])
def test_what_cannot_draw_is_refused_with_a_sentence(tmp_path: Path, term: str) -> None:
    with Home(tmp_path).screens("--demo", term=term) as terminal:
        assert terminal.wait() == 1
        assert "Ce terminal ne dit pas comment l'écran se dessine" in terminal.text()
        assert b"\x1b" not in terminal.raw


def test_an_alphabet_without_accents_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with Home(tmp_path).screens("--demo", env={"LANG": "fr_FR.KOI8-R"}) as terminal:
        assert terminal.wait() == 1
        assert "L'alphabet de ce terminal n'a pas les accents" in terminal.text()


def test_a_name_typed_while_the_window_changes(tmp_path: Path) -> None:
    name = "SOCIÉTÉ DUPOND ET FILS RÉUNIS"
    draw = Random(7)
    with Home(tmp_path).screens("--demo") as terminal:
        terminal.wait_for("Bonjour Claire Durand")
        terminal.send("g")
        terminal.wait_for("sur 248")
        terminal.send("/")
        for letter in name:
            terminal.resize(*draw.choice(SIZES))
            terminal.send(letter)
            terminal.read(0.01)
        terminal.resize(80, 24)
        terminal.wait_for(f"Chercher │{name}")
        terminal.wait_for("Aucun compte ne correspond")
        terminal.wait_until_idle()
        assert terminal.written_in(SILENCE) == b"", "nothing blinks"
        terminal.send(QUIT)
        assert terminal.wait() == 0
