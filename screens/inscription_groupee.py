"""Inscription groupée: lines pasted from a spreadsheet, looked at one by one, inscribed at once."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one

from models.brouillons.contents import TablePasted
from models.importation import collage
from models.importation.collage import Ligne, Tableau
from models.importation.inscription_groupee import Examen, Statut, examine
from models.importation.lot_enroll import LotEnroll
from models.portefeuille import Portefeuille
from models.wording import count, show_number
from screens.flows.drafts import Draft
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.lots import carry_out_lot
from screens.flows.resumed import Resumed
from screens.importation.lignes import Lignes, columns_in_words, counts_in_words
from screens.importation.pasted import Pasted
from screens.liste.listing import NARROW
from screens.widgets.choice import Tick
from screens.widgets.field import several_lines
from screens.widgets.nav import THE_LIST
from screens.widgets.paragraph import Paragraph
from screens.widgets.portal_screen import Head, PortalScreen
from screens.widgets.rows import RowList
from screens.windows.confirm import ConfirmModal
from screens.windows.ligne import LigneModal

INSCRITS = "Déjà inscrits sur urssaf.fr"
NO_LINE = "Rien à lire dans ce qui a été collé : une ligne par client."
RESUMED = "Saisie reprise. <.enroll> inscrit les lignes cochées."
UNTICKED = (
    "« Déjà inscrits » est décoché : ces lignes ont de quoi être inscrites sur urssaf.fr. "
    "<.inscrits> le coche de nouveau."
)


class InscriptionGroupeeScreen(PortalScreen[str]):
    """Gives what to say of what was inscribed; empty if nothing was."""

    TITLE = "Inscription groupée"
    CSS_PATH = "inscription_groupee.tcss"
    AUTO_FOCUS = "#lignes"
    BINDINGS = [
        Binding("ctrl+s,f10", "enroll", "Inscrire", id="inscription_groupee.enroll"),
        Binding("space", "take", "Cocher", id="inscription_groupee.take"),
        Binding("f2", "inscrits", "Déjà inscrits", id="inscription_groupee.inscrits"),
        Binding("escape,f12", "back", "Retour", id="inscription_groupee.back"),
    ]

    _rows = query_one(Lignes)
    _tick = query_one("#inscrits", Tick)

    def __init__(
        self,
        portefeuille: Portefeuille,
        text: str = "",
        resumed: Resumed[TablePasted] | None = None,
    ) -> None:
        super().__init__(*THE_LIST, "Inscrire", cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._first, self._resumed = text, resumed
        self.draft: Draft = Draft(portefeuille.brouillons, self, resumed)
        self._pasted = Pasted()
        self._tableau: Tableau | None = None
        self._examens: dict[int, Examen] = {}
        self._unseen: list[Ligne] = []
        self._taken: set[int] = set()
        self._enrolled = self._to_report = 0

    def body(self) -> ComposeResult:
        """Lay out what was understood, the lines, and what is to be known of one."""
        yield Head(self.TITLE, Tick(INSCRITS, id="inscrits"))
        yield Paragraph(id="colonnes")
        yield Paragraph(id="compteurs")
        yield Lignes()
        yield Paragraph(id="phrase")

    async def on_mount(self) -> None:
        """Read what was pasted in the list, or what was there before a cut."""
        if self._first:
            await self._read(self._first)
        if self._resumed:
            await self._resume(self._resumed)

    # Reading

    async def take_text(self, text: str) -> None:
        """Add the lines pasted here to those that are there; a word alone is no line."""
        if several_lines(text) or any(map(str.isdigit, text)):
            await self._read(text)
        else:
            self.say(NO_LINE, "error")

    async def _read(self, text: str) -> None:
        tableau = self._pasted.read(text)
        if not tableau.lignes:
            self.say("Rien à lire dans ce qui a été collé : une ligne par client.", "error")
            return
        first, kept = self._tableau is None, self._tick.value and tableau.has_proofs
        if first or kept:
            self._tick.value = not tableau.has_proofs
        self._tableau = tableau
        await self._examine([*self._lignes, *tableau.lignes])
        warnings = [UNTICKED] if kept else []
        if tableau.left_out:
            left = count(tableau.left_out, "ligne")
            warnings.append(f"Au plus {collage.MOST} lignes à la fois : {left} n'ont pas été lues.")
        if warnings:
            self.say(" ".join(warnings), "warning")

    async def _resume(self, resumed: Resumed[TablePasted]) -> None:
        """Show the lines as they were, those that were ticked ticked again."""
        made = resumed.typed.corrections
        self._tableau, lignes = self._pasted.resume(resumed.typed)
        self._tick.value = made.deja_inscrits
        self._taken = set(made.taken)
        if not await self._examine(lignes):
            return
        may = {Statut.PRETE, Statut.DOUTE}
        self._taken = {one for one in made.taken & self._examens.keys() if self._statut(one) in may}
        self._show()
        self.say(RESUMED)

    def _statut(self, numero: int) -> Statut:
        return self._examens[numero].statut

    @property
    def unsaved(self) -> bool:
        """Whether lines are not inscribed."""
        return bool(self._lignes)

    @property
    def _lignes(self) -> list[Ligne]:
        return self._unseen or [examen.ligne for examen in self._examens.values()]

    async def _examine(self, lignes: list[Ligne]) -> bool:
        """Look at every line again: one may be the double of another. Tells whether it was done.

        What could not be looked at is not lost: a tick, or one more paste, tries again.
        """
        self._unseen = lignes
        examens = await carry_out(
            self, lambda: examine(self._portefeuille, lignes, deja_inscrit=self._tick.value)
        )
        if examens is REFUSED:
            self.keep_typed()
            return False
        self._unseen = []
        before = {numero: examen.statut for numero, examen in self._examens.items()}
        self._examens = {examen.ligne.numero: examen for examen in examens}
        for numero, examen in self._examens.items():
            if examen.statut in (Statut.DEJA, Statut.ERREUR):
                self._taken.discard(numero)
            elif examen.statut is Statut.PRETE and before.get(numero) is not Statut.PRETE:
                self._taken.add(numero)
        self._taken &= self._examens.keys()
        self._show()
        return True

    @on(Tick.Changed)
    async def read_again(self) -> None:
        """Ask the proofs, or do not."""
        await self._examine(self._lignes)

    # What is shown

    def _show(self) -> None:
        self._show_lines()
        if self._tableau is not None:
            self.query_one("#colonnes", Paragraph).say(columns_in_words(self._tableau))
        self.query_one("#compteurs", Paragraph).say(counts_in_words(self._examens.values()))
        self._tell()
        self.refresh_bindings()
        self.keep_typed()

    def keep_typed(self) -> None:
        """Have the table kept, in case the line is cut."""
        there, ticked = [ligne.numero for ligne in self._lignes], self._tick.value
        self.draft.note(self._pasted.kept(there, self._taken, deja_inscrits=ticked))

    def _show_lines(self) -> None:
        wide = self.size.width >= NARROW
        self._rows.show_examens(self._examens.values(), self._taken, wide=wide)

    def on_resize(self) -> None:
        """Say it in the new width."""
        self._show_lines()

    @on(RowList.Moved)
    def follow_cursor(self) -> None:
        """Say what is to be known of the line under the cursor."""
        self.foot.clear()
        self._tell()

    def _tell(self) -> None:
        examen = self._current
        phrase = f"Ligne {examen.ligne.numero}. {examen.phrase}" if examen and examen.phrase else ""
        self.query_one("#phrase", Paragraph).say(phrase)

    @property
    def _current(self) -> Examen | None:
        row = self._rows.current
        return self._examens[int(row.key)] if row else None

    # Choosing

    def action_take(self) -> None:
        """Take the line under the cursor, or leave it; go down."""
        if (examen := self._current) is None:
            self.say("Aucune ligne : collez d'abord votre tableau.", "warning")
            return
        if examen.statut in (Statut.DEJA, Statut.ERREUR):
            self.say(f"{examen.statut.value} : Entrée pour corriger la ligne.", "warning")
            return
        self._taken ^= {examen.ligne.numero}
        self._show()
        self._rows.action_move(1)

    def action_inscrits(self) -> None:
        """Tick or untick « Déjà inscrits » from anywhere."""
        self._tick.action_switch()

    @on(RowList.Opened)
    @work(exclusive=True)
    async def correct(self) -> None:
        """Correct the text of the line, then read it again."""
        if (examen := self._current) is None:
            return
        fresh = await self.app.push_screen_wait(LigneModal(examen.ligne, examen.phrase))
        if fresh is not None:
            self._pasted.correct(fresh)
            await self._examine([fresh if had is examen.ligne else had for had in self._lignes])

    # Inscribing

    @work(exclusive=True)
    async def action_enroll(self) -> None:
        """Inscribe what is ticked, once confirmed; what is not stays here."""
        taken = [examen for numero, examen in self._examens.items() if numero in self._taken]
        if not taken:
            self.say("Aucune ligne cochée : Espace prend une ligne prête.", "warning")
            return
        question = ConfirmModal(f"Inscrire {count(len(taken), 'client')} ?", details=self._left())
        if not await self.app.push_screen_wait(question):
            return
        lot = LotEnroll(self._portefeuille, taken)
        if await carry_out_lot(self, lot) is None:
            return
        self._enrolled += len(lot.enrolled)
        self._to_report += 0 if self._tick.value else len(lot.enrolled)
        await self._examine([ligne for ligne in self._lignes if ligne.numero not in lot.enrolled])
        if not self._examens:
            self.dismiss(self._done)
        else:
            rest = count(len(self._examens), "ligne")
            self.say(f"{self._done} Encore {rest} ici.", "success")

    @property
    def _done(self) -> str:
        """Tell what was inscribed since the screen was opened, in however many times."""
        number, to_report = self._enrolled, self._to_report
        enrolled = count(number, "client inscrit", "clients inscrits")
        if 0 < to_report < number:
            return f"{enrolled}, dont {show_number(to_report)} à faire sur urssaf.fr."
        return f"{enrolled}. À faire sur urssaf.fr." if to_report else f"{enrolled}."

    def _left(self) -> tuple[str, ...]:
        """Tell what will not be inscribed."""
        left = len(self._examens) - len(self._taken)
        return (f"{count(left, 'ligne laissée', 'lignes laissées')} de côté.",) if left else ()

    @work(exclusive=True)
    async def action_back(self) -> None:
        """Leave; asks first if lines are not inscribed."""
        left = count(len(self._examens), "ligne non inscrite", "lignes non inscrites")
        question = ConfirmModal(f"Abandonner {left} ?")
        if not self._examens or await self.app.push_screen_wait(question):
            self.dismiss(self._done if self._enrolled else "")

    def go_to_tab(self, tab: str) -> None:  # noqa: ARG002
        """Stay: the tabs are behind this screen."""
        self.say("Terminez d'abord cette inscription : Échap l'abandonne.")
