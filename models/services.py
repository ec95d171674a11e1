"""What the fifteen boxes are for, and what is odd in how they are ticked: hints, never walls."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from models.cleaning import fold
from models.labels import Regime, Service

EMPLOYER_ONLY = frozenset({Service.DPAE, Service.SUIVI_DSN, Service.COURRIEL_BIS})
COURRIELS = {
    Service.COURRIEL_ATTESTATIONS: Service.ATTESTATIONS,
    Service.COURRIEL_CONTENTIEUX: Service.CONTENTIEUX,
}

# The fiche, step 3, verbatim but for « signé(s) ».
A_NOTER = """\
À noter : À cette étape vous pouvez sélectionner le nouveau service « Travailler à l'étranger », \
dédié à la mobilité internationale.

Le service permet de gérer tant les demandes de détachement à l'étranger, inférieures ou \
supérieures à 3 mois, que les situations de pluriactivité :

- certificat A1 pour les pays de l'EEE, la Suisse et le Royaume-Uni ;
- certificats bilatéraux signés pour les 41 pays ou Tom ayant signé un accord de protection \
sociale avec la France ;
- certificat de maintien à la Sécurité sociale française pour les autres pays."""

# The fiche, step 6, verbatim.
RADIE = (
    "Si vous ne gérez plus le compte d'un client ou si le compte d'un de vos clients est radié, "
    "il est conseillé de le supprimer de votre portefeuille."
)


@dataclass(frozen=True)
class Changement:
    """The boxes to open and those to close, whatever the others are."""

    opened: frozenset[Service] = frozenset()
    closed: frozenset[Service] = frozenset()

    def of(self, services: frozenset[Service]) -> frozenset[Service]:
        """Give `services` once changed."""
        return (services | self.opened) - self.closed


def aide(service: Service) -> str:
    """Explain one box in a sentence."""
    return _aides()[service.code]


def hints(regime: Regime, services: frozenset[Service]) -> Mapping[Service, str]:
    """Say what is odd in these boxes; the portal refuses none of it."""
    odd: dict[Service, str] = {}
    if regime is not Regime.GENERAL:
        odd |= dict.fromkeys(EMPLOYER_ONLY, "sans objet pour un compte indépendant")
    for courriel, service in COURRIELS.items():
        if courriel in services and service not in services:
            odd[courriel] = "courriel coché sans le service"
    return odd


@cache
def pays() -> str:
    """Name the countries of each certificate (2025), in the order of a French dictionary."""
    named: dict[str, list[str]] = {}
    for row in _reference("pays_mobilite.csv"):
        named.setdefault(row["certificat"], []).append(row["pays"])
    a1, bilateral = (
        ", ".join(sorted(named[one], key=fold)) for one in ("A1", "certificat bilatéral")
    )
    return (
        f"Certificat A1 : {a1}.\n\nCertificat bilatéral : {bilateral}.\n\n"
        "Certificat de maintien : tous les autres pays.\n\n"
        "Listes de 2025, données pour mémoire : celles d'urssaf.fr font foi."
    )


@cache
def _aides() -> Mapping[str, str]:
    by_code = {}
    for name in ("services_en_ligne.csv", "communications_courriel.csv"):
        for row in _reference(name):
            by_code[row["code"]] = row["aide_fr"]
    return by_code


def _reference(name: str) -> Iterable[Mapping[str, str]]:
    text = files("models.reference").joinpath(name).read_text("utf-8")
    return csv.DictReader(text.splitlines())
