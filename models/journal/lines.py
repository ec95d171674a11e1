"""What the journal is narrowed to, and the lines of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from models.journal.verbs import title_of
from models.labels import Report
from models.wording import count
from models.writing.author import BY_KEY

REPORTS = {report.value: report.label for report in Report}


@dataclass(frozen=True)
class Auteur:
    """Who is in the journal: a person of the cabinet, or the command line (`uid` None)."""

    uid: UUID | None
    nom: str
    identifiant: str = ""


@dataclass(frozen=True)
class Filtre:
    """What is asked of the journal; what is empty narrows nothing. Both days are within, here.

    A gesture is one line, however many it touched; each operation is one of some `clients`, or
    where nothing is to be `folded`.
    """

    clients: frozenset[UUID] = frozenset()
    auteur: Auteur | None = None
    verbe: str | None = None
    depuis: date | None = None
    jusqu_a: date | None = None
    folded: bool = True

    @property
    def is_folded(self) -> bool:
        """Whether a line is a gesture, and not an operation."""
        return self.folded and not self.clients


@dataclass(frozen=True)
class Undone:
    """Who undid a gesture, and when."""

    par: str
    le: datetime


@dataclass(frozen=True)
class Line:
    """A gesture; `nombre` is how many operations it has, `nom` whom it concerns if it is one.

    `rang` is that of its first operation, and its place in the journal. `defait`: what an undoing
    undid. `alone`: it stands for one operation of a lot, on whose own page it is. `report`: the
    code of what was said of urssaf.fr, if that was.
    """

    operation: UUID
    lot: UUID
    rang: int
    instant: datetime
    verbe: str
    auteur: str
    origine: str
    nombre: int
    nom: str
    client: UUID | None
    defait: str
    undone: Undone | None
    alone: bool
    report: str = ""

    @property
    def title(self) -> str:
        """What was done: `Services`, `Fait sur urssaf.fr`, `Annulation : services`."""
        return REPORTS.get(self.report) or title_of(self.verbe, self.defait)

    @property
    def subject(self) -> str:
        """Whom it concerns: `BOULANGERIE DUPONT`, `193 comptes`."""
        return self.nom if self.nombre == 1 or self.alone else count(self.nombre, "compte")

    @property
    def who(self) -> str:
        """Who did it: `Claire Durand`, `ligne de commande (martin)`.

        Of who came by an SSH key the name is enough: `origine` says which.
        """
        if not self.origine or self.origine.startswith(BY_KEY):
            return self.auteur
        return f"{self.auteur} ({self.origine.removeprefix('unix:')})"


@dataclass(frozen=True)
class JournalPage:
    """Lines, the newest first, and whether there are newer and older ones."""

    lines: tuple[Line, ...]
    has_newer: bool = False
    has_older: bool = False


@dataclass(frozen=True)
class Place:
    """Where a page begins: after (`older`) or before the line of this rank."""

    rang: int
    older: bool = True
