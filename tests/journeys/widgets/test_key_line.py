"""The line of the keys, and the names that keys have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import ActiveBinding, Binding
from textual.pilot import Pilot

from screens.services.service_boxes import ServiceBoxes
from screens.widgets.field import Field
from screens.widgets.key_line import MOST, Entry, KeyLine, entries, fitting
from screens.widgets.key_names import LETTERS, key_name
from screens.widgets.rows import RowList
from tests.journeys.widget_toys import COLUMNS, Toy, drawn, drive, press


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("enter", "Entrée"),
        ("escape", "Échap"),
        ("delete", "Suppr"),
        ("pagedown", "PgSuiv"),
        ("pageup", "PgPréc"),
        ("ctrl+s", "^S"),
        ("f10", "F10"),
        ("space", "Espace"),
        ("shift+tab", "Maj+Tab"),
        ("ctrl+home", "Ctrl+Début"),
        ("alt+x", "Alt+X"),
        ("question_mark", "?"),
        ("slash", "/"),
        ("minus", "-"),
        ("asterisk", "*"),
        ("a", "a"),
        ("é", "é"),
        ("down", "↓"),
    ],
)
def test_keys_have_the_names_of_a_french_keyboard(key: str, name: str) -> None:
    assert key_name(key) == name


def test_the_key_line_leads_with_help_and_dims_what_is_idle() -> None:
    app = Toy(RowList(COLUMNS), KeyLine())
    app.idle.add("suivant")

    async def steps(pilot: Pilot[None]) -> None:
        shown = "F1 Aide  Entrée Ouvrir  m Modifier  (PgSuiv Suivant)  x Résilier"
        assert drawn(app)[-1].strip() == shown
        app.idle.clear()
        app.refresh_bindings()
        await pilot.pause()
        assert "  PgSuiv Suivant  " in drawn(app)[-1]

    drive(app, steps)


def test_letters_leave_the_key_line_while_a_field_takes_them() -> None:
    class Search(Toy):
        BINDINGS = [Binding("slash,f3", "chercher", "Chercher", id="toy.search")]

    app = Search(Field(), RowList(COLUMNS), KeyLine())

    async def steps(pilot: Pilot[None]) -> None:
        assert "F3 Chercher" in drawn(app)[-1]
        assert "F2 Modifier" in drawn(app)[-1]
        await press(pilot, "tab")
        assert "/ Chercher" in drawn(app)[-1]
        assert "m Modifier" in drawn(app)[-1]

    drive(app, steps)


def test_a_binding_with_several_keys_is_one_entry() -> None:
    app = Toy(ServiceBoxes(editing=True), KeyLine())

    async def steps(_: Pilot[None]) -> None:
        keys = next(line for line in drawn(app) if line.startswith(" F1"))
        assert keys.startswith(" F1 Aide  Espace Cocher  1-9 a-f Direct  m Modifier")

    drive(app, steps)


@given(
    st.lists(
        st.builds(Entry, st.text("ab", max_size=9), st.text("é ", max_size=30), st.booleans()),
        max_size=9,
    ),
    st.integers(0, 120),
)
def test_what_fits_is_the_beginning_and_no_more_than_six(shown: list[Entry], width: int) -> None:
    kept = fitting(shown, width)
    assert kept == shown[: len(kept)]
    assert len(kept) <= MOST
    assert sum(entry.width for entry in kept) + 2 * max(len(kept) - 1, 0) <= width


def test_help_leads_whatever_its_key() -> None:
    def active(key: str, description: str) -> ActiveBinding:
        return ActiveBinding(Toy(), Binding(key, description.lower(), description), enabled=True)

    bindings = [active("a", "Ajouter"), active("f9", "Aide"), active("f12", "Retour")]
    assert [entry.key for entry in entries(bindings, Toy())] == ["F9", "a", "F12"]


def test_a_letter_is_not_said_twice_where_the_pen_is_one() -> None:
    app = Toy()
    bindings = [
        ActiveBinding(app, Binding(key, verb, description), enabled=True, tooltip="")
        for key, verb, description in (("m", "modify", "✍ Modifier"), ("x", "end", "✕ Résilier"))
    ]
    assert [one.description for one in entries(bindings, app)] == ["✍ Modifier", "✕ Résilier"]
    app.add_class(LETTERS)
    shown = entries(bindings, app)
    assert [one.description for one in shown] == ["Modifier", "Résilier"]
    assert [one.width for one in shown] == [len("m Modifier"), len("x Résilier")]
