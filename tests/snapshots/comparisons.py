"""The states of the rapprochement."""

from __future__ import annotations

from models.portefeuille import Portefeuille
from screens.rapprochement import RapprochementScreen
from tests.cabinet import employeur, gerant, independant, numero, siren
from tests.domain.rapprochement.portal import page, row
from tests.snapshots.beginnings import reader
from tests.snapshots.parts import said
from tests.snapshots.state import Pasted, State

ODD = "[/red] [@click=app.quit]"
PAGE = page(
    row(f"Comptes Régime Général du SIREN {siren(1)} (SARL)", radie=True),
    row(f"Comptes Régime Général du SIREN {siren(2)} (SAS)"),
    row(f"Comptes Régime Général du SIREN {siren(3)} (SARL)"),
    row(f"Comptes Artisan Commerçant du SIREN {siren(8)} (EI)"),
    row(f"Comptes Profession Libérale du SIREN {siren(9)}"),
    row(f"Compte Gérant Majoritaire {numero(5)}"),
    row(f"Comptes Régime Inconnu du SIREN {siren(12)}"),
)
TABLE = f"Siren\tType\tForme\tDPAE\n{siren(1)}\tEmployeur\tSARL\tx\n{siren(20)}\t\t\t\n"


def compared(portefeuille: Portefeuille) -> RapprochementScreen:
    """Open it where some clients are here, and one was removed."""
    for rank, name in ((1, "BOULANGERIE PONS"), (2, ODD), (3, "GARAGE DU CENTRE")):
        portefeuille.enroll(employeur(rank, deja_inscrit=True, raison_sociale=name))
    portefeuille.enroll(employeur(4))
    portefeuille.enroll(gerant(5))
    portefeuille.enroll(independant(6, deja_inscrit=True))
    return RapprochementScreen(portefeuille)


def looked_at(portefeuille: Portefeuille) -> RapprochementScreen:
    compared(portefeuille)
    return RapprochementScreen(reader(portefeuille))


READ = (Pasted(PAGE),)
ALL = (Pasted(PAGE), "t", "enter")
RAPPROCHEMENT = (
    State("rapprochement-vide", compared),
    State("rapprochement", compared, READ, svg=True),
    State("rapprochement-tout", compared, ("home", Pasted(PAGE), "t"), part=said),
    State("rapprochement-complet", compared, (*ALL, "end")),
    State("rapprochement-que-faire", compared, (*READ, "enter"), svg=True),
    State("rapprochement-corriger", compared, (*READ, "down", "c"), part=said),
    State("rapprochement-corrige", compared, (*READ, "down", "c", "enter")),
    State("rapprochement-coche", compared, (*READ, "right", "right", "asterisk")),
    State(
        "rapprochement-inscrire", compared, (*READ, "right", "right", "asterisk", "i"), part=said
    ),
    State("rapprochement-absent", compared, (*ALL, "left", "left", "left", "m"), part=said),
    State("rapprochement-accord", compared, (*READ, "left")),
    State("rapprochement-table", compared, (Pasted(TABLE),)),
    State("rapprochement-type", compared, (Pasted(TABLE), "end", "i")),
    State("rapprochement-deja-lu", compared, (Pasted(PAGE), Pasted(PAGE)), part=said),
    State("rapprochement-rien", compared, (Pasted("Accueil\nMon Profil\n"),), part=said),
    State(
        "rapprochement-un-par-un", compared, (*ALL, "left", "left", "left", "asterisk"), part=said
    ),
    State("rapprochement-fichier", compared, ("o",), svg=True),
    State("rapprochement-fichier-vide", compared, ("o", "enter"), part=said),
    State("rapprochement-oublier", compared, (*READ, "v"), part=said),
    State("rapprochement-consultation-seule", looked_at, (*READ, "m"), part=said),
)
COMPARED = ("rapprochement", "rapprochement-que-faire", "rapprochement-fichier")
"""A telling state of each of its screens."""
