"""The shared widgets: keys in, then look at what is drawn, kept and posted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding, Binding
from textual.containers import Horizontal, VerticalScroll
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from models.labels import Service
from screens.widgets.button import FlatButton
from screens.widgets.cells import cut, drawable, fit
from screens.widgets.choice import Choice, Tick
from screens.widgets.columns import Column, Row, widths
from screens.widgets.field import AmountField, Field, FieldRow, pasted
from screens.widgets.foot import Foot, Kind
from screens.widgets.key_line import MOST, Entry, KeyLine, entries, fitting
from screens.widgets.key_names import LETTERS, key_name
from screens.widgets.nav import Crumbs, Nav
from screens.widgets.rows import RowList
from screens.widgets.service_boxes import ServiceBoxes
from screens.widgets.service_layout import HEADINGS, LEFT_WIDTH
from tests.journeys.widget_toys import Toy, contrast, drive, lines, segments
from tui.terminal.themes import THEMES

HOSTILE = (
    "[/red]",
    "[@click=app.quit]GARAGE[/]",
    "\x1b[2JESC\x1b]52;c;aGVsbG8=\x07",
    "株式会社トヨタ自動車株式会社トヨタ自動車",
    "e\u0301te\u0301 \u202egauche\u202c",
    "X" * 300,
    "deux\nlignes\tet tab",
    "👩\u200d👩\u200d👧 ✍\ufe0f",
    "",
)

KINDS: tuple[Kind, ...] = ("info", "success", "warning", "error")

texts = st.text(max_size=60) | st.lists(st.sampled_from(HOSTILE)).map("".join)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


# Text in cells


@given(texts, st.integers(0, 90), st.sampled_from(["left", "right"]))
def test_fitted_text_takes_exactly_its_cells(text: str, width: int, align: Any) -> None:
    fitted = fit(text, width, align)
    assert cell_len(fitted) == width
    assert not any(c in fitted for c in "\x1b\n\t\x07\u202e\u200d\ufe0f")


@given(texts, st.integers(0, 90))
def test_a_cut_text_says_so_and_a_short_one_is_whole(text: str, width: int) -> None:
    whole = drawable(text)
    shown = cut(text, width)
    if cell_len(whole) <= width:
        assert shown == whole
    elif width:
        assert shown.endswith("…")
        assert whole.startswith(shown[:-1])


def test_a_wide_character_is_never_halved() -> None:
    assert cut("株式会社", 4) == "株…"
    assert fit("株式会社", 4) == "株… "


# Field


@given(texts)
def test_a_paste_keeps_every_visible_character_on_one_line(text: str) -> None:
    line = pasted(text)
    assert not set(line) & set("\n\r\t\x1b\x00\u202e\ufeff\ufe0f")
    assert "".join(line.split()) == "".join(c for c in text if c in line and not c.isspace())
    assert pasted(line) == line


def test_a_paste_of_several_lines_is_joined_and_trimmed() -> None:
    assert pasted("\r\n123\t456\r\n782\n") == "123 456 782"
    assert pasted("  deux espaces  ") == "  deux espaces  "
    assert pasted("1\u00a0234,56\u00a0€") == "1\u00a0234,56\u00a0€"
    assert pasted("\n") == ""


def test_pasting_into_a_field() -> None:
    field = Field(max_length=9)
    app = Toy(field)

    async def steps(pilot: Pilot[None]) -> None:
        await paste(pilot, "\ufeff123\n456\x1b")
        assert field.value == "123 456"
        assert not app.posted
        await paste(pilot, "789 000")
        assert field.value == "123 45678"
        cut_message = app.posted[-1]
        assert isinstance(cut_message, Field.Cut)
        assert cut_message.control is field
        assert cut_message.lost == 5
        assert "9 caractères au plus : 5 caractères n'ont pas été repris" in cut_message.sentence

    drive(app, steps)


def test_a_paste_replaces_the_selection_and_ctrl_v_follows_the_same_rules() -> None:
    field = Field(max_length=4)
    app = Toy(field)

    async def steps(pilot: Pilot[None]) -> None:
        field.value = "abc"
        await press(pilot, "shift+home")
        await paste(pilot, "1\n2")
        assert field.value == "1 2"
        field.value = ""
        app.copy_to_clipboard("x\ty\nlong")
        await press(pilot, "ctrl+v")
        assert field.value == "x y "
        assert [type(message) for message in app.posted] == [Field.Cut]

    drive(app, steps)


def test_the_cursor_is_in_sight_after_a_paste_that_is_longer_than_the_field() -> None:
    field = Field(width=12)
    app = Toy(field)

    async def steps(pilot: Pilot[None]) -> None:
        field.focus()
        await paste(pilot, "SOCIETE D'EXPLOITATION")
        assert field.region.contains_point(field.cursor_screen_offset)
        assert drawn(app)[0].rstrip().endswith("LOITATION │")

    drive(app, steps)


def test_typing_beyond_the_end_is_told_and_a_value_too_long_can_be_shortened() -> None:
    field = Field(max_length=4)
    app = Toy(field)

    async def steps(pilot: Pilot[None]) -> None:
        field.value = "123456"
        await press(pilot, "7")
        assert field.value == "123456"
        assert isinstance(app.posted[0], Field.Cut)
        assert "1 caractère n'a pas été repris" in app.posted[0].sentence
        await press(pilot, "backspace", "backspace", "backspace", "9")
        assert field.value == "1239"

    drive(app, steps)


def test_a_field_keeps_what_is_typed_and_enter_submits_it() -> None:
    field = Field()
    submitted: list[str] = []

    class Form(Toy):
        def on_input_submitted(self, message: Input.Submitted) -> None:
            submitted.append(message.value)

    async def steps(pilot: Pilot[None]) -> None:
        field.value = "fin"
        await press(pilot, "home", "d", "space", "full_stop", "end", "x", "left", "1", "enter")
        assert field.value == "d .fin1x"
        assert submitted == ["d .fin1x"]
        assert not field.cursor_blink
        assert not field.select_on_focus

    drive(Form(field), steps)


@pytest.mark.parametrize(("secret", "copied", "left"), [(True, "", "abc"), (False, "abc", "")])
def test_a_secret_is_neither_copied_nor_cut(secret: bool, copied: str, left: str) -> None:
    field = Field(secret=secret)
    app = Toy(field)

    async def steps(pilot: Pilot[None]) -> None:
        field.value = "abc"
        await press(pilot, "shift+home", "ctrl+c")
        assert app.clipboard == copied
        await press(pilot, "ctrl+x")
        assert field.value == left
        assert ("•••" in lines(app)[0]) == secret

    drive(app, steps)


def test_the_dot_of_the_keypad_is_a_comma_but_a_paste_is_left_alone() -> None:
    field = AmountField()
    app = Toy(field)

    async def steps(pilot: Pilot[None]) -> None:
        field.value = "12"
        await press(pilot, "full_stop", "5")
        assert field.value == "12,5"
        await press(pilot, "shift+home")
        await paste(pilot, "12.500")
        assert field.value == "12.500"

    drive(app, steps)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234,56", "1 234,56"),
        ("1.234.567,8", "1 234 567,8"),
        ("1234.56", "1234,56"),
        ("1.234", "1,234"),
        ("12,5,", "12,5,"),
    ],
)
def test_a_dot_before_thousands_is_read_as_such(typed: str, value: str) -> None:
    field = AmountField()

    async def steps(pilot: Pilot[None]) -> None:
        names = {".": "full_stop", ",": "comma"}
        await press(pilot, *(names.get(one, one) for one in typed))
        assert field.value == value

    drive(Toy(field), steps)


def test_a_field_shows_its_state_by_its_bars() -> None:
    field = Field(width=12)
    row = FieldRow("Montant :", field, label_width=12, hint="€")
    app = Toy(row)

    async def steps(pilot: Pilot[None]) -> None:
        field.value = "1234,5x"
        await pilot.pause()
        assert lines(app)[0].rstrip() == "   Montant : │1234,5x   │ €"
        row.hint("montant reconnu")
        field.mark("error")
        await pilot.pause()
        assert lines(app)[0].rstrip() == "   Montant : ║1234,5x   ║ montant reconnu"
        field.mark("warning")
        assert field.has_class("-warning")
        assert not field.has_class("-error")
        field.mark(None)
        await pilot.pause()
        assert "│1234,5x" in lines(app)[0]

    drive(app, steps)


# Choice, Tick, FlatButton


def test_a_choice_moves_with_the_arrows_and_submits() -> None:
    choice = Choice([("e", "Employeur"), ("i", "Indépendant")], value="e")
    app = Toy(choice)

    async def steps(pilot: Pilot[None]) -> None:
        assert lines(app)[0].rstrip() == "(•)›Employeur‹  ( ) Indépendant"
        await press(pilot, "left")
        assert choice.value == "e"
        assert not app.posted
        await press(pilot, "right", "right", "enter")
        assert choice.value == "i"
        assert [type(message) for message in app.posted] == [Choice.Changed, Choice.Submitted]
        assert lines(app)[0].rstrip() == "( ) Employeur   (•)›Indépendant‹"
        await press(pilot, "space")
        assert choice.value == "e"
        choice.value = "i"
        app.set_focus(None)
        await pilot.pause()
        assert lines(app)[0].rstrip() == "( ) Employeur   (•) Indépendant"
        assert len(app.posted) == 3

    drive(app, steps)


def test_a_tick_toggles_with_space_only() -> None:
    tick = Tick("Déjà inscrit sur urssaf.fr")
    app = Toy(tick)

    async def steps(pilot: Pilot[None]) -> None:
        assert lines(app)[0].rstrip() == "[ ]›Déjà inscrit sur urssaf.fr‹"
        await press(pilot, "enter")
        assert lines(app)[0].startswith("[ ]›Déjà")
        await press(pilot, "space")
        assert lines(app)[0].startswith("[x]›Déjà")
        assert tick.value
        assert [type(message) for message in app.posted] == [Tick.Submitted, Tick.Changed]

    drive(app, steps)


def test_a_button_shows_its_state_without_colour() -> None:
    save = FlatButton("Enregistrer", variant="primary", id="save")
    previous = FlatButton("Précédent", variant="link", disabled=True)
    name = FlatButton("[/red][b]")
    app = Toy(Horizontal(save, previous, name))

    async def steps(pilot: Pilot[None]) -> None:
        assert lines(app)[0].rstrip() == "›Enregistrer‹(Précédent) [/red][b]"
        await press(pilot, "enter", "space")
        assert [message.control for message in app.posted] == [save, save]
        await press(pilot, "tab")
        assert app.focused is name
        assert lines(app)[0].rstrip() == " Enregistrer (Précédent)›[/red][b]‹"
        save.label = "OK"
        await pilot.pause()
        assert lines(app)[0].startswith(" OK (Précédent)")

    drive(app, steps)


# ServiceBoxes


def column_texts(app: Toy) -> list[str]:
    """Return the words of each column of the boxes, read down."""
    shown = lines(app)[:12]
    columns = [[line[:LEFT_WIDTH] for line in shown], [line[LEFT_WIDTH:] for line in shown]]
    return [" ".join(" ".join(column).split()) for column in columns]


@pytest.mark.parametrize("editing", [True, False])
def test_the_fifteen_labels_are_complete_at_80_columns(editing: bool) -> None:
    boxes = ServiceBoxes(frozenset({Service.DPAE}), editing=editing)
    app = Toy(boxes)

    async def steps(_: Pilot[None]) -> None:
        assert boxes.size.height <= 12
        for heading, text in zip(HEADINGS, column_texts(app), strict=True):
            assert heading in text
        for service in Service:
            on, off = ("[x]", "[ ]") if editing else ("✓", "✗")
            box = on if service is Service.DPAE else off
            text = column_texts(app)[service.est_courriel]
            assert f"{service.key} {box} {service.label}" in text.replace("›", " ")

    drive(app, steps)


@pytest.mark.parametrize("width", [60, 73, 74, 78, 80, 100, 112, 120])
def test_no_word_of_a_label_is_lost_at_any_width(width: int) -> None:
    boxes = ServiceBoxes(editing=True)
    app = Toy(boxes)

    async def steps(_: Pilot[None]) -> None:
        words = " ".join(lines(app)).replace("›", " ").split()
        for service in Service:
            assert set(service.label.split()) <= set(words)
        if width >= 112:
            assert boxes.size.height == 10
        beside = HEADINGS[0] in lines(app)[0] and HEADINGS[1] in lines(app)[0]
        assert beside == (width >= 74)

    drive(app, steps, size=(width, 40))


def test_boxes_move_toggle_and_mark_what_changed() -> None:
    boxes = ServiceBoxes(
        frozenset({Service.DPAE}),
        editing=True,
        hints={Service.COURRIEL_BIS: "sans objet"},
    )
    app = Toy(boxes)

    async def steps(pilot: Pilot[None]) -> None:
        assert lines(app)[1].startswith(" 1 [x]›DPAE")
        await press(pilot, "space", "down")
        assert lines(app)[1].startswith("*1 [ ] DPAE")
        assert lines(app)[2].startswith(" 2 [ ]›Déclaration")
        await press(pilot, "up", "space", "up")
        assert lines(app)[1].startswith(" 1 [x]›DPAE")
        assert boxes.selected == {Service.DPAE}
        await press(pilot, "right")
        moved = app.posted[-1]
        assert isinstance(moved, ServiceBoxes.Moved)
        assert (moved.service, moved.hint) == (Service.COURRIEL_BIS, "sans objet")
        await press(pilot, "down", "right", "left")
        assert boxes.cursor.key == "2"
        await press(pilot, *["down"] * 7, "down")
        assert boxes.cursor.key == "a"
        await press(pilot, *["down"] * 9, "enter")
        assert boxes.cursor.key == "f"
        assert isinstance(app.posted[-1], ServiceBoxes.Submitted)
        assert boxes.selected == {Service.DPAE}

    drive(app, steps)


def test_the_keys_of_an_azerty_keyboard_toggle_their_box() -> None:
    boxes = ServiceBoxes(editing=True)
    app = Toy(boxes)
    row = [
        "ampersand",
        "é",
        "quotation_mark",
        "apostrophe",
        "left_parenthesis",
        "minus",
        "è",
        "underscore",
        "ç",
    ]

    async def steps(pilot: Pilot[None]) -> None:
        for service, key in zip(Service, [*row, *"abcdef"], strict=True):
            await press(pilot, key)
            assert boxes.selected == {service}
            assert boxes.cursor is service
            toggled = app.posted[-1]
            assert isinstance(toggled, ServiceBoxes.Toggled)
            assert toggled.service is service
            await press(pilot, service.key)
            assert not boxes.selected

    drive(app, steps)


def test_boxes_are_read_without_focus() -> None:
    boxes = ServiceBoxes(frozenset({Service.DPAE}))
    button = FlatButton("Modifier")
    app = Toy(boxes, button)

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "tab", "1")
        assert app.focused is button
        assert boxes.selected == {Service.DPAE}
        boxes.editing = True
        boxes.focus()
        await press(pilot, "2")
        assert Service.DECLARATION in boxes.selected
        boxes.editing = False
        await pilot.pause()
        assert not boxes.has_focus
        assert " 2 ✓ Déclaration de cotisations" in lines(app)[2]

    drive(app, steps)


def test_the_box_under_the_cursor_stays_in_sight() -> None:
    app = Toy(VerticalScroll(ServiceBoxes(editing=True), can_focus=False))

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "f")
        await pilot.pause()
        assert any("f [x]›Avis" in line for line in lines(app))

    drive(app, steps, size=(60, 10))


# RowList


COLUMNS = (Column("Compte(s)"), Column("Raison sociale", 18), Column("Montant", 8, "right"))


def page(count: int, name: str = "SARL") -> list[Row]:
    return [Row(f"k{i}", (f"Compte {i}", f"{name} {i}", f"{i},00")) for i in range(count)]


def drawn(app: Toy) -> list[str]:
    return [line.rstrip() for line in lines(app)]


def test_rows_are_drawn_in_their_columns() -> None:
    rows = RowList(COLUMNS)
    app = Toy(rows)

    async def steps(pilot: Pilot[None]) -> None:
        rows.show(page(3), cursor="k1")
        await pilot.pause()
        shown = lines(app)
        assert shown[0].split() == ["Compte(s)", "Raison", "sociale", "Montant"]
        assert shown[2].startswith("›Compte 1")
        assert shown[1].startswith(" Compte 0")
        assert {line.index("SARL") for line in shown[1:4]} == {shown[0].index("Raison")}
        assert [line[71:] for line in shown[1:4]] == ["    0,00 ", "    1,00 ", "    2,00 "]
        assert {len(line) for line in shown[:4]} == {80}

    drive(app, steps)


def test_rows_are_always_drawn_in_the_colours_of_now() -> None:
    rows = RowList(COLUMNS)
    button = FlatButton("Ailleurs")
    app = Toy(rows, button)

    def look() -> list[object]:
        found = [strip[0].style for strip in segments(app)[:3]]
        parts = ("row-list--header", "row-list--cursor", "row-list--row")
        assert found == [rows.get_component_rich_style(part) for part in parts]
        return list(found)

    async def steps(pilot: Pilot[None]) -> None:
        rows.show(page(3))
        looks = []
        for change in (rows.focus, button.focus, rows.focus):
            change()
            await pilot.pause()
            looks.append(look())
        app.theme = "sombre"
        await pilot.pause()
        looks.append(look())
        assert looks[0] == looks[2]
        assert looks[0][1] != looks[1][1]
        assert not any(one == other for one, other in zip(looks[2], looks[3], strict=True))

    drive(app, steps)


def test_hostile_cells_are_drawn_as_they_are_and_move_nothing() -> None:
    rows = RowList((Column("Nom"), Column("✍", 1), Column("✕", 1)))
    app = Toy(rows)

    async def steps(pilot: Pilot[None]) -> None:
        rows.show([Row(str(i), (text, "✍", "✕")) for i, text in enumerate(HOSTILE)])
        await pilot.pause()
        shown = lines(app)
        for line in shown[: len(HOSTILE) + 1]:
            assert cell_len(line) == 80
            assert cell_len(line[: line.rindex("✍")]) == 75
        assert "[/red]" in shown[1]
        assert "[@click=app.quit]GARAGE[/]" in shown[2]
        assert "?[2JESC?]52;c" in shown[3]
        assert "\x1b" not in "".join(shown)
        assert "X…  ✍" in shown[6]

    drive(app, steps)


@given(st.lists(st.none() | st.integers(0, 30), min_size=1, max_size=6), st.integers(0, 200))
def test_columns_share_the_width(sizes: Sequence[int | None], total: int) -> None:
    shared = widths([Column("", size) for size in sizes], total)
    fixed = sum(size or 0 for size in sizes) + 2 * (len(sizes) - 1)
    assert all(got == size for got, size in zip(shared, sizes, strict=True) if size is not None)
    if None in sizes and total >= fixed:
        assert sum(shared) + 2 * (len(sizes) - 1) == total
        free = [got for got, size in zip(shared, sizes, strict=True) if size is None]
        assert max(free) - min(free) <= 1


def test_the_cursor_moves_opens_and_tells_the_edges() -> None:
    rows = RowList(COLUMNS)
    app = Toy(rows)

    def told() -> list[object]:
        kinds = (RowList.Edge, RowList.Opened)
        found = [message for message in app.posted if isinstance(message, kinds)]
        app.posted.clear()
        return [m.direction if isinstance(m, RowList.Edge) else m.row.key for m in found]

    async def steps(pilot: Pilot[None]) -> None:
        rows.show(page(3))
        await press(pilot, "up", "enter")
        assert told() == ["previous", "k0"]
        await press(pilot, "down")
        assert isinstance(app.posted[-1], RowList.Moved)
        assert rows.current == page(3)[1]
        await press(pilot, "down", "down")
        assert told() == ["next"]
        await press(pilot, "end", "home", "home", "end", "end")
        assert told() == ["last", "first", "last"]
        assert rows.cursor_row == 2

    drive(app, steps)


def test_showing_again_keeps_the_cursor_on_its_key_else_on_its_line() -> None:
    rows = RowList(COLUMNS)
    app = Toy(rows)

    async def steps(_: Pilot[None]) -> None:
        rows.show(page(5), cursor=2)
        rows.show(page(5)[1:])
        assert rows.current is not None
        assert (rows.current.key, rows.cursor_row) == ("k2", 1)
        rows.show([*page(1), *page(5)[3:]])
        assert (rows.current.key, rows.cursor_row) == ("k3", 1)
        rows.show(page(5), cursor=-1)
        assert rows.cursor_row == 4
        rows.show(page(2), cursor="gone")
        assert rows.cursor_row == 1
        rows.show([])
        assert rows.current is None

    drive(app, steps)


def test_an_empty_list_says_why_and_its_keys_do_nothing() -> None:
    rows = RowList(COLUMNS, empty=("Votre portefeuille est vide.", "a : inscrire [b]un client"))
    app = Toy(rows)

    async def steps(pilot: Pilot[None]) -> None:
        assert drawn(app)[1:4] == [
            "",
            " Votre portefeuille est vide.",
            " a : inscrire [b]un client",
        ]
        await press(pilot, "enter")
        assert not any(isinstance(message, RowList.Opened) for message in app.posted)
        rows.show([], empty=("Aucun compte ne correspond.",))
        await pilot.pause()
        assert drawn(app)[2:4] == [" Aucun compte ne correspond.", ""]

    drive(app, steps)


def test_the_capacity_follows_the_window_and_the_cursor_stays_in_sight() -> None:
    rows = RowList(COLUMNS)
    app = Toy(rows)

    async def steps(pilot: Pilot[None]) -> None:
        assert rows.capacity == 23
        rows.show(page(23), cursor=20)
        await pilot.pause()
        assert drawn(app)[1].startswith(" Compte 0")
        rows.show(page(40), cursor=-1)
        await pilot.pause()
        assert drawn(app)[23].startswith("›Compte 39")
        rows.show(page(23), cursor=20)
        app.posted.clear()
        await pilot.resize_terminal(80, 12)
        await pilot.pause()
        assert rows.capacity == 11
        assert [type(message) for message in app.posted] == [RowList.CapacityChanged]
        assert drawn(app)[11].startswith("›Compte 20")
        await press(pilot, "home")
        assert drawn(app)[1].startswith("›Compte 0")

    drive(app, steps)


def test_a_move_paints_two_lines() -> None:
    painted: list[int] = []

    class Watched(RowList):
        def render_line(self, y: int) -> Strip:
            painted.append(y)
            return super().render_line(y)

    rows = Watched(COLUMNS)
    app = Toy(rows)

    async def steps(pilot: Pilot[None]) -> None:
        rows.show(page(10), cursor=3)
        await pilot.pause()
        painted.clear()
        await press(pilot, "down")
        assert sorted(painted) == [4, 5]

    drive(app, steps)


# KeyLine, key names


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


# Foot, Nav, Crumbs


def test_the_foot_says_its_kind_and_never_cuts_what_it_says() -> None:
    foot = Foot()
    app = Toy(FlatButton("OK"), foot)
    app.idle.add("none")

    async def steps(pilot: Pilot[None]) -> None:
        foot.say("Compte [b]modifié[/b]", "success")
        await pilot.pause()
        assert drawn(app)[-2] == " ✓ Compte [b]modifié[/b]"
        assert foot.has_class("-success")
        keys = drawn(app)[-1]
        sentence = "Le champ est " + "long " * 20 + "à la fin."
        foot.say(sentence, "error")
        await pilot.pause()
        assert " ".join(" ".join(drawn(app)[-2:]).split()) == f"! {sentence}"
        assert not foot.has_class("-success")
        sentence = "Le champ est " + "long " * 40 + "à la fin."
        foot.say(sentence)
        await pilot.pause()
        assert " ".join(" ".join(drawn(app)[-3:]).split()) == sentence
        foot.clear()
        await pilot.pause()
        assert drawn(app)[-2:] == ["", keys]
        assert foot.text == ""

    drive(app, steps)


def test_the_foot_takes_back_what_it_said_of_one_thing() -> None:
    foot = Foot()

    async def steps(pilot: Pilot[None]) -> None:
        del pilot
        foot.say("Siren incomplet", "error", speaker="siren")
        foot.fall_silent("montant")
        assert foot.text == "! Siren incomplet"
        foot.fall_silent("siren")
        assert foot.text == ""

    drive(Toy(foot), steps)


def test_the_tabs_show_where_one_is_and_what_is_not_here() -> None:
    nav = Nav("Mon Profil", cabinet="Cabinet Martin")
    app = Toy(FlatButton("OK"), nav)

    async def steps(pilot: Pilot[None]) -> None:
        assert drawn(app)[1] == (
            " Accueil (Compte) [Mon Profil] (Paiement) (Suivi DSN) (Documents) Cabinet Martin"
        )
        await press(pilot, "tab")
        assert "›Mon Profil‹" in drawn(app)[1]
        await press(pilot, "right", "enter")
        assert "›Paiement‹" in drawn(app)[1]
        chosen = app.posted[-1]
        assert isinstance(chosen, Nav.Chosen)
        assert chosen.label == "Paiement"
        await press(pilot, *["left"] * 8, "enter")
        chosen = app.posted[-1]
        assert isinstance(chosen, Nav.Chosen)
        assert chosen.label == "Accueil"

    drive(app, steps)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("active", ["Accueil", "Mon Profil"])
def test_the_tabs_keep_to_their_row(active: str, width: int) -> None:
    app = Toy(
        FlatButton("OK"),
        Nav(active, cabinet="[/b] 株式会社 Martin & Associés"),
        Crumbs(active, "[/b]", "X" * 30),
        Crumbs(active, "[/b]", "X" * 40, "Y" * 60),
        Crumbs(active, "Z" * 130),
    )

    async def steps(_: Pilot[None]) -> None:
        assert cell_len(lines(app)[1]) == width
        assert f"[{active}]" in lines(app)[1]
        assert drawn(app)[2] == f" {active} > [/b] > {'X' * 30}"
        end = "Y" * 60
        paths = {60: f"… > {end[:53]}…", 80: f"… > {end}", 120: f"… > [/b] > {'X' * 40} > {end}"}
        assert drawn(app)[3] == f" {paths[width]}"
        assert drawn(app)[4].startswith(" … > ZZZ")
        assert drawn(app)[4].endswith("Z…")
        if width == 120:
            assert lines(app)[1].endswith("  [/b] 株式会社 Martin & Associés")
        if width == 80:
            assert drawn(app)[1].endswith(" [/b] 株式会社…")

    drive(app, steps, size=(width, 6))


def test_tabs_without_room_come_with_the_cursor() -> None:
    app = Toy(FlatButton("OK"), Nav("Mon Profil", cabinet="Cabinet Martin"))

    async def steps(pilot: Pilot[None]) -> None:
        start = " Accueil (Compte) [Mon Profil] (Paiement) (Suivi DSN) …"
        assert drawn(app)[1] == start
        await press(pilot, "tab", *["right"] * 3)
        assert drawn(app)[1].endswith("… (Compte) [Mon Profil] (Paiement) (Suivi DSN) ›Documents‹")
        await press(pilot, *["left"] * 5)
        assert drawn(app)[1] == start.replace(" Accueil ", "›Accueil‹")
        for width in range(1, 120):
            await pilot.resize_terminal(width, 4)
            await pilot.pause()
            assert "›Accueil‹"[:width] in drawn(app)[1]

    drive(app, steps, size=(60, 4))


# Colours


def gallery() -> list[Widget]:
    """Return every widget, in each of its states."""
    rows = RowList(COLUMNS, empty=("Vide",), id="rows")
    field = Field()
    field.mark("error")
    odd = Field(placeholder="exemple")
    odd.mark("warning")
    disabled = Field(placeholder="inactif")
    disabled.disabled = True
    return [
        Nav("Mon Profil", cabinet="Cabinet Martin"),
        Crumbs("Mon Profil"),
        field,
        odd,
        disabled,
        FieldRow("Siren", Field(width=14), hint="clé correcte"),
        Choice([(1, "Un"), (2, "Deux")]),
        Choice([(1, "Un"), (2, "Deux")], disabled=True),
        Tick("Déjà inscrit"),
        FlatButton("Enregistrer", variant="primary"),
        FlatButton("Annuler"),
        FlatButton("Oubli", variant="link"),
        FlatButton("Suivant", disabled=True),
        ServiceBoxes(frozenset({Service.DPAE})),
        ServiceBoxes(editing=True, hints={Service.DPAE: "sans objet"}, id="boxes"),
        rows,
        *(Foot() for _ in KINDS),
    ]


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_every_text_is_readable_in_every_theme(theme: str) -> None:
    app = Toy(*gallery(), Input(placeholder="de Textual", compact=True), theme=theme)
    app.idle.add("suivant")
    text_ratio = 7 if theme == "contraste" else 4.5
    seen: set[str] = set()

    def check() -> None:
        for piece in (piece for line in segments(app) for piece in line if piece.text.strip()):
            is_bar = not piece.text.strip("│║ ")
            assert contrast(piece) >= (3 if is_bar else text_ratio), (piece, contrast(piece))
            seen.add(piece.text)

    async def steps(pilot: Pilot[None]) -> None:
        listed = page(3)
        rows = [
            listed[0],
            Row("d", ("Pâle", "", ""), dim=True),
        ]
        app.query_one("#rows", RowList).show(rows)
        for kind, foot in zip(KINDS, app.query(Foot), strict=True):
            foot.styles.dock = "none"
            foot.say(kind, kind)
        app.query_one("#boxes", ServiceBoxes).action_tick("declaration_cotisations")
        focusable = len(app.screen.focus_chain)
        for _ in range(focusable):
            await press(pilot, "tab")
            check()
            if isinstance(app.focused, Field):
                app.focused.value = "saisi"
                await press(pilot, "shift+left", "shift+left")
                check()
        assert focusable == 12
        assert any("Pâle" in text for text in seen)

    drive(app, steps, size=(80, 70))


def test_the_variables_of_the_themes_are_the_same() -> None:
    names = [set(theme.variables) for theme in THEMES]
    assert all(one == other for one, other in pairwise(names))


def test_focus_and_cursor_are_seen_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def steps(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Toy)
        app.query_one("#rows", RowList).show(page(2))
        for _ in range(len(app.screen.focus_chain)):
            await press(pilot, "tab")
            assert app.focused is not None
            region = app.focused.region
            shown = segments(app)[region.y : region.bottom]
            pieces = [piece for line in shown for piece in line]
            assert any(piece.style and piece.style.reverse for piece in pieces), app.focused

    drive(Toy(*gallery()), steps, size=(80, 70))
