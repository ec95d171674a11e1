"""What two cabinets that did the same have alike: their rows, but for what is their own."""

from __future__ import annotations

import re

from models.portefeuille import Portefeuille
from models.tables import Compte, Inscription, Operation

OF_ITS_OWN = {
    *(
        "id",
        "uid",
        "sceau_ligne",
        "cabinet",
        "inscription",
        "nir",
        "cree_par",
        "modifie_par",
        "report_par",
        "responsable",
        "retire_par",
        "vu_par",
    ),
    *("lot", "utilisateur", "inscription_uid", "sceau"),
}
"""What two cabinets cannot have alike."""


def written(portefeuille: Portefeuille) -> list[dict[str, object]]:
    """Give the rows of a cabinet, in their order."""
    orders = (Inscription, Inscription.id), (Compte, Compte.id), (Operation, Operation.rang)
    return [
        {name: _alike(value) for name, value in row.__data__.items() if name not in OF_ITS_OWN}
        for table, order in orders
        for row in table.select().where(table.cabinet == portefeuille._cabinet).order_by(order)
    ]


def _alike(value: object) -> object:
    """Leave out of what an operation says which row took another over."""
    return re.sub("[0-9a-f]{32}", "uid", value) if isinstance(value, str) else value
