"""Where the files of a session are, and whether it may name any."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.app import App

NO_FILES = "Par SSH, les écrans n'écrivent pas de fichier."
_BY_THE_VERB = f"{NO_FILES} Depuis votre poste : ssh portefeuille@serveur exporter"
BY_THE_VERB = f"{_BY_THE_VERB} - > clients.csv"
LIST_BY_THE_VERB = f"{_BY_THE_VERB} - --bordereau > a-faire.txt"


@dataclass(frozen=True)
class Places:
    """The `folder` of what is named without one; `allowed`: a path may be typed."""

    folder: Path = Path("~")
    allowed: bool = True

    def path(self, typed: str) -> Path:
        """Give the path that somebody typed."""
        typed = typed.strip()
        named = Path(typed).expanduser() if typed.startswith("~") else Path(typed)
        return self.folder.expanduser() / named


def places_of(app: App[Any]) -> Places:
    """Give those of the session."""
    found = getattr(app, "places", None)
    return found if isinstance(found, Places) else Places()
