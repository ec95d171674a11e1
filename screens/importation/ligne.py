"""A line of a table, cell by cell, to correct."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import HorizontalGroup
from textual.widgets import Input, Static

from models.importation.colonne import Colonne, label_of, meaning_of
from models.importation.words import regimes_of, veiled
from models.labels import Regime
from screens.widgets.bindings import hidden
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.cells import fit
from screens.widgets.chooser import Chooser
from screens.widgets.field import Field, FieldRow
from screens.widgets.fields_room import FieldsRoom
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph
from screens.windows.confirm import ConfirmModal

LABEL_WIDTH = 18
WIDEST = 400
CHOOSER = 30
TO_SAY = "À dire"
KEPT_NIR = "(masqué) tel quel si vide ; - l'efface"

Cells = Sequence[tuple[int, Colonne, str]]
"""The rank of each cell, the column that it is of, and what stands in it."""


Typed = Mapping[int, str]
"""What is typed otherwise, by the rank of its cell."""


class LigneModal(Window[Typed | None]):
    """Gives the cells that were typed otherwise, by their ranks; None if the person gives up.

    What may be a NIR is not shown: left as it is, the cell stays.
    """

    TITLE = "Corriger une ligne"
    CSS_PATH = "ligne.tcss"
    AUTO_FOCUS = "Field"
    BINDINGS = [
        Binding("ctrl+s,f10", "keep", "Corriger", id="ligne_modal.keep"),
        Binding("escape,f12", "give_up", "Annuler", id="ligne_modal.give_up"),
        hidden("down", "app.focus_next", "Champ suivant", id="ligne_modal.next"),
        hidden("up", "app.focus_previous", "Champ précédent", id="ligne_modal.up"),
    ]

    def __init__(
        self,
        numero: int,
        cells: Cells,
        phrase: str = "",
        typed: Typed | None = None,
        note: Callable[[Typed], None] | None = None,
        regimes: Collection[Regime] = (),
        champ: str | None = None,
    ) -> None:
        """`typed`: what was, before a cut; `note` is told what is, at each key.

        `regimes`: those that the line may be of, its own cell or what is said of all being read.
        `champ`: the field that `phrase` speaks of, in which one then types.
        """
        super().__init__()
        self._numero = numero
        self._cells = tuple(cells)
        self._phrase = phrase
        self._begun = typed or {}
        self._note = note
        self._known = next(iter(regimes)) if len(regimes) == 1 else None
        self._champ = champ
        self._fields: dict[int, Field] = {}
        self._choosers: dict[int, Chooser[Regime | None]] = {}

    def compose(self) -> ComposeResult:
        """Lay out a field for each column that is understood."""
        with Frame(f"Ligne {self._numero}"):
            if self._phrase:
                yield Paragraph(self._phrase, id="phrase")
            with FieldsRoom(id="cases"):
                for rank, column, cell in self._cells:
                    if column.champ == "regime":
                        yield from self._chooser(rank, cell)
                    else:
                        yield self._row(rank, column, cell)
            with ButtonRow():
                yield FlatButton("Corriger la ligne", variant="primary", id="corriger")
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield Foot()

    def on_mount(self) -> None:
        """Begin with what is wrong."""
        wrong = (rank for rank, column, _ in self._cells if column.champ == self._champ)
        if (rank := next(wrong, None)) is not None:
            (self._choosers.get(rank) or self._fields[rank]).focus()

    def _row(self, rank: int, column: Colonne, cell: str) -> FieldRow:
        hint = KEPT_NIR if column.champ == "nir" and cell else ""
        value = self._begun.get(rank, _shown(column, cell))
        field = Field(value=value, placeholder=hint, max_length=WIDEST)
        self._fields[rank] = field
        return FieldRow(fit(label_in_form(column), LABEL_WIDTH, "right"), field)

    def _chooser(self, rank: int, cell: str) -> ComposeResult:
        """Lay out the types of client; first what the table says, where it names none, or two."""
        first = veiled(cell) or TO_SAY
        options = [(None, first), *((one, one.label) for one in Regime)]
        value = _regime(self._begun.get(rank, cell)) or self._known
        chooser = Chooser[Regime | None](options, value=value, width=CHOOSER)
        self._choosers[rank] = chooser
        with HorizontalGroup():
            yield Static(f"{label_of('regime').rjust(LABEL_WIDTH)} ", markup=False)
            yield chooser

    @on(Input.Submitted)
    @on(Chooser.Submitted)
    def go_on(self) -> None:
        """Entrée: the next cell, then the button."""
        self.focus_next()

    @on(Input.Changed)
    @on(Chooser.Changed)
    def note_typed(self) -> None:
        """Have it kept, in case the line is cut."""
        if self._note:
            self._note(self._typed())

    @on(FlatButton.Pressed, "#corriger")
    def action_keep(self) -> None:
        """Give what was typed; a NIR is erased by `-`."""
        nirs = {rank for rank, column, _ in self._cells if column.champ == "nir"}
        typed = self._typed().items()
        self.dismiss({n: "" if n in nirs and one.strip() == "-" else one for n, one in typed})

    def _typed(self) -> Typed:
        """Give what is typed; what is as it was shown stays as it was."""
        typed = {}
        for rank, column, cell in self._cells:
            if rank in self._fields and (text := self._fields[rank].value) != _shown(column, cell):
                typed[rank] = text
            elif rank in self._choosers:
                regime = self._choosers[rank].value
                if regime is not None and regime is not (_regime(cell) or self._known):
                    typed[rank] = regime.label
        return typed

    @on(FlatButton.Pressed, "#annuler")
    @work(exclusive=True)
    async def action_give_up(self) -> None:
        """Leave the line as it was, after a question if something would be lost."""
        question = ConfirmModal("Abandonner la saisie ?")
        if not self._typed() or await self.app.push_screen_wait(question):
            self.dismiss(None)


def label_in_form(column: Colonne) -> str:
    """Name a column before its cell."""
    return column.service.label if column.service else meaning_of(column)


def _shown(column: Colonne, cell: str) -> str:
    return "" if column.champ == "nir" else veiled(cell)


def _regime(cell: str) -> Regime | None:
    """Give the type that a cell names, if it names one alone."""
    named = regimes_of(cell)
    return next(iter(named)) if len(named) == 1 else None
