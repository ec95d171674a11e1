"""What Accueil counts, in words, and the list that each of its lines opens."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from models.consultation import EVERYTHING
from models.labels import Regime, ToDo
from models.search.compteurs import INCOMPLETE, RADIES, REFUSES, Compteurs
from models.search.criteres import Criteres
from screens.liste.search_words import show_counted
from screens.widgets.columns import Column, Row

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


def rows_of(
    block: str, title: str, counted: Sequence[Counted]
) -> tuple[list[Row], list[Column], dict[str, Criteres]]:
    """Give the rows of a block of Accueil, its columns, and the list that each row opens."""
    numbers = [show_counted(number) for _, number, _ in counted]
    columns = [Column("", max([5, *map(cell_len, numbers)]), "right"), Column(title)]
    keys = [f"{block}.{rank}" for rank, _ in enumerate(counted)]
    rows = [
        Row(key, (number, label))
        for key, number, (label, _, _) in zip(keys, numbers, counted, strict=True)
    ]
    return rows, columns, {key: one[2] for key, one in zip(keys, counted, strict=True)}
