"""`make bench`: BENCH=court for a quick look, BENCH=grand for ten million inscriptions too.

BENCH_N is how many times a key is pressed; BENCH_FOLDER keeps the portefeuilles between two runs.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median

from bench import report, works
from bench.report import Line
from bench.works import Home, Series, ms, octets, p95
from models.wording import show_number

SIZES = {"court": (1_000, 10_000), "": (1_000, 100_000, 1_000_000)}
SIZES["grand"] = (*SIZES[""], 10_000_000)
TIMES = {"court": (20, 5), "": (200, 21), "grand": (200, 21)}
PAGES = ("page suivante", "page précédente", "première page", "dernière page")
NUMBERS = ("Siren exact", "Siren, 3 chiffres", "compte exact", "compte, 16 chiffres")
NAMES = ("nom rare", "nom courant", "nom absent", "1 ou 2 lettres")


def main() -> int:
    """Measure, print the table, keep it."""
    kind = os.environ.get("BENCH", "")
    times, starts = TIMES[kind]
    times = int(os.environ.get("BENCH_N", times))
    folder = Path(os.environ.get("BENCH_FOLDER") or tempfile.mkdtemp(prefix="portefeuille-bench-"))
    homes = [Home(folder / str(size), size) for size in SIZES[kind]]
    for home in homes:
        print(f"Portefeuille de {show_number(home.size)}…", file=sys.stderr, flush=True)
        home.prepare()
    lines = _starts(homes[0], starts)
    smallest: Series = {}
    memory = 0
    for home in homes:
        ours, theirs = works.keys(home, times)
        smallest = smallest or ours
        sent, cpu, used = works.rest(home, 10.0 if kind != "court" else 2.0)
        memory = memory or used
        lines += _keys(home, ours, theirs, smallest)
        lines += _rest(home, sent, cpu, used, memory)
    said = f"{date.today().isoformat()}, {report.machine()}, n = {times}\n\n{report.table(lines)}"
    print(said)
    if kind != "court":
        report.keep(said)
    return 0


def _starts(home: Home, times: int) -> list[Line]:
    ours, theirs, quits = works.starts(home, times)
    mine, floor, end = (median(one) * 1000 for one in (ours, theirs, quits))
    return [
        Line("démarrage", "", _ms(mine), _ratio(mine / floor), "≤ 1,2 ×", mine <= 1.2 * floor),
        Line("quitter", "", _ms(end), "", "≤ 80 ms", end <= 80),
    ]


def _keys(home: Home, ours: Series, theirs: Series, smallest: Series) -> list[Line]:
    size = show_number(home.size)

    def line(name: str, ratio: float | None, goal: str, reached: bool | None) -> Line:
        found = ours[name]
        said = f"{_ms(ms(found))}, p95 {_ms(p95(found))}, {show_number(octets(found))} o"
        return Line(name, size, said, _ratio(ratio) if ratio else "", goal, reached)

    moves = ms(ours["↓ ou ↑"]) / ms(theirs["↓ ou ↑"])
    kept = moves <= 1 and octets(ours["↓ ou ↑"]) <= 300
    lines = [line("↓ ou ↑", moves, "≤ 1,0 ×, 300 o", kept)]
    for name in PAGES:
        ratio = ms(ours[name]) / ms(theirs["page"])
        small = ms(ours[name]) <= 1.2 * ms(smallest[name])
        kept = ratio <= 0.4 and octets(ours[name]) <= 1536 and small
        lines.append(line(name, ratio, "≤ 0,4 ×, 1,5 Ko, 1,2 × à 10³", kept))
    for name in ("ouvrir un client", "revenir à la liste"):
        lines.append(line(name, None, "≤ 25 ms", ms(ours[name]) <= 25))
    for name in NUMBERS:
        ratio = ms(ours[name]) / ms(smallest[name])
        lines.append(line(name, ratio, "≤ 1,3 × à 10³", ratio <= 1.3))
    for name in NAMES:
        lines.append(line(name, None, "p95 ≤ 30 ms", p95(ours[name]) <= 30))
    lines.append(line("caractère", None, "≤ 150 o", octets(ours["caractère"]) <= 150))
    lines.append(line("Tab", None, "≤ 1 000 o", octets(ours["Tab"]) <= 1000))
    return lines


def _rest(home: Home, sent: int, cpu: float, used: int, smallest: int) -> list[Line]:
    size, ratio = show_number(home.size), used / smallest
    said = f"{sent} o, {cpu:.1%} de CPU".replace(".", ",")
    memory = f"{used / 1024:.0f} Mo"
    return [
        Line("au repos", size, said, "", "0 o, 0,5 % CPU", sent == 0 and cpu <= 0.005),
        Line("mémoire (PSS)", size, memory, _ratio(ratio), "≤ 1,1 × à 10³", ratio <= 1.1),
    ]


def _ratio(number: float) -> str:
    return f"{number:.2f} ×".replace(".", ",")


def _ms(number: float) -> str:
    return f"{number:.1f} ms".replace(".", ",")


if __name__ == "__main__":
    sys.exit(main())
