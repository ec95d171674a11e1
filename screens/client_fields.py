"""The fields of the form: which ones each régime shows, and what was typed in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.labels import Etat, Regime
from models.saisie import Saisie, SaisieCompte
from screens.chooser import Chooser
from screens.client_text import COMPTE_FIELDS, is_blank, label_of, longest_of
from screens.widgets.choice import Choice
from screens.widgets.field import AmountField, Field, FieldRow

_PLACE = ("code_postal", "ville", "etat")
_NAME = ("civilite", "raison_sociale", "forme_juridique")
_EMPLOYEUR = (
    ("montant",),
    ("numero_compte", "siret"),
    _PLACE,
    _NAME,
    ("code_dossier", "responsable"),
    ("note",),
)
_INDEPENDANT = (
    ("nir",),
    ("numero_compte",),
    ("regime", "siret"),
    _PLACE,
    _NAME,
    ("code_dossier", "responsable", "note"),
)
_GERANT = (
    ("numero_compte",),
    ("civilite", "raison_sociale"),
    ("siren_societe", "siret"),
    _PLACE,
    ("forme_juridique", "code_dossier", "responsable"),
    ("note",),
)
_ROWS = {
    Regime.GENERAL: _EMPLOYEUR,
    Regime.ARTISAN_COMMERCANT: _INDEPENDANT,
    Regime.PROFESSION_LIBERALE: _INDEPENDANT,
    Regime.GERANT_MAJORITAIRE: _GERANT,
}
_WIDTHS = {
    "montant": 16,
    "nir": 27,
    "numero_compte": 22,
    "siren_societe": 14,
    "siret": 20,
    "code_postal": 8,
    "forme_juridique": 9,
    "code_dossier": 12,
}
"""The cells of a field, its two bars included; the others take what is left of their row."""

_CIVILITES = ("", "M.", "MME")
PROOFS = ("montant", "nir")
"""What the fiche asks to be enrolled; a client has one of them at most."""


class FormFields(VerticalGroup):
    """The rows of fields above the boxes; one compte is shown at a time.

    A field is named by its path, as in Controle: `montant`, `comptes.0.siret`.
    """

    def __init__(self, initial: Saisie, *, new: bool, kept_nir: str | None = None) -> None:
        super().__init__()
        self._initial = initial
        self._kept_nir = kept_nir
        self._comptes = list(initial.comptes)
        self._hidden = ""
        self.rank = 0
        names = [name for row in _ROWS[initial.regime] for name in row]
        self.fields = {name: self._field(name) for name in names if name not in _CHOICES}
        self.etat = Choice([(etat, etat.label) for etat in Etat], id="etat")
        regimes = [(regime, regime.label) for regime in Regime if regime.est_independant]
        self.regime = Choice(regimes, id="regime", disabled=not new)
        if initial.regime.est_independant:
            self.regime.value = initial.regime
        civilites = dict.fromkeys((*_CIVILITES, initial.civilite))
        self.civilite = Chooser(
            [(one, one or "—") for one in civilites],
            value=initial.civilite,
            width=8,
            id="civilite",
        )
        self.responsable: Chooser[UUID | None] = Chooser(
            [(None, "personne")], width=20, id="responsable"
        )
        self._show_compte(0)

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        for row in _ROWS[self._initial.regime]:
            yield Horizontal(*map(self._laid_out, row), classes="ligne")

    @property
    def saisie(self) -> Saisie:
        """What is typed now, the boxes aside; a compte that was added counts even if blank."""
        self._keep_compte()
        changes: dict[str, Any] = {
            name: field.value for name, field in self.fields.items() if name not in COMPTE_FIELDS
        }
        if self._initial.regime.est_independant:
            changes["regime"] = self.regime.value
        return replace(
            self._initial,
            civilite=self.civilite.value,
            responsable=self.responsable.value,
            comptes=tuple(self._comptes),
            **changes,
        )

    def path(self, field: Field) -> str:
        """Give the path of the field that is shown."""
        name = str(field.id)
        return f"comptes.{self.rank}.{name}" if name in COMPTE_FIELDS else name

    def paths(self) -> dict[str, Field]:
        """Give the fields that are shown, in the order of the form, by their paths."""
        return {self.path(field): field for field in self.fields.values()}

    def order(self, paths: Iterable[str]) -> list[str]:
        """Sort paths as the form goes: one compte after the other."""
        names = list(self.fields)

        def place(path: str) -> tuple[int, int]:
            rank, name = _split(path)
            return rank, names.index(name) if name in names else -1

        return sorted(paths, key=place)

    def find(self, path: str) -> Field | None:
        """Show the compte that `path` is of, and give its field; None if the form has none."""
        rank, name = _split(path)
        if name in COMPTE_FIELDS and rank != self.rank:
            self.show_compte(rank)
        return self.fields.get(name)

    def offer(self, people: Sequence[tuple[UUID, str]], kept: tuple[UUID, str] | None) -> None:
        """Offer the people of the cabinet as responsable; `kept` is the one of the client."""
        options: dict[UUID | None, str] = {None: "personne"}
        options.update([kept] if kept else [])
        options.update(people)
        self.responsable.offer(list(options.items()))
        self.responsable.value = self._initial.responsable

    def ask_proof(self, asked: bool) -> None:
        """Ask for the montant or the NIR, or put it away until it is asked again."""
        for name in PROOFS:
            if (field := self.fields.get(name)) and field.disabled == asked:
                field.disabled = not asked
                field.mark(None)
                field.value, self._hidden = self._hidden, field.value

    def hint_nir(self, text: str) -> None:
        """Write beside the NIR."""
        row = self.fields["nir"].parent
        if isinstance(row, FieldRow):
            row.hint(text)

    # The comptes

    @property
    def count(self) -> int:
        """How many comptes the client has."""
        return len(self._comptes)

    def show_compte(self, rank: int) -> None:
        """Show another compte; nothing typed in this one is lost."""
        self._keep_compte()
        self._show_compte(rank)

    def add_compte(self) -> None:
        """Add a compte and show it."""
        self._comptes.append(SaisieCompte())
        self.show_compte(self.count - 1)

    def drop_blank(self) -> None:
        """Forget the comptes that were added and left blank."""
        self._keep_compte()
        shown = self._comptes[self.rank]
        first, *added = self._comptes
        self._comptes = [first, *(one for one in added if not is_blank(one))]
        same = (rank for rank, one in enumerate(self._comptes) if one is shown)
        self._show_compte(next(same, 0))

    def _keep_compte(self) -> None:
        texts: dict[str, Any] = {
            name: field.value for name, field in self.fields.items() if name in COMPTE_FIELDS
        }
        held = self._comptes[self.rank]
        self._comptes[self.rank] = replace(held, etat=self.etat.value, **texts)

    def _show_compte(self, rank: int) -> None:
        self.rank = rank
        shown = self._comptes[rank]
        for name, field in self.fields.items():
            if name in COMPTE_FIELDS:
                field.value = getattr(shown, name)
                field.mark(None)
        self.etat.value = shown.etat

    # The rows

    def _field(self, name: str) -> Field:
        make = AmountField if name == "montant" else Field
        typed = "" if name in COMPTE_FIELDS else getattr(self._initial, name)
        return make(
            id=name,
            value=typed,
            width=_WIDTHS.get(name),
            max_length=max(longest_of(name), len(typed)),
            placeholder=(self._kept_nir or "") if name == "nir" else "",
        )

    def _laid_out(self, name: str) -> Widget:
        if name in ("regime", "etat"):
            return self.regime if name == "regime" else self.etat
        label = label_of(name, self._initial.regime)
        if name in ("civilite", "responsable"):
            choice = self.civilite if name == "civilite" else self.responsable
            return Horizontal(Static(Content(label)), choice, classes="choix")
        row = FieldRow(label, self.fields[name], hint="€" if name == "montant" else "")
        row.set_class(name not in _WIDTHS, "-large")
        return row


_CHOICES = frozenset({"regime", "etat", "civilite", "responsable"})


def _split(path: str) -> tuple[int, str]:
    """Split `comptes.1.siret` in 1 and `siret`; the fields of the client come first."""
    owner, _, name = path.rpartition(".")
    return (int(owner.partition(".")[2]) if owner else 0), name
