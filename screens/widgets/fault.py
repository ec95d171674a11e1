"""What is wrong with a field, said under it: it takes no row where nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.screen import Screen

from screens.widgets.answer import Answer
from screens.widgets.field import Field


class Fault(Answer):
    """What is wrong with the field of the same `name`."""

    DEFAULT_CSS = """
    Fault {
        display: none;
    }
    """

    def __init__(self, name: str) -> None:
        super().__init__(id=f"faute_{name}", classes="faute")


def fault_of(screen: Screen[Any], name: str) -> Fault:
    """Give what stands under a field."""
    return screen.query_one(f"#faute_{name}", Fault)


def mark(screen: Screen[Any], name: str, sentence: str) -> None:
    """Say under a field what is wrong with it; nothing when it is right."""
    screen.query_one(f"#{name}", Field).mark("error" if sentence else None)
    fault = fault_of(screen, name)
    fault.say(sentence, "error")
    fault.display = bool(sentence)


def forgive(screen: Screen[Any], name: str) -> None:
    """Take back what was said of a field that is being corrected."""
    if fault_of(screen, name).display:
        mark(screen, name, "")


def blame(screen: Screen[Any], wrong: Mapping[str, str]) -> None:
    """Say under each field what is `wrong` with it, nothing under the others; go to the first."""
    fields = [fault.id.removeprefix("faute_") for fault in screen.query(Fault) if fault.id]
    for name in fields:
        mark(screen, name, wrong.get(name, ""))
    for name in [one for one in fields if one in wrong][:1]:
        screen.query_one(f"#{name}", Field).focus()
