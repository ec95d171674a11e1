"""What is typed of a line of a table, and not read again yet, is there after a cut."""

from __future__ import annotations

from models.brouillons.contents import LigneBegun, TableTyped
from models.portefeuille import Portefeuille
from models.tables import Brouillon
from screens.importation.ligne import LigneModal
from screens.importation.lines_screen import LignesScreen
from tests.cabinet import NIR, siren
from tests.journeys.drafts.draft_stage import back, cut, kept, nothing_kept, offered, table
from tests.journeys.form_stage import plain
from tests.journeys.list_stage import Session
from tests.quiet import until
from tests.tries import server_in_full

pytestmark = server_in_full

LINE = 3
TO_NIR = ("home", *["tab"] * 5)
"""The fields: Siren, compte, montant, nom, and what the table lacks: the type, the NIR."""


def begun(inside: Portefeuille) -> LigneBegun | None:
    """Give what is kept of the line that is being corrected."""
    typed = inside.brouillons.interrupted()[0].contenu
    assert isinstance(typed, TableTyped)
    return typed.corrections.begun


def typing(inside: Portefeuille) -> None:
    """Type in the window of the second line, until the line is cut."""

    async def steps(session: Session) -> None:
        await session.press("ctrl+s", "down", "enter", "ctrl+u", *siren(2), *TO_NIR, *NIR)
        assert isinstance(session.screen, LigneModal)
        await until(lambda: kept() == 1 and NIR in str(_typed_of(inside)))
        row = Brouillon.get()
        assert siren(2).encode() not in row.contenu + row.corrections
        assert NIR.encode() not in row.contenu + row.corrections

    cut(table(inside), steps)


def _typed_of(inside: Portefeuille) -> list[str]:
    one = begun(inside)
    return list(one.typed.values()) if one else []


def test_the_window_opens_again_with_what_was_typed(inside: Portefeuille) -> None:
    async def resume(session: Session) -> None:
        assert offered(session)
        await session.press("enter")
        assert isinstance(session.screen, LigneModal)
        assert f"Ligne {LINE}" in session.text
        assert siren(2) in session.text
        assert "inscrit les lignes prises" not in session.text, "here ^S reads the line again"
        assert _typed_of(inside) == [siren(2), NIR]
        await session.press(*TO_NIR, "ctrl+u", "ctrl+s")
        assert isinstance(session.screen, LignesScreen)
        assert session.message == f"Ligne {LINE} : prête.".replace(" :", "\xa0:")
        await until(lambda: begun(inside) is None)
        await session.press("ctrl+s", "o", "enter", "enter")
        await until(nothing_kept)

    typing(inside)
    back(inside, resume)
    assert siren(2) in {one.siren for one in inside.page().fiches}


def test_declined_it_is_not_offered_again(inside: Portefeuille) -> None:
    async def decline(session: Session) -> None:
        await session.press("enter", "escape", "o", "enter")
        assert "5 En erreur" in plain(session.text) or "3 À vérifier 1" in plain(session.text)
        await until(lambda: begun(inside) is None)

    async def resume(session: Session) -> None:
        await session.press("enter")
        assert isinstance(session.screen, LignesScreen)

    typing(inside)
    back(inside, decline)
    assert begun(inside) is None
    back(inside, resume)
