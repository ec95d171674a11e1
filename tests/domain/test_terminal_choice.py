"""What is decided before the screens open: variables, terminal, glyphs."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from screens.widgets.key_names import LETTERS
from tui.app import PortefeuilleApp, run
from tui.config import Config
from tui.terminal import checks
from tui.terminal.colour_filters import filters_for
from tui.terminal.colours import Colours, promised
from tui.terminal.environment import SETTINGS, scrub
from tui.terminal.glyphs import ASCII, BY_NAME, LATIN, UNICODE, GlyphSet, choose
from tui.terminal.palettes import SHADES
from tui.terminal.themes import look, variable_defaults

FINE = {"TERM": "xterm-256color"}


def test_scrub_removes_doors_and_keeps_wishes() -> None:
    doors = ["TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DRIVER", "BROWSER", "COLUMNS", "LINES", "ESCDELAY"]
    doors += ["PAGER", "EDITOR", "VISUAL", "FORCE_COLOR", "UNICODE_VERSION"]
    wishes = {"NO_COLOR": "1", "COLORTERM": "truecolor", "TERM": "xterm", "LANG": "fr_FR.UTF-8"}
    environ = {**dict.fromkeys(doors, "1"), **wishes}
    scrub(environ)
    assert environ == {**wishes, **SETTINGS, "TEXTUAL_COLOR_SYSTEM": "standard"}


def test_scrub_tells_textual_the_colours() -> None:
    environ = {"TERM": "xterm-256color", "NO_COLOR": "", "TEXTUAL_COLOR_SYSTEM": "truecolor"}
    scrub(environ)
    assert environ["TEXTUAL_COLOR_SYSTEM"] == "256"
    assert "NO_COLOR" not in environ
    environ = {"TERM": "vt100"}
    scrub(environ)
    assert environ["NO_COLOR"]


@pytest.mark.parametrize(
    ("term", "others", "colours"),
    [
        ("xterm", {}, Colours.SIXTEEN),
        ("screen", {}, Colours.SIXTEEN),
        ("never-seen", {}, Colours.SIXTEEN),
        ("xterm-256color", {}, Colours.MANY),
        ("screen.xterm-256color", {}, Colours.MANY),
        ("xterm-kitty", {}, Colours.MANY),
        ("alacritty", {}, Colours.MANY),
        ("xterm-256color", {"COLORTERM": "truecolor"}, Colours.ALL),
        ("xterm", {"COLORTERM": "24bit"}, Colours.ALL),
        ("xterm", {"COLORTERM": "gnome-terminal"}, Colours.SIXTEEN),
        # COLORTERM is that of the terminal around these, or of the one before.
        ("screen-256color", {"COLORTERM": "truecolor"}, Colours.MANY),
        ("linux", {"COLORTERM": "truecolor"}, Colours.EIGHT),
        ("vt100", {"COLORTERM": "truecolor"}, Colours.NONE),
        ("ansi", {}, Colours.EIGHT),
        ("vt220", {}, Colours.NONE),
        ("xterm-mono", {}, Colours.NONE),
        ("linux-m", {}, Colours.NONE),
        ("xterm-256color", {"NO_COLOR": "1", "COLORTERM": "truecolor"}, Colours.NONE),
        ("xterm-256color", {"NO_COLOR": ""}, Colours.MANY),
    ],
)
def test_no_more_colours_than_promised(term: str, others: dict[str, str], colours: Colours) -> None:
    assert promised({"TERM": term, **others}) is colours


def sent(colours: Colours, style: str) -> Style:
    """Give what a piece of text becomes on its way out."""
    pieces = [Segment("texte", Style.parse(style)), Segment("sans style", None)]
    for one in filters_for(colours):
        pieces = one.apply(pieces, Color(0, 0, 0))
    assert pieces[1] == Segment("sans style", None)
    assert pieces[0].style is not None
    return pieces[0].style


@pytest.mark.parametrize(
    ("colours", "before", "after"),
    [
        (Colours.ALL, "bold #1D458C on #FFFFFF", "bold #1D458C on #FFFFFF"),
        (Colours.NONE, "bold reverse #1D458C on #FFFFFF", "bold reverse"),
        (Colours.SIXTEEN, "bold #0A08B0 on #FDFDFD", "not bold #0000AA on #FFFFFF"),
        (Colours.SIXTEEN, "bold underline #FFFFFF on #0000AA", "bold underline #FFFFFF on #0000AA"),
        (Colours.EIGHT, "bold underline italic #FFFFFF on #0000AA", "#FFFFFF on #0000AA"),
        (Colours.EIGHT, "reverse #000000 on #FFFF55", "reverse #000000 on #AA5500"),
    ],
)
def test_a_style_is_fit_for_the_terminal(colours: Colours, before: str, after: str) -> None:
    assert sent(colours, before) == Style.parse(after)


@pytest.mark.parametrize("name", ["clair", "sombre", "contraste"])
@pytest.mark.parametrize("colours", Colours)
def test_every_look_names_the_same_variables(name: str, colours: Colours) -> None:
    theme = look(name, colours)
    assert set(theme.variables) >= set(variable_defaults())
    if colours in {Colours.EIGHT, Colours.SIXTEEN}:
        own = [theme.primary, theme.foreground, theme.background, *theme.variables.values()]
        assert set(own) <= set(SHADES)


@pytest.mark.parametrize(
    ("name", "codeset"),
    [
        ("fr_FR.ISO-8859-15", "iso8859-15"),
        ("fr_FR@euro", "iso8859-15"),
        ("fr_FR.UTF-8", "utf-8"),
        ("fr_FR", "iso8859-1"),
        ("UTF-8", "utf-8"),
        ("C.UTF-8", "utf-8"),
        ("C", "ascii"),
        ("POSIX", "ascii"),
        ("", "ascii"),
        ("../../etc/passwd", "ascii"),
    ],
)
def test_the_alphabet_in_the_name_of_a_locale(name: str, codeset: str) -> None:
    assert checks.codeset_named(name) == codeset


def test_the_settings_are_those_that_textual_reads() -> None:
    assert SETTINGS["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
    assert SETTINGS["TEXTUAL_SMOOTH_SCROLL"] == "0"


@pytest.mark.parametrize("codeset", ["UTF-8", "ISO-8859-1", "ISO-8859-15", "ANSI_X3.4-1968", "646"])
def test_no_complaint_where_french_can_be_read(codeset: str) -> None:
    assert checks.complaint(FINE, True, True, codeset) is None


@pytest.mark.parametrize(
    ("environ", "stdin", "stdout", "codeset", "word"),
    [
        (FINE, False, True, "UTF-8", "redirection"),
        (FINE, True, False, "UTF-8", "redirection"),
        ({}, True, True, "UTF-8", "TERM"),
        ({"TERM": ""}, True, True, "UTF-8", "TERM"),
        ({"TERM": "dumb"}, True, True, "UTF-8", "TERM"),
        ({"TERM": "unknown"}, True, True, "UTF-8", "TERM"),
        ({"TERM": "../../etc/passwd"}, True, True, "UTF-8", "TERM"),
        ({"TERM": "x\x1b[31m"}, True, True, "UTF-8", "TERM"),
        ({"TERM": "x" * 41}, True, True, "UTF-8", "TERM"),
        (FINE, True, True, "KOI8-R", "accents"),
        (FINE, True, True, "no-such-codeset", "accents"),
    ],
)
def test_a_complaint_names_what_is_wrong_and_no_value(
    environ: dict[str, str], stdin: bool, stdout: bool, codeset: str, word: str
) -> None:
    why = checks.complaint(environ, stdin, stdout, codeset)
    assert why is not None
    assert word in why
    assert environ.get("TERM", "") in {"", "xterm-256color"} or environ["TERM"] not in why


@pytest.mark.parametrize("term", ["xterm", "screen.xterm-256color", "tmux-256color", "vt220+keys"])
def test_a_usual_name_is_kept(term: str) -> None:
    assert checks.terminal_name(term) == term


@given(st.text(max_size=60))
def test_the_name_of_a_terminal_is_always_harmless(term: str) -> None:
    name = checks.terminal_name(term)
    assert name.isascii()
    assert 1 <= len(name) <= 40
    assert all(sign.isalnum() or sign in ".+-" for sign in name)


def test_a_stream_speaks_the_alphabet_of_the_terminal() -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding="utf-8", errors="strict")
    checks.speak(stream, "iso8859-15")
    stream.write("é ✍ €")
    stream.flush()
    assert buffer.getvalue() == b"\xe9 ? \xa4"
    checks.speak(io.StringIO(), "utf-8")


def test_plain_ascii_leaves_the_choice_to_python() -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding="utf-8")
    checks.speak(stream, "ANSI_X3.4-1968")
    stream.write("é")
    stream.flush()
    assert buffer.getvalue() == "é".encode()


@pytest.mark.parametrize(
    ("term", "codeset", "glyphs"),
    [
        ("xterm-256color", "UTF-8", UNICODE),
        ("tmux-256color", "utf8", UNICODE),
        ("screen", "UTF-8", UNICODE),
        ("alacritty", "UTF-8", UNICODE),
        ("xterm", "UTF-8", LATIN),
        ("putty-256color", "UTF-8", LATIN),
        ("linux", "UTF-8", LATIN),
        ("linux-16color", "UTF-8", LATIN),
        ("vt100", "UTF-8", ASCII),
        ("vt220", "UTF-8", ASCII),
        ("ansi", "UTF-8", ASCII),
        ("cons25", "UTF-8", ASCII),
        ("xterm-256color", "ANSI_X3.4-1968", ASCII),
        ("xterm-256color", "ISO-8859-15", ASCII),
        ("xterm", "", ASCII),
    ],
)
def test_the_glyphs_that_a_terminal_shows(term: str, codeset: str, glyphs: GlyphSet) -> None:
    assert choose(term, codeset) is glyphs


@pytest.mark.parametrize("wish", BY_NAME)
def test_a_wish_wins(wish: str) -> None:
    assert choose("vt100", "C", wish).name == wish
    assert choose("xterm-256color", "UTF-8", wish).name == wish


def test_an_unknown_wish_is_auto() -> None:
    assert choose("xterm", "UTF-8", "auto") is LATIN


@pytest.mark.parametrize("glyphs", BY_NAME.values(), ids=list(BY_NAME))
def test_a_substitute_takes_one_cell_for_one_cell(glyphs: GlyphSet) -> None:
    for glyph, substitute in glyphs.substitutes.items():
        assert cell_len(chr(glyph)) == cell_len(substitute) == len(substitute) == 1
        assert ord(substitute) not in glyphs.substitutes


def test_the_pen_and_the_cross() -> None:
    drawn = "✍ ✕ ✓ ✗ › ‹ … — • → ↑ ↓ · « » │ ║ ╔ ═ é €"
    assert drawn.translate(UNICODE.substitutes) == drawn
    assert drawn.translate(LATIN.substitutes) == "m × + - › ‹ … — • → ↑ ↓ · « » │ ║ ╔ ═ é €"
    assert drawn.translate(ASCII.substitutes) == 'm x + - > < ~ - * > ^ v . " " | # # = é €'


def test_plain_ascii_is_plain_but_for_the_letters() -> None:
    assert all(substitute.isascii() for substitute in ASCII.substitutes.values())


@pytest.mark.parametrize(
    ("term", "codeset", "colours", "glyphs"),
    [
        ("xterm", "iso8859-15", Colours.SIXTEEN, ASCII),
        ("linux", "utf-8", Colours.EIGHT, LATIN),
        ("xterm-256color", "utf-8", Colours.MANY, UNICODE),
    ],
)
def test_the_application_is_told_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    term: str,
    codeset: str,
    colours: Colours,
    glyphs: GlyphSet,
) -> None:
    opened: list[PortefeuilleApp] = []
    monkeypatch.setattr("tui.app.run_app", opened.append)
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(io.BytesIO(), encoding=codeset))
    monkeypatch.setenv("TERM", term)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLORTERM", raising=False)
    run(Config(str(tmp_path / "base.db"), tmp_path / "cle", tmp_path), codeset=codeset)
    (app,) = opened
    assert app.colours is colours
    assert app._clean.glyphs is glyphs
    assert app._clean.encoding == codeset
    assert app.has_class(LETTERS) is glyphs.draws_letters is (glyphs is not UNICODE)
