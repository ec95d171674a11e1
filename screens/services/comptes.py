"""The comptes of an inscription, as the portal's panel prints them."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from models.fiche import Fiche, FicheCompte
from models.wording import count
from screens.widgets.cells import cut, fit
from screens.widgets.key_names import worded_on
from screens.widgets.part_style import part_style

LEAST_LEFT = 28
LEAST_NAME = 14
LEAST_ROWS = 2
"""Rows that the comptes have, however small the window."""


class Comptes(Widget):
    """`123 456 782 00017 (Radié)`, and beside it `MME FAURE (Régime Général) 09110 SAVIGNAC`."""

    DEFAULT_CSS = """
    Comptes {
        height: auto;
        padding: 0 1;
        text-wrap: nowrap;

        &>.comptes--heading {
            color: $titre-panel;
            text-style: bold;
            background: $panel;
        }
    }
    """
    COMPONENT_CLASSES = {"comptes--heading"}

    fiche: reactive[Fiche | None] = reactive(None, layout=True)
    others: reactive[int] = reactive(0, layout=True)
    """Rows that the rest of the screen takes: the comptes have what is left."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the heading and its rows."""
        return 1 + len(self._rows(width, viewport.height))

    def render(self) -> Content:
        """Draw the heading, then the comptes that have room and how many have not."""
        width = self.content_size.width
        title = fit(fit("Siret de l'établissement", self._left) + "Raison sociale", width)
        rows = self._rows(width, self.screen.size.height)
        style = part_style(self, "comptes--heading")
        return Content("\n").join([Content.styled(title, style), *map(Content, rows)])

    @property
    def _left(self) -> int:
        comptes = self.fiche.comptes if self.fiche else ()
        return max(LEAST_LEFT, *(cell_len(compte.identity_with_etat) + 2 for compte in comptes), 0)

    def _rows(self, width: int, height: int) -> list[str]:
        fiche = self.fiche
        if fiche is None or not fiche.comptes:
            return [""]
        room = max(LEAST_ROWS, height - self.others)
        if len(fiche.comptes) == 1:
            return self._in_full(fiche, fiche.comptes[0], width)
        count_shown = room if len(fiche.comptes) <= room else room - 1
        shown = fiche.comptes[:count_shown]
        rows = [self._on_one_row(fiche, compte, width) for compte in shown]
        if more := len(fiche.comptes) - len(shown):
            key = worded_on(self.screen, "<.data>")
            rows.append(
                f"… et {count(more, 'autre compte', 'autres comptes')} ({key}\xa0: données)"
            )
        return rows

    def _in_full(self, fiche: Fiche, compte: FicheCompte, width: int) -> list[str]:
        """Write a compte that stands alone on two rows if its client has a long name."""
        room, where = width - self._left, _where(fiche, compte)
        number = fit(compte.identity_with_etat, self._left)
        whole = f"{fiche.nom} {where}".strip()
        if cell_len(whole) <= room:
            return [number + whole]
        return [number + cut(fiche.nom, room), " " * self._left + cut(where, room)]

    def _on_one_row(self, fiche: Fiche, compte: FicheCompte, width: int) -> str:
        """Write a compte on one row; the name gives way, but for its beginning, to the rest."""
        room = width - self._left
        where = _where(fiche, compte)
        if room - cell_len(where) <= min(cell_len(fiche.nom), LEAST_NAME):
            # The title of the list says the régime too.
            where = compte.place
        nom = cut(fiche.nom, max(room - cell_len(where) - 1, 8))
        return fit(compte.identity_with_etat, self._left) + cut(f"{nom} {where}".strip(), room)


def _where(fiche: Fiche, compte: FicheCompte) -> str:
    return f"({fiche.regime.label}) {compte.place}".strip()
