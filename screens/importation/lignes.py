"""The lines of a table: ten thousand of them, of which those in sight alone are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import overload

from textual.binding import Binding

from models.importation.choosing.importation import Importation
from models.importation.choosing.shown import name_shown, number_shown, type_shown
from models.importation.choosing.ticks import Shown, Turned
from models.importation.doubts import Nature
from models.importation.lines import Ligne
from models.importation.verdicts import Examen, Verdict
from models.importation.words import veiled
from models.wording import count, show_number
from screens.liste.listing import NARROW
from screens.widgets.bindings import hidden
from screens.widgets.columns import MARGIN, Column, Row, measured
from screens.widgets.rows import RowList

LIGNE, VERDICT, TYPE = Column("Ligne", 5, "right"), Column("Verdict"), Column("Type", 9)
SIREN, NUMBER = Column("Siren", 11), Column("Siren / compte")
NAME, MOTIF = Column("Raison sociale"), Column("Motif")
LONGEST_NUMBER = len("117 000000900000001")
OF_NAMES = 20
"""One name of so many may be cut."""
LARGE = 110
"""Columns from which a window shows the motif of each line."""
NONE_SHOWN = "Aucune ligne de cette sorte. <.show_all> : toutes les lignes."
LABELS = {
    Verdict.PRETE: "Prêtes",
    Verdict.A_VERIFIER: "À vérifier",
    Verdict.DEJA: "Déjà inscrites",
    Verdict.ERREUR: "En erreur",
    Verdict.IGNOREE: "Ignorées",
}
KEYS: dict[str, Shown] = {str(rank): one for rank, one in enumerate((None, *LABELS), 1)}
"""The key of each filter."""


class Drawn(Sequence[Row]):
    """Rows that are made when they are drawn."""

    def __init__(self, numeros: Sequence[int], made: Callable[[int], Row]) -> None:
        self.numeros = numeros
        self._made = made

    def __len__(self) -> int:
        return len(self.numeros)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        """Make a row, or several."""
        if isinstance(index, slice):
            return [self._made(numero) for numero in self.numeros[index]]
        return self._made(self.numeros[index])


class Lignes(RowList):
    """The lines of the table, by their numbers."""

    BINDING_GROUP_TITLE = "Les lignes"
    BINDINGS = [
        Binding("enter", "open", "Corriger", id="lignes.correct"),
        hidden("pagedown,f8", "jump(1)", "Page suivante", id="lignes.next"),
        hidden("pageup,f7", "jump(-1)", "Page précédente", id="lignes.previous"),
    ]

    def __init__(self, importation: Importation) -> None:
        super().__init__([], empty=(NONE_SHOWN,), id="lignes")
        self._importation = importation

    def lead_to(self, rank: int) -> None:
        """Put the cursor on a row; what was said stays, as nobody moved."""
        with self.prevent(self.Moved):
            self.move_to(rank)

    def show_lines(self, numeros: Sequence[int], cursor: int) -> None:
        """Show lines by their numbers, and stand on one."""
        clients = [one for one in map(self._importation.examens.get, numeros) if one]
        columns = columns_of(self.size.width, [one for one in clients if not one.ligne.ignoree])
        self.show_drawn(Drawn(numeros, self._row), cursor=cursor, columns=columns)

    def _row(self, numero: int) -> Row:
        examen = self._importation.examens.get(numero)
        if examen is None:
            # It was inscribed a moment ago, under the window that says so.
            return Row(str(numero), ("",) * len(self._columns), tick=False)
        cells = {
            LIGNE.title: show_number(numero),
            VERDICT.title: examen.verdict.label,
            SIREN.title: number_shown(examen),
            NUMBER.title: number_shown(examen),
            TYPE.title: type_shown(examen),
            NAME.title: name_shown(examen),
            MOTIF.title: veiled(examen.motif),
        }
        return Row(
            str(numero),
            tuple(cells[column.title] for column in self._columns),
            dim=examen.verdict in (Verdict.IGNOREE, Verdict.DEJA),
            tick=self._importation.ticks.is_taken(numero),
        )


def columns_of(width: int, examens: Sequence[Examen]) -> tuple[Column, ...]:
    """Give the columns of these lines in `width` cells: names have what the others leave.

    The type gives way where more than one name in `OF_NAMES` would be cut. Neither numbers nor
    names are laid out, which takes long for ten thousand.
    """
    names = [one.ligne.saisie.raison_sociale for one in examens]
    verdict = measured(VERDICT, (one.label for one in {one.verdict for one in examens}))
    first = [LIGNE, verdict, _number(examens)]
    if width >= LARGE:
        return *first, TYPE, measured(NAME, names), MOTIF
    left = width - MARGIN - sum((one.width or 0) + one.gap for one in (*first, TYPE))
    if width >= NARROW and sum(len(one) > left for one in names) * OF_NAMES <= len(names):
        first.append(TYPE)
    return *first, NAME


def _number(examens: Sequence[Examen]) -> Column:
    """Give the column of the numbers the room of the longest."""
    numbers = [_number_of(one.ligne) for one in examens]
    longest = max(map(len, numbers), default=0)
    if longest <= len("000 000 000") and all(one.ligne.saisie.siren for one in examens):
        return SIREN
    laid_out = min(longest + len(" "), LONGEST_NUMBER)
    return replace(NUMBER, width=max(len(NUMBER.title), laid_out))


def _number_of(ligne: Ligne) -> str:
    return ligne.saisie.siren or ligne.compte.numero_compte or ligne.saisie.siren_societe


def label_of(shown: Shown) -> str:
    """Name what is shown of the lines."""
    if shown is None:
        return "Toutes"
    return LABELS[shown] if isinstance(shown, Verdict) else f"À vérifier : {shown.value}"


def filters(importation: Importation) -> list[Shown]:
    """Give what the lines may be narrowed to, in order: where there is some of it."""
    counts = importation.ticks.counts
    kinds: list[Shown] = [one for one in Nature if counts[one]]
    found: list[Shown] = [None]
    for one in LABELS:
        found.append(one)
        found += kinds if one is Verdict.A_VERIFIER and len(kinds) > 1 else []
    return [one for one in found if one is None or counts[one]]


def counts_in_words(importation: Importation, shown: Shown) -> str:
    """Count the lines of each verdict, with its key; what is shown stands in brackets."""
    counts = importation.ticks.counts
    parts = []
    for key, one in KEYS.items():
        if one is None or counts[one]:
            told = f"{key} {label_of(one)} {show_number(counts[one])}".replace(" ", "\xa0")
            is_shown = one is shown or (one is Verdict.A_VERIFIER and isinstance(shown, Nature))
            parts.append(f"[{told}]" if is_shown else told)
    return "  ".join(parts)


def phrase(importation: Importation, examen: Examen) -> str:
    """Name a line, and say what is to be known of it; empty if nothing is."""
    told = told_of(importation, examen)
    return f"Ligne {examen.ligne.numero}. {told}" if told.strip() else ""


def told_of(importation: Importation, examen: Examen) -> str:
    """Say what is to be known of a line."""
    told = veiled(examen.motif)
    if examen.avec_ligne is not None and examen.verdict is not Verdict.IGNOREE:
        told = f"Avec la ligne {examen.avec_ligne}. {told}"
    if examen.verdict is Verdict.DEJA:
        head = examen.avec_ligne or examen.ligne.numero
        found = importation.completion(importation.examens[head])
        told += f" {_adds(len(found.added), len(found.differences))}"
    return told


def taken_in_words(importation: Importation, shown: Shown) -> str:
    """Say how many clients are taken, and what is shown of the lines."""
    ticks = importation.ticks
    parts = [f"À inscrire : {count(ticks.to_enroll, 'client')}"]
    if ticks.to_complete:
        parts.append(f"à compléter : {show_number(ticks.to_complete)}")
    kind = "" if shown is None else f" Montré : {label_of(shown)}."
    return f"{' · '.join(parts)}.{kind}"


def turned_in_words(importation: Importation, turned: Turned) -> str:
    """Say what became of all the lines that are shown; which could not be taken first, and why."""
    if not turned.number and turned.first is None:
        return "Aucune ligne à prendre."
    words = ("ligne prise", "lignes prises") if turned.taken else ("laissée", "laissées")
    done = f"{count(turned.number, *words)}."
    parts = [done if turned.number else "Aucune ligne ne peut être prise."]
    if turned.number and turned.others:
        others = ("autre ne peut pas être prise", "autres ne peuvent pas être prises")
        parts.append(f"{count(turned.others, *others)}.")
    if turned.first is not None:
        which = "C'est" if turned.number and turned.others == 1 else "La première est"
        parts += [f"{which} la ligne {turned.first}.", importation.ticks.why_not(turned.first)]
    return " ".join(parts)


def _adds(added: int, differences: int) -> str:
    if not added:
        return "Entrée : les différences." if differences else "Le tableau n'en dit rien de plus."
    return "Le tableau a ce qui manque ici. Entrée : voir, et compléter."
