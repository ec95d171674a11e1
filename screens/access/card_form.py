"""A form in a card: creating an espace, setting a password that was forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input

from models.access.front_door import FrontDoor
from models.errors import Refusal
from screens.access.secret_once import Secret, SecretOnce
from screens.flows.gestures import REFUSED, carry_out, painted
from screens.widgets.answer import Answer
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import CardScreen, TallFrame
from screens.widgets.paragraph import Paragraph

DIFFERENT = "Les deux mots de passe diffèrent : saisissez deux fois le même."
RULE = "Une phrase de 7 mots, ou 12 caractères très variés."
LONGEST = 120
LONGEST_SECRET = 256
"""More than the rule allows: the rule refuses what is too long, nothing cuts it."""

NOTHING_GIVEN: Mapping[str, str] = MappingProxyType({})


class CardForm(CardScreen[str | None]):
    """Its fields, its two buttons; shows once what it made, and gives the identifiant.

    The last two fields are the new password, `mot_de_passe` and `confirmation`.
    """

    DEFAULT_CSS = """
    CardForm {
        TallFrame {
            width: 78;
            padding: 0 1 0 2;
        }
        FieldRow {
            width: 100%;
        }
        #message {
            margin: 0 0 1 0;
        }
        #regle {
            margin: 0 0 0 2;
            color: $muted;
        }
    }
    """
    FIELDS: ClassVar[tuple[tuple[str, str], ...]]
    LABEL_WIDTH: ClassVar[int]
    SUBMIT: ClassVar[str]
    DOING: ClassVar[str]
    """What is said while it is carried out."""

    def __init__(
        self, door: FrontDoor, message: str = "", given: Mapping[str, str] = NOTHING_GIVEN
    ) -> None:
        """Begin with the fields that are `given`."""
        super().__init__()
        self.door = door
        self._message = message
        self._given = given

    def compose(self) -> ComposeResult:
        """Lay out the form, in a card."""
        with TallFrame(self.TITLE or ""):
            yield Paragraph(self._message, id="message")
            for name, label in self.FIELDS:
                secret = name in ("mot_de_passe", "confirmation")
                field = Field(
                    id=name,
                    secret=secret,
                    value=self._given.get(name, ""),
                    max_length=LONGEST_SECRET if secret else LONGEST,
                )
                yield FieldRow(label, field, label_width=self.LABEL_WIDTH)
                yield from self.under(name)
            yield Answer(id="reponse")
            with ButtonRow():
                yield FlatButton(self.SUBMIT, variant="primary", id="continuer")
                yield FlatButton("Annuler", id="annuler")
        yield Foot()

    def under(self, name: str) -> Sequence[Widget]:
        """Give what stands under a field."""
        raise NotImplementedError

    def faults(self, typed: Mapping[str, str]) -> dict[str, str]:
        """Find what is wrong before anything is tried: a sentence for a field."""
        raise NotImplementedError

    def submit(self, typed: Mapping[str, str]) -> list[Secret]:
        """Do what the form is for; gives what was made. May raise a Refusal."""
        raise NotImplementedError

    def blamed(self, refusal: Refusal) -> Mapping[str, str]:
        """Give the fields that a refusal is about, each with its sentence; "" stands for none."""
        raise NotImplementedError

    def tell(self, wrong: Mapping[str, str]) -> None:
        """Mark the fields that are wrong, and no others, and say what is."""
        raise NotImplementedError

    def field(self, name: str) -> Field:
        """Give a field of the form."""
        return self.query_one(f"#{name}", Field)

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Entrée goes to the next field, and submits from the last."""
        if event.input.id == "confirmation":
            self.action_submit()
        else:
            self.focus_next()

    @on(FlatButton.Pressed, "#continuer")
    @work(exclusive=True)
    async def action_submit(self) -> None:
        """Carry it out, show its secrets once, leave."""
        typed = {name: self.field(name).value for name, _ in self.FIELDS}
        if wrong := self.faults(typed):
            self._refuse(wrong)
            return
        self.tell({})
        self.say(self.DOING)
        await painted(self)
        try:
            secrets = await carry_out(self, lambda: self.submit(typed))
        except Refusal as refusal:
            self._refuse(self.blamed(refusal))
            return
        if secrets is not REFUSED:
            await self.show_once(secrets)
            self.dismiss(typed["identifiant"].strip())

    async def show_once(self, secrets: list[Secret]) -> None:
        """Show what is never shown again."""
        await self.app.push_screen_wait(SecretOnce(secrets))

    def _refuse(self, wrong: Mapping[str, str]) -> None:
        """Say what is wrong, all at once, and go to the first of the fields."""
        self.say("")
        self.tell(wrong)
        for name, _ in self.FIELDS:
            if name in wrong:
                self.field(name).focus()
                return

    @on(FlatButton.Pressed, "#annuler")
    def action_back(self) -> None:
        """Leave all as it is."""
        self.dismiss(None)
