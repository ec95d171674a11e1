"""The rows of the corbeille: what was removed, by whom, and when it leaves."""

from __future__ import annotations

from uuid import UUID

from textual.app import ComposeResult

from models.fiche import Fiche
from models.labels import ToDo
from models.portefeuille import Portefeuille
from models.search.corbeille import key_of
from models.search.criteres import Anchor, Criteres, Key, Page
from models.wording import show_date
from screens.flows.idle_keys import NO_ROW
from screens.flows.short_names import SHORT_REGIMES, short_number
from screens.liste.listing import NARROW, ROOMY
from screens.liste.paged_rows import PagedRows
from screens.liste.paging import Paging
from screens.liste.ticked import MOST
from screens.widgets.columns import Column, Row

EMPTY = ("La corbeille est vide.",)
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
        super().__init__(portefeuille, Criteres())
        self._paging = CorbeillePaging(portefeuille, self.criteres)

    def compose(self) -> ComposeResult:
        """Lay out the rows, and where one stands."""
        yield self.rows
        yield self._pages
        yield self._apercu

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
        width = self.screen.size.width
        self.rows.show(
            [self._row(fiche, width) for fiche in self.page.fiches],
            cursor=cursor,
            columns=columns_of(width),
            empty=EMPTY,
        )
        self._pages.show(self.page, words=self.ticked.in_words, legend="")
        self.follow_cursor()

    def _row(self, fiche: Fiche, width: int) -> Row:
        cells = cells_of(fiche, width)
        return Row(str(fiche.uid), cells, tick=self.ticked.mark(fiche.uid))


def columns_of(width: int) -> list[Column]:
    """Give the columns in a window of `width` cells."""
    regime = [Column("Régime", 19 if width >= ROOMY else 7)] if width >= NARROW else []
    par = [Column("Par", 20 if width >= ROOMY else 13)] if width >= NARROW else []
    ends = Column("Supprimé", 10), *par, Column("Part le", 10)
    return [Column("Raison sociale"), Column("Siren", 11), *regime, *ends]


def cells_of(fiche: Fiche, width: int) -> tuple[str, ...]:
    """Say of a removal what `columns_of` asks."""
    regime = fiche.regime.label if width >= ROOMY else SHORT_REGIMES[fiche.regime]
    leaves = show_date(fiche.part_le) if fiche.part_le else STILL.get(fiche.ecart, "")
    removed = show_date(fiche.retire_le) if fiche.retire_le else ""
    wide = width >= NARROW
    by = [fiche.retire_par or "ligne de commande"] if wide else []
    name = fiche.nom if fiche.raison_sociale else "(sans nom)"
    return (name, short_number(fiche), *([regime] if wide else []), removed, *by, leaves)
