"""Which client a Siren is: an employer or an independent."""

from __future__ import annotations

from enum import Enum

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from models.fiche import Fiche
from models.identifiers import siren
from models.labels import Regime
from models.wording import show_date
from screens.widgets.bindings import hidden
from screens.widgets.button import FlatButton
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.key_names import worded_on


class Client(Enum):
    """What a Siren may be inscribed as."""

    EMPLOYEUR = "employeur"
    INDEPENDANT = "indépendant"


class TypeModal(Window[Client | Fiche | None]):
    """« Votre client est : E employeur · T travailleur indépendant ».

    Answers a Client to inscribe, or the Fiche of the employer who is already inscribed.
    """

    TITLE = "Votre client est"
    CSS_PATH = "type_client.tcss"
    AUTO_FOCUS = "#employeur"
    BINDINGS = [
        Binding("e", "employeur", "Employeur", id="type.employeur"),
        Binding("t", "independant", "Travailleur indépendant", id="type.independant"),
        hidden("left,up", "app.focus_previous", "Choix précédent", id="type.up"),
        hidden("right,down", "app.focus_next", "Choix suivant", id="type.down"),
        Binding("escape,f12", "back", "Annuler", id="type.back"),
    ]

    def __init__(self, numero: str, existing: tuple[Fiche, ...]) -> None:
        super().__init__()
        self._siren = numero
        self._existing = existing

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        # Capitals, as on the portal.
        marks = ("<.employeur>", "<.independant>")
        employeur, independant = (worded_on(self, mark).upper() for mark in marks)
        with Frame(f"Siren {siren.show(self._siren)}"):
            for fiche in self._existing:
                yield Static(Content(_already(fiche)), classes="deja")
            yield Static(Content("Votre client est :"))
            with Horizontal(id="choix"):
                yield FlatButton(f"{employeur} employeur", id="employeur")
                yield Static("·")
                yield FlatButton(f"{independant} travailleur indépendant", id="independant")
            if self._employer:
                hint = f"{employeur} : ouvrir le compte employeur déjà inscrit."
                yield Static(Content(hint), id="ouvrir")
        yield Foot()

    @on(FlatButton.Pressed, "#employeur")
    def action_employeur(self) -> None:
        """Choose the employer; the one who is already inscribed is opened."""
        self.dismiss(self._employer or Client.EMPLOYEUR)

    @on(FlatButton.Pressed, "#independant")
    def action_independant(self) -> None:
        """Choose the independent; the form asks the régime and refuses a double."""
        self.dismiss(Client.INDEPENDANT)

    def action_back(self) -> None:
        """Give up."""
        self.dismiss(None)

    @property
    def _employer(self) -> Fiche | None:
        employers = (fiche for fiche in self._existing if fiche.regime is Regime.GENERAL)
        return next(employers, None)


def _already(fiche: Fiche) -> str:
    nom = f" ({fiche.nom})" if fiche.nom else ""
    return f"Déjà inscrit depuis le {show_date(fiche.cree_le)} : {fiche.regime.label}{nom}"
