"""Importation, third step: what became of the lines, and the file of those that are left."""

from __future__ import annotations

import re
from enum import Enum

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from models.importation.choosing.importation import Importation
from models.importation.verdicts import Verdict
from models.portefeuille import Portefeuille
from models.wording import count, show_number
from screens.files.places import places_of
from screens.importation.done import done_in_words
from screens.importation.rejects import RejetsModal
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.columns import Column, Row
from screens.widgets.key_names import worded_on
from screens.widgets.nav import THE_LIST
from screens.widgets.paragraph import Paragraph
from screens.widgets.portal_screen import Head, PortalScreen
from screens.widgets.rows import RowList
from screens.windows.confirm import ConfirmModal

COLUMNS = (Column("", 9, "right"), Column("Ce que sont devenues les lignes"))
UNDO = "Sur la liste ou l'accueil, u annule cette importation entière."
NOTHING_LEFT = "Il ne reste aucune ligne à corriger."
NOT_KEPT = "Elles ne sont dans aucun fichier : <.write> les écrit, avec leur motif."
ONLY_HERE = "Par SSH, aucun fichier n'est écrit : <.lines> y revient, pour les corriger ici."
"""Where the screens write no file, and the lines that are left are nowhere else."""
MOST_REFUSED = 3
MANY = re.compile(r"\b(client|ligne|inscrite?|complété|prête|laissée|ignorée|jointe|lue)\b")


class Next(Enum):
    """What comes after the report."""

    LINES = "lines"
    DONE = "done"


def _plural(label: str, number: int) -> str:
    """Write a label for so many: each of its names and adjectives takes an s."""
    return label if number < 2 else MANY.sub(r"\1s", label)


class RapportScreen(PortalScreen[Next]):
    """Gives whether one goes back to the lines that are left, or is done."""

    TITLE = "Importation : le rapport"
    CSS_PATH = "report_screen.tcss"
    AUTO_FOCUS = "#terminer"
    BINDINGS = [
        Binding("e", "write", "Écrire les rejets", id="report.write"),
        Binding("l", "lines", "Lignes restantes", id="report.lines"),
        Binding("escape,f12", "finish", "Terminer", id="report.finish"),
    ]

    def __init__(self, portefeuille: Portefeuille, importation: Importation) -> None:
        super().__init__(*THE_LIST, "Importation", cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._importation = importation
        self._left = len(importation.left()) if importation.on_lines else 0
        self._is_written = False

    def body(self) -> ComposeResult:
        """Lay out the counts, then what may be done."""
        yield Head("Importation · 3 sur 3 : le rapport")
        yield Paragraph(done_in_words(self._importation.results), id="fait")
        yield RowList(COLUMNS, one_of_many=True, id="comptes")
        yield Paragraph("\n".join(self._importation.results.refused[:MOST_REFUSED]), id="refus")
        yield Paragraph(UNDO, id="annuler_tout")
        with ButtonRow():
            yield FlatButton("Terminer", variant="primary", id="terminer")
            if self._left:
                if places_of(self.app).allowed:
                    written = f"Écrire les rejets ({show_number(self._left)})"
                    yield FlatButton(written, id="ecrire")
                yield FlatButton("Lignes restantes", id="lignes_restantes")

    def on_mount(self) -> None:
        """Show the counts."""
        rows = self.query_one("#comptes", RowList)
        lines = list(self._lines())
        rows.styles.height = 1 + len(lines)
        rows.show(
            [
                Row(str(rank), (show_number(number), label))
                for rank, (number, label) in enumerate(lines)
            ]
        )
        if not self._left:
            self.say(NOTHING_LEFT)

    def _lines(self) -> list[tuple[int, str]]:
        """Count what became of each line that was read; who is completed was there already."""
        importation = self._importation
        results, counted, gone = importation.results, importation.counted, len(importation.gone)
        done = results.enrolled - results.to_report
        found = [
            (results.to_report, "client inscrit, à faire sur urssaf.fr"),
            (done, "client inscrit, rien à faire sur urssaf.fr"),
            (gone - results.enrolled, "ligne jointe à une autre, inscrite avec elle"),
            (counted(Verdict.DEJA), "ligne déjà inscrite"),
            (counted(Verdict.PRETE), "ligne prête laissée de côté"),
            (counted(Verdict.A_VERIFIER), "ligne à vérifier laissée de côté"),
            (counted(Verdict.ERREUR), "ligne en erreur"),
            (counted(Verdict.IGNOREE), "ligne ignorée"),
            (gone + importation.remaining, "ligne lue en tout"),
            (results.completed, "client complété, déjà inscrit"),
        ]
        return [(number, _plural(label, number)) for number, label in found if number]

    @on(FlatButton.Pressed, "#ecrire")
    @work(exclusive=True)
    async def action_write(self) -> None:
        """Write what is left in a file, with its motif."""
        said = await self.app.push_screen_wait(
            RejetsModal(self._importation, self._portefeuille.now.date())
        )
        if said:
            self._is_written = True
            self.say(said, "success")

    @on(FlatButton.Pressed, "#lignes_restantes")
    def action_lines(self) -> None:
        """Go back to the lines that are left."""
        self.dismiss(Next.LINES)

    @on(FlatButton.Pressed, "#terminer")
    @work(exclusive=True)
    async def action_finish(self) -> None:
        """Leave; asks first if lines are left that no file has."""
        left = count(self._left, "ligne non inscrite", "lignes non inscrites")
        kept = NOT_KEPT if places_of(self.app).allowed else ONLY_HERE
        question = ConfirmModal(f"Abandonner {left} ?", details=(worded_on(self, kept),))
        sure = self._is_written or not self._left
        if sure or await self.app.push_screen_wait(question):
            self.dismiss(Next.DONE)

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:  # noqa: ARG002
        """Say what there is nothing left for."""
        if action in ("write", "lines") and not self._left:
            return NOTHING_LEFT
        if action == "write" and self.is_mounted and not places_of(self.app).allowed:
            return ONLY_HERE
        return ""

    def go_to_tab(self, tab: str) -> None:  # noqa: ARG002
        """Stay: the tabs are behind this screen."""
        self.say("Terminez d'abord cette importation : Échap.")
