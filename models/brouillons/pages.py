"""The pages of a rapprochement, as plain values and back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from models.labels import Ecran


@dataclass(frozen=True)
class PagesRead:
    """The pages that were pasted, one text for each, and whether they are all that there is."""

    ecran: ClassVar = Ecran.RAPPROCHEMENT
    inscription: ClassVar[UUID | None] = None
    texts: tuple[str, ...] = field(repr=False)
    complete: bool = False

    def plain(self) -> dict[str, Any]:
        """Give them in plain values."""
        return {"texts": list(self.texts), "complete": self.complete}

    @classmethod
    def read(cls, kept: dict[str, Any]) -> PagesRead:
        """Read what `plain` gave."""
        return cls(tuple(kept["texts"]), kept["complete"])
