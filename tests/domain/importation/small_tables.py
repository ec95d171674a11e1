"""Small tables written as text, and what is told of each of their lines, in a few words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from stdnum import luhn
from stdnum.fr import nir as stdnum_nir

from models.importation import report, table
from models.importation.examination import Examination
from models.importation.files.opening import read_text
from models.importation.verdicts import Choices
from models.labels import Regime
from models.portefeuille import Portefeuille
from tests.cabinet import numero, siren

_NUMBER = re.compile(r"\{([A-Za-z])(\d+)(?:\.(\d))?\}")


def filled(text: str) -> str:
    """Write the numbers of a table: `{S1}` is the Siren of the first client.

    T a Siret, I its NIC, C an account number, d its 15 digits, N a NIR, n its 13, K its key;
    s and t are spaced; `{T1.2}` is of a second établissement.
    """
    return _NUMBER.sub(lambda found: _number(found[1], int(found[2]), int(found[3] or 1)), text)


def _number(kind: str, rank: int, shop: int) -> str:
    first = siren(rank)
    start = f"{first}{shop:04}"
    siret = start + str(luhn.calc_check_digit(start))
    compte = numero(rank if shop == 1 else rank + 10_000 * shop)
    nir = f"1{50 + rank:02}0575{rank:03}000"
    key = str(stdnum_nir.calc_check_digits(nir))
    spaced = f"{first[:3]} {first[3:6]} {first[6:]}"
    return {
        "S": first,
        "s": spaced,
        "T": siret,
        "t": f"{spaced} {siret[9:]}",
        "I": siret[9:],
        "C": compte,
        "d": compte[3:],
        "N": nir + key,
        "n": nir,
        "K": key,
    }[kind]


def told(
    portefeuille: Portefeuille,
    text: str,
    expected: Sequence[str],
    regime: Regime | None = None,
) -> list[str]:
    """Tell of each line its verdict, then each thing that what is expected of it names.

    A field of the inscription, of its first compte, or `champ`: `prete siren={S1} etat=radie`.
    """
    tableau = table.read(read_text(filled(text)), regime=regime)
    proofs = tableau.has_proofs
    examination = Examination(portefeuille, Choices(not proofs, frozenset()))
    examination.examine(tableau.lignes)
    people = {one.uid: one.identifiant for one in portefeuille.personnes()}
    examens = [examination.examens[ligne.numero] for ligne in tableau.lignes]
    lines: Any = report.as_json(tableau, examens, people)["lignes"]
    wanted = [*expected, *[""] * (len(lines) - len(expected))]
    return [_told(line, names) for line, names in zip(lines, wanted, strict=False)]


def _told(line: dict[str, Any], expected: str) -> str:
    inscription = line["inscription"] or {"comptes": [{}]}
    known = {**inscription["comptes"][0], **inscription, "champ": line["champ"]}
    known["services"] = ",".join(known.get("services", ()))
    names = re.findall(r"(\w+)=", expected)
    return " ".join([line["verdict"], *(f"{name}={known.get(name) or ''}" for name in names)])
