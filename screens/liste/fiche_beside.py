"""The client under the cursor, beside a list of clients."""

from __future__ import annotations

from abc import abstractmethod

from models.fiche import Fiche
from screens.widgets.beside import FROM, Beside


class FicheBeside(Beside):
    """A client; nothing is looked for where it is not seen."""

    def show(self, fiche: Fiche | None) -> None:
        """Tell of `fiche`, if the window has room for it."""
        if self.screen.size.width < FROM:
            return
        if fiche:
            self.tell_of(fiche)
        else:
            self.tell()

    @abstractmethod
    def tell_of(self, fiche: Fiche) -> None:
        """Tell of a client."""
