"""What a table has of a client that is here already: what it adds, what differs."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from models.importation.choosing.completing import Completion
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, ReadWindow
from screens.widgets.paragraph import Paragraph

NOTHING_MORE = "Le tableau n'a rien qui manque ici."
ADDED = "Ce qui manque ici, et que le tableau a :"
DIFFERENT = "Ce qui diffère, et reste comme ici :"
NOTHING_DIFFERS = "Rien d'autre ne diffère."


class CompletingModal(ReadWindow[bool | None]):
    """Gives whether the client is to be completed; None if the person gives up."""

    TITLE = "Compléter un client"
    CSS_PATH = "completing.tcss"
    AUTO_FOCUS = "FlatButton"
    around = 11
    BINDINGS = [
        Binding("ctrl+s,f10", "complete", "Compléter", id="completing.complete"),
        Binding("escape,f12", "give_up", "Retour", id="completing.give_up"),
    ]

    def __init__(self, completion: Completion, taken: bool) -> None:
        """`taken`: it is to be completed already."""
        super().__init__()
        self._completion = completion
        self._taken = taken

    def compose(self) -> ComposeResult:
        """Lay out what is added, and what differs."""
        found = self._completion
        with Frame(self.TITLE):
            yield Paragraph(f"{found.fiche.called} · {found.fiche.designation}", id="client")
            with VerticalScroll(id="textes", can_focus=False):
                yield Paragraph("\n".join((ADDED, *_listed(found.added)) if found else ()),
                                id="ajouts")  # fmt: skip
                yield Paragraph(self._differences, id="differences")
            with ButtonRow():
                if found:
                    what = "Laisser de côté" if self._taken else "Compléter"
                    yield FlatButton(what, variant="primary", id="completer")
                yield FlatButton("Retour (Échap)", id="retour")
        yield Foot()

    @property
    def _differences(self) -> str:
        found = self._completion
        if found.differences:
            return "\n".join((DIFFERENT, *_listed(found.differences)))
        return NOTHING_DIFFERS if found else NOTHING_MORE

    @on(FlatButton.Pressed, "#completer")
    def action_complete(self) -> None:
        """Have it completed at the last step, or no longer."""
        if self._completion:
            self.dismiss(not self._taken)
        else:
            self.say(NOTHING_MORE, "warning")

    @on(FlatButton.Pressed, "#retour")
    def action_give_up(self) -> None:
        """Leave it as it was."""
        self.dismiss(None)


def _listed(sentences: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"- {one}" for one in sentences)
