"""What lies in a safe."""

from __future__ import annotations

from pathlib import Path

from models.backups.age_keys import create_identity


class Safe:
    """Identities, as they lie in a safe, with their recipients."""

    def __init__(self, folder: Path) -> None:
        self.mine, self.theirs = folder / "identite", folder / "autre"
        self.recipient, self.other = create_identity(self.mine), create_identity(self.theirs)
