"""What a person said of columns, found again for a table with the same titles."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from models.cleaning import fold
from models.importation.colonne import MEANINGS
from models.importation.words import holds_nir

PREFERENCE = "colonnes"
"""Its name among what a person likes (models.preferences)."""
MOST = 20
"""Tables that are remembered; the oldest goes."""


def recalled(kept: str | None, titres: Sequence[str]) -> dict[str, str]:
    """Give what was said of the columns of a table with these titles; nothing if it has none."""
    return _read(kept).get(_signature(titres), {}) if _named(titres) else {}


def remembering(kept: str | None, titres: Sequence[str], chosen: Mapping[str, str]) -> str:
    """Add to what is kept what was said of these columns; it forgets what nothing is said of."""
    others = _read(kept)
    if _named(titres):
        others.pop(_signature(titres), None)
        if chosen and not any(map(holds_nir, chosen)):
            others[_signature(titres)] = dict(chosen)
    last = list(others.items())[-MOST:]
    return json.dumps(dict(last), ensure_ascii=False)


def _named(titres: Sequence[str]) -> bool:
    return any(titres)


def _signature(titres: Sequence[str]) -> str:
    # Nothing of what stands in a table is kept, but for the titles that somebody spoke of.
    return sha256("\t".join(map(fold, titres)).encode()).hexdigest()[:16]


def _read(kept: str | None) -> dict[str, dict[str, str]]:
    """Read what is kept; nothing, if it cannot be read."""
    try:
        read = json.loads(kept or "{}")
    except ValueError:
        return {}
    if not isinstance(read, dict):
        return {}
    return {
        signature: chosen
        for signature, chosen in read.items()
        if isinstance(chosen, dict) and all(one in MEANINGS for one in chosen.values())
    }
