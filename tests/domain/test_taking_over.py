"""Inscribing again what waits to be résilié: never a silent double."""

from __future__ import annotations

import pytest

from models.errors import InCorbeille
from models.fiche import Fiche
from models.labels import Regime, Report, Service, ToDo, Vu
from models.lot import LotUndo
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from tests.cabinet import employeur, independant, siren

DPAE = frozenset({Service.DPAE})
TO_DO = Criteres(reports=frozenset({Report.A_FAIRE}))


@pytest.fixture
def gone(portefeuille: Portefeuille) -> Fiche:
    """Give a client that urssaf.fr has with one box, and that was removed here."""
    inside = portefeuille.report(portefeuille.enroll(employeur(1, services=DPAE)))
    return portefeuille.terminate(inside)


def undo(portefeuille: Portefeuille) -> None:
    geste = portefeuille.latest_gesture()
    assert geste is not None
    assert LotUndo(portefeuille, geste).run().left == ()


def test_it_is_refused_with_who_and_when_and_what_may_be_restored(
    portefeuille: Portefeuille, gone: Fiche
) -> None:
    with pytest.raises(InCorbeille, match="supprimé le 12/06/2026 par Claire Durand") as refused:
        portefeuille.enroll(employeur(1))
    assert (refused.value.uid, refused.value.field) == (gone.uid, "siren")
    found = portefeuille.waiting_to_end(siren(1), Regime.GENERAL)
    assert found is not None
    assert (found.uid, str(found)) == (gone.uid, str(refused.value))
    assert portefeuille.waiting_to_end(siren(1), Regime.ARTISAN_COMMERCANT) is None
    portefeuille.enroll(independant(1))
    portefeuille.report(gone)
    assert portefeuille.waiting_to_end(siren(1), Regime.GENERAL) is None
    portefeuille.enroll(employeur(1, comptes=employeur(2).comptes))


def test_inscribed_anew_it_takes_over_what_urssaf_has(
    portefeuille: Portefeuille, gone: Fiche
) -> None:
    new = portefeuille.enroll(employeur(1), anew=True)
    assert (new.vu_services, new.ecart, new.difference.fermer) == (DPAE, ToDo.CHANGER, DPAE)
    old = portefeuille.get(gone.uid)
    assert (old.vu, old.ecart, old.part_le is not None) == (Vu.ABSENT, ToDo.AUCUN, True)
    assert [fiche.uid for fiche in portefeuille.page(TO_DO).fiches] == [new.uid]


def test_said_to_be_there_it_is_there_as_it_is_typed(
    portefeuille: Portefeuille, gone: Fiche
) -> None:
    new = portefeuille.enroll(employeur(1, deja_inscrit=True), anew=True)
    assert (new.vu_services, new.ecart) == (frozenset(), ToDo.AUCUN)
    assert portefeuille.get(gone.uid).ecart is ToDo.AUCUN


@pytest.mark.parametrize("deja_inscrit", [False, True])
def test_undone_it_gives_back_what_it_took_over(
    portefeuille: Portefeuille, gone: Fiche, deja_inscrit: bool
) -> None:
    new = portefeuille.enroll(employeur(1, deja_inscrit=deja_inscrit), anew=True)
    undo(portefeuille)
    assert portefeuille.get(new.uid).ecart is ToDo.AUCUN
    back = portefeuille.get(gone.uid)
    assert (back.ecart, back.vu_services, back.vu_comptes) == (
        ToDo.RESILIER,
        gone.vu_services,
        gone.vu_comptes,
    )
    assert portefeuille.corbeille().fiches == (back,)
