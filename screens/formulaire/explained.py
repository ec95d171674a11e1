"""What F4 explains in the form: the box under the cursor, or the format of the field."""

from __future__ import annotations

from textual.widget import Widget

from screens.formulaire.text import FORMATS
from screens.services.service_boxes import ServiceBoxes
from screens.widgets.foot import Foot
from screens.windows.bulle import Bulle, service_explained


def explained(focused: Widget | None, foot: Foot) -> Bulle | None:
    """Explain what has the focus, after what the foot says of it; None if there is nothing."""
    if isinstance(focused, ServiceBoxes):
        return service_explained(focused.cursor)
    if focused is None or not (text := FORMATS.get(focused.id or "")):
        return None
    said = f"{foot.text}\n\n" if foot.speaker else ""
    return Bulle("En savoir plus", said + text)
