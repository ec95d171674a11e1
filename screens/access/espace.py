"""Créer votre espace en ligne: the cabinet and its first administrateur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from models.access.front_door import Secrets
from models.errors import BadFields, Refusal
from screens.access.card_form import DIFFERENT, RULE, CardForm
from screens.access.secret_once import Secret
from screens.widgets.answer import Answer
from screens.widgets.button import ButtonRow
from screens.widgets.field import Field


class EspaceScreen(CardForm):
    """The form of a first run; gives the identifiant that was created."""

    TITLE = "Créer votre espace en ligne"
    CSS_PATH = "espace.tcss"
    AUTO_FOCUS = "#cabinet"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high"), (34, "-tall")]
    BINDINGS = [
        Binding("ctrl+s,f10", "submit", "Créer mon espace", id="espace.create"),
        Binding("escape,f12", "back", "Annuler", id="espace.back"),
    ]
    FIELDS = (
        ("cabinet", "Nom du cabinet :"),
        ("siren", "Siren du cabinet (facultatif) :"),
        ("identifiant", "Identifiant :"),
        ("nom", "Votre nom (facultatif) :"),
        ("mot_de_passe", "Mot de passe :"),
        ("confirmation", "Confirmez le mot de passe :"),
    )
    LABEL_WIDTH = 31
    SUBMIT = "Créer mon espace →"
    DOING = "Création de l'espace…"

    _done = False

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not kept."""
        return not self._done and any(field.value for field in self.query(Field))

    def under(self, name: str) -> Sequence[Widget]:
        """Leave room for what is wrong with the field."""
        fault = Answer(id=f"faute_{name}", classes="faute")
        return [fault, Static(RULE, id="regle")] if name == "mot_de_passe" else [fault]

    @on(Input.Changed)
    def forgive(self, event: Input.Changed) -> None:
        """Take back what was said of a field that is being corrected."""
        name = event.input.id or ""
        if self._fault(name).display:
            self._mark(name, "")

    @on(Input.Blurred, "#confirmation")
    @on(Input.Blurred, "#mot_de_passe")
    def compare(self, event: Input.Blurred) -> None:
        """Say at once that the two passwords differ, and no longer when they agree."""
        second = self.field("confirmation").value
        if second or event.input.id == "confirmation":
            wrong = second and second != self.field("mot_de_passe").value
            self._mark("confirmation", DIFFERENT if wrong else "")

    def faults(self, typed: Mapping[str, str]) -> dict[str, str]:
        """Ask for twice the same password; the rest is the cabinet's to judge."""
        same = typed["mot_de_passe"] == typed["confirmation"]
        return {} if same else {"confirmation": DIFFERENT}

    def submit(self, typed: Mapping[str, str]) -> list[Secret]:
        """Create the espace."""
        asked = {name: value for name, value in typed.items() if name != "confirmation"}
        return _to_print(self.door.create_espace(**asked))

    async def show_once(self, secrets: list[Secret]) -> None:
        """Show the keys; what was typed is kept."""
        self._done = True
        await super().show_once(secrets)

    def blamed(self, refusal: Refusal) -> Mapping[str, str]:
        """Name the fields, if any is the cause."""
        return refusal.sentences if isinstance(refusal, BadFields) else {"": str(refusal)}

    def tell(self, wrong: Mapping[str, str]) -> None:
        """Say under each field what is wrong with it, above the buttons what no field causes."""
        for name, _ in self.FIELDS:
            self._mark(name, wrong.get(name, ""))
        self.answer.say(wrong.get("", ""), "error")
        self.answer.display = "" in wrong
        # What stands under the answer: a scroll bar that appears takes columns, and adds a row.
        seen = [self._fault(name) for name, _ in self.FIELDS if name in wrong]
        for place in [self.query_one(ButtonRow)] if self.answer.display else seen[:1]:
            self.call_after_refresh(place.scroll_visible, animate=False)

    def _mark(self, name: str, sentence: str) -> None:
        """Say under a field what is wrong with it; nothing when it is right."""
        self.field(name).mark("error" if sentence else None)
        fault = self._fault(name)
        fault.say(sentence, "error")
        fault.display = bool(sentence)

    def _fault(self, name: str) -> Answer:
        return self.query_one(f"#faute_{name}", Answer)


def _to_print(secrets: Secrets) -> list[Secret]:
    """Name what was made: the code always, the main key when it is new."""
    shown = [Secret("Code de secours, si vous oubliez votre mot de passe", secrets.code_secours)]
    if secrets.cle_principale:
        where = f"Clé principale, gardée aussi dans le fichier\n{secrets.cle_fichier}"
        shown.append(Secret(where, secrets.cle_principale))
    return shown
