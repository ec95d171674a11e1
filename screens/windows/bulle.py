"""A bubble: a long text over the screen that it explains."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from models.labels import Service
from models.services import A_NOTER, aide, pays
from screens.widgets.frame import Frame, Window
from screens.widgets.key_line import KeyLine
from screens.widgets.paragraph import Paragraph


class Bulle(Window[None]):
    """A text to read; scrolls when it is longer than the screen."""

    TITLE = "En savoir plus"
    CSS_PATH = "bulle.tcss"
    AUTO_FOCUS = "#texte"
    BINDINGS = [
        Binding("escape,f12,enter,f4", "close", "Fermer", id="bulle.close"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._heading = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Frame(self._heading), VerticalScroll(id="texte"):
            yield Paragraph(self._text)
        yield KeyLine()

    def on_resize(self) -> None:
        """Say that there is more to read, where there is."""
        more = "↑ ↓ : lire" if self.query_one("#texte").max_scroll_y else ""
        self.query_one(Frame).border_subtitle = more

    def action_close(self) -> None:
        """Go back to what was explained."""
        self.dismiss(None)


def service_explained(service: Service) -> Bulle:
    """Explain one box; « Travailler à l'étranger » with « À noter » and the countries."""
    note = f"\n\n{A_NOTER}\n\n{pays()}" if service is Service.ETRANGER else ""
    return Bulle(service.label, _help(service) + note)


def services_explained() -> Bulle:
    """« en savoir plus sur mes services »: the fifteen boxes, « À noter », the countries."""
    online = [service for service in Service if not service.est_courriel]
    mails = [service for service in Service if service.est_courriel]
    parts = ["Services en ligne", *map(_explained, online)]
    parts += ["Services de communication par courriel", *map(_explained, mails), A_NOTER, pays()]
    return Bulle("en savoir plus sur mes services", "\n\n".join(parts))


def _explained(service: Service) -> str:
    return f"{service.key}  {service.label}\n   {_help(service)}"


def _help(service: Service) -> str:
    """Give the help of a service, whose colons stand after a space that does not break."""
    return aide(service).replace(" :", " :")
