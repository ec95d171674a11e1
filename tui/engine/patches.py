"""Every change made to Textual for the whole process, each with its reason.

Where a subclass is enough, it stands in another module of this room. These are for what Textual
chooses by itself, so that no subclass of ours would be used.
"""

from __future__ import annotations

from typing import NamedTuple

from textual import _callback
from textual import screen as textual_screen
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tui.engine.behind import Behind
from tui.engine.compositor import FrugalCompositor
from tui.engine.dispatching import count_parameters, handlers_of
from tui.engine.screens import (
    chain_without_text,
    paint_what_changed,
    resize_once,
    resume_as_styled,
)


class Patch(NamedTuple):
    """Sets the attribute `name` of `owner` to `replacement`; `why` is the reason."""

    owner: object
    name: str
    replacement: object
    why: str


def nothing(_: object) -> None:
    """Do nothing."""


PATCHES = (
    Patch(
        MessagePump,
        "_get_dispatch_methods",
        handlers_of,
        "At each message Textual looks through all classes of what it is for: a sixth of what a "
        "letter takes.",
    ),
    Patch(
        _callback,
        "_count_parameters",
        count_parameters,
        "A function that waits for its turn has its whole signature built, to count what it takes: "
        "a twentieth of what a letter takes.",
    ),
    Patch(
        textual_screen,
        "Compositor",
        FrugalCompositor,
        "A screen makes its compositor itself, and Textual's asks each widget for all its rows.",
    ),
    Patch(
        textual_screen,
        "BackgroundScreen",
        Behind,
        "A window has what is behind it made into one text, parted into rows again, and the "
        "colours of each word mixed anew: a fifth of what a question takes.",
    ),
    Patch(
        Screen,
        "_on_screen_resume",
        resume_as_styled,
        "A screen that is shown has each of its widgets styled again. Nothing that styles them has "
        "changed, unless the theme has: the classes of the application are those that the program "
        "began with, and a new screen has its sheets and its classes before its widgets come.",
    ),
    Patch(
        Screen,
        "_on_resize",
        resize_once,
        "A screen that was just laid out is told its size, and lays itself out again, with those "
        "that it covers.",
    ),
    Patch(
        Screen,
        "_on_timer_update",
        paint_what_changed,
        "A new screen is painted as it is laid out, and then whole, since it asked for it before.",
    ),
    Patch(
        Screen,
        "_clear_tooltip",
        nothing,
        "At each key what has no tooltip is looked for one, and told in words that there is none.",
    ),
    Patch(
        Screen,
        "_binding_chain",
        property(chain_without_text),
        "The keys that a field takes as text are left out before the keymap is applied: a letter "
        "of `[touches]` would act instead of being typed.",
    ),
    Patch(
        Screen.focused,
        "_repaint",
        False,
        "The whole screen is drawn anew each time the focus moves; what shows the focus is drawn "
        "anew by itself.",
    ),
    *(
        Patch(
            Widget.virtual_size,
            asks,
            False,
            "A layout tells each widget how much it has to show, upon which the whole screen is "
            "laid out and painted for the second time; a letter typed in a field does so too. A "
            "layout paints what it has moved, and a bar that comes or goes asks by itself.",
        )
        for asks in ("_layout", "_repaint")
    ),
    Patch(
        Input.cursor_blink,
        "_default",
        False,
        "A cursor that blinks sends 1.3 KB a second for ever.",
    ),
)


def apply() -> None:
    """Apply every patch; doing so again changes nothing."""
    for patch in PATCHES:
        setattr(patch.owner, patch.name, patch.replacement)
