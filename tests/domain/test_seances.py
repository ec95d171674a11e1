"""Sessions that are open are told as long as they live, however they end."""

from __future__ import annotations

from uuid import uuid4

import pytest
from peewee import Database

from models.access.ssh_keys import add_key
from models.equipe import Equipe, Membre
from models.labels import Role
from models.portefeuille import Portefeuille
from models.sealing.vault import Vault
from models.seances import Ouverte
from models.storage.opening import opened
from models.tables import Seance
from tests.cabinet import NOON, colleague_of
from tests.domain.bases import busy_base
from tests.ssh_keys import ECDSA, ED25519


@pytest.fixture
def admin(portefeuille: Portefeuille) -> Portefeuille:
    return colleague_of(portefeuille, "Anne Admin", Role.ADMINISTRATEUR)


def of(admin: Portefeuille, nom: str) -> Membre:
    return next(one for one in Equipe(admin).membres() if one.nom == nom)


def test_who_is_in_is_told_until_they_leave(admin: Portefeuille) -> None:
    marc = colleague_of(admin, "Marc Petit", Role.COLLABORATEUR)
    acting = {"by": None, "vault": admin._vault, "now": NOON}
    key = add_key(admin._cabinet, marc.identifiant, ED25519.text, **acting)  # type: ignore[arg-type]
    session = uuid4()
    marc.seances.begin(session, f"ssh:{key.empreinte}")
    his = of(admin, "Marc Petit")
    assert marc._utilisateur is not None
    assert his.seances == (Ouverte(marc._utilisateur.id, NOON, f"ssh:{ED25519.empreinte}"),)
    assert (his.seances[0].empreinte, his.cles) == (ED25519.empreinte, (key,))
    assert of(admin, "Anne Admin").seances == ()
    marc.seances.end(session)
    assert of(admin, "Marc Petit").seances == ()
    assert Seance.select().count() == 0


def test_what_was_killed_is_not_told_and_goes_when_somebody_comes(admin: Portefeuille) -> None:
    killed, session = uuid4(), uuid4()
    admin.seances.begin(killed, "unix:a.admin")
    opened().let_go(killed)
    assert admin.seances.all() == ()
    admin.seances.begin(session, "unix:a.admin")
    assert [row.session for row in Seance.select()] == [session]
    assert admin.seances.all()[0].empreinte == ""


def test_a_session_whose_connection_was_lost_is_held_again(admin: Portefeuille) -> None:
    session = uuid4()
    admin.seances.begin(session, "unix:a.admin")
    opened().let_go(session)
    admin.seances.hold(session)
    assert len(admin.seances.all()) == 1


def test_what_cannot_be_kept_keeps_nobody_out(
    admin: Portefeuille, base: Database, base_url: str
) -> None:
    reader = Portefeuille(admin._cabinet, admin._utilisateur, Vault.absent(admin._cabinet.uid))
    reader.seances.begin(uuid4(), "unix:x")
    Portefeuille(admin._cabinet, None, admin._vault).seances.begin(uuid4(), "unix:x")
    with busy_base(base_url, base):
        session = uuid4()
        admin.seances.begin(session, "unix:x")
        admin.seances.end(session)
    assert Seance.select().count() == 0


def test_keys_are_added_and_removed_by_an_administrateur(admin: Portefeuille) -> None:
    equipe = Equipe(admin)
    me = of(admin, "Anne Admin")
    equipe.add_key(me.identifiant, f"{ED25519.text} portable d'Anne")
    equipe.add_key(me.identifiant, ECDSA.text, "bureau")
    assert [one.nom for one in of(admin, "Anne Admin").cles] == ["portable d'Anne", "bureau"]
    equipe.remove_key(me.identifiant, ED25519.empreinte)
    assert [one.nom for one in of(admin, "Anne Admin").cles] == ["bureau"]
