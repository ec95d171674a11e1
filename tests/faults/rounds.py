"""How many times each fault is tried: all of them for `make faults`, a tenth for CI."""

from __future__ import annotations

import os

FULL = os.environ.get("PORTEFEUILLE_FAUTES") == "complet"


def rounds(full: int) -> int:
    """Give how many of the `full` tries this run makes."""
    return full if FULL else full // 10
