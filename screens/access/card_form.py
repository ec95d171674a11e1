"""A form in a card: creating an espace, setting a password that was forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input, Static

from models.access.front_door import FrontDoor
from models.access.passwords import DIFFERENT
from models.errors import BadFields, Refusal
from screens.access.secret_once import Secret, SecretOnce
from screens.flows.gestures import REFUSED, carry_out, painted
from screens.widgets.answer import Answer
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.fault import Fault, blame, fault_of, forgive, mark
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import CardScreen, TallFrame
from screens.widgets.paragraph import Paragraph

RULE = "Une phrase de 7 mots, ou 12 caractères très variés."
LONGEST = 120
LONGEST_SECRET = 256
"""More than the rule allows: the rule refuses what is too long, nothing cuts it."""

NOTHING_GIVEN: Mapping[str, str] = MappingProxyType({})


class CardForm(CardScreen[str | None]):
    """Its fields, what is wrong under each, its two buttons.

    Shows once what it made, and gives the identifiant. The last two fields are the new password,
    `mot_de_passe` and `confirmation`. It begins at the same row whatever is wrong: a sentence
    under a field moves, and has drawn and said again, only what is below it.
    """

    DEFAULT_CSS = """
    CardForm {
        align: center top;

        &.-high Frame {
            margin: 2 0 0 0;
        }
        &.-tall Frame {
            margin: 8 0 0 0;
        }
        TallFrame {
            width: 78;
            padding: 0 1 0 2;
        }
        FieldRow {
            width: 100%;
        }
        #reponse {
            display: none;
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
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high"), (34, "-tall")]
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
                yield Fault(name)
                if name == "mot_de_passe":
                    yield Static(RULE, id="regle")
            yield Answer(id="reponse")
            with ButtonRow():
                yield FlatButton(self.SUBMIT, variant="primary", id="continuer")
                yield FlatButton("Annuler", id="annuler")
        yield Foot()

    def submit(self, typed: Mapping[str, str]) -> list[Secret]:
        """Do what the form is for; gives what was made. May raise a Refusal."""
        raise NotImplementedError

    def blamed(self, refusal: Refusal) -> Mapping[str, str]:
        """Give the fields that a refusal is about, each with its sentence; "" stands for none."""
        return refusal.sentences if isinstance(refusal, BadFields) else {"": str(refusal)}

    def tell(self, wrong: Mapping[str, str]) -> None:
        """Say under each field what is wrong with it, above the buttons what no field causes."""
        blame(self, wrong)
        self.answer.say(wrong.get("", ""), "error")
        self.answer.display = "" in wrong
        # What stands under the answer: a scroll bar that appears takes columns, and adds a row.
        seen = [fault_of(self, name) for name, _ in self.FIELDS if name in wrong]
        for place in [self.query_one(ButtonRow)] if self.answer.display else seen[:1]:
            self.call_after_refresh(place.scroll_visible, animate=False)

    @on(Input.Changed)
    def follow_typing(self, event: Input.Changed) -> None:
        """Take back what was said of a field that is being corrected."""
        forgive(self, event.input.id or "")

    @on(Input.Blurred, "#confirmation")
    @on(Input.Blurred, "#mot_de_passe")
    def compare(self) -> None:
        """Say at once that the two passwords differ, and no longer when they agree."""
        if second := self.field("confirmation").value:
            wrong = second != self.field("mot_de_passe").value
            mark(self, "confirmation", DIFFERENT if wrong else "")

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

    @on(FlatButton.Pressed, "#annuler")
    def action_back(self) -> None:
        """Leave all as it is."""
        self.dismiss(None)
