"""What the dossiers of one person ask in the morning."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from models.labels import Role, Service, ToDo
from models.portefeuille import Portefeuille
from models.search.mine import LATELY, Waiting
from tests.cabinet import colleague_of, employeur

DPAE = frozenset({Service.DPAE})


@pytest.fixture
def me(portefeuille: Portefeuille) -> UUID:
    return portefeuille.personnes()[0].uid


def later(portefeuille: Portefeuille, delay: timedelta) -> Portefeuille:
    """Give the portefeuille of the same person, some time after."""
    then = portefeuille.now + delay
    return Portefeuille(
        portefeuille._cabinet, portefeuille._utilisateur, portefeuille._vault, now=lambda: then
    )


def test_each_kind_is_counted_with_its_oldest(portefeuille: Portefeuille, me: UUID) -> None:
    portefeuille.enroll(employeur(1, responsable=me))
    after = later(portefeuille, timedelta(days=3))
    after.enroll(employeur(2, responsable=me))
    after.terminate(after.enroll(employeur(3, responsable=me, deja_inscrit=True)))
    after.enroll(employeur(4))
    found = later(portefeuille, timedelta(days=5)).mine()
    assert found is not None
    assert found.a_faire == {ToDo.INSCRIRE: Waiting(2, 5), ToDo.RESILIER: Waiting(1, 2)}


def test_what_others_changed_lately_is_counted(portefeuille: Portefeuille, me: UUID) -> None:
    mine, other = (
        portefeuille.enroll(employeur(rank, responsable=who)) for rank, who in ((1, me), (2, None))
    )
    portefeuille.set_services(mine, DPAE)
    colleague = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    assert portefeuille.mine().par_d_autres == 0  # type: ignore[union-attr]
    for one in (mine, other):
        colleague.set_services(portefeuille.get(one.uid), frozenset())
    assert portefeuille.mine().par_d_autres == 1  # type: ignore[union-attr]
    assert later(portefeuille, LATELY + timedelta(hours=1)).mine().par_d_autres == 0  # type: ignore[union-attr]


def test_what_was_refused_is_counted(portefeuille: Portefeuille, me: UUID) -> None:
    for rank, who in ((1, me), (2, None)):
        portefeuille.refuse(portefeuille.enroll(employeur(rank, responsable=who)), motif="inconnu")
    assert portefeuille.mine().refuses == 1  # type: ignore[union-attr]


def test_the_command_line_has_no_dossier(portefeuille: Portefeuille) -> None:
    assert Portefeuille(portefeuille._cabinet, None, portefeuille._vault).mine() is None
