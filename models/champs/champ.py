"""What may be declared of a field, and how a field is typed: text, number, code or amount."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, ParamSpec, Protocol

from models.cleaning import clean_text, fold
from models.errors import BadValue
from models.identifiers import montant
from models.identifiers.masking import without_nir
from models.identifiers.reading import Reading
from models.labels import Labelled, Regime

P = ParamSpec("P")

ALL = frozenset(Regime)
PASTED = 60
"""Characters left for a number pasted with its spaces and its label."""


class Kind(Protocol):
    """What reads a field that is typed."""

    @property
    def longest(self) -> int:
        """How many characters may be typed."""

    @property
    def recurs(self) -> bool:
        """Whether many clients have the same."""

    def read(self, typed: str) -> Reading:
        """Give what is kept of a text that is not blank; BadValue if it cannot be."""

    def show(self, kept: str) -> str:
        """Write what is kept as it is to be read, and could have been typed."""


class Identifier(Protocol):
    """One of the modules of models.identifiers."""

    EXAMPLE: str

    def read(self, text: str) -> Reading:
        """Give the number as it is stored; BadValue."""

    def show(self, value: str) -> str:
        """Lay the number out."""


@dataclass(frozen=True)
class Text:
    """A text of `longest` characters at most, on one line, such as `example`."""

    longest: int
    example: str = field(kw_only=True)
    recurs: bool = field(default=False, kw_only=True)

    def read(self, typed: str) -> Reading:
        """Clean the text; BadValue if it is too long, or holds a NIR."""
        return Reading(without_nir(clean_text(typed, longest=self.longest), example=self.example))

    def show(self, kept: str) -> str:
        """Give the text."""
        return kept


@dataclass(frozen=True)
class Usual(Text):
    """A text that is nearly always one of a few; `spellings` (folded) are those that are known."""

    spellings: frozenset[str]
    doubt: str
    recurs: bool = field(default=True, kw_only=True)

    def read(self, typed: str) -> Reading:
        """Clean the text; a doubt if nobody spells it so, BadValue if it is too long."""
        kept = super().read(typed).value
        return Reading(kept, () if fold(kept) in self.spellings else (self.doubt,))


@dataclass(frozen=True)
class Number:
    """A number with rules of its own."""

    identifier: Identifier
    longest: int = PASTED
    recurs: Literal[False] = False

    @property
    def example(self) -> str:
        """A number that nobody has, or that everybody knows."""
        return self.identifier.EXAMPLE

    def read(self, typed: str) -> Reading:
        """Give the number without its spaces, what is unusual in it, how it was understood."""
        return self.identifier.read(typed)

    def show(self, kept: str) -> str:
        """Lay the number out."""
        return self.identifier.show(kept)


@dataclass(frozen=True)
class Code:
    """A code that has a shape and no rule; `refusal` says the shape, with an example."""

    shape: re.Pattern[str]
    example: str
    refusal: str
    longest: int = PASTED
    recurs: Literal[True] = True

    def read(self, typed: str) -> Reading:
        """Give the code without its spaces; BadValue if it has another shape."""
        code = "".join(typed.split())
        if not self.shape.fullmatch(code):
            raise BadValue(self.refusal)
        return Reading(code)

    def show(self, kept: str) -> str:
        """Give the code."""
        return kept


@dataclass(frozen=True)
class Amount:
    """An amount in euros, kept in centimes."""

    longest: int = PASTED
    recurs: Literal[False] = False

    def read(self, typed: str) -> Reading:
        """Give the centimes; BadValue if it is no amount."""
        return Reading(str(montant.read(typed)))

    def show(self, kept: str) -> str:
        """Write the amount without its currency, which stands beside the field."""
        return montant.show(int(kept)).removesuffix(" €")


@dataclass(frozen=True)
class Without:
    """A place where a field is not, and why; false, as nothing would be."""

    why: str

    def __bool__(self) -> Literal[False]:
        return False


@dataclass(frozen=True)
class Option:
    """An option of « inscrire », and of « modifier » if the field changes.

    `more`: what else argparse is told of it for « inscrire ».
    """

    flag: str
    metavar: str
    help: str
    more: Mapping[str, Any] = field(default_factory=dict)


class Colonne:
    """A column of a pasted table: what a person calls it, and the folded titles it answers to."""

    def __init__(self, label: str, *titles: str) -> None:
        self.label = label
        self.titles = frozenset(titles)


class Searched(Enum):
    """How a search finds a field: by the words of its text, by its digits, or not at all."""

    NO = "no"
    WORDS = "words"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class Champ:
    """What the program knows of a field.

    `label` stands beside it in the form; one for each régime if the portal has several words.
    `kind`: how it is typed (None: it is chosen, among `codes` or in a way of its own). `format`:
    what F4 says of it. `null`: nothing is kept as null. `column`: of a pasted table. `json`:
    `lister` writes it. `known`: the portal has it too, so that a change is to be reported.
    `form`: it stands among the fields of the form, which shows it again once it is kept
    (`shown`). `changes`: of a client who is there. `regimes`: whose clients have it. `secret`: no
    log and no traceback shows it.
    """

    label: str | Mapping[Regime, str]
    kind: Kind | None = None
    codes: tuple[Labelled, ...] = ()
    format: str = ""
    null: bool = False
    column: Colonne | Without
    option: Option | Without
    json: Literal[True] | Without
    known: bool
    searched: Searched = Searched.NO
    form: Literal[True] | Without = True
    shown: Literal[True] | Without = True
    changes: Literal[True] | Without = True
    regimes: frozenset[Regime] = ALL
    secret: bool = False

    def label_of(self, regime: Regime) -> str:
        """Give the label of the field, in the words of the portal where it has some."""
        return self.label if isinstance(self.label, str) else self.label[regime]

    @property
    def longest(self) -> int:
        """How many characters may be typed; none if it is chosen."""
        return self.kind.longest if self.kind else 0

    def show(self, kept: str) -> str:
        """Write what is kept as somebody would have typed it."""
        return self.kind.show(kept) if self.kind and kept else kept

    def stored(self, value: str) -> str | None:
        """Give what a row keeps of a text, or of the code of what was chosen."""
        return str(value) or None if self.null else str(value)


def _declaring(make: Callable[P, Champ]) -> Callable[P, dict[type[Champ], Champ]]:
    def declare(*args: P.args, **declared: P.kwargs) -> dict[type[Champ], Champ]:
        return {Champ: make(*args, **declared)}

    return declare


def _typing(make: Callable[P, Champ]) -> Callable[P, Any]:
    def declare(*args: P.args, **declared: P.kwargs) -> Any:
        champ = make(*args, **declared)
        return field(default="", repr=not champ.secret, metadata={Champ: champ})

    return declare


chosen = _declaring(Champ)
"""What `dataclasses.field` is told of a field that is chosen: its `metadata`."""

typed = _typing(Champ)
"""A field that is typed: a text, empty at first."""
