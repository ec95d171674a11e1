"""How many examples hypothesis tries: fewer where only another Python is tried."""

from __future__ import annotations

import os

FEW = os.environ.get("PORTEFEUILLE_EXEMPLES") == "peu"


def examples(number: int) -> int:
    """Give how many of `number` examples this run tries: all of them, or a fifth."""
    return max(5, number // 5) if FEW else number
