"""Codes that are stored and the French words that the portal prints for them."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Self


class Labelled(StrEnum):
    """A stored code and its French label."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make a member whose value is `code`."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Regime(Labelled):
    """The scheme under which a compte pays; an open list (domaine: PAMC may come)."""

    GENERAL = "general", "Régime Général"
    ARTISAN_COMMERCANT = "artisan_commercant", "Artisan Commerçant"
    PROFESSION_LIBERALE = "profession_liberale", "Profession Libérale"
    GERANT_MAJORITAIRE = "gerant_majoritaire", "Gérant Majoritaire"

    @property
    def est_independant(self) -> bool:
        """Whether the fiche asks for a NIR (travailleur indépendant)."""
        return self in (Regime.ARTISAN_COMMERCANT, Regime.PROFESSION_LIBERALE)

    @property
    def a_un_siren(self) -> bool:
        """Whether the inscription is known by a Siren rather than by its account number."""
        return self is not Regime.GERANT_MAJORITAIRE


class Ecran(Labelled):
    """A screen on which one types what is not saved yet."""

    CLIENT = "client", "Données"
    SERVICES = "services", "Services"
    COLLAGE = "collage", "Importation"
    RAPPROCHEMENT = "rapprochement", "Rapprochement"


class Etat(Labelled):
    """The state of a compte at the Urssaf."""

    ACTIF = "actif", "Actif"
    SUSPENDU = "suspendu", "Suspendu"
    RADIE = "radie", "Radié"


class Report(Labelled):
    """How far urssaf.fr is: the écart in three words, for lists and totals."""

    A_FAIRE = "a_faire", "À faire sur urssaf.fr"
    FAIT = "fait", "Fait sur urssaf.fr"
    REFUSE = "refuse", "Refusé par urssaf.fr"


class Vu(Labelled):
    """What is known of an inscription on urssaf.fr."""

    ABSENT = "absent", "Pas inscrit sur urssaf.fr"
    CONNU = "connu", "Inscrit sur urssaf.fr"
    INCONNU = "inconnu", "Sur urssaf.fr : inconnu, à vérifier"


class ToDo(Labelled):
    """What is to be done on urssaf.fr, in the order of the queue."""

    INSCRIRE = "inscrire", "Inscrire"
    CHANGER = "changer", "Changer"
    RESILIER = "resilier", "Résilier"
    INCONNU = "inconnu", "À vérifier"
    AUCUN = "aucun", "Rien à faire"


class Role(Labelled):
    """What a utilisateur may do."""

    ADMINISTRATEUR = "administrateur", "Administrateur"
    COLLABORATEUR = "collaborateur", "Collaborateur"
    CONSULTATION = "consultation", "Consultation"


class Service(Enum):
    """One of the fifteen boxes: nine services en ligne, then six courriels.

    The order is the portal's and fixes the bit of each box in the database: never reorder.
    """

    DPAE = "dpae", "DPAE", "1"
    DECLARATION = "declaration_cotisations", "Déclaration de cotisations", "2"
    PAIEMENT = "paiement_cotisations", "Paiement de cotisations", "3"
    SITUATION = "situation_comptes", "Situation des comptes", "4"
    ECHANGES = "echanges_urssaf", "Echanges avec mon urssaf", "5"
    ATTESTATIONS = "attestations", "Attestations", "6"
    CONTENTIEUX = "notifications_contentieuses", "Notifications contentieuses", "7"
    ETRANGER = "travailler_etranger", "Travailler à l'étranger", "8"
    SUIVI_DSN = "tableau_bord_dsn", "Tableau de Bord Suivi DSN", "9"
    COURRIEL_BIS = "avis_bis", "Avis de mise à disposition du BIS", "a"
    COURRIEL_CERTIFICAT = (
        "copie_certificat",
        "Copie du certificat de la déclaration de cotisations et/ou du paiement",
        "b",
    )
    COURRIEL_PERIODE = (
        "debut_periode",
        "Information de début de période de la déclaration et du paiement",
        "c",
    )
    COURRIEL_MESSAGES = (
        "avis_messages",
        "Avis de mise à disposition de messages dans la boîte aux lettres",
        "d",
    )
    COURRIEL_ATTESTATIONS = "avis_attestations", "Avis de mise à disposition d'attestations", "e"
    COURRIEL_CONTENTIEUX = (
        "avis_contentieux",
        "Avis de mise à disposition de notifications contentieuses",
        "f",
    )

    def __init__(self, code: str, label: str, key: str) -> None:
        self.code = code
        self.label = label
        self.key = key
        self.bit = 1 << len(type(self).__members__)
        """The flag of this box in the `services` column: 1, 2, 4, …, 16384."""

    # A box is one object; an Enum's own hash is Python's, and asked at each look into a fiche.
    __hash__ = object.__hash__

    @property
    def est_courriel(self) -> bool:
        """Whether the box stands under « Services de communication par courriel »."""
        return self.key.isalpha()
