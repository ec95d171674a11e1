"""Fields that a colleague changed too: one chooses, for each, whose is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.saisie import Saisie, typed
from models.writing.author import THE_COMMAND_LINE
from screens.flows.gestures import REFUSED, carry_out
from screens.formulaire.rebasing import Clash, Place, clashes, rebased, yielded
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.columns import Column, Row
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph
from screens.widgets.rows import RowList

KEPT, LEFT = "● ", "  "
MOST_SEEN = 8
HOW = "Vous et {who} avez changé les mêmes champs. Le point dit ce qui sera gardé."


class ClashList(RowList):
    """The fields that both changed."""

    BINDING_GROUP_TITLE = "Les champs changés deux fois"
    BINDINGS = [Binding("space,enter", "open", "L'un ou l'autre", id="conflit.switch")]


class ConflitModal(Window[frozenset[Place] | None]):
    """Gives the places where the colleague's is kept; None if the person gives up."""

    TITLE = "Changé par un collègue aussi"
    CSS_PATH = "clashing.tcss"
    AUTO_FOCUS = "ClashList"
    BINDINGS = [
        Binding("ctrl+s,f10", "keep", "Garder ces choix", id="conflit.keep"),
        Binding("escape,f12", "give_up", "Annuler", id="conflit.give_up"),
    ]

    def __init__(self, clashes: Sequence[Clash], who: str) -> None:
        """`who` is the colleague."""
        super().__init__()
        self._clashes = clashes
        self._who = who
        self._theirs = set[Place]()

    def compose(self) -> ComposeResult:
        """Lay out the fields, the person's and the colleague's beside one another."""
        with Frame(self.TITLE or ""):
            yield Paragraph(HOW.format(who=self._who))
            yield ClashList([Column("Champ", 20), Column("Vous", 24), Column(self._who)])
            with ButtonRow():
                yield FlatButton("Garder ces choix", variant="primary", id="garder")
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield Foot()

    def on_mount(self) -> None:
        """Show them, the person's kept."""
        self.query_one(ClashList).styles.height = 1 + min(len(self._clashes), MOST_SEEN)
        self._show()

    def _show(self) -> None:
        self.query_one(ClashList).show(
            [Row(str(rank), self._cells(one)) for rank, one in enumerate(self._clashes)]
        )

    def _cells(self, one: Clash) -> tuple[str, ...]:
        theirs = one.place in self._theirs
        mine = LEFT if theirs else KEPT
        return one.label, f"{mine}{one.mine}", f"{KEPT if theirs else LEFT}{one.theirs}"

    @on(RowList.Opened)
    def switch(self) -> None:
        """Keep the other's of the field under the cursor."""
        self._theirs ^= {self._clashes[self.query_one(ClashList).cursor_row].place}
        self._show()

    @on(FlatButton.Pressed, "#garder")
    def action_keep(self) -> None:
        """Give the choices."""
        self.dismiss(frozenset(self._theirs))

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Give nothing: the form stays as it is."""
        self.dismiss(None)


async def read_again(
    screen: Screen[Any], portefeuille: Portefeuille, fiche: Fiche, mine: Saisie, before: Saisie
) -> tuple[Fiche, Saisie] | None:
    """Read a client again; give it, and what the person typed since `before` put on it.

    Of a field that a colleague changed too one says whose is kept. None: the base refused, or one
    gave up.
    """

    def read() -> tuple[Fiche, dict[UUID, str]]:
        people = {one.uid: one.nom for one in portefeuille.responsables()}
        return portefeuille.get(fiche.uid), people

    found = await carry_out(screen, read)
    if found is REFUSED:
        return None
    fresh, people = found
    now = typed(fresh)
    mine_alone = fresh.modifie_par == portefeuille.utilisateur_nom
    if not mine_alone and (both := clashes(mine, before, now, people)):
        window = ConflitModal(both, fresh.modifie_par or THE_COMMAND_LINE)
        places = await screen.app.push_screen_wait(window)
        if places is None:
            return None
        mine = yielded(mine, before, places)
    return fresh, rebased(mine, before, now)
