"""The tables as Peewee sees them; their constraints stand in models/migrations."""

from models.tables.archive import Archive
from models.tables.brouillon import Brouillon
from models.tables.cabinet import Cabinet, Cle
from models.tables.cle_ssh import CleSsh
from models.tables.compte import Compte
from models.tables.compteur import Compteur
from models.tables.inscription import Inscription
from models.tables.operation import Operation, Retour
from models.tables.presence import Presence
from models.tables.seance import Seance
from models.tables.travail import Travail
from models.tables.utilisateur import Modele, Utilisateur

__all__ = [
    "Archive",
    "Brouillon",
    "Cabinet",
    "Cle",
    "CleSsh",
    "Compte",
    "Compteur",
    "Inscription",
    "Modele",
    "Operation",
    "Presence",
    "Retour",
    "Seance",
    "Travail",
    "Utilisateur",
]
