"""What comparing urssaf.fr's pages with the portefeuille costs beside the bare same.

The floor reads the same rows by a statement and the same lines by one expression, and compares
two dictionaries. Both are counted in processor time, on one base.
"""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from bench.many import ROWS, Spent, prepared
from models.identifiers import siren
from models.importation import table
from models.importation.files.opening import read_text
from models.labels import Regime
from models.portefeuille import Portefeuille
from models.rapprochement.comparing import compare
from models.rapprochement.releve import Releve
from models.storage.opening import close_database, opened

TURNS = 5
ROW = re.compile(r"Comptes (.+) du SIREN ([\d\s]+?)(?: \((\w+)\))?(?: \(Radié\))? ✍ ✕")
READ = """SELECT regime, siren, forme_juridique, services, vu, vu_services, vu_comptes,
numero_compte, siret, etat FROM inscription JOIN compte ON compte.inscription_id = inscription.id
WHERE inscription.cabinet_id = 1"""


def measure() -> Spent:
    """Compare ROWS inscriptions with the pages that list them: by the program, by bare code."""
    with TemporaryDirectory(prefix="portefeuille-bench-") as folder:
        portefeuille = prepared(Path(folder))
        text = pages_of(portefeuille)
        times = [(_ours(portefeuille, text), _floor(text)) for _ in range(TURNS)]
        close_database()
    ours, floor = map(median, zip(*times, strict=True))
    return Spent(ours, floor)


def pages_of(portefeuille: Portefeuille) -> str:
    """Write what the portal would list, in its words; one in seven is not there."""
    rows = []
    for rank, one in enumerate(portefeuille.here()):
        radie = " (Radié)" if one.est_radie else ""
        number = siren.show(one.siren)
        rows.append(f"Comptes {one.regime.label} du SIREN {number} (SARL){radie} ✍ ✕")
        if rank % 7 == 0:
            rows.pop()
    return "\n".join(rows)


def _ours(portefeuille: Portefeuille, text: str) -> float:
    start = process_time()
    releve = Releve()
    releve.add(table.read(read_text(text)))
    found = compare(portefeuille.here(), releve, complete=True)
    assert len(found.constats) == ROWS
    return process_time() - start


def _floor(text: str) -> float:
    base: Any = opened()
    start = process_time()
    there = {}
    for line in text.splitlines():
        if row := ROW.fullmatch(line):
            there[(row[1], re.sub(r"\s", "", row[2]))] = row[3]
    labels = {regime.value: regime.label for regime in Regime}
    here = {(labels[row[0]], row[1]): row for row in base.execute_sql(READ).fetchall()}
    assert len(here.keys() | there.keys()) == ROWS
    assert here.keys() > there.keys()
    return process_time() - start
