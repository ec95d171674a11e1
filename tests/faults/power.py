"""A disk whose power is cut: what was not synchronised may be there, or not, or in part."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

SECTOR = 512
Event = tuple[Any, ...]


class Disk:
    """The files of a base: what is surely on the disk, and what was asked since."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._sure = {name: bytearray(content) for name, content in files.items()}
        self._asked: dict[str, list[Event]] = {}

    def ask(self, event: Event) -> None:
        """Take one event of the recording."""
        verb, name, *_ = event
        asked = self._asked.setdefault(name, [])
        if verb != "sync":
            asked.append(event)
            return
        for one in asked:
            _carry_out(self._sure, one)
        asked.clear()

    def cut(self, folder: Path, draw: Random) -> None:
        """Write in `folder` what a power cut leaves: any part of what was not synchronised."""
        left = {name: bytearray(content) for name, content in self._sure.items()}
        for asked in self._asked.values():
            for event in asked:
                for part in _parts(event, draw):
                    _carry_out(left, part)
        for name, content in left.items():
            (folder / name).write_bytes(content)


def _parts(event: Event, draw: Random) -> Iterable[Event]:
    """Give what reaches the disk of an event: nothing, all of it, or some of its sectors."""
    fate = draw.randrange(3)
    if fate == 0:
        return
    verb, name, *rest = event
    if fate == 1 or verb != "write":
        yield event
        return
    offset, data = rest
    for start in range(0, len(data), SECTOR):
        if draw.random() < 0.5:
            yield verb, name, offset + start, data[start : start + SECTOR]


def _carry_out(files: dict[str, bytearray], event: Event) -> None:
    verb, name, *rest = event
    if verb == "delete":
        files.pop(name, None)
        return
    file = files.setdefault(name, bytearray())
    if verb == "truncate":
        del file[rest[0] :]
        return
    offset, data = rest
    file.extend(bytes(max(0, offset - len(file))))
    file[offset : offset + len(data)] = data
