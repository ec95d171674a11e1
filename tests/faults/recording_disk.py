"""Replay a session in SQLite on a disk that records all that it is asked; a process of its own.

Two SQLite libraries in one process drop each other's locks: nothing imports this module.
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from typing import Any

import apsw

EVENTS: list[tuple[Any, ...]] = []


class RecordedFile(apsw.VFSFile):
    """A file that notes what is written, cut and synchronised."""

    def __init__(self, name: str | apsw.URIFilename, flags: list[int]) -> None:
        super().__init__("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(path).name

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802 - SQLite's name
        """Write, and note it."""
        super().xWrite(data, offset)
        EVENTS.append(("write", self._name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        """Cut the file, and note it."""
        super().xTruncate(newsize)
        EVENTS.append(("truncate", self._name, newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802
        """Synchronise, and note it."""
        super().xSync(flags)
        EVENTS.append(("sync", self._name))


class RecordingDisk(apsw.VFS):
    """The disk of the machine, recorded."""

    def __init__(self) -> None:
        super().__init__("recording", "")

    def xOpen(self, name: Any, flags: list[int]) -> RecordedFile:  # noqa: N802
        """Open a file."""
        return RecordedFile(name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        """Delete a file, and note it."""
        super().xDelete(filename, syncdir)
        EVENTS.append(("delete", Path(filename).name))


def replay(base: str, pragmas: dict[str, Any], gestures: list[list[str]]) -> None:
    """Run the statements of each gesture, and note when it was committed."""
    connection = apsw.Connection(base, vfs="recording")
    for name, value in pragmas.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    for statements in gestures:
        for statement in statements:
            connection.execute(statement).fetchall()
        assert connection.getautocommit()
        EVENTS.append(("confirmed",))
    connection.close()


if __name__ == "__main__":
    disk = RecordingDisk()
    base, session, target = sys.argv[1:]
    replay(base, **json.loads(Path(session).read_text("utf-8")))
    Path(target).write_bytes(pickle.dumps(EVENTS))
