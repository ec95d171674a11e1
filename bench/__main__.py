"""`make bench`: BENCH=court for a quick look, BENCH=grand for ten million inscriptions too.

BENCH_N is how many times a key is pressed; BENCH_FOLDER keeps the portefeuilles between two
runs. PostgreSQL is measured too where Debian's packages are: in memory, without fsync.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import rmtree
from statistics import median
from time import perf_counter

from bench import (
    comparing,
    exporting,
    importing,
    journal,
    many,
    phases,
    report,
    robots,
    searches,
    veille,
    waiting,
    windows,
    works,
)
from bench.postgresql import OWNER, ServerMissing, own_cluster
from bench.report import Line
from bench.works import BACK, Home, Run, Series, ms, octets, p95
from models.wording import show_number

SIZES = {"court": (1_000, 10_000), "": (1_000, 100_000, 1_000_000)}
SIZES["grand"] = (*SIZES[""], 10_000_000)
ON_SERVER = {"court": (1_000,), "": (1_000, 100_000), "grand": (1_000, 100_000, 1_000_000)}
TIMES = {"court": (20, 5), "": (200, 21), "grand": (200, 21)}
PAGES = {
    **dict.fromkeys(("page suivante", "page précédente"), (0.58, 0.75)),
    **dict.fromkeys(("première page", "dernière page"), (0.75, 1.0)),
}
"""How much of the minimal program's page one of ours may take: on SQLite, on a server."""
NUMBERS = (
    *("Siren exact", "Siren, 3 chiffres"),
    *("compte exact", "compte, 16 chiffres", "compte, 3 chiffres"),
)
FILTERED_MS, FILTERED_SIZE = 30, 100_000
NAMES = ("nom rare", "nom courant", "nom tardif", "nom absent", "1 ou 2 lettres")


def main() -> int:
    """Measure, print the table, keep it."""
    kind = os.environ.get("BENCH", "")
    with _folder() as folder:
        said = _measured(kind, folder)
    print(said)
    if kind != "court":
        report.keep(said)
    return 0


def _measured(kind: str, folder: Path) -> str:
    times, starts = TIMES[kind]
    times = int(os.environ.get("BENCH_N", times))
    seconds = 2.0 if kind == "court" else 10.0
    before = os.getloadavg()[0]
    homes = [_prepare(Home(folder / str(size), size)) for size in SIZES[kind]]
    lines = [*_aloud(_starts(homes[0], starts)), *_aloud(_many(folder, starts))]
    lines += [*_aloud(_import()), *_aloud(_exports()), *_aloud(windows.lines(homes[0], times))]
    lines += [*_aloud(veille.lines(starts, seconds)), *_aloud(robots.lines(kind))]
    late = 0
    for some, more in _each(homes, times, seconds):
        lines += _aloud(some)
        late += more
    phased, alone = _phases(homes[0], folder, starts), _alone([homes[0], homes[-1]], times)
    told = _journal(Home(folder / "journal", SIZES[kind][0]), kind)
    said = [report.table(lines), phased, alone, *told]
    try:
        with own_cluster() as cluster:
            servers = []
            for size in ON_SERVER[kind]:
                name = f"banc_{size}"
                cluster.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE template0")
                servers.append(Home(folder / f"serveur-{size}", size, cluster.url(name)))
                rmtree(folder / f"serveur-{size}", ignore_errors=True)
                _prepare(servers[-1])
            lines = []
            for some, more in _each(servers, max(10, times // 4), seconds):
                lines += some
                late += more
            said += [
                *(f"PostgreSQL :\n\n{report.table(lines)}", _alone(servers, times)),
                *_journal(servers[0], kind),
            ]
    except ServerMissing as missing:
        said.append(f"PostgreSQL n'a pas été mesuré ({missing}).")
    load = f"{before:.1f} avant, {os.getloadavg()[0]:.1f} après".replace(".", ",")
    said.append(
        f"{late} réponses se sont encore prolongées après l'attente de leur fin. "
        f"Charge de la machine : {load}."
    )
    return "\n\n".join((f"{date.today().isoformat()}, {report.machine()}, n = {times}", *said))


def _aloud(lines: Iterable[Line]) -> Iterator[Line]:
    """Tell each line as it comes: what follows may fail, and takes long."""
    for line in lines:
        print(report.table([line]).splitlines()[-1], file=sys.stderr, flush=True)
        yield line


@contextmanager
def _folder() -> Iterator[Path]:
    """Give where the portefeuilles are written, and remove them if nobody wants them."""
    if kept := os.environ.get("BENCH_FOLDER"):
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory(prefix="portefeuille-bench-") as folder:
        yield Path(folder)


def _prepare(home: Home) -> Home:
    print(f"Portefeuille de {show_number(home.size)}…", file=sys.stderr, flush=True)
    start = perf_counter()
    home.prepare()
    print(f"  {perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    return home


def _each(homes: list[Home], times: int, seconds: float) -> Iterator[tuple[list[Line], int]]:
    """Measure each of `homes`; give its lines, and how many answers ended late."""
    smallest: Run | None = None
    for home in homes:
        run = works.keys(home, times)
        smallest = smallest or run
        sent, cpu = works.rest(home, seconds)
        yield [*_keys(home, run, smallest.ours), *_rest(home, sent, cpu, run, smallest)], run.late


def _starts(home: Home, times: int) -> list[Line]:
    mine, floor, end = (median(one) * 1000 for one in works.starts(home, times))
    return [
        Line("démarrage", "", _ms(mine), _ratio(mine / floor), "≤ 1,15 ×", mine <= 1.15 * floor),
        Line("quitter", "", _ms(end), "", "≤ 80 ms", end <= 80),
    ]


def _many(folder: Path, times: int) -> Iterator[Line]:
    works_ = ("modifier 10 000 comptes", "annuler cette modification")
    for work, spent in zip(works_, many.measure(), strict=True):
        seconds = f"{spent.ours:.1f}".replace(".", ",")
        ratio = spent.ours / spent.floor
        said = f"{seconds} s de processeur"
        yield Line(work, "10 000", said, _ratio(ratio), "≤ 3 × le plancher", ratio <= 3)
    spent = comparing.measure()
    said = f"{spent.ours:.1f} s de processeur".replace(".", ",")
    times_floor = _ratio(spent.ours / spent.floor)
    yield Line("rapprocher 10 000 comptes", "10 000", said, times_floor, "≤ 2 s", spent.ours <= 2)
    waits = {"modifier 10 000 comptes": waiting.measure(folder, times)}
    for work, taken in (waits | waiting.measure_import(folder, times)).items():
        answer = median(taken)
        yield Line(f"F12 pendant : {work}", "10 000", _ms(answer), "", "≤ 50 ms", answer <= 50)


def _import() -> Iterator[Line]:
    """Give what an import takes, and its parts beside those of the floor."""
    spent = importing.measure()
    writing = spent.floor_rules + spent.floor_writing
    for work, ours, floor, goal in (
        ("importer 10 000 lignes", spent.whole, spent.floor, 3),
        ("… dont lire le fichier", spent.reading, spent.floor_reading, None),
        ("… dont regarder les lignes", spent.looking, spent.floor_rules, None),
        ("… dont inscrire", spent.inscribing, writing, None),
        ("annuler cette importation", spent.undoing, writing, None),
    ):
        ratio = ours / floor if floor else None
        said = f"{_seconds(ours)}, plancher {_seconds(floor)}"
        reached = None if goal is None or ratio is None else ratio <= goal
        told = f"≤ {goal} × le plancher" if goal else ""
        yield Line(work, "10 000", said, _ratio(ratio) if ratio else "", told, reached)


def _seconds(spent: float) -> str:
    return f"{spent:.1f} s".replace(".", ",")


def _exports() -> Iterator[Line]:
    for one in exporting.measure():
        seconds, cpu = (f"{spent:.1f}".replace(".", ",") for spent in (one.seconds, one.ours))
        said = f"{seconds} s, {cpu} s de processeur"
        goal, reached = "", None
        if one.ending == ".xlsx":
            goal, reached = "≤ 2,5 s", one.seconds <= exporting.MOST_SECONDS
        ratio = _ratio(one.ours / one.floor)
        yield Line(
            f"exporter en {one.ending}", show_number(exporting.ROWS), said, ratio, goal, reached
        )


def _phases(home: Home, folder: Path, times: int) -> str:
    """Say where a start and a key go."""
    cut = phases.start_phases(home, times)
    rows = [f"| démarrage : {name} | {_ms(spent)} |" for name, spent in cut.items()]
    rows += [f"| … dont {name} | {_ms(spent)} |" for name, spent in phases.imports(home).items()]
    for key, parts in phases.key_phases(home, folder, 2 * times).items():
        rows += [f"| {key} : {name} | {_ms(spent)} |" for name, spent in parts.items()]
    return "\n".join(("| où va le temps | |", "|---|---|", *rows))


def _alone(homes: list[Home], times: int) -> str:
    """Give the searches of the models alone, at each size."""
    times = max(5, times // 4)
    found = [searches.measure(home.where, home.size, times) for home in homes]
    head = " | ".join(show_number(home.size) for home in homes)
    rows = [
        f"| {row[0].name} | "
        + " | ".join(f"{_ms(one.median)}, p95 {_ms(one.p95)}" for one in row)
        + f" | {_goal(row, homes)} |"
        for row in zip(*found, strict=True)
    ]
    said = [f"Modèles seuls, sans écran, n = {times} :", "", f"| recherche | {head} | but |"]
    return "\n".join((*said, "|---" * (2 + len(homes)) + "|", *rows))


def _journal(home: Home, kind: str) -> list[str]:
    """Give the pages of a long journal, which takes long to write."""
    if kind == "court":
        return []
    _prepare(home)
    return [journal.table(home, TIMES[kind][1])]


def _goal(row: Sequence[searches.Found], homes: list[Home]) -> str:
    """Say what a filtered page may take, up to a hundred thousand, and whether it does."""
    if row[0].name not in searches.IN_TIME:
        return ""
    sized = [one for one, home in zip(row, homes, strict=True) if home.size <= FILTERED_SIZE]
    reached = all(one.median <= FILTERED_MS for one in sized)
    said = "oui" if reached else "**non**"
    return f"≤ {FILTERED_MS} ms à {show_number(FILTERED_SIZE)} : {said}" if sized else ""


def _keys(home: Home, run: Run, smallest: Series) -> list[Line]:
    size = show_number(home.size)
    ours, theirs = run.ours, run.theirs

    def line(name: str, ratio: float | None, goal: str, reached: bool | None) -> Line:
        found = ours[name]
        said = f"{_ms(ms(found))}, p95 {_ms(p95(found))}, {show_number(octets(found))} o"
        said += f" (n = {len(found)})"
        return Line(name, size, said, _ratio(ratio) if ratio else "", goal, reached)

    moves = ms(ours["↓ ou ↑"]) / ms(theirs["↓ ou ↑"])
    kept = moves <= 1 and octets(ours["↓ ou ↑"]) <= 300
    lines = [line("↓ ou ↑", moves, "≤ 1,0 ×, 300 o", kept)]
    for name, mosts in PAGES.items():
        ratio, most = ms(ours[name]) / ms(theirs["page"]), mosts[home.on_server]
        small = ms(ours[name]) <= 1.2 * ms(smallest[name])
        kept = ratio <= most and octets(ours[name]) <= 1536 and small
        lines.append(line(name, ratio, f"≤ {_ratio(most)}, 1,5 Ko, 1,2 × à 10³", kept))
    for name in ("ouvrir un client", BACK[0][0]):
        lines.append(line(name, None, "≤ 25 ms", ms(ours[name]) <= 25))
    lines.append(line(BACK[1][0], None, "avec ESCDELAY", None))
    for name in NUMBERS:
        ratio = ms(ours[name]) / ms(smallest[name])
        lines.append(line(name, ratio, "≤ 1,3 × à 10³", ratio <= 1.3))
    for name in NAMES:
        lines.append(line(name, None, "p95 ≤ 30 ms", p95(ours[name]) <= 30))
    lines.append(line("caractère", None, "≤ 150 o", octets(ours["caractère"]) <= 150))
    lines.append(line("Tab", None, "≤ 1 000 o", octets(ours["Tab"]) <= 1000))
    return lines


def _rest(home: Home, sent: int, cpu: float, run: Run, smallest: Run) -> list[Line]:
    size, ratio = show_number(home.size), run.memory / smallest.memory
    said = f"{sent} o, {cpu * 100:.1f}\u00a0% de CPU".replace(".", ",")
    memory = f"{run.memory / 1024:.0f} Mo"
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
