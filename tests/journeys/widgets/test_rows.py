"""The list of rows: drawn in its columns, moved through, shown again."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.strip import Strip

from screens.widgets.button import FlatButton
from screens.widgets.cells import cut
from screens.widgets.columns import Aligned, Column, Row, in_a_gap, seen_of, widths
from screens.widgets.rows import RowList
from tests.journeys.widget_toys import (
    COLUMNS,
    HOSTILE,
    Toy,
    drawn,
    drive,
    lines,
    page,
    press,
    segments,
)


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


def test_the_header_says_which_rows_are_seen_if_not_all_are() -> None:
    rows = RowList([Column("Champ")])
    app = Toy(rows)

    async def steps(pilot: Pilot[None]) -> None:
        rows.show([Row(str(rank), (f"Champ {rank}",)) for rank in range(rows.capacity)])
        await pilot.pause()
        assert lines(app)[0].split() == ["Champ"]
        rows.show([Row(str(rank), (f"Champ {rank}",)) for rank in range(40)])
        await pilot.pause()
        assert lines(app)[0].endswith(f" 1 à {rows.capacity} sur 40   ")
        rows.move_to(39)
        await pilot.pause()
        assert lines(app)[0].endswith(f" {41 - rows.capacity} à 40 sur 40   ")

    drive(app, steps)


def test_what_is_seen_stands_apart_in_a_header_or_not_at_all() -> None:
    assert seen_of(30, 5, 10) == "6 à 15 sur 30"
    assert (seen_of(30, 0, 30), seen_of(30, 0, 0)) == ("", "")
    assert in_a_gap("Faire           Touches  ", "1 à 2") == "Faire    1 à 2  Touches  "
    assert in_a_gap("Faire         ", "1 à 2") == "Faire  1 à 2  "
    assert in_a_gap("Faire        T", "1 à 2") == "Faire        T"
    assert in_a_gap("Faire        ", "") == "Faire        "


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


@given(st.text("aé日", max_size=40), st.text("aé日", max_size=40), st.integers(12, 60))
@example("nom", "titre" * 9, 12)
@example("a", "aaaaaaaaa日a", 15)
def test_a_cell_that_lends_is_whole_and_the_one_before_has_the_rest(
    name: str, title: str, total: int
) -> None:
    columns = Column("Nom"), Column("Titre", 6, "right", 1, lends=True), Column("✍", 1)
    aligned = Aligned(columns, total)
    text = aligned.line((name, title, "✍"))
    assert aligned.used == cell_len(text) == total
    left, right = text[:-3].rstrip(), cut(title, total - 4)
    assert left.endswith(right)
    room = max(total - 4 - cell_len(title), 0)
    assert left.removesuffix(right).rstrip() == cut(name, room)


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
