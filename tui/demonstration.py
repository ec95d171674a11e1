"""`portefeuille --demo`: a fictitious portefeuille in a folder that goes when it is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from models import demo
from models.labels import Role
from models.portefeuille import Portefeuille
from models.storage.opening import close_database, open_database
from models.tables import Cabinet, Cle, Utilisateur
from models.vault import MainKey, Vault
from tui.main_key import now

SIZE = 248


@contextmanager
def opened() -> Iterator[Portefeuille]:
    """Give the portefeuille of somebody who is signed in; nothing of it is kept."""
    with TemporaryDirectory(prefix="portefeuille-demo-") as folder:
        open_database(Path(folder) / "demo.db")
        try:
            yield _seeded(Path(folder))
        finally:
            close_database()


def _seeded(folder: Path) -> Portefeuille:
    cabinet = Cabinet.create(uid=uuid4(), nom="Démonstration", cree_le=now())
    key = MainKey.create(folder / "cle")
    vault, envelope = Vault.create(key, cabinet.uid)
    Cle.create(cabinet=cabinet, kid=1, kek_id=key.kek_id, enveloppe=envelope)
    person = Utilisateur.create(
        cabinet=cabinet,
        uid=uuid4(),
        identifiant="c.durand",
        nom="Claire Durand",
        hachage="",
        role=Role.COLLABORATEUR.value,
    )
    demo.seed(cabinet, person, vault, now=now(), size=SIZE)
    return Portefeuille(cabinet, person, vault, now=now)
