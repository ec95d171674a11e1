"""The fields of the form: which ones each régime shows, and what was typed in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Input

from models.champs import CLIENT, COMPTE, FIELDS, PROOFS
from models.champs.champ import Text
from models.fiche import Fiche
from models.identifiers import nir
from models.saisie import Saisie, SaisieCompte
from models.writing.controle import check
from screens.formulaire.choices import Choices
from screens.formulaire.labelled import LabelledFields
from screens.formulaire.layout import (
    PLACEHOLDERS,
    ROWS,
    WIDTHS,
    in_order,
    path_of,
    split,
    typed_in,
)
from screens.formulaire.text import display, is_blank
from screens.widgets.answer import Kind
from screens.widgets.field import AmountField, Field
from screens.widgets.foot import Foot
from screens.widgets.key_names import worded_on
from screens.widgets.widget_message import WidgetMessage

Mark = Literal["error", "warning"]

ADDED = "Autre compte de ce client. <.previous> et <.next> : compte précédent, suivant."
STILL_BLANK = "Ce compte est vide : saisissez son numéro, ou enregistrez sans lui."
LONE_DIGIT = "{} est dans le champ {}. Pour cocher une case : effacez, puis <.boxes>."
KEPT_NIR = "conservé · <.reveal> : voir"
REVEALED = 20.0
REVEALED_SO_LONG = f"Affiché {REVEALED:.0f} secondes. La consultation est inscrite au journal."
"""Seconds that a NIR stays in clear beside its field."""


class FormFields(LabelledFields):
    """The rows of fields above the boxes; one compte is shown at a time.

    A field is named by its path, as in Controle: `montant`, `comptes.0.siret`.
    """

    class Turned(WidgetMessage["FormFields"]):
        """Another compte is shown, or there is one more or less."""

    def __init__(self, initial: Saisie, fiche: Fiche | None) -> None:
        regime = initial.regime
        labels = {name: FIELDS[name].label_of(regime) for row in ROWS[regime] for name in row}
        super().__init__(ROWS[regime], labels)
        self._initial = initial
        self._editing = fiche is not None
        self._kept_nir = (fiche.nir_masque if fiche else None) or ""
        self._marks: dict[str, Mark] = {}
        self._seen: dict[str, str] = {}
        self._is_asked = True
        self._masking: Timer | None = None
        self._comptes = list(initial.comptes)
        self._hidden = ""
        self.fields = {name: self._field(name) for name in typed_in(initial.regime)}
        self._choices = Choices(initial, fiche)
        self._show_compte(0)
        self.ask_proof(not initial.deja_inscrit)

    def anew(self, initial: Saisie) -> None:
        """Show another client, who is being inscribed under the same régime."""
        self._initial, self._comptes = initial, list(initial.comptes)
        self._marks, self._seen = {}, {}
        self._hidden = ""
        for name, field in self.fields.items():
            field.value = "" if name in COMPTE else getattr(initial, name)
        self._choices.anew(initial)
        self._show_compte(0)
        self.ask_proof(not initial.deja_inscrit)
        for field in self.fields.values():
            field.cursor_position = len(field.value)

    def compose(self) -> ComposeResult:
        """Lay out the rows, with air between the groups."""
        kept = "conservé" if self.disabled else worded_on(self.screen, KEPT_NIR)
        hints = {"montant": "€"} | ({"nir": kept} if self._kept_nir else {})
        yield from self.hold({**self.fields, **self._choices.by_name}, hints)

    @property
    def saisie(self) -> Saisie:
        """What is typed now, the boxes aside; a compte that was added counts even if blank."""
        self._keep_compte()
        changes = self._choices.chosen(CLIENT)
        changes |= {name: one.value for name, one in self.fields.items() if name not in COMPTE}
        if not self._is_asked:
            # What is put away is not erased: « Déjà inscrit » may still be unticked.
            changes |= {name: self._hidden for name in PROOFS if name in self.fields}
        return replace(
            self._initial,
            deja_inscrit=not self._is_asked,
            comptes=tuple(self._comptes),
            **changes,
        )

    def path(self, field: Field) -> str:
        """Give the path of the field that is shown."""
        return path_of(str(field.id), self.rank)

    @property
    def here(self) -> str:
        """The path of the field that has the focus; empty if none has."""
        focused = self.screen.focused
        return self.path(focused) if isinstance(focused, Field) else ""

    def order(self, paths: Iterable[str]) -> list[str]:
        """Sort paths as the form goes: one compte after the other."""
        return in_order(paths, list(self.fields))

    def go_to(self, path: str) -> None:
        """Show the compte that `path` is of, and put the focus in its field, if the form has it."""
        rank, name = split(path)
        if name in COMPTE and rank != self.rank:
            self.show_compte(rank)
        if name in self.fields:
            self.fields[name].focus()

    def offer(self, people: Sequence[tuple[UUID, str]]) -> None:
        """Offer the people of the cabinet as responsable, beside the one of the client."""
        self._choices.offer(people)

    def ask_proof(self, asked: bool) -> None:
        """Ask for the montant or the NIR, or put it away until it is asked again."""
        self._is_asked = asked
        for name in PROOFS:
            if (field := self.fields.get(name)) and field.disabled == asked:
                field.disabled = not asked
                self.mark(name, None)
                field.value, self._hidden = self._hidden, field.value
                self._seen.pop(name, None)

    def reveal(self, kept: str) -> None:
        """Show the NIR that is kept beside its field, for `REVEALED` seconds."""
        if self._masking:
            self._masking.stop()
        self.hint("nir", nir.show(kept))
        self._masking = self.set_timer(REVEALED, self._mask)

    def _mask(self) -> None:
        self.hint("nir", worded_on(self.screen, KEPT_NIR))

    # What the rules think of it

    @on(Input.Changed)
    def tell_lone_digit(self, event: Input.Changed) -> None:
        """Say where a digit went: it was perhaps meant for a box."""
        field, foot = event.control, self.screen.query_one(Foot)
        words = isinstance(field, Field) and isinstance(FIELDS[str(field.id)].kind, Text)
        if words and field.has_focus and re.fullmatch("[1-9]", field.value):
            label = FIELDS[str(field.id)].label_of(self._initial.regime)
            foot.say(LONE_DIGIT.format(field.value, label), speaker="digit")
        else:
            foot.fall_silent("digit")

    @on(Input.Blurred)
    def check_left(self, event: Input.Blurred) -> None:
        """Check the field that is left."""
        if isinstance(event.control, Field):
            self._tell(event.control)

    def check_all(self) -> None:
        """Check every field of the compte that is shown."""
        for field in self.fields.values():
            self._tell(field)

    def _tell(self, field: Field) -> None:
        """Say what the rules think of one field."""
        path, foot = self.path(field), self.screen.query_one(Foot)
        if (said := self._check(field)) is None:
            return
        if said[0]:
            foot.say(*said, speaker=path)
        else:
            foot.fall_silent(path)

    def _check(self, field: Field) -> tuple[str, Kind] | None:
        """Mark one field, and write it as it is to be read; gives what is to be said of it.

        None if nothing is to be said: the text was already checked, or the field is not asked.
        An empty field that is required is for Enregistrer to refuse.
        """
        path = self.path(field)
        if field.disabled or self._seen.get(path, "") == field.value:
            return None
        self._seen[path] = field.value
        found = check(self.saisie, editing=self._editing)
        if path in found.errors:
            self.mark(path, "error")
            return found.errors[path], "error"
        if path in found.missing and path in self._marks:
            return None
        if field.value.strip():
            field.value = self._seen[path] = display(found, path)
            field.cursor_position = len(field.value)
        if doubts := found.warnings.get(path):
            self.mark(path, "warning")
            return " ".join(doubts), "warning"
        self.mark(path, None)
        return " ".join(found.notes.get(path, ())), "info"

    def mark(self, path: str, state: Mark | None) -> None:
        """Show a field as wrong, as unusual, or as neither, now or when its compte is shown."""
        self._marks.pop(path, None)
        if state:
            self._marks[path] = state
        if field := self._paths.get(path):
            field.mark(state)

    def clear_errors(self) -> None:
        """Forget what was wrong."""
        for path in [path for path, state in self._marks.items() if state == "error"]:
            self.mark(path, None)

    @property
    def _paths(self) -> dict[str, Field]:
        """The fields that are shown, by their paths."""
        return {self.path(field): field for field in self.fields.values()}

    # The comptes

    @property
    def count(self) -> int:
        """How many comptes the client has."""
        return len(self._comptes)

    def show_compte(self, rank: int) -> None:
        """Show another compte; nothing typed in this one is lost."""
        self._keep_compte()
        self._show_compte(rank)

    def add_compte(self) -> str:
        """Show a compte that is added, or the last one if it is blank; gives what to say of it."""
        self._keep_compte()
        is_new = not is_blank(self._comptes[-1])
        if is_new:
            self._comptes.append(SaisieCompte())
        self.show_compte(self.count - 1)
        self.fields["numero_compte"].focus()
        return ADDED if is_new else STILL_BLANK

    def drop_blank(self) -> None:
        """Forget the comptes that were added and left blank."""
        self._keep_compte()
        shown = self._comptes[self.rank]
        first, *added = self._comptes
        self._comptes = [first, *(one for one in added if not is_blank(one))]
        self._seen.clear()
        self._marks.clear()
        same = (rank for rank, one in enumerate(self._comptes) if one is shown)
        self._show_compte(next(same, 0))

    def _keep_compte(self) -> None:
        texts: dict[str, Any] = {
            name: field.value for name, field in self.fields.items() if name in COMPTE
        }
        held = self._comptes[self.rank]
        self._comptes[self.rank] = replace(held, **texts | self._choices.chosen(COMPTE))

    def _show_compte(self, rank: int) -> None:
        self.rank = rank
        shown = self._comptes[rank]
        for name, field in self.fields.items():
            if name in COMPTE:
                field.value = getattr(shown, name)
        for path, field in self._paths.items():
            self._seen.setdefault(path, field.value)
            field.mark(self._marks.get(path))
        self._choices.show(shown)
        if self.is_attached:
            self.post_message(self.Turned(self))

    # The rows

    def _field(self, name: str) -> Field:
        make = AmountField if name == "montant" else Field
        typed = "" if name in COMPTE else getattr(self._initial, name)
        return make(
            id=name,
            value=typed,
            width=WIDTHS.get(name),
            max_length=max(FIELDS[name].longest, len(typed)),
            placeholder=PLACEHOLDERS.get(name, "") if FIELDS[name].shown else self._kept_nir,
        )
