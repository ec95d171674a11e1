"""What an importation did so far."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Results:
    """What was done so far: clients inscribed, of them to be done on urssaf.fr, completed.

    `refused` has the sentence of each line that the base did not take.
    """

    enrolled: int = 0
    to_report: int = 0
    completed: int = 0
    refused: tuple[str, ...] = ()
