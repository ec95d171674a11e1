"""The fields of a client: which ones each régime shows, one compte at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, TypeVar
from uuid import UUID

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.controle import LONGEST
from models.labels import Etat, Regime
from models.saisie import Saisie, SaisieCompte
from screens.form_help import NUMERO
from screens.form_saisie import last_part, rank_of, without_blanks
from screens.widgets.field import AmountField, Field
from screens.widgets.message_line import Kind
from screens.widgets.picker import Picker

NOBODY = "personne"
CIVILITES = ("", "M.", "MME")
COMPTE_FIELDS = ("numero_compte", "siret", "etat", "code_postal", "ville")
PROOFS = ("montant", "nir")
T = TypeVar("T")


class NirField(Field):
    """A NIR: in clear while it is typed, dots once it is left."""

    def on_focus(self) -> None:
        """Show what is typed."""
        self.password = False

    def on_blur(self) -> None:
        """Hide it."""
        self.password = True


class ClientFields(VerticalGroup):
    """Five rows of fields, whose texts make a Saisie; the boxes are not here."""

    def __init__(self, given: Saisie, *, editing: bool, nir_masque: str) -> None:
        super().__init__()
        self._given = given
        self._editing = editing
        self._nir_masque = nir_masque
        self._comptes = given.comptes
        self._rank = 0
        self._marks: dict[str, Literal["error", "warning"]] = {}

    # The rows

    def compose(self) -> ComposeResult:
        """Lay out the rows, as the portal orders them."""
        regime = self._given.regime
        if regime is Regime.GENERAL:
            yield self._montant_row()
        elif regime.est_independant:
            yield self._nir_row()
        numero = _pair(NUMERO[regime], _field("numero_compte", 22, 40))
        if regime.a_un_siren:
            yield _row(numero, _pair("Siret", _field("siret", 20, 40)))
        else:
            societe = _field("siren_societe", 15, 40, self._given.siren_societe)
            yield _row(numero)
            yield _row(_pair("Siren de la société (facultatif)", societe))
        yield self._compte_row()
        yield self._name_row()
        yield self._cabinet_row()

    def _montant_row(self) -> Horizontal:
        field = AmountField(id="montant", width=20, max_length=40, value=self._given.montant)
        label = "Montant à payer déclaré sur la dernière déclaration"
        return _row(_pair(label, field), Static("€", classes="label"))

    def _nir_row(self) -> Horizontal:
        field = NirField(
            id="nir", width=24, max_length=40, secret=True, placeholder=self._nir_masque
        )
        regimes = [(one, one.label) for one in Regime if one.est_independant]
        regime: Widget = Picker(regimes, value=self._given.regime, width=24, id="regime")
        if self._editing:
            regime = Static(Content(self._given.regime.label), classes="label")
        return _row(_pair("Numéro de sécurité sociale", field), regime)

    def _compte_row(self) -> Horizontal:
        etats = [(etat, etat.label) for etat in Etat]
        return _row(
            Static(id="rang", classes="label"),
            _pair("État", Picker(etats, width=12, id="etat")),
            _pair("CP", _field("code_postal", 8, 10)),
            _pair("Ville", _field("ville", None, LONGEST["ville"])),
        )

    def _name_row(self) -> Horizontal:
        given = self._given
        name = _field("raison_sociale", None, LONGEST["raison_sociale"], given.raison_sociale)
        forme = _field("forme_juridique", 10, LONGEST["forme_juridique"], given.forme_juridique)
        kept = [*CIVILITES, given.civilite] if given.civilite not in CIVILITES else CIVILITES
        civilites = [(one, one or "—") for one in kept]
        return _row(
            _pair("Raison sociale" if given.regime.a_un_siren else "Nom et prénom", name),
            _pair("Forme", forme),
            _pair("Civilité", Picker(civilites, value=given.civilite, width=9, id="civilite")),
        )

    def _cabinet_row(self) -> Horizontal:
        given = self._given
        nobody: list[tuple[UUID | None, str]] = [(None, NOBODY)]
        return _row(
            _pair(
                "Dossier", _field("code_dossier", 12, LONGEST["code_dossier"], given.code_dossier)
            ),
            _pair("Responsable", Picker(nobody, width=20, id="responsable")),
            _pair("Note", _field("note", None, LONGEST["note"], given.note)),
        )

    def on_mount(self) -> None:
        """Show the first compte."""
        self._show_compte(0)

    def offer_responsables(self, people: Sequence[tuple[UUID | None, str]]) -> None:
        """Give the people among whom to choose the responsable."""
        self.query_one("#responsable", Picker).offer(people, value=self._given.responsable)

    # What was typed

    @property
    def typed(self) -> Saisie:
        """What the fields hold, all comptes included, for the régime that was chosen."""
        given = self._given
        return replace(
            given,
            regime=self._picked("regime", given.regime),
            siren_societe=self._text("siren_societe"),
            montant=self._text("montant"),
            nir=self._text("nir"),
            raison_sociale=self._text("raison_sociale"),
            civilite=self._picked("civilite", given.civilite),
            forme_juridique=self._text("forme_juridique"),
            code_dossier=self._text("code_dossier"),
            responsable=self._picked("responsable", given.responsable),
            note=self._text("note"),
            comptes=self._typed_comptes,
        )

    @property
    def _typed_comptes(self) -> tuple[SaisieCompte, ...]:
        here = replace(
            self._comptes[self._rank],
            numero_compte=self._text("numero_compte"),
            siret=self._text("siret"),
            etat=self._picked("etat", Etat.ACTIF),
            code_postal=self._text("code_postal"),
            ville=self._text("ville"),
        )
        return (*self._comptes[: self._rank], here, *self._comptes[self._rank + 1 :])

    def _text(self, name: str) -> str:
        return next((field.value for field in self.query(Field) if field.id == name), "")

    def _picked(self, name: str, default: T) -> T:
        pickers: Iterator[Picker[T]] = (one for one in self.query(Picker) if one.id == name)
        return next((one.value for one in pickers), default)

    # One compte at a time

    @property
    def compte(self) -> SaisieCompte:
        """The compte that is shown, as typed."""
        return self._typed_comptes[self._rank]

    @property
    def several(self) -> bool:
        """Whether there are other comptes to go to."""
        return len(self._comptes) > 1

    def turn(self, step: int) -> None:
        """Show the compte after (1) or before (-1); the first follows the last."""
        self._comptes = self._typed_comptes
        self._show_compte((self._rank + step) % len(self._comptes))

    def add_compte(self) -> None:
        """Show a blank compte after the others."""
        self._comptes = (*self._typed_comptes, SaisieCompte())
        self._show_compte(len(self._comptes) - 1)

    def drop_blanks(self) -> None:
        """Forget the comptes that were added and stayed blank."""
        here = self.compte
        self._comptes = without_blanks(self._typed_comptes)
        self._show_compte(self._comptes.index(here) if here in self._comptes else 0)

    def _show_compte(self, rank: int) -> None:
        self._rank = rank
        compte = self._comptes[rank]
        for name in COMPTE_FIELDS:
            for field in self.query(f"#{name}"):
                _put(field, getattr(compte, name))
        keys = " (F7 F8)" if self.several else ""
        self.query_one("#rang", Static).update(f"Compte {rank + 1}/{len(self._comptes)}{keys}")
        self._draw_marks()

    # Names: those of a Controle (`siret` of the second compte is `comptes.1.siret`)

    def name_of(self, widget: Widget) -> str:
        """Give the name of a field; empty if `widget` is not one of them."""
        if widget.id is None or widget not in self._stops:
            return ""
        return f"comptes.{self._rank}.{widget.id}" if widget.id in COMPTE_FIELDS else widget.id

    def place(self, name: str) -> tuple[int, int]:
        """Tell where a field stands in the order of the form."""
        ids = [widget.id for widget in self._stops]
        return rank_of(name) or 0, ids.index(last_part(name))

    def go_to(self, name: str) -> None:
        """Put the focus in a field, on the compte that it is of."""
        rank = rank_of(name)
        if rank is not None and rank != self._rank:
            self.turn(rank - self._rank)
        self.query_one(f"#{last_part(name)}").focus()

    def go_to_first(self) -> None:
        """Put the focus in the first field that can take it."""
        next(widget for widget in self._stops if widget.focusable).focus()

    @property
    def _stops(self) -> list[Widget]:
        return list(self.query("Field, Picker"))

    # How they look

    def mark(self, name: str, kind: Kind | None) -> None:
        """Show a field as wrong or as unusual, or as neither."""
        self._marks.pop(name, None)
        if kind in ("error", "warning"):
            self._marks[name] = kind
        self._draw_marks()

    def clear_marks(self) -> None:
        """Show no field as wrong."""
        self._marks.clear()
        self._draw_marks()

    def _draw_marks(self) -> None:
        for field in self.query(Field):
            field.mark(self._marks.get(self.name_of(field)))

    def ask_proofs(self, asked: bool) -> None:
        """Ask for the montant or the NIR, or dim it; what was typed stays."""
        for field in self.query(Field):
            if field.id in PROOFS:
                field.disabled = not asked

    def show_nir(self, text: str | None) -> None:
        """Show the NIR that is kept, in clear where its field is empty; None masks it again."""
        for field in self.query(NirField):
            field.placeholder = self._nir_masque if text is None else text


def _field(name: str, width: int | None, longest: int, value: str = "") -> Field:
    return Field(id=name, width=width, max_length=longest, value=value)


def _pair(label: str, widget: Widget) -> Horizontal:
    """Put a label before its field; a field without a width takes what is left."""
    grows = isinstance(widget, Field) and not widget.styles.has_rule("width")
    static = Static(Content(label), classes="label")
    return Horizontal(static, widget, classes="champ -large" if grows else "champ")


def _row(*pairs: Widget) -> Horizontal:
    return Horizontal(*pairs, classes="rang")


def _put(widget: Widget, value: object) -> None:
    """Show `value` in a field or a picker."""
    if isinstance(widget, (Field, Picker)):
        widget.value = value
