"""The lines of a pasted table, and what is said of them all."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

from textual.binding import Binding

from models.importation.collage import Tableau
from models.importation.colonnes import COLONNES
from models.importation.inscription_groupee import Examen, Statut
from models.labels import Regime
from models.wording import count
from screens.flows.short_names import SHORT_REGIMES
from screens.widgets.bindings import hidden
from screens.widgets.columns import Column, Row
from screens.widgets.rows import RowList

TYPE = Column("Type", 10)
COLUMNS = (
    Column("Ligne", 5, "right"),
    Column("Statut", 12),
    Column("Siren / compte", 19),
    TYPE,
    Column("Raison sociale"),
)
TYPES = SHORT_REGIMES | {Regime.GENERAL: "Employeur"}
HOW_TO = (
    "Dans votre tableur, sélectionnez les lignes et copiez-les ; ici, collez-les",
    "(clic droit dans PuTTY, Maj+Inser ou Ctrl+Maj+V ailleurs).",
    "",
    "Une ligne par client : Siren ou Siret, numéro de compte, montant ou numéro",
    "de sécurité sociale, raison sociale, CP, ville, forme, dossier.",
    "L'ordre est libre ; une première ligne de titres aide à reconnaître les",
    "colonnes.",
)


class Lignes(RowList):
    """The lines of the paste."""

    BINDING_GROUP_TITLE = "Les lignes"
    BINDINGS = [
        Binding("enter", "open", "Corriger", id="lignes.correct"),
        hidden("pagedown,f8", "jump(1)", "Page suivante", id="lignes.next"),
        hidden("pageup,f7", "jump(-1)", "Page précédente", id="lignes.previous"),
    ]

    def __init__(self) -> None:
        super().__init__(COLUMNS, empty=HOW_TO, id="lignes")

    def action_jump(self, step: int) -> None:
        """Go as many lines further as are seen at once."""
        self.move_to(self.cursor_row + step * self.capacity)

    def show_examens(self, examens: Iterable[Examen], taken: Container[int], *, wide: bool) -> None:
        """Show lines, those that are taken ticked; only `wide` ones tell the type of client.

        A row has the number of its line as its key.
        """
        kept = [column for column in COLUMNS if wide or column is not TYPE]
        rows = []
        for examen in examens:
            row = _row(examen, ticked=examen.ligne.numero in taken)
            shown = dict(zip(COLUMNS, row.cells, strict=True))
            rows.append(replace(row, cells=tuple(shown[column] for column in kept)))
        self.show(rows, columns=kept)


def columns_in_words(tableau: Tableau) -> str:
    """Name the columns that are understood, and number the others."""
    known = [COLONNES[colonne].label for colonne in tableau.colonnes if colonne]
    unknown = [
        str(rank) for rank, colonne in enumerate(tableau.colonnes, start=1) if colonne is None
    ]
    left = f" (laissée de côté : colonne {', '.join(unknown)})" if unknown else ""
    return f"Colonnes : {', '.join(known) or 'aucune reconnue'}{left}"


def counts_in_words(examens: Iterable[Examen]) -> str:
    """Count the lines: all of them, then those of each statut; empty if there is none."""
    statuts = [examen.statut for examen in examens]
    words = (
        (Statut.PRETE, "prête", "prêtes"),
        (Statut.DOUTE, "à vérifier", "à vérifier"),
        (Statut.DEJA, "déjà inscrite", "déjà inscrites"),
        (Statut.ERREUR, "en erreur", "en erreur"),
    )
    parts = [
        count(statuts.count(statut), singular, plural)
        for statut, singular, plural in words
        if statut in statuts
    ]
    return f"{count(len(statuts), 'ligne')} : {' · '.join(parts)}" if parts else ""


def _row(examen: Examen, *, ticked: bool) -> Row:
    saisie = examen.saisie
    cells = (
        str(examen.ligne.numero),
        examen.statut.value,
        examen.number,
        examen.ligne.type_inconnu or TYPES[saisie.regime],
        saisie.raison_sociale,
    )
    return Row(str(examen.ligne.numero), cells, dim=examen.statut is Statut.DEJA, tick=ticked)
