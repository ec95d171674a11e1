"""The équipe: who is in it, what holds them up, and an access that closes with no client lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from models.access import sign_in_delays
from models.access.passwords import FIRST_DELAY
from models.equipe import Equipe, LotLeaving, Membre
from models.errors import Abandoned, BadFields, NotAllowed, NotFound
from models.labels import Role
from models.lot import Bilan, LotHandOver, LotUndo
from models.portefeuille import Portefeuille
from models.storage.failures import gesture
from models.tables import Operation, Utilisateur
from models.tables.tentative import Tentative
from models.writing import verifying
from tests.cabinet import NOON, all_of, colleague_of, employeur, fill


@pytest.fixture
def admin(portefeuille: Portefeuille) -> Portefeuille:
    return colleague_of(portefeuille, "Anne Admin", Role.ADMINISTRATEUR)


@pytest.fixture
def marc(admin: Portefeuille) -> Iterator[Portefeuille]:
    """Give a colleague who has three clients."""
    his = colleague_of(admin, "Marc Petit", Role.COLLABORATEUR)
    assert his._utilisateur is not None
    LotHandOver(admin, fill(admin, 3), his._utilisateur.uid).run()
    yield his
    assert verifying.verify(admin._cabinet, admin._vault).broken == ()


def named(admin: Portefeuille, nom: str) -> Membre:
    return next(one for one in Equipe(admin).membres() if one.nom == nom)


def verbs() -> list[str]:
    return [row.verbe for row in Operation.select().order_by(Operation.rang)]


def responsables(admin: Portefeuille) -> list[str | None]:
    return [fiche.responsable_nom for fiche in all_of(admin)]


def test_the_open_ones_come_first_by_name(admin: Portefeuille, marc: Portefeuille) -> None:
    for nom in ("Béatrice Aubert", "Élise Vidal"):
        colleague_of(admin, nom, Role.CONSULTATION)
    Utilisateur.update(actif=False).where(Utilisateur.nom == "Béatrice Aubert").execute()
    found = Equipe(admin).membres()
    assert [(one.nom, one.actif, one.clients) for one in found] == [
        ("Anne Admin", True, 0),
        ("Claire Durand", True, 0),
        ("Élise Vidal", True, 0),
        ("Marc Petit", True, 3),
        ("Béatrice Aubert", False, 0),
    ]
    admin.terminate(all_of(admin)[0])
    assert named(admin, "Marc Petit").clients == 2, "those that are removed do not count"
    assert marc.identifiant == named(admin, "Marc Petit").identifiant


def fail(admin: Portefeuille, who: str, times: int, usage: str = sign_in_delays.PASSWORD) -> None:
    """Count tries that failed, as the login does."""
    essai = sign_in_delays.tried(usage, who, "unix:x", admin._vault.digests)
    with gesture():
        for _ in range(times):
            assert not sign_in_delays.count_try(essai, admin.now)


def test_who_fails_is_held_and_let_go_by_an_administrateur(
    admin: Portefeuille, marc: Portefeuille
) -> None:
    fail(admin, marc.identifiant, 2)
    essais = named(admin, "Marc Petit").essais
    assert (essais.rates, essais.jusqu_a) == (2, None)
    fail(admin, marc.identifiant, 3)
    fail(admin, marc.identifiant, 1, sign_in_delays.CODE)
    essais = named(admin, "Marc Petit").essais
    assert (essais.rates, essais.jusqu_a) == (6, NOON + FIRST_DELAY)
    assert named(admin, "Anne Admin").essais.rates == 0
    Equipe(admin).unlock(marc.identifiant)
    assert named(admin, "Marc Petit").essais.rates == 0
    assert Tentative.select().count() == 0
    assert verbs()[-1] == "debloquer_utilisateur"


def test_tries_of_yesterday_are_forgotten(admin: Portefeuille, marc: Portefeuille) -> None:
    fail(admin, marc.identifiant, 5)
    Tentative.update(dernier=NOON - timedelta(hours=25)).execute()
    assert named(admin, "Marc Petit").essais.rates == 0


def test_an_access_closes_and_its_clients_go_in_one_gesture(
    admin: Portefeuille, marc: Portefeuille
) -> None:
    claire = named(admin, "Claire Durand")
    lot = LotLeaving(admin, named(admin, "Marc Petit"), claire.uid)
    assert lot.run() == Bilan(changed=3)
    assert lot.done == 3
    assert responsables(admin) == ["Claire Durand"] * 3
    closed = named(admin, "Marc Petit")
    assert (closed.actif, closed.clients, closed.identifiant) == (False, 0, marc.identifiant)
    assert verbs()[-4:] == ["desactiver_utilisateur", *["modifier"] * 3]
    geste = admin.latest_gesture()
    assert geste is not None
    assert len(geste.uids) == 3, "the clients are one lot"
    LotUndo(admin, geste).run()
    assert responsables(admin) == ["Marc Petit"] * 3
    assert not named(admin, "Marc Petit").actif, "an access opens by itself for nothing"


def test_what_was_confided_meanwhile_goes_too(admin: Portefeuille, marc: Portefeuille) -> None:
    his = named(admin, "Marc Petit")
    lot = LotLeaving(admin, his, None)
    more = admin.enroll(employeur(9, responsable=his.uid))
    lot.run()
    assert set(responsables(admin)) == {None}
    assert admin.get(more.uid).responsable is None
    assert marc.identifiant


@pytest.mark.parametrize("why", ["to is closed", "to is who leaves", "given up"])
def test_nothing_is_half_done(admin: Portefeuille, marc: Portefeuille, why: str) -> None:
    his, claire = named(admin, "Marc Petit"), named(admin, "Claire Durand")
    before = verbs()
    if why == "to is closed":
        Utilisateur.update(actif=False).where(Utilisateur.nom == "Claire Durand").execute()
    lot = LotLeaving(admin, his, his.uid if why == "to is who leaves" else claire.uid)
    with pytest.raises((NotFound, Abandoned)):
        lot.run(lambda done: why != "given up" or done < 0)
    assert (lot.done, lot.bilan) == (0, Bilan())
    assert named(admin, "Marc Petit").actif
    assert responsables(admin) == ["Marc Petit"] * 3
    assert verbs() == before
    assert marc.identifiant


def test_nobody_closes_themselves_nor_the_last_administrateur(admin: Portefeuille) -> None:
    me = named(admin, "Anne Admin")
    for refused in (
        lambda: LotLeaving(admin, me, None).run(),
        lambda: Equipe(admin).change_role(me.identifiant, Role.COLLABORATEUR),
    ):
        with pytest.raises(NotAllowed, match="dernier administrateur"):
            refused()
    colleague_of(admin, "Paul Second", Role.ADMINISTRATEUR)
    with pytest.raises(NotAllowed, match="On ne ferme pas son propre accès"):
        LotLeaving(admin, me, None).run()
    assert named(admin, "Anne Admin").actif


def test_who_is_added_is_in_the_equipe(admin: Portefeuille) -> None:
    code = Equipe(admin).add(identifiant="S.Leroy", nom="Sophie Leroy", role=Role.CONSULTATION)
    added = named(admin, "Sophie Leroy")
    assert (added.identifiant, added.role) == ("s.leroy", Role.CONSULTATION)
    assert len(code) == 23
    with pytest.raises(BadFields) as caught:
        Equipe(admin).add(identifiant="s.leroy", nom="", role=Role.CONSULTATION)
    assert set(caught.value.sentences) == {"identifiant"}
