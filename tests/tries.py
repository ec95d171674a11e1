"""How many times a thing is tried: all of them by `make faults`, a part of them in CI.

CI has ten minutes on two cores. What it leaves is told by no other seed or colour: the rest of a
long series, the other looks of a screen, the server where the embedded base has done the same,
the other values that the same keys are pressed with.
Every state of every screen is drawn in CI, every verb is run, every fault made.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")

FULL = os.environ.get("PORTEFEUILLE_FAUTES") == "complet"
"""Whether this run leaves nothing out."""
FEW = os.environ.get("PORTEFEUILLE_EXEMPLES") == "peu"
"""Whether another Python only is tried, on what the first one has found."""

in_full = pytest.mark.skipif(not FULL, reason="tried by `make faults`")
"""What CI leaves to `make faults`."""
server_in_full = pytest.mark.parametrize(
    "engine",
    ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, in_full])],
    indirect=True,
)
"""What CI does on the embedded base alone: a long work that asks nothing new of the server."""


def left_to_faults(items: Sequence[pytest.Item]) -> frozenset[pytest.Item]:
    """Give what CI leaves of tests that are run on both engines, or played with many values.

    Of those a module runs on the server too, CI runs a tenth there; of a journey, or of a run in
    a terminal, that has many values, each eighth. None is left where one was asked for by name.
    """
    if FULL or FEW:
        return frozenset()
    ids = {item.nodeid for item in items}
    twins: dict[Path, list[pytest.Item]] = {}
    values: dict[tuple[Path, str], list[pytest.Item]] = {}
    for item in items:
        twin = item.nodeid.replace("postgresql", "sqlite")
        if item.get_closest_marker("postgresql") and twin != item.nodeid and twin in ids:
            twins.setdefault(item.path, []).append(item)
        elif item.get_closest_marker("played"):
            values.setdefault((item.path, getattr(item, "originalname", "")), []).append(item)
    return frozenset(
        item
        for groups, each in ((twins, 10), (values, 8))
        for group in groups.values()
        for rank, item in enumerate(group)
        if rank % each
    )


def sized(full: int) -> int:
    """Give how many rows a work that is ended half-way is made of here: all, or a fifth."""
    return full if FULL else full // 5


def rounds(full: int) -> int:
    """Give how many of the `full` tries of a fault are made: all, or a tenth, 6 at most."""
    return full if FULL else min(full // 10, 6)


def examples(number: int) -> int:
    """Give how many of `number` examples hypothesis tries here: all, a fifteenth, a twentieth."""
    if FULL:
        return number
    return max(5, number // (20 if FEW else 15))


def draws(full: int) -> int:
    """Give how many of `full` texts drawn at random this run tries: all of them, or a hundredth."""
    return full if FULL else full // 100


def some(of: Sequence[T]) -> Sequence[T]:
    """Give those that are tried here of what much resembles each other: all, or each sixth."""
    return of if FULL else of[::6]


def times(number: int) -> int:
    """Give how often what must not depend on luck is done again here: each time, or once."""
    return number if FULL else 1
