"""A cabinet that has something of all that a base may hold."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from models.access import utilisateur
from models.access.espace import create_espace
from models.access.sign_in import log_in
from models.access.ssh_keys import add_key
from models.errors import LoginRefused
from models.labels import Role, Service
from models.portefeuille import Portefeuille
from models.preferences import remember
from models.sealing.vault import MainKey
from models.storage.opening import close_database, open_database
from models.tables import Archive, Inscription, Presence, Seance, Travail
from tests.cabinet import employeur, gerant, independant
from tests.domain.espace.people import NOW, PASSWORD
from tests.domain.test_brouillons import TYPED
from tests.ssh_keys import ED25519

PERSON = "c.durand"


def enter(key: MainKey, password: str = PASSWORD) -> Portefeuille:
    """Sign its administrateur in."""
    came = log_in(PERSON, password, main_key=key, now=NOW)
    return Portefeuille(came.cabinet, came.utilisateur, came.vault, now=lambda: NOW)


def make_full(path: Path, key: MainKey, clients: int = 1) -> None:
    """Make it in the file `path`, which is closed at the end."""
    open_database(path)
    words: dict[str, Any] = {
        "cabinet": "Cabinet Martin",
        "identifiant": PERSON,
        "mot_de_passe": PASSWORD,
    }
    create_espace(**words, main_key=key, now=NOW)
    with suppress(LoginRefused):
        enter(key, "faux")
    inside = enter(key)
    cabinet, person, vault = inside._cabinet, inside._utilisateur, inside._vault
    by: dict[str, Any] = {"by": person, "vault": vault, "now": NOW}
    utilisateur.add_user(
        cabinet, identifiant="m.petit", nom="Marc Petit", role=Role.COLLABORATEUR, **by
    )
    add_key(cabinet, "m.petit", ED25519.text, **by)
    assert person
    remember(cabinet, person, "theme", "sombre")
    inside.modeles.keep("Paie", frozenset({Service.ATTESTATIONS}))
    for rank in range(1, clients + 1):
        inside.enroll(employeur(rank, note="d'ici\n« là »", responsable=person.uid))
    fiche = inside.report(inside.enroll(independant(clients + 1)))
    inside.set_services(fiche, frozenset({Service.DPAE}))
    inside.terminate(inside.enroll(gerant(clients + 2)))
    gone = inside.enroll(employeur(clients + 3, montant="12"))
    inside.undo(inside.latest_gesture().lot, [gone.uid])  # type: ignore[union-attr]
    inside.brouillons.begin(uuid4(), UUID(int=7), TYPED)
    rows = {"cabinet": cabinet, "depuis": NOW}
    Presence.create(session=uuid4(), utilisateur=person, inscription_uid=fiche.uid, **rows)
    Seance.create(session=uuid4(), utilisateur=person, origine="unix:m.petit", **rows)
    Travail.create(lot=uuid4(), qui="Claire", quoi="Services", combien=2, **rows)
    Archive.create(
        cabinet=cabinet,
        uid=uuid4(),
        nom="MME FAURE",
        regime="general",
        cree_le=NOW,
        retire_le=NOW + timedelta(microseconds=1),
        par="Claire Durand",
    )
    assert Inscription.select().count() > clients
    close_database()
