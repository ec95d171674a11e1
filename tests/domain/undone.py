"""What is shown before a gesture and after it is undone."""

from __future__ import annotations

from models.fiche import Fiche
from models.labels import Report, Service
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.writing.many import Fate
from tui.verbs.json_rows import rows

DPAE, ATTESTATIONS = frozenset({Service.DPAE}), frozenset({Service.ATTESTATIONS})
TO_DO, REFUSED = frozenset({Report.A_FAIRE}), frozenset({Report.REFUSE})
QUEUES = [Criteres(), Criteres(reports=TO_DO), Criteres(reports=REFUSED)]


def shown(portefeuille: Portefeuille) -> list[str]:
    """Give what the lists and JSON show, but for who touched it last, and how often."""
    told = []
    for criteres in QUEUES:
        page = portefeuille.page(criteres, size=50)
        told.append(str(page.total))
        told += [_without_version(fiche) for fiche in page.fiches]
    return [*told, *map(_without_version, portefeuille.corbeille(size=50).fiches)]


def _without_version(fiche: Fiche) -> str:
    lines = [line for line in rows([fiche], ()).splitlines() if '"version"' not in line]
    retired = bool(fiche.retire_le)
    proofs = fiche.montant_centimes, fiche.nir_masque
    waits = str(fiche.report_le if fiche.report is Report.A_FAIRE else "")
    return "\n".join(
        [*lines, str(retired), waits, fiche.report_motif, str(fiche.comptes), str(proofs)]
    )


def undo(portefeuille: Portefeuille) -> list[Fate]:
    geste = portefeuille.latest_gesture()
    assert geste is not None
    return portefeuille.undo(geste.lot, geste.uids)
