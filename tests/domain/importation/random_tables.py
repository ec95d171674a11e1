"""True portfolios, and the tables that cabinets make of them: any order, titles and damage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from stdnum.fr import nir as stdnum_nir

from models.importation.grille import Grille, Rangee
from models.labels import Etat, Regime, Service
from tests.cabinet import numero, siren

NAMES = (
    *("BOULANGERIE NOËL", "SARL DU PONT & FILS", "L'ÂGE D'OR", "TOTAL CONFORT CHAUFFAGE"),
    *("DA SILVA Marc", "N’GUYEN Hélène", "PETIT Anne", "ŒUVRES SOCIALES DU LEZ", "SCI 2 RUE X"),
    *("CLIENT MODÈLE", "RADIO LIBÉRALE", "GÉRANCE DU SUD", "COMPTES & CIE", "EMPLOI 12"),
)
PLACES = (
    ("09110", "SAVIGNAC"),
    ("01000", "BOURG-EN-BRESSE"),
    ("75011", "PARIS"),
    ("20000", "AJACCIO"),
)
TYPES = {
    Regime.GENERAL: ("Employeur", "Régime général", "RG", "employeurs"),
    Regime.ARTISAN_COMMERCANT: ("Artisan", "Commerçant", "artisan-commerçant", "ARTISAN"),
    Regime.PROFESSION_LIBERALE: ("Libéral", "Profession libérale", "PL", "Libérale"),
    Regime.GERANT_MAJORITAIRE: ("Gérant", "Gérant majoritaire", "GM"),
}
TITLES = {
    "siren": ("Siren", "N° Siren", "SIREN client", "n° siren"),
    "siret": ("Siret", "N° SIRET", "Siret de l'établissement"),
    "numero_compte": ("N° compte", "Compte Urssaf", "Numéro de compte employeur", "N° cotisant"),
    "raison_sociale": ("Raison sociale", "Client", "Nom", "Dénomination", "Nom du client"),
    "regime": ("Type", "Type client", "Régime", "Type de compte"),
    "montant": ("Montant", "Montant dû", "Montant à payer", "Cotisations"),
    "nir": ("NIR", "N° sécurité sociale", "N° SS", "Sécu"),
    "code_dossier": ("Code dossier", "Dossier", "N° client", "Code client"),
    "code_postal": ("CP", "Code postal"),
    "ville": ("Ville", "Commune", "Localité"),
    "etat": ("État", "Etat du compte"),
    "note": ("Note", "Remarques", "Commentaire"),
}
ETATS = {
    Etat.ACTIF: ("Actif", "actif", "ACTIF", ""),
    Etat.RADIE: ("Radié", "RADIE", "radiée"),
    Etat.SUSPENDU: ("Suspendu", "SUSPENDU"),
}
BOXES = (Service.DPAE, Service.ATTESTATIONS, Service.COURRIEL_ATTESTATIONS, Service.ETRANGER)
NOISE: dict[str, Callable[[int], str]] = {
    "Téléphone": lambda rank: f"01 02 03 {rank % 100:02} 05",
    "Date de clôture": lambda _: "31/12/2026",
    "Honoraires": lambda rank: f"{rank * 10},00",
    "Code APE": lambda _: "4711A",
    "Mail": lambda rank: f"client{rank}@exemple.fr",
}  # fmt: skip


@dataclass(frozen=True)
class Client:
    """A client as the cabinet knows it."""

    regime: Regime
    rank: int
    values: dict[str, str] = field(repr=False)
    centimes: int | None
    etat: Etat
    services: frozenset[Service]


@dataclass(frozen=True)
class Table:
    """A table, which client each line is of, and which lines were damaged."""

    grille: Grille
    clients: dict[int, Client]
    columns: tuple[str, ...]
    damaged: frozenset[int]
    boxes: tuple[Service, ...]


def client_of(rank: int, luck: Random) -> Client:
    """Make a client."""
    regime = luck.choice(list(Regime))
    centimes = luck.randrange(0, 9_999_99) if regime is Regime.GENERAL else None
    code, town = luck.choice(PLACES)
    number = siren(rank)
    etat = luck.choice([Etat.ACTIF, Etat.ACTIF, Etat.RADIE, Etat.SUSPENDU])
    values = {
        "siren": number if regime.a_un_siren else "",
        "siret": f"{number}0001{_key(number + '0001')}" if regime.a_un_siren else "",
        "numero_compte": numero(rank),
        "raison_sociale": f"{luck.choice(NAMES)} {rank}",
        "regime": luck.choice(TYPES[regime]),
        "montant": "" if centimes is None else luck.choice(AMOUNTS)(centimes),
        "nir": _nir(rank) if regime.est_independant else "",
        "code_dossier": f"D{rank:05}",
        "code_postal": code,
        "ville": town,
        "etat": luck.choice(ETATS[etat]),
        "note": luck.choice(["", "à rappeler", "bilan au 30/06", "ne pas relancer"]),
    }
    services = frozenset(one for one in BOXES if luck.random() < 0.5)
    return Client(regime, rank, values, centimes, etat, services)


def _key(start: str) -> str:
    return next(str(d) for d in range(10) if _luhn(start + str(d)))


def _luhn(number: str) -> bool:
    total = 0
    for rank, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + rank % 2)
        total += value // 10 + value % 10
    return total % 10 == 0


def _nir(rank: int) -> str:
    start = f"1{50 + rank % 49:02}{1 + rank % 12:02}75{1 + rank % 900:03}000"
    return start + str(stdnum_nir.calc_check_digits(start))


AMOUNTS: tuple[Callable[[int], str], ...] = (
    lambda c: f"{c // 100},{c % 100:02}",
    lambda c: f"{c // 100}.{c % 100:02}",
    lambda c: f"{c // 100:,}".replace(",", " ") + f",{c % 100:02} €",
)


def _spaced(luck: Random, name: str, cell: str) -> str:
    """Write a number as people do."""
    if name == "siren" and cell and luck.random() < 0.3:
        return f"{cell[:3]} {cell[3:6]} {cell[6:]}"
    if name == "numero_compte" and luck.random() < 0.2:
        return f"{cell[:3]} {cell[3:]}"
    return cell


DAMAGES: tuple[Callable[[dict[str, str], Random], None], ...] = (
    lambda cells, _: cells.update(siren=cells["siren"].lstrip("0")),
    lambda cells, _: cells.update(numero_compte="1,17E+17"),
    lambda cells, _: cells.update(regime="TNS"),
    lambda cells, _: cells.update(etat="En liquidation"),
    lambda cells, _: cells.update(siren=cells["siren"][:-1] + "xy"),
    lambda cells, luck: cells.update(siren=_swapped(cells["siren"], luck)),
    lambda cells, _: cells.update(montant="-12,00"),
    lambda cells, _: cells.update(note=f"{cells['note']} {_nir(7)}"),
)


def _swapped(number: str, luck: Random) -> str:
    at = luck.randrange(max(1, len(number) - 1))
    return number[:at] + str(luck.randrange(10)) + number[at + 1 :]


def _total(columns: list[str]) -> tuple[str, ...]:
    said = {"raison_sociale": "Total", "montant": "12 345,67 €"}
    return tuple(said.get(name, "") for name in columns)


def table_of(luck: Random, *, lines: int, titled: bool = True, damage: float = 0.2) -> Table:
    """Make a table of that many clients."""
    clients = [
        client_of(rank, luck)
        for rank in luck.sample([one for one in range(1, 9000) if one % 1000], lines)
    ]
    names = ["siren", "numero_compte", "raison_sociale", "regime", "montant", "nir"]
    names += [name for name in TITLES if name not in names and luck.random() < 0.6]
    boxes = tuple(one for one in BOXES if titled and luck.random() < 0.4)
    noise = [title for title in NOISE if titled and luck.random() < 0.4]
    columns: list[str] = [*names, *(one.code for one in boxes), *noise]
    luck.shuffle(columns)
    labels = {name: luck.choice(TITLES[name]) for name in names}
    labels |= {one.code: one.label for one in boxes} | {title: title for title in noise}
    rows: list[tuple[str, ...]] = [()] * luck.randrange(3) if titled else []
    if titled and luck.random() < 0.4:
        rows.append(("LISTE DES CLIENTS AU 30/11/2026", *[""] * (len(columns) - 1)))
    titles = tuple(labels[name] for name in columns)
    rows += [titles] if titled else []
    made: dict[int, Client] = {}
    damaged = set()
    for client in clients:
        if luck.random() < 0.1:
            rows.append(luck.choice([(), titles if titled else (), _total(columns)]))
        cells = dict(client.values)
        if luck.random() < damage:
            luck.choice(DAMAGES)(cells, luck)
            damaged.add(len(rows) + 1)
        cells = {name: _spaced(luck, name, cell) for name, cell in cells.items()}
        cells |= {one.code: "x" if one in client.services else "" for one in boxes}
        cells |= {title: NOISE[title](client.rank) for title in noise}
        rows.append(tuple(cells[name] for name in columns))
        made[len(rows)] = client
    numbered = tuple(Rangee(n, cells) for n, cells in enumerate(rows, 1))
    return Table(Grille(numbered), made, tuple(columns), frozenset(damaged), boxes)
