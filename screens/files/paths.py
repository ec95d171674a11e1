"""A path that is being typed: Tab completes it, as a shell does."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.getters import query_one

from models.wording import count
from screens.files.places import places_of
from screens.widgets.bindings import hidden
from screens.widgets.field import Field, FieldRow
from screens.widgets.paragraph import Paragraph

KINDS = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt")
LONGEST = 400
MOST_NAMED = 8
MOST_SEEN = 5_000
"""Entries of a folder that are looked at."""


def candidates(path: Path, *, whole_folder: bool) -> list[str]:
    """Give what a path that is being typed may be: folders, which end by `/`, and tables."""
    folder, start = (path, "") if whole_folder else (path.parent, path.name)
    found = []
    with suppress(OSError):
        for rank, one in enumerate(folder.iterdir()):
            if rank == MOST_SEEN:
                break
            if one.name.casefold().startswith(start.casefold()) and _is_offered(one, start):
                found.append(f"{one.name}/" if one.is_dir() else one.name)
    return sorted(found, key=str.casefold)


def _is_offered(path: Path, start: str) -> bool:
    if path.name.startswith(".") and not start.startswith("."):
        return False
    return path.suffix.lower() in KINDS or path.is_dir()


class PathField(Field):
    """The path of a file; Tab completes it, and goes on where there is nothing to complete."""

    BINDING_GROUP_TITLE = "Un chemin de fichier"
    BINDINGS = [hidden("tab", "complete", "Compléter le chemin", id="path.complete")]

    def action_complete(self) -> None:
        """Complete what is typed, and show what it may become."""
        row = next((one for one in self.ancestors if isinstance(one, PathRow)), None)
        if row is None or not row.complete():
            self.screen.focus_next()


class PathRow(VerticalGroup):
    """A path, and under it what it may become."""

    DEFAULT_CSS = """
    PathRow {
        FieldRow {
            width: 1fr;
        }
        Paragraph {
            color: $muted;
        }
    }
    """

    _field = query_one(PathField)
    _offered = query_one(Paragraph)

    def __init__(self, label: str, value: str = "", *, takes_tables: bool = False) -> None:
        super().__init__()
        self._label = label
        self._first = value
        self._takes_tables = takes_tables

    def compose(self) -> ComposeResult:
        """Lay out the field, and room for what is offered."""
        field = PathField(
            value=self._first, max_length=LONGEST, takes_tables=self._takes_tables, id="chemin"
        )
        yield FieldRow(self._label, field)
        yield Paragraph()

    @property
    def path(self) -> Path:
        """What is typed, from the folder of the session."""
        return places_of(self.app).path(self._field.value)

    def complete(self) -> bool:
        """Complete what is typed; tells whether there was anything to add or to choose from."""
        field = self._field
        typed = field.value.strip()
        whole = not typed or typed.endswith("/") or typed == "~"
        found = candidates(self.path, whole_folder=whole)
        self._offered.say(_named(found))
        start = "" if whole else self.path.name
        common = _common(found)
        if typed == "~":
            typed = "~/"
        if len(common) < len(start) or (common == start and len(found) < 2):
            return len(found) > 1
        field.value = f"{typed[: len(typed) - len(start)]}{common}"
        field.cursor_position = len(field.value)
        if len(found) == 1:
            self._offered.say("")
        return True


def _common(names: list[str]) -> str:
    """Give the letters that all begin with."""
    shortest = min(names, key=len, default="")
    same = (end for end in range(len(shortest), 0, -1) if len({one[:end] for one in names}) == 1)
    return shortest[: next(same, 0)]


def _named(found: list[str]) -> str:
    if not found:
        return ""
    more = len(found) - MOST_NAMED
    return "  ".join(found[:MOST_NAMED]) + (f"  … et {count(more, 'autre')}" if more > 0 else "")
