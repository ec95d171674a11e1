"""Tables of other kinds, sound all through, and what each line of them has to become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from string import ascii_uppercase
from typing import Any

from stdnum import luhn

from models.importation.grille import Grille, Rangee
from models.labels import Regime, Service
from tests.cabinet import numero, siren
from tests.domain.importation.random_tables import TYPES, _nir

FIRMS = ("BOULANGERIE NOËL", "SARL DU PONT & FILS", "TOTAL CONFORT", "CLIENT MODÈLE", "RADIO 12")
PEOPLE = (("DA SILVA", "Marc", "M."), ("N’GUYEN", "Hélène", "MME"), ("LE GOFF", "Anne", "Mme"))
RESPONSABLES = ("Claire Durand", "DURAND Claire", "claire durand")
"""Never blank: one name above blanks would be a merged cell, which is doubted."""
TITLES = {
    "name": ("Raison sociale", "Client", "Nom ou raison sociale", "RaisonSociale"),
    "nom": ("Nom", "NOM", "Nom de famille"),
    "prenom": ("Prénom", "PRENOM"),
    "civilite": ("Civilité", "Civ."),
    "responsable": ("Responsable", "Collaborateur", "Suivi par", "Gestionnaire"),
    "services": ("Services", "Services en ligne", "Habilitations"),
    "siren": ("Siren", "N°SIREN", "num_siren"),
    "nic": ("NIC", "Nic", "Code NIC"),
    "siret": ("Siret", "SIRET établissement"),
    "compte": ("N° compte", "Compte Urssaf", "NumCompte"),
    "organisme": ("Code organisme", "Urssaf", "Code Urssaf"),
    "type": ("Type", "Régime", "Type de compte"),
    "montant": ("Montant", "Montant à payer", "Cotisations"),
    "nir": ("NIR", "N° SS"),
    "cle": ("Clé", "Clé NIR"),
    "rank": ("N°", "Ligne"),
    "mail": ("E-mail", "Adresse de messagerie"),
    "cabinet": ("Siren du cabinet",),
    "ancien": ("Ancien n° compte",),
}


@dataclass
class Kinds:
    """A table, and the lines that are expected of it."""

    grille: Grille
    lignes: list[dict[str, Any]] = field(default_factory=list)


def kinds_of(luck: Random, clients: int) -> Kinds:
    """Make a table of that many clients, each on one line or on several."""
    shape = {
        one: luck.random() < 0.5
        for one in ("apart", "civilite", "responsable", "services", "nic", "organisme", "cle")
    }
    columns = _columns(luck, shape)
    rows: list[tuple[str, ...]] = [tuple(luck.choice(TITLES[name]) for name in columns)]
    made = Kinds(Grille(()))
    ranks = luck.sample([one for one in range(1, 2900) if one % 100], clients)
    for rank in ranks:
        _client(luck, rank, shape, columns, rows, made.lignes)
    made.grille = Grille(tuple(Rangee(n, row) for n, row in enumerate(rows, 1)))
    return made


def _columns(luck: Random, shape: Mapping[str, bool]) -> list[str]:
    names = ["siren", "compte", "type", "montant", "nir"]
    names += ["nom", "prenom"] if shape["apart"] else ["name"]
    names += ["nic"] if shape["nic"] else ["siret"]
    names += [
        one for one in ("civilite", "responsable", "services", "organisme", "cle") if shape[one]
    ]
    names += [one for one in ("rank", "mail", "cabinet", "ancien") if luck.random() < 0.3]
    luck.shuffle(names)
    return names


def _client(
    luck: Random,
    rank: int,
    shape: Mapping[str, bool],
    columns: list[str],
    rows: list[tuple[str, ...]],
    lignes: list[dict[str, Any]],
) -> None:
    regimes = [one for one in Regime if one.a_un_siren]
    said = luck.sample(regimes, 1 if luck.random() < 0.8 else 2)
    for nth, regime in enumerate(said):
        shops = 1 + (luck.random() < 0.25) + (luck.random() < 0.1)
        values, inscription = _values(luck, rank, regime, shape)
        comptes = [_compte(rank, 10 * nth + shop + 1) for shop in range(shops)]
        first = len(rows) + 1
        for number, (compte, siret) in enumerate(comptes):
            cells = values | _numbers(compte, siret, shape)
            rows.append(tuple(cells.get(name, str(len(rows))) for name in columns))
            with_first = None if number == 0 else first
            lignes.append(_expected(len(rows), "prete", with_first, inscription))
        inscription["comptes"] = [{"numero_compte": c, "siret": s} for c, s in comptes]
        if luck.random() < 0.1:
            rows.append(rows[-1])
            lignes.append(_expected(len(rows), "ignoree", len(rows) - 1, None))


def _values(
    luck: Random, rank: int, regime: Regime, shape: Mapping[str, bool]
) -> tuple[dict[str, str], dict[str, Any]]:
    person = luck.choice(PEOPLE) if regime.est_independant else None
    nom, prenom, civilite = person or (f"{luck.choice(FIRMS)} {rank}", "", "")
    if person:
        nom += ascii_uppercase[rank % 26]  # many of one name would be doubted
    name = f"{nom} {prenom}".strip()
    boxes = luck.sample(list(Service), luck.randrange(1, 4))
    responsable = luck.choice(RESPONSABLES) if shape["responsable"] else ""
    centimes = luck.randrange(9_999_99) if regime is Regime.GENERAL else None
    nir = _nir(rank) if regime.est_independant else ""
    values = {
        "siren": siren(rank),
        "type": luck.choice([*TYPES[regime], *MORE_TYPES[regime]]),
        "montant": "" if centimes is None else f"{centimes // 100},{centimes % 100:02}",
        **({"nir": nir[:13], "cle": nir[13:]} if shape["cle"] else {"nir": nir}),
        **({"nom": nom, "prenom": prenom} if shape["apart"] else {"name": name}),
        "civilite": civilite,
        "responsable": responsable,
        "services": luck.choice((", ", " / ", " + ")).join(one.label for one in boxes[:1])
        if luck.random() < 0.5
        else ", ".join(one.code for one in boxes),
        "mail": f"c{rank}@exemple.fr",
        "cabinet": siren(2999),
        "ancien": numero(20_000 + rank),
    }
    known = _told_services(values["services"], boxes)
    return values, {
        "regime": regime.value,
        "siren": siren(rank),
        "raison_sociale": name,
        "civilite": civilite if shape["civilite"] else None,
        "responsable": "Claire Durand" if responsable else None,
        "montant_centimes": centimes,
        "nir": bool(nir),
        "services": known if shape["services"] else [],
    }


def _told_services(text: str, boxes: list[Service]) -> list[str]:
    return [one.code for one in boxes if one.label in text or one.code in text.split(", ")]


MORE_TYPES = {
    Regime.GENERAL: ("RG - Employeur", "Employeur (régime général)", "Compte employeur"),
    Regime.ARTISAN_COMMERCANT: (
        "TI artisan",
        "TNS – commerçant",
        "Travailleur indépendant artisan",
    ),
    Regime.PROFESSION_LIBERALE: ("PL CIPAV", "Indépendant libéral", "TI - profession libérale"),
}


def _compte(rank: int, shop: int) -> tuple[str, str]:
    start = f"{siren(rank)}{shop:04}"
    return numero(rank + 3000 * shop), start + str(luhn.calc_check_digit(start))


def _numbers(compte: str, siret: str, shape: Mapping[str, bool]) -> dict[str, str]:
    cells = {"siret": siret, "nic": siret[9:]}
    split = {"compte": compte[3:], "organisme": compte[:3]}
    return cells | (split if shape["organisme"] else {"compte": compte})


def _expected(
    ligne: int, verdict: str, avec: int | None, inscription: dict[str, Any] | None
) -> dict[str, Any]:
    told = None if avec else inscription
    return {
        "ligne": ligne,
        "verdict": verdict,
        "avec_ligne": avec,
        "champ": None,
        "inscription": told,
    }
