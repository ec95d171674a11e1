"""Modèles de services: choose a set of boxes, or keep those that are ticked under a name."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.widgets import Input

from models.errors import BadValue
from models.labels import Regime, Service
from models.modeles import FAMILIES, LONGEST, Modeles, ModeleServices, family, same_name, told_given
from models.wording import count
from screens.flows.gestures import REFUSED, carry_out
from screens.widgets.columns import Column, Row, measured
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.rows import RowList
from screens.windows.confirm import UNREMOVED, ConfirmModal

NOM, GIVEN, CASES = Column("Modèle"), Column("D'office pour"), Column("", 8, "right")
NONE_YET = ("Aucun modèle : cochez des cases, puis nommez-les ci-dessous.",)


class ModeleList(RowList):
    """The modèles, by name."""

    BINDING_GROUP_TITLE = "Les modèles"
    BINDINGS = [Binding("enter", "open", "Appliquer", id="modeles.apply")]


class ModelesModal(Window[ModeleServices | None]):
    """Gives the modèle to apply; None if the person gives up."""

    TITLE = "Modèles de services"
    CSS_PATH = "modeles.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("ctrl+s,f10", "keep", "Garder sous ce nom", id="modeles.keep"),
        Binding("d", "give", "D'office", id="modeles.give"),
        Binding("x,delete", "remove", "✕ Supprimer", id="modeles.remove"),
        Binding("escape,f12", "close", "Fermer", id="modeles.close"),
    ]

    _rows = query_one(ModeleList)
    _nom = query_one("#nom", Field)

    def __init__(self, modeles: Modeles, ticked: frozenset[Service], regime: Regime) -> None:
        super().__init__()
        self._regime = family(regime)
        self._modeles = modeles
        self._ticked = ticked
        self._known: tuple[ModeleServices, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the box, then what it answers."""
        with Frame(self.TITLE):
            yield ModeleList((NOM, CASES), empty=NONE_YET, id="modeles")
            name = Field(id="nom", max_length=LONGEST)
            yield FieldRow("Garder ces cases sous le nom :", name)
        yield Foot()

    async def on_mount(self) -> None:
        """Show what is kept; go to the name when nothing is."""
        await self._read()
        (self._rows if self._known else self._nom).focus()

    async def _read(self, cursor: str | None = None) -> None:
        known = await carry_out(self, self._modeles.all)
        if known is REFUSED:
            return
        self._known = known
        given = [FAMILIES[one.regime] if one.regime else "" for one in known]
        shown = any(given)  # a name has the room of what is given to nobody
        columns = (NOM, *[measured(GIVEN, given)] * shown, CASES)
        rows = [
            Row(one.nom, (one.nom, *[whom] * shown, count(len(one.services), "case")))
            for one, whom in zip(known, given, strict=True)
        ]
        self._rows.show(rows, cursor=cursor, columns=columns)

    @property
    def _current(self) -> ModeleServices | None:
        row = self._rows.current
        return next((modele for modele in self._known if row and modele.nom == row.key), None)

    @on(ModeleList.Opened)
    def choose(self) -> None:
        """Apply the modèle under the cursor."""
        self.dismiss(self._current)

    @on(Input.Submitted)
    @work(exclusive=True)
    async def action_keep(self) -> None:
        """Keep the ticked boxes under the name typed; asks before it replaces."""
        name = self._nom.value
        same = next((modele for modele in self._known if same_name(modele.nom, name)), None)
        if same is not None:
            question = ConfirmModal(f"Remplacer le modèle « {same.nom} » ?")
            if not await self.app.push_screen_wait(question):
                return
        try:
            keep = partial(self._modeles.keep, name, self._ticked, replaces=same)
            kept = await carry_out(self, keep)
        except BadValue as refusal:
            self.say(str(refusal), "error")
            return
        await self._read(kept.nom if kept else None)
        if kept:
            self._nom.value = ""
            self._rows.focus()
            self.say(f"Modèle gardé : {kept.nom}.", "success")

    @work(exclusive=True)
    async def action_give(self) -> None:
        """Tick these boxes in advance for new clients such as this one; again: no longer."""
        if (modele := self._current) is None:
            self.say("Aucun modèle : nommez d'abord les cases cochées.", "warning")
            return
        who = FAMILIES[self._regime]
        regime = None if modele.regime is self._regime else self._regime
        verb = "Cocher d'office" if regime else "Ne plus cocher d'office"
        question = ConfirmModal(f"{verb} « {modele.nom} » pour {who} ?", expects=True)
        if not await self.app.push_screen_wait(question):
            return
        give = partial(self._modeles.give, modele.nom, regime)
        done = await carry_out(self, give)
        await self._read()
        if done is REFUSED:
            return
        given = told_given(modele.nom, self._regime, given=regime is not None)
        self.say(given, "success")

    @work(exclusive=True)
    async def action_remove(self) -> None:
        """Forget the modèle under the cursor, once confirmed."""
        if (modele := self._current) is None:
            self.say("Aucun modèle à supprimer.", "warning")
            return
        question = ConfirmModal(
            f"Supprimer le modèle « {modele.nom} » ?",
            details=("Les services de vos clients restent comme ils sont.",),
            kept=UNREMOVED,
        )
        if await self.app.push_screen_wait(question):
            remove = partial(self._modeles.remove, modele.nom)
            done = await carry_out(self, remove)
            await self._read()
            if done is REFUSED:
                return
            self.say(f"Modèle supprimé : {modele.nom}.", "success")

    def action_close(self) -> None:
        """Apply nothing."""
        self.dismiss(None)


async def choose_modele(
    app: App[Any], modeles: Modeles, ticked: frozenset[Service], regime: Regime
) -> ModeleServices | None:
    """Have a modèle chosen, or what is `ticked` kept as one; None if the person gives up."""
    chosen: ModeleServices | None = await app.push_screen_wait(
        ModelesModal(modeles, ticked, regime)
    )
    return chosen
