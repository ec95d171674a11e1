"""What Accueil counts, in words, and the list that each of its lines opens."""

from __future__ import annotations

from models.consultation import EVERYTHING
from models.labels import Regime
from models.search.compteurs import INCOMPLETE, RADIES, REFUSES, TO_REPORT, Compteurs
from models.search.criteres import Criteres

Counted = tuple[str, int | None, Criteres]
"""What is counted, how many there are (None: very many), and the list that shows them."""


def held_in(compteurs: Compteurs) -> tuple[Counted, ...]:
    """Give what the portefeuille holds: comptes of each kind."""
    general, gerants = frozenset({Regime.GENERAL}), frozenset({Regime.GERANT_MAJORITAIRE})
    independants = frozenset(regime for regime in Regime if regime.est_independant)
    return (
        _counted(compteurs.total, "compte inscrit", "comptes inscrits", EVERYTHING),
        _counted(compteurs.employeurs, "employeur", "employeurs", Criteres(regimes=general)),
        _counted(
            compteurs.independants, "indépendant", "indépendants", Criteres(regimes=independants)
        ),
        _counted(
            compteurs.gerants,
            "gérant majoritaire",
            "gérants majoritaires",
            Criteres(regimes=gerants),
        ),
    )


def waiting_of(compteurs: Compteurs, my_dossiers: Criteres, where: str) -> tuple[Counted, ...]:
    """Give what waits for somebody; `where` says where it is to be done, if there is room."""
    return (
        (f"à faire{where}", compteurs.a_reporter, TO_REPORT),
        _counted(compteurs.refuses, "refusé par urssaf.fr", "refusés par urssaf.fr", REFUSES),
        _counted(compteurs.radies, "radié à vérifier", "radiés à vérifier", RADIES),
        ("à compléter", compteurs.incompletes, INCOMPLETE),
        ("mes dossiers", compteurs.a_moi, my_dossiers),
    )


def _counted(number: int | None, singular: str, plural: str, criteres: Criteres) -> Counted:
    """Name what is counted: 0 and 1 are singular in French."""
    return (singular if number in (0, 1) else plural, number, criteres)
