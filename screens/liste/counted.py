"""What Accueil counts, in words, and the list that each of its lines opens."""

from __future__ import annotations

from models.consultation import EVERYTHING
from models.labels import Regime, ToDo
from models.search.compteurs import INCOMPLETE, RADIES, REFUSES, Compteurs
from models.search.criteres import Criteres

Counted = tuple[str, int | None, Criteres]
"""What is counted, how many there are (None: very many), and the list that shows them."""


SAID = {
    ToDo.INSCRIRE: "à inscrire",
    ToDo.CHANGER: "à changer",
    ToDo.RESILIER: "à résilier",
    ToDo.INCONNU: "à vérifier",
}
"""The lines that open the queue."""


def held_in(compteurs: Compteurs, my_dossiers: Criteres) -> tuple[Counted, ...]:
    """Give what the portefeuille holds: comptes of each kind, and one's own."""
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
        ("mes dossiers", compteurs.a_moi, my_dossiers),
    )


def waiting_of(compteurs: Compteurs, where: str) -> tuple[Counted, ...]:
    """Give what waits for somebody; `where` says where it is to be done, if there is room.

    What is to be looked at there has its line where there is some.
    """
    return (
        *(
            (f"{said}{where}", number, Criteres(ecarts=frozenset({kind})))
            for kind, said in SAID.items()
            if (number := compteurs.a_faire.get(kind, 0)) or kind is not ToDo.INCONNU
        ),
        _counted(compteurs.refuses, "refusé par urssaf.fr", "refusés par urssaf.fr", REFUSES),
        _counted(compteurs.radies, "radié à vérifier", "radiés à vérifier", RADIES),
        ("à compléter", compteurs.incompletes, INCOMPLETE),
    )


def _counted(number: int | None, singular: str, plural: str, criteres: Criteres) -> Counted:
    """Name what is counted: 0 and 1 are singular in French."""
    return (singular if number in (0, 1) else plural, number, criteres)
