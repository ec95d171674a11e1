"""The clients of the fictitious portefeuille, drawn one after the other, always the same.

No number here can be anybody's: Siren `000 0xx xxx` to `000 2xx xxx`, NIR with ordre 000,
accounts `{organisme} 0000009…` or `ZZ0…M01` (domaine §8). Towns and their postal codes are real.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import TypedDict
from uuid import UUID

from stdnum import luhn
from stdnum.fr import nir as stdnum_nir

from models.cleaning import fold
from models.demo import names
from models.labels import Etat, Regime, Service
from models.saisie import Saisie, SaisieCompte

SIRENS = range(1, 20_000)
NUMBERS = range(20_000_000, 80_000_000)
"""What a Siren begins with, and an account number ends with: those of the guided tour aside."""

GERANTS, BOTH, INDEPENDENTS = 0.05, 0.10, 0.38
"""The dice: below them, a gérant; an employer who is an indépendant too; an indépendant."""

ALREADY = 0.06
"""Share of the employers who were on urssaf.fr already."""

RUN_BY_A_GERANT = ("SARL", "EURL", "SELARL", "SNC")

SHOPS = (*(1,) * 20, 2, 2, 3, 4)
"""How many comptes a firm has, as often as each stands here."""

Boxes = dict[Service, float]
USUAL: Boxes = {
    Service.DECLARATION: 0.4,
    Service.PAIEMENT: 0.9,
    Service.SITUATION: 0.9,
    Service.ECHANGES: 0.6,
    Service.ATTESTATIONS: 0.7,
    Service.CONTENTIEUX: 0.3,
    Service.ETRANGER: 0.08,
    Service.COURRIEL_PERIODE: 0.3,
    Service.COURRIEL_MESSAGES: 0.4,
    Service.COURRIEL_ATTESTATIONS: 0.5,
}
EMPLOYER: Boxes = USUAL | {
    Service.DPAE: 0.9,
    Service.SUIVI_DSN: 0.8,
    Service.COURRIEL_BIS: 0.5,
    Service.COURRIEL_CERTIFICAT: 0.4,
}
INDEPENDENT: Boxes = USUAL | {Service.DPAE: 0.04, Service.SUIVI_DSN: 0.02}


class Dossier(TypedDict):
    """What the cabinet keeps of a client for itself."""

    code_dossier: str
    responsable: UUID
    note: str


@dataclass(frozen=True)
class Commune:
    """A real town, its postal codes, and the Urssaf that runs its accounts."""

    insee: str
    nom: str
    codes_postaux: tuple[str, ...]
    population: int
    organisme: str


class Clients:
    """Draws clients one after the other; no number comes twice."""

    def __init__(self, chance: Random, people: list[UUID]) -> None:
        self._chance = chance
        self._people = people
        self._communes = _communes()
        self._weights = list(accumulate(one.population**0.5 for one in self._communes))
        self._birthplaces = [one.insee for one in self._communes if one.insee.isdigit()]
        self._sirens = self._never_twice(SIRENS)
        self._numbers = self._never_twice(NUMBERS)
        self._firms: list[Saisie] = []
        self._dossiers = Counter[str]()

    def draw(self) -> Iterator[Saisie]:
        """Give clients without end: the odd names first, then what chance brings."""
        for nom, forme in names.ODD:
            usual = next(iter(names.MODELES.values()))
            client = self._employer(nom, forme, Etat.ACTIF, self._town())
            yield replace(client, services=usual)
        while True:
            thrown = self._chance.random()
            if thrown < GERANTS:
                yield self._gerant()
            elif thrown < BOTH:
                yield from self._employer_and_independent()
            elif thrown < INDEPENDENTS:
                yield self._independent(self._town())
            else:
                town = self._town()
                yield self._employer(*self._firm(town), self._etat(), town)

    def _employer(self, nom: str, forme: str, etat: Etat, town: Commune) -> Saisie:
        siren = self._siren()
        towns = self._around(town, 1 if nom == names.EASY_TO_FIND else self._chance.choice(SHOPS))
        comptes = [self._compte(one, siren, rank, etat) for rank, one in enumerate(towns)]
        if len(comptes) > 2:
            comptes[-1] = replace(comptes[-1], etat=Etat.RADIE)
        already = etat is not Etat.RADIE and self._chance.random() < ALREADY
        if already:
            comptes[0] = replace(comptes[0], numero_compte="")
        notes, share = (names.RADIE_NOTES, 0.8) if etat is Etat.RADIE else (names.NOTES, 0.2)
        client = Saisie(
            Regime.GENERAL,
            siren=siren,
            deja_inscrit=already,
            montant=str(self._chance.randrange(0, 900_000) / 100).replace(".", ","),
            raison_sociale=nom,
            forme_juridique=forme,
            services=self._boxes(EMPLOYER),
            comptes=tuple(comptes),
            **self._dossier(nom, notes, share),
        )
        self._firms.append(client)
        return client

    def _employer_and_independent(self) -> Iterator[Saisie]:
        """Draw one person who pays for employees and for himself, under one Siren."""
        town = self._town()
        one = self._independent(town)
        yield one
        compte = replace(one.comptes[0], numero_compte=self._numero(town))
        yield replace(
            one,
            regime=Regime.GENERAL,
            nir="",
            montant="0",
            services=self._boxes(EMPLOYER),
            comptes=(compte,),
        )

    def _independent(self, town: Commune) -> Saisie:
        siren = self._siren()
        civilite, person = self._person(self._chance.choice(names.FAMILIES))
        liberal = self._chance.random() < 0.35
        compte = self._compte(town, siren, 0, self._etat())
        if liberal and self._chance.random() < 0.2:
            # Doctors without a Siret: two letters, nine digits, M01.
            compte = replace(compte, numero_compte=f"ZZ0{next(self._numbers)}M01", siret="")
        return Saisie(
            Regime.PROFESSION_LIBERALE if liberal else Regime.ARTISAN_COMMERCANT,
            siren=siren,
            nir=self._nir(civilite),
            civilite=civilite,
            raison_sociale=person,
            forme_juridique="EI",
            services=self._boxes(INDEPENDENT),
            comptes=(compte,),
            **self._dossier(person, names.LIBERAUX if liberal else names.ARTISANS, 0.5),
        )

    def _gerant(self) -> Saisie:
        """Draw the gérant of one of the firms, or of one that is not in the portefeuille."""
        firms = [one for one in self._firms if one.forme_juridique in RUN_BY_A_GERANT]
        firm = self._chance.choice(firms) if self._chance.random() < 0.7 else None
        civilite, person = self._person(self._chance.choice(names.FAMILIES))
        note = f"Gère {firm.raison_sociale[:60]}." if firm else "Société suivie par un confrère."
        return Saisie(
            Regime.GERANT_MAJORITAIRE,
            siren_societe=firm.siren if firm else "",
            civilite=civilite,
            raison_sociale=person,
            services=self._boxes(INDEPENDENT),
            comptes=(self._compte(self._town(), "", 0, Etat.ACTIF),),
            **self._dossier(person, (note,), 1),
        )

    def _dossier(self, nom: str, notes: Sequence[str], share: float) -> Dossier:
        """Give a client's dossier, who follows it and, for a share of them, a note."""
        start = fold(nom).replace(" ", "").upper()[:3]
        self._dossiers[start] += 1
        return {
            "code_dossier": f"{start}{self._dossiers[start]:03d}",
            "responsable": self._chance.choice(self._people),
            "note": self._chance.choice(notes) if self._chance.random() < share else "",
        }

    # Names

    def _firm(self, town: Commune) -> tuple[str, str]:
        pattern, forme = self._chance.choice(names.FIRMS)
        nom, autre = (one.upper() for one in self._chance.sample(names.FAMILIES, 2))
        nom = pattern.format(
            nom=nom,
            autre=autre,
            prenom=self._chance.choice(names.WOMEN).upper(),
            lieu=self._chance.choice(names.PLACES),
            ville=town.nom.upper(),
        )
        return nom, forme

    def _person(self, family: str) -> tuple[str, str]:
        civilite, first = self._chance.choice((("MME", names.WOMEN), ("M.", names.MEN)))
        return civilite, f"{family.upper()} {self._chance.choice(first)}"

    # Comptes and their numbers

    def _town(self) -> Commune:
        """Draw a town, the larger the likelier."""
        return self._chance.choices(self._communes, cum_weights=self._weights)[0]

    def _around(self, town: Commune, count: int) -> list[Commune]:
        """Give `town`, then others of the same Urssaf while there are some."""
        others = [one for one in self._communes if one.organisme == town.organisme]
        others.remove(town)
        return [town, *self._chance.sample(others, min(count - 1, len(others)))]

    def _compte(self, town: Commune, siren: str, rank: int, etat: Etat) -> SaisieCompte:
        start = f"{siren}{self._chance.choice((1, 1, 2, 3)) + 3 * rank:04d}"
        return SaisieCompte(
            numero_compte=self._numero(town),
            siret=start + luhn.calc_check_digit(start) if siren else "",
            etat=etat,
            code_postal=self._chance.choice(town.codes_postaux),
            ville=town.nom.upper(),
        )

    def _numero(self, town: Commune) -> str:
        return f"{town.organisme}0000009{next(self._numbers)}"

    def _never_twice(self, numbers: range) -> Iterator[int]:
        drawn = set[int]()
        while len(drawn) < len(numbers):
            if (number := self._chance.choice(numbers)) not in drawn:
                drawn.add(number)
                yield number

    def _siren(self) -> str:
        start = f"{next(self._sirens):08d}"
        return start + str(luhn.calc_check_digit(start))

    def _nir(self, civilite: str) -> str:
        """Give a NIR of somebody born in a town of the list, ordre 000."""
        born = self._chance.choice(self._birthplaces)
        year, month = self._chance.randrange(55, 100), self._chance.randrange(1, 13)
        start = f"{2 if civilite == 'MME' else 1}{year:02d}{month:02d}{born}000"
        return start + str(stdnum_nir.calc_check_digits(start))

    def _etat(self) -> Etat:
        return self._chance.choices((Etat.ACTIF, Etat.RADIE, Etat.SUSPENDU), (90, 7, 3))[0]

    def _boxes(self, boxes: Boxes) -> frozenset[Service]:
        return frozenset(one for one, share in boxes.items() if self._chance.random() < share)


def _communes() -> list[Commune]:
    source = files("models.demo").joinpath("communes.csv").read_text("utf-8")
    return [
        Commune(
            row["code_insee"],
            row["nom"],
            tuple(row["codes_postaux"].split()),
            int(row["population"]),
            row["code_organisme_urssaf"],
        )
        for row in csv.DictReader(source.splitlines())
    ]
