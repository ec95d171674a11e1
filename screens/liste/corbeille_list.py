"""The rows of the corbeille: what was removed, by whom, and when it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from models.fiche import Fiche
from models.labels import ToDo
from models.portefeuille import Portefeuille
from models.search.corbeille import key_of
from models.search.criteres import Anchor, Criteres, Key, Page
from models.wording import show_date
from screens.flows.idle_keys import NO_ROW
from screens.flows.short_names import SHORT_REGIMES, short_number
from screens.liste.listing import NARROW, ROOMY, Part
from screens.liste.paged_rows import PagedRows
from screens.liste.paging import Paging
from screens.liste.removed_beside import RemovedBeside
from screens.liste.ticked import MOST
from screens.widgets.columns import MARGIN, Column, Row, measured

EMPTY = ("La corbeille est vide.",)
MOST_PAR, LEAST = 20, 14
"""The most cells of who removed it, and those that it has in a page of 80."""
STILL = {ToDo.RESILIER: "à résilier", ToDo.INCONNU: "à vérifier"}
"""What urssaf.fr has still to be told of a removal."""


class CorbeillePaging(Paging):
    """One page at a time of what was removed, the newest removal first."""

    def _key(self, fiche: Fiche) -> Key:
        return key_of(fiche)

    def _read(self, anchor: Anchor, size: int | None = None) -> Page:
        return self._portefeuille.corbeille(anchor, size=size or self.size)


class CorbeilleList(PagedRows):
    """What was removed; any row may be ticked."""

    removed_too = True

    def __init__(self, portefeuille: Portefeuille) -> None:
        super().__init__(portefeuille, Criteres(), RemovedBeside())
        self._paging = CorbeillePaging(portefeuille, self.criteres)

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:
        """Say why `action` would do nothing now; empty if it would do something."""
        if action not in ("restore", "tick"):
            return super().why_not(action, parameters)
        if why := self._portefeuille.why_read_only:
            return why
        return "" if self.ticked or self.current else NO_ROW

    def tell_ticked(self) -> None:
        """Say how many are ticked, and what may be done to them; nothing if none is."""
        several = "les restaurer" if len(self.ticked.uids) > 1 else "le restaurer"
        offer = f"{self.ticked.in_words}. <.restore> : {several}, <liste.untick> : aucun."
        self._say(offer if self.ticked else "")

    def _all(self) -> tuple[UUID, ...]:
        return self._portefeuille.corbeille_uids(most=MOST + 1)

    def _show(self, cursor: str | int | None = None) -> None:
        told = self._beside.display
        shown = parts(self.rows.size.width, self.page.fiches, told=told)
        self.rows.show(
            [self._row(fiche, shown) for fiche in self.page.fiches],
            cursor=cursor,
            columns=[part.column for part in shown],
            empty=EMPTY,
        )
        self._pages.show(self.page, words=self.ticked.in_words, legend="")
        self.follow_cursor()

    def _row(self, fiche: Fiche, shown: Sequence[Part]) -> Row:
        cells = tuple(part.says(fiche) for part in shown)
        return Row(str(fiche.uid), cells, tick=self.ticked.mark(fiche.uid))


def parts(width: int, fiches: Sequence[Fiche], *, told: bool) -> list[Part]:
    """Give the columns of a page in `width` cells: the names have what they need first.

    Who removed it, then its régime, stand where they find room; who did in 80 cells too, unless
    that is `told` beside the list.
    """
    name = Part(measured(Column("Raison sociale"), map(_name, fiches)), _name)
    regimes = (
        Part(Column("Régime", 19), lambda fiche: fiche.regime.label),
        Part(Column("Régime", 7), lambda fiche: SHORT_REGIMES[fiche.regime]),
    )
    most = MOST_PAR if width >= ROOMY else LEAST
    par = Part(measured(Column("Par"), map(_par, fiches), most), _par)
    siren = Part(Column("Siren", 11), short_number)
    ends = Part(Column("Supprimé", 10), _removed), Part(Column("Part le", 10), _leaves)
    left = width - MARGIN - 1 + name.column.gap - _cells(name, siren, *ends)
    has_par = _cells(par) <= left or (width >= NARROW and not told)
    left -= has_par * _cells(par)
    regime = [one for one in regimes if _cells(one) <= left][:1]
    shown = [name, siren, *regime, ends[0], *[par] * has_par, ends[1]]
    if left < 0:
        # What the names lack is cut.
        shown[0] = replace(name, column=Column("Raison sociale"))
    return shown


def _cells(*columns: Part) -> int:
    return sum((part.column.width or 0) + part.column.gap for part in columns)


def _name(fiche: Fiche) -> str:
    return fiche.nom if fiche.raison_sociale else "(sans nom)"


def _par(fiche: Fiche) -> str:
    return fiche.retire_par or "ligne de commande"


def _removed(fiche: Fiche) -> str:
    return show_date(fiche.retire_le) if fiche.retire_le else ""


def _leaves(fiche: Fiche) -> str:
    return show_date(fiche.part_le) if fiche.part_le else STILL.get(fiche.ecart, "")
