"""A field: what is typed and pasted in it, and how it shows its state."""

from __future__ import annotations

import pytest
from hypothesis import given
from textual.pilot import Pilot
from textual.widgets import Input

from screens.widgets.field import AmountField, Field, FieldRow, pasted
from tests.journeys.widget_toys import Toy, drawn, drive, lines, paste, press, texts


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
