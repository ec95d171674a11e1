"""What was typed and not saved, as a base keeps it."""

from __future__ import annotations

from pathlib import Path

from models.access.espace import open_vault
from models.brouillons.contents import ClientTyped
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey
from models.tables import Brouillon, Cabinet, Utilisateur


def names_typed(key: Path) -> list[str]:
    """Give the names that drafts of the open base hold, whoever typed them; `key` reads them."""
    cabinet = Cabinet.get()
    vault = open_vault(cabinet, MainKey.load(key))
    drafts = Portefeuille(cabinet, Utilisateur.get(), vault).brouillons
    found = (drafts._read(row).contenu for row in Brouillon.select())
    return [one.saisie.raison_sociale for one in found if isinstance(one, ClientTyped)]
