"""The columns of a table as they are shown: what each was read as, and why."""

from __future__ import annotations

from textual.binding import Binding

from models.importation.choosing.shown import examples
from models.importation.colonne import Colonne, Why, label_of, meaning_of
from models.importation.table import Tableau
from models.importation.words import veiled
from models.wording import capitalised, count
from screens.widgets.bindings import hidden
from screens.widgets.columns import Column, Row, end, measured
from screens.widgets.rows import RowList

UNTITLED = "(sans titre)"
TO_CONFIRM = "à confirmer"
WIDEST_TITLE, WIDEST_MEANING = 20, 22
IN_LARGE = 34
CURSOR = 1
"""Cells before the columns: nothing is ticked here."""
LARGE = 110
"""Columns from which a window shows titles and meanings whole."""
OF_PORTAL = "Page du portail : une ligne par compte."


class ColonneList(RowList):
    """The columns, in their order."""

    BINDING_GROUP_TITLE = "Les colonnes du tableau"
    BINDINGS = [
        Binding("enter", "open", "Lire autrement", id="colonnes.choose"),
        hidden("pagedown,f8", "jump(1)", "Page suivante", id="tableau.next"),
        hidden("pageup,f7", "jump(-1)", "Page précédente", id="tableau.previous"),
    ]

    def __init__(self) -> None:
        super().__init__((), id="colonnes")

    def show_columns(self, tableau: Tableau, width: int) -> None:
        """Show them in a window of this width."""
        columns = tableau.colonnes.all
        room = IN_LARGE if width >= LARGE else 0
        meanings = [meaning_of(one) for one in columns]
        titles = [titled(one) for one in columns]
        # Whole: the list cuts them where it has no room.
        cells = [examples(tableau, rank, width) for rank in range(len(columns))]
        number = Column("N°", 3, "right")
        title = Column("Titre", _room(titles, room or WIDEST_TITLE))
        after = (
            Column("Lue comme", _room(meanings, room or WIDEST_MEANING)),
            Column("Pourquoi", len(TO_CONFIRM)),
        )
        others = (number, title, *after)
        left = width - CURSOR - end(after) - sum((one.width or 0) + one.gap for one in others)
        heads = [number, title, measured(Column("Exemples"), cells, max(left, 0)), *after]
        rows = [
            Row(
                str(rank),
                (str(rank + 1), titles[rank], cells[rank], meanings[rank], why(one)),
                dim=one.champ is None,
            )
            for rank, one in enumerate(columns)
        ]
        self.styles.max_height = 1 + len(rows)  # what is said of them follows
        self.show(rows, columns=heads)


def _room(texts: list[str], most: int) -> int:
    """Give the width of a column: that of its longest text, within bounds."""
    return max(len("Lue comme"), min(most, max(map(len, texts), default=0)))


def titled(colonne: Colonne) -> str:
    """Give the title of a column."""
    return veiled(colonne.titre) or UNTITLED


def why(colonne: Colonne) -> str:
    """Say how it is known what a column is."""
    if colonne.doubted:
        return TO_CONFIRM
    return "" if colonne.why is Why.ASIDE else colonne.why.value


def named(colonne: Colonne, rank: int) -> str:
    """Name a column in a sentence."""
    title = veiled(colonne.titre)
    return f"Colonne {rank + 1}, « {title} »" if title else f"Colonne {rank + 1}, sans titre"


def column_in_words(tableau: Tableau, rank: int) -> str:
    """Say all of a column."""
    one = tableau.colonnes.all[rank]
    because = f" ({why(one)})" if why(one) else ""
    shown = examples(tableau, rank)
    told = f" Exemples : {shown}" if shown else " Aucune cellule."
    return f"{named(one, rank)} : {meaning_of(one)}{because}{_rather(one)}.{told}"


def _rather(colonne: Colonne) -> str:
    """Say what a column that is to be confirmed seems."""
    if not (colonne.doubted and colonne.seems):
        return ""
    return f", ressemble à « {label_of(colonne.seems)} »"


def read_in_words(tableau: Tableau) -> str:
    """Say what was read: how many lines, where their titles stand, what is to be known."""
    lignes = count(len(tableau.lignes), "ligne")
    line = tableau.colonnes.titres_ligne
    titles = f"titres en ligne {line}" if line else "sans ligne de titres"
    parts = (
        capitalised(tableau.grille.origine),
        lignes,
        OF_PORTAL if tableau.of_portal else titles,
    )
    told = " · ".join(filter(None, parts))
    remarks = tableau.remarques
    return " ".join((f"{told}.", *remarks)) if remarks else told
