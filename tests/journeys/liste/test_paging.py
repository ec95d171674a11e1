"""The list page by page: turning, coming back, keeping one's place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual import events

from models.errors import StorageBusy
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres, Page
from screens.etablissements import EtablissementsScreen
from screens.liste.paging import Paging
from screens.widgets.rows import RowList
from tests.cabinet import fill
from tests.journeys.list_stage import Session, names, play, ranks
from tests.quiet import until
from tests.tries import examples

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_twenty_five_rows_are_paged_through_and_back(inside: Portefeuille) -> None:
    fill(inside, 25)

    async def steps(session: Session) -> None:
        assert names(session) == ranks(1, 10)
        assert "(Précédent)| Suivant comptes 1 à 10 sur 25" in session.text
        await session.press("pagedown")
        assert names(session) == ranks(11, 20)
        assert "Précédent | Suivant comptes 11 à 20 sur 25" in session.text
        await session.press("s")
        assert names(session) == ranks(21, 25)
        assert "Précédent |(Suivant) comptes 21 à 25 sur 25" in session.text
        await session.press("f8")
        assert names(session) == ranks(21, 25)
        assert "dernière page" in session.message
        await session.press("p", "f7")
        assert names(session) == ranks(1, 10)
        await session.press("pageup")
        assert "première page" in session.message

    play(EtablissementsScreen(inside), steps)


def test_the_arrows_turn_the_page_at_the_edges(inside: Portefeuille) -> None:
    fill(inside, 25)

    async def steps(session: Session) -> None:
        await session.press(*["down"] * 10)
        assert names(session) == ranks(11, 20)
        assert "BOULANGERIE 011" in session.cursor
        await session.press("up")
        assert names(session) == ranks(1, 10)
        assert "BOULANGERIE 010" in session.cursor

    play(EtablissementsScreen(inside), steps)


def test_home_and_end_go_to_the_edges_of_the_page_then_of_the_list(inside: Portefeuille) -> None:
    fill(inside, 25)

    async def steps(session: Session) -> None:
        await session.press("end")
        assert "BOULANGERIE 010" in session.cursor
        await session.press("end")
        assert names(session) == ranks(21, 25)
        assert "BOULANGERIE 025" in session.cursor
        await session.press("home", "home")
        assert names(session) == ranks(1, 10)
        assert "BOULANGERIE 001" in session.cursor

    play(EtablissementsScreen(inside), steps)


def test_the_buttons_turn_the_page_and_never_lose_the_focus(inside: Portefeuille) -> None:
    fill(inside, 15)

    async def steps(session: Session) -> None:
        await session.press("tab")
        assert session.focus == "suivant"
        await session.press("enter")
        assert names(session) == ranks(11, 15)
        assert session.focus == "precedent"
        await session.press("space")
        assert names(session) == ranks(1, 10)

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize(
    ("width", "rows"),
    [(90, 26), (110, 19), (120, 27)],
    ids=["tall", "with a preview", "with a panel"],
)
def test_a_taller_window_shows_more_rows(inside: Portefeuille, width: int, rows: int) -> None:
    fill(inside, 40)

    async def steps(session: Session) -> None:
        assert names(session)[:rows] == ranks(1, rows)
        assert session.screen.query_one(RowList).capacity == rows

    play(EtablissementsScreen(inside), steps, size=(width, 40))


def test_the_row_is_kept_when_the_window_changes(inside: Portefeuille) -> None:
    fill(inside, 40)

    async def steps(session: Session) -> None:
        await session.press("s", "s", "down")
        assert "BOULANGERIE 022" in session.cursor
        await session._pilot.resize_terminal(80, 30)
        await session.press()
        assert "BOULANGERIE 022" in session.cursor
        assert names(session) == ranks(17, 32)

    play(EtablissementsScreen(inside), steps)


def test_what_others_remove_above_neither_moves_the_cursor_nor_hides_a_row(
    inside: Portefeuille,
) -> None:
    fiches = fill(inside, 25)

    async def steps(session: Session) -> None:
        await session.press("s", "down", "down")
        for fiche in fiches[:3]:
            inside.terminate(fiche)
        await session.press("f5")
        assert "BOULANGERIE 013" in session.cursor
        assert "comptes 8 à 17 sur 22" in session.text
        await session.press("p")
        assert names(session) == ranks(4, 13)

    play(EtablissementsScreen(inside), steps)


def test_a_page_that_could_not_be_followed_stays_what_it_was(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fiches = fill(inside, 25)
    paging = Paging(inside, Criteres())
    before = paging.first()
    inside.terminate(fiches[0])
    reads = iter([Portefeuille.page])

    def busy_later(self: Portefeuille, *args: object, **kwargs: object) -> Page:
        try:
            return next(reads)(self, *args, **kwargs)  # type: ignore[arg-type]
        except StopIteration:
            raise StorageBusy("Le portefeuille est occupé.") from None

    monkeypatch.setattr(Portefeuille, "page", busy_later)
    with pytest.raises(StorageBusy):
        paging.around(fiches[20])
    assert paging.page == before


@pytest.mark.parametrize("key", ["s", "down"], ids=["page", "edge"])
def test_escape_gives_up_a_page_that_a_busy_base_keeps(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    fill(inside, 12)

    def busy(*_: object, **__: object) -> Page:
        raise StorageBusy("Le portefeuille est occupé.")

    async def steps(session: Session) -> None:
        await session.press("end")
        monkeypatch.setattr(Portefeuille, "page", busy)
        session.app.post_message(events.Key(key, "s" if key == "s" else None))
        await until(lambda: "Échap" in session.message)
        session.app.post_message(events.Key("escape", None))
        await until(lambda: "Échap" not in session.message)
        assert names(session) == ranks(1, 10)

    play(EtablissementsScreen(inside), steps)


@settings(
    max_examples=examples(15),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(size=st.integers(1, 12), turns=st.lists(st.sampled_from("nplfa"), max_size=8))
def test_a_page_is_always_whole_and_in_its_place(
    inside: Portefeuille, size: int, turns: list[str]
) -> None:
    """Whatever was turned, the rows are the ones that their rank says."""
    if inside.page().total == 0:
        fill(inside, 23)
    whole = [fiche.uid for fiche in inside.page(size=99).fiches]
    paging = Paging(inside, Criteres())
    paging.size = size
    paging.first()
    verbs: dict[str, Callable[[], Page]] = {
        "n": paging.next,
        "p": paging.previous,
        "l": paging.last,
        "f": paging.first,
        "a": lambda: paging.around(inside.get(whole[13])),
    }
    for turn in turns:
        page = verbs[turn]()
        shown = [fiche.uid for fiche in page.fiches]
        assert page.start is not None
        assert page.start % size == 0
        assert shown == whole[page.start : page.start + size]
        assert turn != "a" or whole[13] in shown
