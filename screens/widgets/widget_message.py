"""What our widgets post when a person does something to them."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.message import Message
from textual.widget import Widget

W = TypeVar("W", bound=Widget)


class WidgetMessage(Message, Generic[W]):
    """Something that a person did; never posted because the program set a value."""

    def __init__(self, widget: W) -> None:
        super().__init__()
        self._widget = widget

    @property
    def control(self) -> W:
        """The widget concerned, also what `@on(…, "#id")` looks at."""
        return self._widget
