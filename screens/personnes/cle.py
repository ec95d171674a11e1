"""Ajouter une clé SSH: a public key that is pasted, and what to call it."""

from __future__ import annotations

from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from models.access.public_key import LONGEST
from models.access.ssh_keys import OpenKey
from models.equipe import Equipe, Membre
from models.errors import BadFields, BadValue
from screens.flows.gestures import REFUSED, carry_out
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.fault import Fault, blame, forgive
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import TallFrame, Window
from screens.widgets.paragraph import Paragraph

LABEL_WIDTH = 15
LONGEST_NAME = 120
HOW = (
    "Collez la clé publique, sur une ligne : celle du fichier en .pub, par exemple "
    "id_ed25519.pub. La clé privée ne quitte jamais le poste de la personne."
)
NAME = "Sans nom, c'est le commentaire de la clé qui la nomme."


class CleModal(Window[OpenKey | None]):
    """Adds a key to a person; gives it, None if one gives up."""

    TITLE = "Ajouter une clé SSH"
    CSS_PATH = "cle.tcss"
    AUTO_FOCUS = "#publique"
    BINDINGS = [
        Binding("ctrl+s,f10", "add", "Ajouter", id="cle_modal.add"),
        Binding("escape,f12", "give_up", "Annuler", id="cle_modal.give_up"),
    ]

    def __init__(self, equipe: Equipe, membre: Membre) -> None:
        super().__init__()
        self._equipe = equipe
        self._membre = membre

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not kept."""
        return any(field.value for field in self.query(Field))

    def compose(self) -> ComposeResult:
        """Lay out how to, the two fields, and under each what is wrong with it."""
        with TallFrame(f"{self.TITLE} : {self._membre.called}"):
            yield Paragraph(HOW, id="comment")
            key = Field(id="publique", max_length=LONGEST)
            yield FieldRow("Clé publique :", key, label_width=LABEL_WIDTH)
            yield Fault("publique")
            name = Field(id="nom", max_length=LONGEST_NAME)
            yield FieldRow("Nom :", name, label_width=LABEL_WIDTH)
            yield Fault("nom")
            yield Paragraph(NAME, id="sans_nom")
            with ButtonRow():
                yield FlatButton("Ajouter", variant="primary", id="ajouter")
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield Foot()

    @on(Input.Changed)
    def follow_typing(self, event: Input.Changed) -> None:
        """Take back what was said of a field that is being corrected."""
        if event.input.value:
            forgive(self, event.input.id or "")

    @on(Input.Submitted, "#publique")
    def go_on(self) -> None:
        """Entrée: the name."""
        self.query_one("#nom").focus()

    @on(Input.Submitted, "#nom")
    @on(FlatButton.Pressed, "#ajouter")
    @work(exclusive=True)
    async def action_add(self) -> None:
        """Add the key; what is none leaves the field, since it may be a secret."""
        field, name = self.query_one("#publique", Field), self.query_one("#nom", Field)
        add = partial(self._equipe.add_key, self._membre.identifiant, field.value, name.value)
        try:
            added = await carry_out(self, add)
        except BadValue as refusal:
            field.value = ""
            blame(self, {"publique": str(refusal)})
            return
        except BadFields as refusal:
            blame(self, refusal.sentences)
            return
        if added is not REFUSED:
            self.dismiss(added)

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Add nothing."""
        self.dismiss(None)
