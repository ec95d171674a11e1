"""Ajouter une personne: its name, its identifiant, its role; the code by which it comes in."""

from __future__ import annotations

from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import HorizontalGroup
from textual.widgets import Input, Static

from models.equipe import Equipe
from models.errors import BadFields
from models.labels import Role
from screens.access.secret_once import Secret, SecretOnce
from screens.flows.gestures import REFUSED, carry_out, painted
from screens.personnes.rows import RIGHTS
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.chooser import Chooser
from screens.widgets.fault import Fault, blame, forgive
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import TallFrame, Window
from screens.widgets.paragraph import Paragraph

FIELDS = (("nom", "Nom :"), ("identifiant", "Identifiant :"))
LABEL_WIDTH = 13
LONGEST = 120
"""More than the rule allows: the rule refuses what is too long, nothing cuts it."""

CODE = (
    "Un code de secours s'affichera, une seule fois : à remettre à cette personne, qui "
    "choisira son mot de passe par « Mot de passe oublié ? »."
)
DOING = "Préparation du code de secours…"


class PersonneModal(Window[str | None]):
    """Adds a person, and shows their code once; gives what is to be said, None if nobody was."""

    TITLE = "Ajouter une personne"
    CSS_PATH = "adding.tcss"
    AUTO_FOCUS = "#nom"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]
    BINDINGS = [
        Binding("ctrl+s,f10", "add", "Ajouter", id="personne_modal.add"),
        Binding("escape,f12", "give_up", "Annuler", id="personne_modal.give_up"),
    ]

    _done = False

    def __init__(self, equipe: Equipe) -> None:
        super().__init__()
        self._equipe = equipe

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not kept."""
        return not self._done and any(field.value for field in self.query(Field))

    def compose(self) -> ComposeResult:
        """Lay out the fields, what is wrong under each, the role and what it allows."""
        with TallFrame(self.TITLE):
            for name, label in FIELDS:
                yield FieldRow(label, Field(id=name, max_length=LONGEST), label_width=LABEL_WIDTH)
                yield Fault(name)
            with HorizontalGroup():
                yield Static(f"{'Rôle :'.rjust(LABEL_WIDTH)} ", classes="etiquette")
                roles = [(role, role.label) for role in Role]
                yield Chooser(roles, value=Role.COLLABORATEUR, width=18, id="role")
                yield Static(RIGHTS[Role.COLLABORATEUR], id="droits")
            yield Paragraph(CODE, id="code")
            with ButtonRow():
                yield FlatButton("Ajouter", variant="primary", id="ajouter")
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield Foot()

    @property
    def _role(self) -> Role:
        chosen: Role = self.query_one("#role", Chooser).value
        return chosen

    @on(Chooser.Changed)
    def tell_rights(self) -> None:
        """Say what the role allows."""
        self.query_one("#droits", Static).update(RIGHTS[self._role])

    @on(Input.Changed)
    def follow_typing(self, event: Input.Changed) -> None:
        """Take back what was said of a field that is being corrected."""
        forgive(self, event.input.id or "")

    @on(Input.Submitted)
    def go_on(self) -> None:
        """Entrée: the next field, then the role."""
        self.focus_next()

    @on(Chooser.Submitted)
    @on(FlatButton.Pressed, "#ajouter")
    @work(exclusive=True)
    async def action_add(self) -> None:
        """Add the person, show their code once, leave; a refusal leaves all as it was typed."""
        typed = {name: self.query_one(f"#{name}", Field).value for name, _ in FIELDS}
        blame(self, {})
        self.say(DOING)
        await painted(self)
        try:
            code = await carry_out(self, partial(self._equipe.add, role=self._role, **typed))
        except BadFields as refusal:
            self.say("")
            blame(self, refusal.sentences)
            return
        if code is REFUSED:
            return
        self._done = True
        who = typed["nom"].strip() or typed["identifiant"].strip()
        secret = Secret(f"Code de secours de {typed['identifiant'].strip()}", code)
        await self.app.push_screen_wait(SecretOnce([secret], f"À remettre à {who}"))
        self.dismiss(f"Ajouté à l'équipe : {who}.")

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Add nobody."""
        self.dismiss(None)
