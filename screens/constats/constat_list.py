"""What was found, line by line: one group of it, or all that is to be seen to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.binding import Binding

from models.identifiers.masking import mask_numbers
from models.labels import Regime
from models.rapprochement.comparing import Rapprochement
from models.rapprochement.constat import Constat, Groupe
from models.wording import count
from screens.constats.words import SHORT, TO_SEE, differing_in_words
from screens.flows.short_names import SHORT_REGIMES
from screens.widgets.bindings import hidden
from screens.widgets.columns import MARGIN, Column, Row, measured, name_column
from screens.widgets.rows import RowList

WHERE, TYPE = Column("Où"), Column("Type", 9)
SIREN, NUMBER = Column("Siren"), Column("Numéro")
NAME, QUOI = "Nom", Column("Ce qui diffère")
EMPTY = Column("Où", 13), Column("Numéro", 11), Column(NAME, 26), QUOI
"""What stands above the sentences of an empty list."""
USUAL, LEAST = 38, 18
"""The cells that say what differs, and the fewest: below the list it is said whole."""
TYPES = SHORT_REGIMES | {Regime.GENERAL: "Employeur"}
NARROW = 100
END_OF_NUMBER = 10
HOW_TO = (
    "Sur urssaf.fr, ouvrez « Gérer les établissements », sélectionnez toute la page (Ctrl+A), "
    "copiez-la (Ctrl+C), puis collez-la ici (clic droit dans PuTTY, Maj+Inser ou Ctrl+Maj+V "
    "ailleurs). Puis la page suivante, et ainsi de suite. Elles s'ajoutent, et la même deux fois "
    "ne change rien.",
    "",
    "Un tableau convient aussi, collé, ou lu dans un fichier (<.file>).",
    "",
    "La page du portail ne porte ni numéro ni total. Quand tout est collé, "
    "<.complete> dit « c'est tout ».",
)
NONE_HERE = ("Rien dans ce groupe. <.filter> : le suivant.",)
PICK_A_GROUP = "Choisissez d'abord un groupe (<.filter>) : « À voir » en mêle plusieurs."
ONE_BY_ONE = "Un par un : rien ne se fait d'un coup de ce qui n'a pas été lu sur urssaf.fr."
NOTHING_READ = "Rien n'est encore lu : collez une page du portail."
NO_LINE = "Aucune ligne dans ce groupe. <.filter> : le suivant."
NO_ACTION = "Rien à faire de cette ligne : elle ne se coche pas."
GROUPS: tuple[Groupe | None, ...] = (None, *Groupe)
ALL_AGREE = ("Tout ce qui a été lu est d'accord avec le portefeuille.",)


class ConstatList(RowList):
    """The lines of one group; what is ticked is ticked in all."""

    BINDING_GROUP_TITLE = "Ce qui a été comparé"
    BINDINGS = [
        Binding("enter", "open", "Que faire ?", id="constats.open"),
        hidden("pagedown,f8", "jump(1)", "Page suivante", id="constats.next"),
        hidden("pageup,f7", "jump(-1)", "Page précédente", id="constats.previous"),
    ]

    def __init__(self) -> None:
        super().__init__([], empty=HOW_TO, id="constats")
        self.groupe: Groupe | None = None
        self.ticked: set[str] = set()
        self.shown: dict[str, Constat] = {}
        self._found: Rapprochement | None = None

    @property
    def constat(self) -> Constat | None:
        """What is under the cursor."""
        row = self.current
        return self.shown.get(row.key) if row else None

    @property
    def why_none(self) -> str:
        """Say why there is no line here."""
        return NOTHING_READ if self._found is None else NO_LINE

    @property
    def chosen(self) -> tuple[Constat, ...]:
        """What is ticked, in the order of the list; else what is under the cursor."""
        if self.ticked and self._found:
            return tuple(one for one in self._found.constats if one.key in self.ticked)
        return (self.constat,) if self.constat else ()

    def show_found(self, found: Rapprochement | None) -> None:
        """Show what was found anew; what was ticked and is no more is ticked no more."""
        self._found = found
        there = {one.key for one in found.constats} if found else set[str]()
        self.ticked &= there
        self.show_group(self.groupe)

    def show_group(self, groupe: Groupe | None) -> None:
        """Show one group; None: all that is to be seen to."""
        self.groupe = groupe
        constats = self._found.constats if self._found else ()
        wanted = [one for one in constats if _is_of(one, groupe)]
        self.shown = {one.key: one for one in wanted}
        self._draw()

    def turn(self, step: int, counts: Mapping[Groupe, int]) -> str:
        """Show the next group that holds something, or the one before; names it."""
        rank = GROUPS.index(self.groupe)
        order = (GROUPS[(rank + step * n) % len(GROUPS)] for n in range(1, len(GROUPS) + 1))
        self.show_group(next(one for one in order if one is None or counts[one]))
        named = SHORT[self.groupe] if self.groupe else TO_SEE
        return f"{named} : {count(len(self.shown), 'ligne')}."

    def tick_current(self) -> str:
        """Tick the line under the cursor, or untick it, and go down; says why it cannot be."""
        if (constat := self.constat) is None:
            return self.why_none
        if not constat.actions:
            return NO_ACTION
        self.ticked ^= {constat.key}
        self._draw()
        self.action_move(1)
        return ""

    def tick_group(self) -> str:
        """Tick all that is shown, where it is of one group; says why it may not be."""
        if not self.shown:
            return self.why_none
        groups = {one.groupe for one in self.shown.values() if one.actions}
        if len(groups) > 1:
            return PICK_A_GROUP
        if Groupe.ICI in groups:
            return ONE_BY_ONE
        self.ticked |= {key for key, one in self.shown.items() if one.actions}
        self._draw()
        return ""

    def untick(self) -> str:
        """Untick all."""
        self.ticked.clear()
        self._draw()
        return ""

    def on_resize(self) -> None:
        """Say it in the new width."""
        super().on_resize()
        self._draw()

    def _draw(self) -> None:
        constats = tuple(self.shown.values())
        columns = columns_of(self.size.width, constats, mixed=self.groupe is None)
        rows = [self._row(key, one, columns) for key, one in self.shown.items()]
        self.show(rows, columns=columns, empty=self._sentences())

    def _sentences(self) -> tuple[str, ...]:
        if self._found is None or not self._found.constats:
            return HOW_TO
        return ALL_AGREE if self.groupe is None else NONE_HERE

    def _row(self, key: str, constat: Constat, columns: Sequence[Column]) -> Row:
        cells = {
            WHERE.title: SHORT[constat.groupe],
            SIREN.title: _number(constat),
            NUMBER.title: _number(constat),
            TYPE.title: TYPES[constat.regime] if constat.regime else "",
            NAME: mask_numbers(constat.nom),
            QUOI.title: differing_in_words(constat),
        }
        ticked = key in self.ticked if self.ticked else None
        dim = constat.groupe is Groupe.D_ACCORD and not constat.actions
        return Row(key, tuple(cells[one.title] for one in columns), dim=dim, tick=ticked)


def columns_of(width: int, constats: Sequence[Constat], *, mixed: bool) -> tuple[Column, ...]:
    """Give the columns in `width` cells, as wide as what they hold.

    Where groups are `mixed` each line says of which it is.
    """
    if not constats:
        return EMPTY
    where = measured(WHERE, (SHORT[one.groupe] for one in constats))
    number = SIREN if all(one.siren for one in constats) else NUMBER
    first = [where] * mixed + [measured(number, map(_number, constats))]
    first += [TYPE] * (width >= NARROW)
    left = width - MARGIN - QUOI.gap - sum((one.width or 0) + one.gap for one in first)
    said = max((cell_len(differing_in_words(one)) for one in constats), default=0)
    room = max(left - min(said, USUAL if width >= NARROW else LEAST), left // 2)
    return *first, name_column(NAME, (one.nom for one in constats), room), QUOI


def _is_of(constat: Constat, groupe: Groupe | None) -> bool:
    if groupe is None:
        return constat.groupe is not Groupe.D_ACCORD
    return constat.groupe is groupe


def _number(constat: Constat) -> str:
    """Give the Siren, or the end of the account number of who has none."""
    if constat.siren or not constat.number:
        return constat.shown_number
    return f"…{constat.number[-END_OF_NUMBER:]}"
