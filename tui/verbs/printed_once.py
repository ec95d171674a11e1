"""What is printed once, for paper: it is shown nowhere else afterwards."""

from __future__ import annotations

from models.sealing.vault import MainKey
from tui.config import Config

TO_PRINT = "À imprimer et à ranger au coffre\u00a0: ceci ne sera plus jamais affiché."


def print_key(key: MainKey, config: Config) -> None:
    """Print the main key, and where its file is."""
    print(f"Clé principale (elle est aussi dans {config.cle})\u00a0:")
    print(key.printed)
