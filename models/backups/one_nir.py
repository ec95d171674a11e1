"""Opening one NIR of a backup, to know that the main key still opens what it holds."""

from __future__ import annotations

from models.errors import KeyMissing
from models.sealing.vault import MainKey, Tampered, Vault
from models.storage.engine import SavedNir

READ = "Un numéro de sécurité sociale y a été lu avec la clé principale."
NONE = "Aucun numéro de sécurité sociale n'y est gardé."
NO_KEY = "Aucun numéro de sécurité sociale n'y a été lu : la clé principale manque."
UNREAD = "Aucun numéro de sécurité sociale n'a pu y être lu."


class OneNir:
    """Opens a NIR with the main key; `said` tells what came of it, and never the NIR.

    `sound` is false where the key is there and does not open it; `without` is said where it is not.
    """

    def __init__(self, main_key: MainKey | None) -> None:
        self._key = main_key
        self.sound = True
        self.said, self.without = NONE, NO_KEY

    def __call__(self, saved: SavedNir | None) -> None:
        """Look at this one; None: there is none."""
        if saved is None:
            return
        if self._key is None:
            self.said = self.without
            return
        try:
            vault = Vault.unwrap(self._key, saved.enveloppe, saved.cabinet_uid, saved.kid)
            vault.open(saved.sealed, row=saved.uid, field="nir")
            self.said = READ
        except (KeyMissing, Tampered) as refusal:
            self.sound = False
            self.said = f"{UNREAD} {refusal}"
