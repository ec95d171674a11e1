"""A window to have a file written: its path, its kind, and whether it takes another's place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from models.errors import BadValue
from models.exportation import files
from screens.files.paths import PathRow
from screens.files.places import places_of
from screens.flows.gestures import REFUSED, carry_out
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.choice import Choice, Tick
from screens.widgets.field import Field
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph
from screens.windows.confirm import ConfirmModal

KEPT = "Le fichier est resté comme il était."


class FileWindow(Window[str]):
    """Gives what is to be said once the file is written; an empty text if the person gives up."""

    DEFAULT_CSS = """
    FileWindow {
        PathRow {
            margin: 1 0;
        }
    }
    """
    TITLE = "Écrire un fichier"
    AUTO_FOCUS = "Field"
    BINDINGS = [
        Binding("ctrl+s,f10", "write", "Écrire", id="file.write"),
        Binding("escape,f12", "give_up", "Annuler", id="file.give_up"),
    ]
    KINDS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The ends that its name may have, and what each is called; the first is offered."""

    def __init__(self, what: str, stem: str) -> None:
        """Say `what` the file will hold, and offer the name of a file, its end left out."""
        super().__init__()
        self._what = what
        self._stem = stem

    def compose(self) -> ComposeResult:
        """Lay out the path, and what the file is to be."""
        first = places_of(self.app).folder / f"{self._stem}{self.KINDS[0][0]}"
        with Frame(self.TITLE or ""):
            yield Paragraph(self._what)
            yield PathRow("Fichier", str(first))
            yield Choice(self.KINDS, id="format")
            yield from self.compose_more()
            with ButtonRow():
                yield FlatButton("Écrire", variant="primary", id="ecrire")
                yield from self.compose_buttons()
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield Foot()

    def compose_more(self) -> ComposeResult:
        """Lay out what else is asked."""
        yield from ()

    def compose_buttons(self) -> ComposeResult:
        """Lay out what else may be pressed."""
        yield from ()

    def refuse_name(self, path: Path) -> None:
        """Raise BadValue for a name that tells no kind."""
        raise NotImplementedError

    async def write(self, path: Path, *, replace: bool) -> str:
        """Write the file; gives what is to be said, empty if nothing was, which is said."""
        raise NotImplementedError

    @property
    def ending(self) -> str:
        """How the name of the file is to end."""
        return str(self.query_one("#format", Choice).value)

    @on(Input.Changed)
    def follow_name(self, event: Input.Changed) -> None:
        """Choose the kind that the name tells, which is what will be written."""
        typed, choice = event.value.lower(), self.query_one("#format", Choice)
        told = next((end for end, _ in self.KINDS if typed.endswith(end)), self.ending)
        if told != self.ending:
            choice.value = told
            choice.post_message(Choice.Changed(choice))

    @on(Choice.Changed, "#format")
    def name_otherwise(self) -> None:
        """Give the file the ending of what was chosen."""
        field = self.query_one(Field)
        field.value = _with_ending(field.value, self.ending, (end for end, _ in self.KINDS))

    @on(Input.Submitted)
    @on(Choice.Submitted)
    @on(Tick.Submitted)
    @on(FlatButton.Pressed, "#ecrire")
    @work(exclusive=True)
    async def action_write(self) -> None:
        """Write the file; one that is there is replaced once the person agrees."""
        path = self.query_one(PathRow).path
        try:
            self.refuse_name(path)
            replace = await _may_replace(self, path)
        except BadValue as refusal:
            self.say(str(refusal), "error")
            return
        if replace is not None and (said := await self.write(path, replace=replace)):
            self.dismiss(said)

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Write nothing."""
        self.dismiss("")


def _with_ending(name: str, ending: str, others: Iterable[str]) -> str:
    """Give the name of a file its new ending, instead of one of the `others`."""
    known = name.lower().endswith(tuple(others))
    stem = name.rpartition(".")[0] if known else name
    return f"{stem}{ending}"


async def _may_replace(screen: Screen[Any], path: Path) -> bool | None:
    """Tell whether a file is to be replaced; None if it is to stay, or nothing can be known.

    BadValue: it is a folder.
    """
    try:
        if await carry_out(screen, partial(files.refuse_existing, path)) is REFUSED:
            return None
    except files.AlreadyThere as there:
        question = ConfirmModal(str(there), details=("Le remplacer ?",), kept=KEPT)
        return True if await screen.app.push_screen_wait(question) else None
    return False
