"""Where the milliseconds of a start and of a key go."""

from __future__ import annotations

import re
import subprocess
import time
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median

from bench import works
from bench.terminal import LONG_QUIET, ROOT, Answer, python
from bench.works import Home

TIMED = re.compile(r"import time:\s+(\d+) \|\s+\d+ \| +(\S+)")
ROOMS = ("textual", "rich", "tui", "screens", "models", "peewee")
KEYS = (("↓", "down"), ("page suivante", "s"), ("ouvrir un client", "enter"))
PHASES = ("gestes", "modèles", "mise en page", "dessin", "écriture")
"""What bench/hooked.py tells; the rest is waiting: the line, the queue, timers."""

OTHERS = "autres bibliothèques"


def start_phases(home: Home, times: int) -> dict[str, float]:
    """Cut a start, as medians of `times`, into the interpreter, the imports and the rest."""
    bare, imported, started = [], [], []
    for _ in range(times):
        bare.append(_seconds(home, "-c", "pass"))
        imported.append(_seconds(home, "-c", "import tui.__main__, tui.app"))
        with home.open() as program:
            started.append(program.seconds_until("Je me connecte"))
    first, second, third = (median(some) * 1000 for some in (bare, imported, started))
    return {
        "interpréteur": first,
        "importations": second - first,
        "ouverture et premier écran": third - second,
    }


def imports(home: Home) -> dict[str, float]:
    """Give the milliseconds that the modules of each room take to be imported."""
    command = [*python()[:1], "-X", "importtime", "-c", "import tui.__main__, tui.app"]
    done = subprocess.run(
        command, cwd=ROOT, env=home.env, capture_output=True, text=True, check=True
    )
    return read_imports(done.stderr)


def read_imports(told: str) -> dict[str, float]:
    """Sum what `python -X importtime` tells, by room, the longest first."""
    rooms: Counter[str] = Counter()
    for microseconds, module in TIMED.findall(told):
        room = module.partition(".")[0]
        rooms[room if room in ROOMS else OTHERS] += int(microseconds)
    return {room: spent / 1000 for room, spent in rooms.most_common()}


def key_phases(home: Home, folder: Path, times: int) -> dict[str, dict[str, float]]:
    """Give, for each of KEYS, the milliseconds of each phase, as medians."""
    spans = folder / "spans"
    spans.unlink(missing_ok=True)
    answers: dict[str, list[Answer]] = {name: [] for name, _ in KEYS}
    with home.open("bench.hooked", BENCH_SPANS=str(spans)) as program:
        works.log_in(program)
        for _ in range(times):
            for name, key in KEYS:
                answers[name].append(program.press(key, LONG_QUIET))
            program.press("f12", LONG_QUIET)
        program.seconds_to_quit()
    told = read_spans(spans.read_text("utf-8"))
    spans.unlink()
    return {name: _phases(some, told) for name, some in answers.items()}


def read_spans(text: str) -> list[tuple[str, float, float]]:
    """Give the name of each span, its begin, and the seconds that are its own."""
    spans = []
    for line in text.splitlines():
        name, start, end, within = line.split("\t")
        spans.append((name, float(start), float(end) - float(start) - float(within)))
    return spans


def _phases(answers: list[Answer], spans: list[tuple[str, float, float]]) -> dict[str, float]:
    each: defaultdict[str, list[float]] = defaultdict(list)
    for answer in answers:
        end = answer.pressed + answer.ms / 1000
        own: defaultdict[str, float] = defaultdict(float)
        for name, start, spent in spans:
            if answer.pressed <= start <= end:
                own[name] += spent * 1000
        for name in PHASES:
            each[name].append(own[name])
        each["attente"].append(max(0.0, answer.ms - sum(own.values())))
    return {name: median(some) for name, some in each.items()}


def _seconds(home: Home, *words: str) -> float:
    start = time.perf_counter()
    subprocess.run([*python()[:1], *words], cwd=ROOT, env=home.env, check=True)
    return time.perf_counter() - start
