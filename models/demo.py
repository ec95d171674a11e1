"""A fictitious portefeuille, plausible to the eye and impossible in fact.

No number here can be anybody's: Siren `000 0xx xxx` to `000 2xx xxx`, NIR with ordre 000,
accounts `{organisme} 0000009…` (domaine §8).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from random import Random
from uuid import UUID

from stdnum import luhn
from stdnum.fr import nir as stdnum_nir

from models import ecriture
from models.controle import check
from models.ecriture import Author
from models.labels import Etat, Regime, Report, Service
from models.saisie import Saisie, SaisieCompte
from models.storage.failures import gesture
from models.tables import Cabinet, Utilisateur
from models.vault import Vault

_FAMILIES = (
    "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre "
    "Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau "
    "Vincent Müller Lefebvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François "
    "Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier "
    "Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard "
    "N'Guyen Œuvrard Lecœur D'Hervé L'Hôpital Çelik"
)
_FIRST_NAMES = (
    "Camille Claire Marie Sophie Nathalie Isabelle Anne Julie Émilie Léa Paul Pierre Jean Michel "
    "Philippe Éric Nicolas Julien Thomas Antoine Zoé Chloé Benoît Gaël Noémie"
)
FAMILIES = _FAMILIES.split()
FIRST_NAMES = _FIRST_NAMES.split()
FIRMS = (
    ("BOULANGERIE {nom}", "SARL"),
    ("BOULANGERIE PATISSERIE DU {lieu}", "EURL"),
    ("GARAGE DU {lieu}", "SARL"),
    ("{nom} PLOMBERIE CHAUFFAGE", "SAS"),
    ("TRANSPORTS {nom}", "SAS"),
    ("PHARMACIE DU {lieu}", "SELARL"),
    ("SELARL DOCTEUR {nom}", "SELARL"),
    ("HOLDING {nom}", "SAS"),
    ("SCI LES TILLEULS DE {ville}", "SCI"),
    ("AMICALE SPORTIVE DE {ville}", "ASSO"),
    ("{nom} & FILS", "SARL"),
    ("COIFFURE {nom}", "EURL"),
    ("CÔTÉ JARDIN {nom}", "SARL"),
    ("L'ÂGE D'OR DE {ville}", "SAS"),
    ("SOCIETE D'EXPLOITATION DES ETABLISSEMENTS {nom} ET ASSOCIES REUNIS DE {ville}", "SA"),
    ("RESTAURANT LE {lieu}", "SARL"),
    ("MENUISERIE {nom}", "SAS"),
    ("AMBULANCES {nom}", "SARL"),
)
PLACES = ("CENTRE", "MARCHE", "PONT", "MOULIN", "CHATEAU", "LAC", "PORT", "TILLEUL")
EMPLOYER_BOXES = (Service.DPAE, Service.PAIEMENT, Service.SITUATION, Service.SUIVI_DSN)
USUAL_BOXES = (Service.PAIEMENT, Service.SITUATION, Service.ATTESTATIONS)
DAYS = 300


@dataclass(frozen=True)
class Commune:
    """Where a client lies, and the Urssaf that runs its account."""

    nom: str
    code_postal: str
    organisme: str


def seed(
    cabinet: Cabinet, person: Utilisateur | None, vault: Vault, *, now: datetime, size: int
) -> None:
    """Inscribe `size` fictitious clients in one transaction; the same ones each time."""
    draw = Random(size)
    maker = _Maker(draw, _communes())
    with gesture():
        for index in range(size):
            instant = now - timedelta(days=draw.randrange(DAYS), minutes=draw.randrange(1440))
            author = Author(cabinet, person, vault, instant)
            _inscribe(author, maker.saisie(index), UUID(int=draw.getrandbits(128), version=4), draw)


def _inscribe(author: Author, saisie: Saisie, uid: UUID, draw: Random) -> None:
    row = ecriture.insert(author, saisie, check(saisie), uid=uid)
    author.record("inscrire", uid, {}, None, None)
    if row.report == Report.A_FAIRE.value and draw.random() < 0.8:
        ecriture.mark_report(author, row, Report.FAIT, "")


class _Maker:
    """Draws clients one after the other; no number comes twice."""

    def __init__(self, draw: Random, communes: list[Commune]) -> None:
        self._draw = draw
        self._communes = communes
        self._sirens = iter(draw.sample(range(1, 30_000), 29_000))
        self._numbers = iter(draw.sample(range(10_000_000, 99_999_999), 60_000))
        self._last: tuple[str, Commune, str] | None = None

    def saisie(self, index: int) -> Saisie:
        """Draw the next client: 60 % employers, a few under two régimes, 5 % gérants."""
        chance = self._draw.random()
        commune = self._draw.choice(self._communes)
        if chance < 0.05:
            return self._gerant(index, commune)
        if chance < 0.30:
            return self._independent(index, commune)
        return self._employer(index, commune)

    def _employer(self, index: int, commune: Commune) -> Saisie:
        pattern, forme = self._draw.choice(FIRMS)
        siren = self._siren()
        names = {"nom": self._family().upper(), "lieu": self._draw.choice(PLACES)}
        shops = self._draw.choice((1,) * 9 + (3,))
        etat = self._etat()
        return Saisie(
            Regime.GENERAL,
            siren=siren,
            montant=str(self._draw.randrange(0, 900_000) / 100).replace(".", ","),
            raison_sociale=pattern.format(ville=commune.nom.upper(), **names),
            forme_juridique=forme,
            code_dossier=self._dossier(index),
            services=self._boxes(EMPLOYER_BOXES),
            comptes=tuple(self._compte(commune, siren, shop, etat) for shop in range(shops)),
        )

    def _independent(self, index: int, commune: Commune) -> Saisie:
        civilite = self._draw.choice(("MME", "M."))
        regime = self._draw.choice((Regime.ARTISAN_COMMERCANT, Regime.PROFESSION_LIBERALE))
        siren = self._siren()
        return Saisie(
            regime,
            siren=siren,
            nir=self._nir(civilite),
            civilite=civilite,
            raison_sociale=self._person(),
            code_dossier=self._dossier(index),
            services=self._boxes(USUAL_BOXES),
            comptes=(self._compte(commune, siren, 0, self._etat()),),
        )

    def _gerant(self, index: int, commune: Commune) -> Saisie:
        return Saisie(
            Regime.GERANT_MAJORITAIRE,
            civilite=self._draw.choice(("MME", "M.")),
            raison_sociale=self._person(),
            code_dossier=self._dossier(index),
            services=self._boxes(USUAL_BOXES),
            comptes=(self._compte(commune, "", 0, Etat.ACTIF),),
        )

    def _compte(self, commune: Commune, siren: str, shop: int, etat: Etat) -> SaisieCompte:
        start = f"{siren}{shop + 1:04d}"
        return SaisieCompte(
            numero_compte=f"{commune.organisme}0000009{next(self._numbers)}",
            siret=start + luhn.calc_check_digit(start) if siren else "",
            etat=etat,
            code_postal=commune.code_postal,
            ville=commune.nom.upper(),
        )

    def _siren(self) -> str:
        start = f"{next(self._sirens):08d}"
        return start + str(luhn.calc_check_digit(start))

    def _nir(self, civilite: str) -> str:
        year, month = self._draw.randrange(50, 100), self._draw.randrange(1, 13)
        start = f"{2 if civilite == 'MME' else 1}{year:02d}{month:02d}75056000"
        return start + str(stdnum_nir.calc_check_digits(start))

    def _etat(self) -> Etat:
        return self._draw.choices((Etat.ACTIF, Etat.RADIE, Etat.SUSPENDU), (90, 7, 3))[0]

    def _boxes(self, usual: tuple[Service, ...]) -> frozenset[Service]:
        return frozenset(
            one for one in Service if self._draw.random() < (0.9 if one in usual else 0.3)
        )

    def _dossier(self, index: int) -> str:
        return f"{chr(65 + index % 26)}{index:04d}"

    def _family(self) -> str:
        return self._draw.choice(FAMILIES)

    def _person(self) -> str:
        return f"{self._family().upper()} {self._draw.choice(FIRST_NAMES)}"


def _communes() -> list[Commune]:
    source = files("models.reference").joinpath("communes.csv")
    return list(_read(csv.DictReader(source.read_text("utf-8").splitlines())))


def _read(rows: csv.DictReader[str]) -> Iterator[Commune]:
    for row in rows:
        if row["code_organisme_urssaf"] and row["codes_postaux"]:
            yield Commune(row["nom"], row["codes_postaux"].split()[0], row["code_organisme_urssaf"])
