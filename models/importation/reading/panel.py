"""The panel of one compte on the portal: « 732 829 320 00074 (Radié) », then whose it is, where."""

from __future__ import annotations

import re
from functools import lru_cache

from models.champs.client import CIVILITES
from models.cleaning import fold
from models.importation.words import etat_of
from models.labels import Etat, Regime

_REGIMES = {
    "regime general": Regime.GENERAL,
    "artisan commercant": Regime.ARTISAN_COMMERCANT,
    "artisan": Regime.ARTISAN_COMMERCANT,
    "commercant": Regime.ARTISAN_COMMERCANT,
    "profession liberale": Regime.PROFESSION_LIBERALE,
    "gerant majoritaire": Regime.GERANT_MAJORITAIRE,
}
_SIRET = r"(?:\((?P<before>[^()]*)\)\s*)?(?P<siret>\d(?:[\s.]?\d){13})\s*(?:\((?P<after>[^()]*)\))?"
_ALONE = re.compile(rf"(?:siret\s*(?:n[°ºo])?\s*:?\s*)?{_SIRET}", re.IGNORECASE)
_PANEL = re.compile(
    rf"{_SIRET}\s+(?P<name>\S.*?)?\s*\((?P<regime>[^()]*)\)\s*(?P<place>\d{{5}}\s+\S.*)?"
)


@lru_cache(256)
def regime_named(words: str) -> Regime | None:
    """Give the régime that the portal names so; None for other words."""
    return _REGIMES.get(fold(words).removesuffix(" du").removesuffix("s"))


def panel(text: str) -> dict[str, str] | None:
    """Read whose compte it is, as the portal says on one line; None if the text is none."""
    parts = _PANEL.fullmatch(text.strip())
    regime = regime_named(parts["regime"]) if parts else None
    found = _numbered(parts) if parts and regime else None
    if parts is None or regime is None or found is None:
        return None
    first, _, rest = (parts["name"] or "").partition(" ")
    if fold(first) in CIVILITES:
        found |= {"civilite": first, "raison_sociale": rest}
    else:
        found["raison_sociale"] = parts["name"] or ""
    return {"regime": regime.label, **found, "ville": parts["place"] or ""}


def siret_alone(text: str) -> dict[str, str] | None:
    """Read a line that holds a Siret and its état only; None if the text is another."""
    parts = _ALONE.fullmatch(text.strip())
    return _numbered(parts) if parts else None


def _numbered(parts: re.Match[str]) -> dict[str, str] | None:
    """Give the Siret and the état; None where the words beside it are no état."""
    said = [word for word in (parts["before"], parts["after"]) if word]
    if not all(map(etat_of, said)):
        return None
    siret = re.sub(r"[\s.]", "", parts["siret"])
    return {"siret": siret, "etat": said[0] if said else Etat.ACTIF.label}
