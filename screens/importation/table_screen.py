"""Importation, first step: the table as it was read, and what each of its columns is."""

from __future__ import annotations

from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import HorizontalGroup, VerticalGroup
from textual.getters import query_one
from textual.widgets import Static

from models.brouillons.contents import TableTyped
from models.errors import BadValue
from models.importation.choosing.importation import NO_MODELE, OF_THE_PORTAL, Importation
from models.importation.choosing.keeping import Keeping, grille_of
from models.importation.choosing.shown import examples
from models.importation.colonne import MEANINGS, code_of
from models.importation.grille import Grille
from models.labels import Regime
from models.portefeuille import Portefeuille
from models.wording import count
from screens.files.reading import NO_LINE, is_table, text_read
from screens.flows.drafts import Draft
from screens.flows.lots import carry_out_long
from screens.flows.resumed import Resumed
from screens.importation.columns import ColonneList, column_in_words, named, read_in_words
from screens.importation.done import done_in_words
from screens.importation.lines_screen import Left, LignesScreen
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.choice import Tick
from screens.widgets.chooser import Chooser
from screens.widgets.nav import THE_LIST
from screens.widgets.paragraph import Paragraph
from screens.widgets.portal_screen import Head, PortalScreen
from screens.widgets.rows import RowList
from screens.windows.choose import ChooseModal
from screens.windows.confirm import ConfirmModal

INSCRITS = "Déjà inscrits sur urssaf.fr (F2)"
READING, LOOKING = "Lecture du tableau", "Examen des lignes"
LINE_BY_LINE = "À demander ligne par ligne"
AS_USUAL, NO_SERVICE = "Cochés d'office", "Aucun"
SERVICES = "Services non dits : "
CHOOSER = 30
RESUMED = "Saisie reprise. <.go_on> : examiner les lignes."
OLD_DRAFT = (
    "Saisie reprise d'une version précédente : vérifiez les colonnes, les corrections des lignes "
    "sont à refaire."
)
UNTICKED = (
    "« Déjà inscrits » est décoché : ces lignes ont de quoi être inscrites sur urssaf.fr. "
    "<.inscrits> le coche de nouveau."
)


class ImportationScreen(PortalScreen[str | None]):
    """Gives what to say of what was inscribed; empty if nothing was."""

    TITLE = "Importation"
    CSS_PATH = "table_screen.tcss"
    AUTO_FOCUS = "#colonnes"
    BINDINGS = [
        Binding("ctrl+s,f10", "go_on", "Examiner", id="importation.go_on"),
        Binding("f2", "inscrits", "Déjà inscrits", id="importation.inscrits"),
        Binding("escape,f12", "back", "Abandonner", id="importation.back"),
    ]

    _rows = query_one(ColonneList)
    _tick = query_one("#inscrits", Tick)
    _regime = query_one("#regime", Chooser)
    _modele = query_one("#modele", Chooser)

    def __init__(
        self,
        portefeuille: Portefeuille,
        grille: Grille,
        resumed: Resumed[TableTyped] | None = None,
    ) -> None:
        super().__init__(*THE_LIST, "Importation", cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        made = resumed.typed.corrections if resumed and not resumed.typed.texts else None
        self._importation = Importation(portefeuille, grille, made)
        self._keeping = Keeping(self._importation)
        self._resumed = resumed
        self.draft: Draft = Draft(portefeuille.brouillons, self, resumed)

    @classmethod
    def resuming(
        cls, portefeuille: Portefeuille, resumed: Resumed[TableTyped]
    ) -> ImportationScreen:
        """Go on with a table that was read before a cut."""
        return cls(portefeuille, grille_of(resumed.typed), resumed)

    def body(self) -> ComposeResult:
        """Lay out what was read, its columns, and what is said of all its lines."""
        yield Head("Importation · 1 sur 3 : le tableau")
        yield Paragraph(id="origine")
        yield ColonneList()
        yield Paragraph(id="phrase")
        with VerticalGroup(id="choix"):
            yield Tick(INSCRITS, id="inscrits")
            with HorizontalGroup(id="types"):
                yield Static("", id="sans_type", markup=False)
                kinds = [(None, LINE_BY_LINE), *((one, one.label) for one in Regime)]
                yield Chooser[Regime | None](kinds, width=CHOOSER, id="regime")
            with HorizontalGroup():
                yield Static(SERVICES, markup=False)
                modeles = [(one.nom, one.nom) for one in self._portefeuille.modeles.all()]
                given = [("", AS_USUAL), *modeles, (NO_MODELE, NO_SERVICE)]
                yield Chooser[str](given, width=CHOOSER, id="modele")
        with ButtonRow():
            yield FlatButton("Examiner les lignes", variant="primary", id="examiner")
            yield FlatButton("Abandonner", id="abandonner")

    def on_mount(self) -> None:
        """Read it."""
        self.begin()

    @work
    async def begin(self) -> None:
        """Understand the table; go to its lines, if one was there before a cut."""
        if not await self._understood():
            why = self.foot.text.removeprefix("! ")
            await self.app.push_screen_wait(ConfirmModal(why, question=False))
            self.dismiss(None)
            return
        self._modele.value = self._importation.modele
        self._regime.value = self._importation.regime
        self._show()
        if self._resumed:
            self.say(OLD_DRAFT if self._resumed.typed.texts else RESUMED)
            if self._importation.on_lines:
                await self._to_lines(resumed=True)
        elif undecided := self._importation.undecided:
            self.say(f"{_undecided(undecided)}dites-le sous le tableau.", "warning")

    async def _understood(self) -> bool:
        lines = len(self._importation.grille.rangees)
        await carry_out_long(self, self._importation.understand, READING, lines)
        return self._importation.tableau is not None

    # What is shown

    def _show(self) -> None:
        importation = self._importation
        if (tableau := importation.tableau) is None:
            return
        self.query_one("#origine", Paragraph).say(read_in_words(tableau))
        self._tick.value = importation.deja_inscrits
        undecided = importation.undecided
        self.query_one("#types").display = bool(undecided)
        self.query_one("#sans_type", Static).update(_undecided(undecided))
        self._rows.show_columns(tableau, self.size.width)
        self._tell()
        self.keep_typed()

    def on_resize(self) -> None:
        """Say it in the new width."""
        if self._importation.tableau is not None:
            self._rows.show_columns(self._importation.tableau, self.size.width)

    @on(RowList.Moved)
    def follow_cursor(self) -> None:
        """Say all of the column under the cursor."""
        self.foot.clear()
        self._tell()

    def _tell(self) -> None:
        tableau, row = self._importation.tableau, self._rows.current
        told = column_in_words(tableau, int(row.key)) if tableau and row else ""
        self.query_one("#phrase", Paragraph).say(told)

    @property
    def unsaved(self) -> bool:
        """Whether lines are not inscribed."""
        return self._importation.tableau is not None

    def keep_typed(self) -> None:
        """Have the table kept, in case the line is cut."""
        if self._importation.tableau is not None:
            self.draft.note(self._keeping.typed())

    # Choosing

    @on(RowList.Opened)
    @work(exclusive=True)
    async def choose(self, event: RowList.Opened) -> None:
        """Read a column as something else."""
        importation, rank = self._importation, int(event.row.key)
        if (tableau := importation.tableau) is None:
            return
        if tableau.of_portal:
            self.say(OF_THE_PORTAL)
            return
        column = tableau.colonnes.all[rank]
        window = ChooseModal(
            "Lire la colonne comme",
            [named(column, rank), examples(tableau, rank)],
            "Champ",
            MEANINGS,
            current=code_of(column),
        )
        code = await self.app.push_screen_wait(window)
        if code is not None:
            read = partial(importation.choose, rank, code)
            await carry_out_long(self, read, READING, len(tableau.lignes))
            self._show()

    def action_inscrits(self) -> None:
        """Tick or untick « Déjà inscrits » from anywhere."""
        self._tick.action_switch()

    @on(Tick.Changed)
    @on(Chooser.Changed)
    def note_choices(self) -> None:
        """Keep what is said of all the lines."""
        self._importation.deja_inscrits = self._tick.value
        self._importation.regime = self._regime.value
        self._importation.modele = self._modele.value
        if self._regime.value is not None:
            # What was asked is answered.
            self.foot.clear()
        self.keep_typed()

    @on(Tick.Submitted)
    @on(Chooser.Submitted)
    def go_further(self) -> None:
        """Entrée: the choice stands."""
        self.focus_next()

    async def take_text(self, text: str) -> None:
        """Add the lines pasted here to those that are there; a word alone is no line."""
        if is_table(text):
            self.add(text)
        else:
            self.say(NO_LINE, "error")

    @work(exclusive=True)
    async def add(self, text: str) -> None:
        """Read one more paste, and understand all anew."""
        if (more := await text_read(self, text)) is None:
            return
        importation = self._importation
        before = importation.tableau.has_proofs if importation.tableau else False
        try:
            importation.add(more)
        except BadValue as refusal:
            self.say(str(refusal), "error")
            return
        await self._understood()
        kept = not before and importation.deja_inscrits
        if kept and importation.tableau and importation.tableau.has_proofs:
            importation.deja_inscrits = False
            self.say(UNTICKED, "warning")
        self._show()

    # Going on

    @on(FlatButton.Pressed, "#examiner")
    @work(exclusive=True)
    async def action_go_on(self) -> None:
        """Look at the lines."""
        await self._to_lines()

    async def _to_lines(self, *, resumed: bool = False) -> None:
        importation = self._importation
        lines = len(importation.grille.rangees)
        importation.on_lines = False
        await carry_out_long(self, importation.examine, LOOKING, lines)
        if not importation.on_lines:
            return
        self.keep_typed()
        screen = LignesScreen(self._portefeuille, importation, self.keep_typed, resumed=resumed)
        left = await self.app.push_screen_wait(screen)
        if left is Left.DONE:
            self.dismiss(done_in_words(importation.results))
        else:
            importation.on_lines = False
            self._show()
            self.say(screen.last_words, "error")

    @on(FlatButton.Pressed, "#abandonner")
    @work(exclusive=True)
    async def action_back(self) -> None:
        """Leave; asks first."""
        importation = self._importation
        left = count(importation.remaining, "ligne non inscrite", "lignes non inscrites")
        if await self.app.push_screen_wait(ConfirmModal(f"Abandonner {left} ?")):
            self.dismiss(done_in_words(importation.results))

    def go_to_tab(self, tab: str) -> None:  # noqa: ARG002
        """Stay: the tabs are behind this screen."""
        self.say("Terminez d'abord cette importation : Échap l'abandonne.")


def _undecided(number: int) -> str:
    lines = count(number, "ligne", "lignes")
    return f"{lines} sans type : "
