"""Filtrer le journal: whose gestures, of which kind, from which day to which."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.widgets import Input

from models.errors import BadValue
from models.journal.days import read_day, show_day
from models.journal.lines import Auteur, Filtre
from models.journal.verbs import WORDS
from screens.widgets.bindings import hidden
from screens.widgets.columns import Column, Row
from screens.widgets.field import Field, FieldRow, Forgiving
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.rows import RowList

COLUMNS = (Column("", 4), Column("", 3), Column("Filtre"))
DAY, LONGEST = "jj/mm/aaaa", 10


@dataclass(frozen=True)
class Choice:
    """One value that may be chosen: somebody, or a verb."""

    key: str
    label: str
    auteur: Auteur | None = None
    verbe: str = ""

    def is_of(self, filtre: Filtre) -> bool:
        """Tell whether it is chosen."""
        return self.auteur == filtre.auteur if self.auteur else self.verbe == filtre.verbe


class ChoiceList(RowList):
    """The people, then the verbs."""

    BINDING_GROUP_TITLE = "Les filtres du journal"
    BINDINGS = [
        Binding("space", "screen.choose", "Choisir", priority=True, id="filtre.choose"),
        Binding("enter", "open", "Appliquer", priority=True, id="filtre.apply"),
        hidden("pagedown,f8", "jump(1)", "Page suivante", id="filtre.next"),
        hidden("pageup,f7", "jump(-1)", "Page précédente", id="filtre.previous"),
    ]


class JournalFilter(Window[Filtre | None]):
    """Gives what to narrow the journal to; None if the person gave up."""

    TITLE = "Filtrer le journal"
    CSS_PATH = "journal_filter.tcss"
    AUTO_FOCUS = "ChoiceList"
    BINDINGS = [
        Binding("ctrl+s,f10", "apply", "Appliquer", id="filtre.save"),
        Binding("escape,f12", "give_up", "Annuler", id="filtre.give_up"),
    ]

    _rows = query_one(ChoiceList)
    _since = query_one("#depuis", Field)
    _until = query_one("#jusqu_a", Field)

    def __init__(self, filtre: Filtre, auteurs: tuple[Auteur, ...]) -> None:
        super().__init__()
        self._filtre = filtre
        people = [Choice(str(one.uid), one.nom, auteur=one) for one in auteurs]
        verbs = [Choice(verbe, words.title, verbe=verbe) for verbe, words in WORDS.items()]
        self._choices = (*people, *verbs)
        self._people = len(people)

    def compose(self) -> ComposeResult:
        """Lay out the values, then the days."""
        with Frame(self.TITLE):
            yield ChoiceList(COLUMNS)
            with Forgiving():
                since = Field(id="depuis", width=12, placeholder=DAY, max_length=LONGEST)
                yield FieldRow("Depuis le :", since)
                until = Field(id="jusqu_a", width=12, placeholder=DAY, max_length=LONGEST)
                yield FieldRow("jusqu'au :", until)
        yield Foot()

    def on_mount(self) -> None:
        """Show what narrows the journal now."""
        self._since.value = show_day(self._filtre.depuis)
        self._until.value = show_day(self._filtre.jusqu_a)
        self._show()

    def _show(self) -> None:
        headings = {0: "Qui", self._people: "Quoi"}
        rows = [
            Row(
                one.key,
                (headings.get(rank, ""), "[x]" if one.is_of(self._filtre) else "[ ]", one.label),
            )
            for rank, one in enumerate(self._choices)
        ]
        self.query_one(Frame).hold(len(rows), around=1)
        self._rows.show(rows)

    def action_choose(self) -> None:
        """Choose the value under the cursor instead of another of its kind, or leave it."""
        choice, filtre = self._choices[self._rows.cursor_row], self._filtre
        if choice.auteur:
            auteur = None if choice.is_of(filtre) else choice.auteur
            self._filtre = replace(filtre, auteur=auteur)
        else:
            verbe = None if choice.is_of(filtre) else choice.verbe
            self._filtre = replace(filtre, verbe=verbe)
        self._show()

    @on(ChoiceList.Opened)
    @on(Input.Submitted)
    def action_apply(self) -> None:
        """Read the days, and give all."""
        faults: dict[Field, str] = {}
        since, until = (self._day(field, faults) for field in (self._since, self._until))
        if faults:
            # The line has room for one sentence; both fields are marked.
            field, sentence = next(iter(faults.items()))
            field.focus()
            self.say(sentence, "error")
            return
        self.dismiss(replace(self._filtre, depuis=since, jusqu_a=until))

    def _day(self, field: Field, faults: dict[Field, str]) -> date | None:
        try:
            return read_day(field.value)
        except BadValue as refusal:
            field.mark("error")
            faults[field] = str(refusal)
            return None

    def action_give_up(self) -> None:
        """Leave the journal as it was."""
        self.dismiss(None)
