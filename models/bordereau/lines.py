"""What the list to tick says of each inscription: texts, and no secret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from models.clicks import spelled
from models.errors import Abandoned
from models.fiche import Fiche
from models.identifiers import numero_compte, siren
from models.labels import Report
from models.long_work import NOTHING_WRITTEN, SLICE, GoOn, to_the_end
from models.portefeuille import Portefeuille
from models.search.criteres import After, Anchor, Criteres, Edge, Key, Tri
from models.wording import show_date

QUEUE = Criteres(reports=frozenset({Report.A_FAIRE}), tri=Tri.A_FAIRE)

TITLES = (
    *("À faire", "Raison sociale", "Régime", "Siren", "Numéros de compte", "À cliquer"),
    *("Depuis le", "Responsable", "Dossier", "Fait"),
)
"""The columns; the last one is left empty, to be ticked."""


@dataclass(frozen=True)
class Bordereau:
    """What waits in a list, read at one instant, and for whom it was read."""

    cabinet: str
    person: str
    instant: datetime
    fiches: tuple[Fiche, ...]

    @property
    def rows(self) -> Iterator[tuple[str, ...]]:
        """The cells of each line, under TITLES; a non-breaking space would hide a number."""
        for fiche in self.fiches:
            yield tuple(cell.replace("\u00a0", " ") for cell in _cells(fiche))


def read(
    portefeuille: Portefeuille, criteres: Criteres = QUEUE, go_on: GoOn = to_the_end
) -> Bordereau:
    """Read what waits in a list, in its order; raises Abandoned."""
    instant = portefeuille.now
    fiches: list[Fiche] = []
    anchor: Anchor = Edge.FIRST
    while some := portefeuille.page(criteres, anchor, size=SLICE).fiches:
        fiches += some
        anchor = After(Key.of(some[-1], criteres.tri))
        if not go_on(len(fiches)):
            raise Abandoned(NOTHING_WRITTEN)
    cabinet, person = portefeuille.cabinet_nom, portefeuille.utilisateur_nom
    return Bordereau(cabinet, person, instant, tuple(fiches))


def _cells(fiche: Fiche) -> tuple[str, ...]:
    numbers = (one.numero_compte for one in fiche.comptes)
    return (
        fiche.ecart.label,
        fiche.nom,
        fiche.regime.label,
        siren.show(fiche.siren) if fiche.siren else "",
        ", ".join(numero_compte.show(one) for one in numbers if one),
        spelled(fiche),
        show_date(fiche.report_le or fiche.modifie_le),
        fiche.responsable_nom or "",
        fiche.code_dossier or "",
        "",
    )
