"""Importation, second step: the lines, each with its verdict; corrected, taken, or left."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.getters import query_one

from models.importation.choosing.importation import Importation
from models.importation.choosing.ticks import NO_CLIENT, Shown
from models.importation.verdicts import Examen, Verdict
from models.importation.words import veiled
from models.portefeuille import Portefeuille
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.lots import carry_out_long
from screens.importation.completing import CompletingModal
from screens.importation.examen_beside import ExamenBeside
from screens.importation.ligne import LigneModal, Typed
from screens.importation.lignes import (
    KEYS,
    Lignes,
    counts_in_words,
    filters,
    phrase,
    taken_in_words,
    turned_in_words,
)
from screens.importation.report_screen import Next, RapportScreen
from screens.importation.writing import left_aside, question, write
from screens.widgets.bindings import hidden
from screens.widgets.nav import THE_LIST
from screens.widgets.paragraph import Paragraph
from screens.widgets.portal_screen import Head, PortalScreen
from screens.widgets.rows import RowList
from screens.windows.confirm import ConfirmModal

NOTHING_TAKEN = "Aucune ligne prise : Espace prend celle-ci, * toutes."
PASTE_THERE = "Pour coller d'autres lignes, revenez au tableau : Échap."
RESUMED = "Saisie reprise. <.enroll> inscrit les lignes prises."
TAKING = "Choix des lignes"


class Left(Enum):
    """Why one leaves the lines."""

    BACK = "back"
    DONE = "done"


class LignesScreen(PortalScreen[Left]):
    """Gives whether one goes back to the table, or is done; `last_words` say why, if refused."""

    TITLE = "Importation : les lignes"
    CSS_PATH = "lines_screen.tcss"
    AUTO_FOCUS = "#lignes"
    BINDINGS = [
        Binding("ctrl+s,f10", "enroll", "Inscrire", id="lines.enroll"),
        Binding("space", "take", "Prendre", id="lines.take"),
        Binding("asterisk", "take_all", "Tout prendre", id="lines.take_all"),
        Binding("f", "narrow", "Filtrer", id="lines.narrow"),
        hidden("1", "show('1')", "Toutes les lignes", id="lines.show_all"),
        hidden("2", "show('2')", "Lignes prêtes", id="lines.show_ready"),
        hidden("3", "show('3')", "Lignes à vérifier", id="lines.show_doubtful"),
        hidden("4", "show('4')", "Lignes déjà inscrites", id="lines.show_enrolled"),
        hidden("5", "show('5')", "Lignes en erreur", id="lines.show_wrong"),
        hidden("6", "show('6')", "Lignes ignorées", id="lines.show_ignored"),
        Binding("escape,f12", "back", "Tableau", id="lines.back"),
    ]

    _rows = query_one(Lignes)
    _beside = query_one(ExamenBeside)

    def __init__(
        self,
        portefeuille: Portefeuille,
        importation: Importation,
        keep: Callable[[], None],
        *,
        resumed: bool = False,
    ) -> None:
        super().__init__(*THE_LIST, "Importation", cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._importation = importation
        self._keep = keep
        self._resumed = resumed
        self._shown: Shown = None
        self._numeros: list[int] = []
        self.last_words = ""

    def body(self) -> ComposeResult:
        """Lay out the counts, the lines, and what is to be known of one."""
        yield Head("Importation · 2 sur 3 : les lignes")
        yield Paragraph(id="compteurs")
        rows = Lignes(self._importation)
        rows.beside = lambda: self._beside.show(self._current)
        yield Vertical(rows, ExamenBeside(self._importation))
        yield Paragraph(id="phrase")
        yield Paragraph(id="pris")

    def on_mount(self) -> None:
        """Begin at the first line that is a client."""
        examens = self._importation.examens
        in_order = (examens[numero] for numero in sorted(examens))
        clients = (rank for rank, one in enumerate(in_order) if one.verdict is not Verdict.IGNOREE)
        self._list_again(cursor=next(clients, 0))
        if self._resumed:
            self.take_up()

    @property
    def unsaved(self) -> bool:
        """Whether lines are not inscribed."""
        return True

    # What is shown

    def _list_again(self, cursor: int | None = None) -> None:
        """Find which lines are shown; one stays on the line where one was, or on the next."""
        current = self._current
        self._numeros = self._importation.ticks.shown(self._shown)
        if cursor is None:
            there = current.ligne.numero if current else 0
            after = (rank for rank, one in enumerate(self._numeros) if one >= there)
            cursor = next(after, len(self._numeros) - 1)
        self._rows.show_lines(self._numeros, cursor)
        self._tell()

    @on(RowList.WidthChanged)
    def on_resize(self) -> None:
        """Say it in the new width."""
        self._rows.show_lines(self._numeros, self._rows.cursor_row)

    @on(RowList.Moved)
    def follow_cursor(self) -> None:
        """Say what is to be known of the line under the cursor."""
        self.foot.clear()
        self._tell()

    def _tell(self) -> None:
        importation, current = self._importation, self._current
        self.query_one("#compteurs", Paragraph).say(counts_in_words(importation, self._shown))
        self.query_one("#phrase", Paragraph).say(phrase(importation, current) if current else "")
        self._beside.show(current)
        self.query_one("#pris", Paragraph).say(taken_in_words(importation, self._shown))

    @property
    def _current(self) -> Examen | None:
        row = self._rows.current
        return self._importation.examens.get(int(row.key)) if row else None

    def action_narrow(self) -> None:
        """Show the next kind of lines."""
        found = filters(self._importation)
        place = found.index(self._shown) if self._shown in found else -1
        self._show(found[(place + 1) % len(found)])

    def action_show(self, key: str) -> None:
        """Show the lines of a verdict."""
        self._show(KEYS[key])

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.foot.clear()
        self._list_again(cursor=0)

    # Choosing

    def action_take(self) -> None:
        """Take the line under the cursor, or leave it; go down."""
        if (examen := self._current) is None:
            return
        ticks, numero = self._importation.ticks, examen.ligne.numero
        if why := ticks.why_not(numero):
            self.say(why, "warning")
            return
        ticks.tick(numero, taken=not ticks.is_taken(numero))
        self._keep()
        self._rows.refresh()
        self._rows.action_move(1)
        self._tell()

    @work(exclusive=True)
    async def action_take_all(self) -> None:
        """Take all that are shown and can be, and lead to the first that cannot; or leave all."""
        turn = partial(self._importation.ticks.turn_all, self._numeros)
        turned = await carry_out_long(self, turn, TAKING, len(self._numeros))
        if turned is None:
            return
        self._keep()
        self._rows.refresh()
        if turned.taken and turned.first is not None:
            self._rows.lead_to(self._numeros.index(turned.first))
        self._tell()
        self.say(turned_in_words(self._importation, turned), "info" if turned.number else "warning")

    @on(RowList.Opened)
    @work(exclusive=True)
    async def open_line(self) -> None:
        """Correct the cells of a line; of a client who is there, see what is missing."""
        if (examen := self._current) is None:
            return
        if examen.ligne.ignoree and self._importation.of_portal:
            self.say(NO_CLIENT, "warning")
        elif examen.verdict is Verdict.DEJA:
            await self._complete(examen.avec_ligne or examen.ligne.numero)
        else:
            await self._correct(self._importation.examens[examen.about or examen.ligne.numero])

    async def _complete(self, numero: int) -> None:
        ticks = self._importation.ticks
        found = self._importation.completion(self._importation.examens[numero])
        answer = await self.app.push_screen_wait(CompletingModal(found, ticks.is_taken(numero)))
        if answer is not None:
            ticks.tick(numero, taken=answer)
            self._keep()
            self._rows.refresh()
            self._tell()

    @work(exclusive=True)
    async def take_up(self) -> None:
        """Say what goes on; open again the line that was being corrected at the cut, if any."""
        begun, examens = self._importation.begun, self._importation.examens
        self.say("" if begun else RESUMED)
        if begun and begun.numero in examens:
            self._list_again(cursor=self._numeros.index(begun.numero))
            await self._correct(examens[begun.numero], begun.typed)

    async def _correct(self, examen: Examen, begun: Typed | None = None) -> None:
        importation, numero = self._importation, examen.ligne.numero

        def note(typed: Typed) -> None:
            importation.begin(numero, typed)
            self._keep()

        cells, why = importation.fields(numero), veiled(examen.motif)
        window = LigneModal(numero, cells, why, begun, note, examen.ligne.regimes, examen.champ)
        typed = await self.app.push_screen_wait(window)
        correct = partial(importation.correct, numero, typed or {})
        refused = typed and await carry_out(self, correct) is REFUSED
        note({})
        if refused:
            # All has to be looked at again, from the table.
            self.last_words = self.foot.text
            self.dismiss(Left.BACK)
        elif typed:
            self._list_again()
            now = importation.examens[numero]
            self.say(f"Ligne {numero} : {now.verdict.label.lower()}.")

    # Inscribing

    @work(exclusive=True)
    async def action_enroll(self) -> None:
        """Inscribe and complete what is taken, once confirmed; then tell what became of it."""
        importation = self._importation
        ticks = importation.ticks
        if not (ticks.to_enroll or ticks.to_complete):
            self.say(NOTHING_TAKEN, "warning")
            return
        asked = ConfirmModal(question(importation), details=left_aside(importation))
        sure = await self.app.push_screen_wait(asked)
        if not sure or not await write(self, self._portefeuille, importation):
            return
        self._keep()
        # The line that it tells of is written: it is no longer of the table.
        self._beside.show(None)
        report = RapportScreen(self._portefeuille, importation)
        if await self.app.push_screen_wait(report) is Next.DONE:
            self.dismiss(Left.DONE)
        elif importation.on_lines:
            self._shown = None
            self._list_again(cursor=0)
        else:
            self.dismiss(Left.BACK)

    def action_back(self) -> None:
        """Go back to the table: what was corrected and taken stays."""
        self.dismiss(Left.BACK)

    async def take_text(self, text: str) -> None:  # noqa: ARG002
        """Say where more lines are pasted."""
        self.say(PASTE_THERE, "warning")

    def go_to_tab(self, tab: str) -> None:  # noqa: ARG002
        """Stay: the tabs are behind this screen."""
        self.say("Terminez d'abord cette importation : Échap revient au tableau.")

    def on_key(self, event: events.Key) -> None:
        """Show the lines of a verdict with the digits above the letters of an AZERTY keyboard."""
        if (digit := AZERTY.get(event.character or "")) is not None:
            event.stop()
            self.action_show(digit)


AZERTY = dict(zip("&é\"'(-", "123456", strict=True))
