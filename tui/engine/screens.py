"""Hooks on Textual's screens: their styling, their painting, and the keys that work on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from textual import events
from textual.app import App
from textual.binding import BindingsMap
from textual.dom import DOMNode
from textual.geometry import Size
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget

FRAMES = 3
"""How many are painted at most before all stands where a scroll bar that is back lets it."""

Chain = list[tuple[DOMNode, BindingsMap]]
"""The bindings of what has the focus, then those of each widget around it."""

_WORN: WeakKeyDictionary[Screen[Any], str] = WeakKeyDictionary()
"""The theme in which each screen was last shown."""

_resume: Any = Screen._on_screen_resume
_resize: Any = Screen._on_resize
_update: Any = Screen._on_timer_update
_chain: Any = Screen._binding_chain.fget  # type: ignore[attr-defined]


def resume_as_styled(screen: Screen[Any], event: events.ScreenResume) -> None:
    """Resume a screen without styling again each of its widgets, unless the theme is another."""
    theme = screen.app.theme
    event.refresh_styles = _WORN.get(screen, theme) != theme
    is_new = screen not in _WORN
    _WORN[screen] = theme
    if is_new and screen.app._dom_ready:
        # What mounts its widgets asks for it again: at once, it would be laid out twice.
        screen._size = screen.app.size
        screen._layout_required = True
    _resume(screen, event)


def paint_what_changed(screen: Screen[Any]) -> None:
    """Paint what waits for the next frame; what is new only once, and it is laid out with it."""
    if screen._layout_required and screen._compositor.root is None:
        screen._repaint_required = False
    _update(screen)


def style_first(screen: Screen[Any], app: App[Any]) -> None:
    """Read the sheets of a screen, and give it the classes of the window, before it is styled.

    Textual styles it, reads its sheets, styles it and all that is shown again, paints it, then
    gives it its classes and styles it for the third time. Our sheets name their own screen alone.
    """
    unread = [path for path in screen.css_path if not app.stylesheet.has_source(str(path), "")]
    if unread:
        app.stylesheet.read_all(unread)
        app.stylesheet.reparse()
    screen.update_classes(_classes_in(app, screen, app.size), update=False)


async def resize_once(screen: Screen[Any], event: events.Resize) -> None:
    """Lay a screen out, unless it was for that window: its own layout tells it so, each time."""
    shown = (screen, *screen.app._background_screens)
    if any(one._compositor.size != event.size for one in shown):
        await _resize(screen, event)
    else:
        event.stop()
        screen.update_classes(_classes_in(screen.app, screen, event.size), animate=False)


def _classes_in(app: App[Any], screen: Screen[Any], size: Size) -> dict[str, bool]:
    """Give the classes that say how large the window is: those it has, and those it has not."""
    classes: dict[str, bool] = {}
    for across, breakpoints in (
        (size.width, screen.HORIZONTAL_BREAKPOINTS or app.HORIZONTAL_BREAKPOINTS or []),
        (size.height, screen.VERTICAL_BREAKPOINTS or app.VERTICAL_BREAKPOINTS or []),
    ):
        fitting = screen._get_breakpoint_classes(across, breakpoints)
        classes |= {name: name in fitting for _, name in breakpoints}
    return classes


def chain_without_text(screen: Screen[Any]) -> Chain:
    """Return the bindings of a screen, without the keys that a field takes as text."""
    chain: Chain = _chain(screen)
    if not screen.app._keymap:
        return chain
    for rank, (_, bindings) in enumerate(chain):
        inside = [node for node, _ in chain[:rank]]
        for key in list(bindings.key_to_bindings):
            if any(node.check_consume_key(key, key_to_character(key)) for node in inside):
                del bindings.key_to_bindings[key]
    return chain


def redraw(shown: Sequence[Screen[Any]]) -> None:
    """Draw anew all that screens keep drawn, and the keys that they name."""
    for screen in shown:
        for widget in screen.walk_children(with_self=True):
            if isinstance(widget, Widget):
                widget._styles_cache.clear()
                widget.notify_style_update()
                widget.refresh()
        screen.refresh_bindings()


def has_put_off(screen: Screen[Any]) -> bool:
    """Tell whether something waits until the screen is painted (`call_after_refresh`)."""
    return bool(screen._callbacks)


def is_unpainted(screen: Screen[Any]) -> bool:
    """Tell whether the screen has something to paint, and may paint it now."""
    changed = (
        screen._layout_required,
        screen._scroll_required,
        screen._repaint_required,
        screen._dirty_widgets,
    )
    return bool(any(changed) and screen.is_current and not screen.app._batch_count)


def paint_now(screen: Screen[Any]) -> None:
    """Paint what changed without waiting for the next frame, then run what waited for that."""
    # What the frame's timer calls; Textual's own Pilot calls it too.
    screen._on_timer_update()


def forget_scroll_bars(shown: Sequence[Screen[Any]]) -> None:
    """Take every scroll bar away; the layout puts back those that are needed.

    One that a smaller window needed takes a cell from the text, which then breaks into one
    line more, and so it would stay for ever.
    """
    for screen in shown:
        for widget in screen.query("*"):
            if widget.styles.overflow_y == "auto":
                widget.show_vertical_scrollbar = False
                # A bar that was on its way leaves no change of size for the layout to see.
                widget.call_after_refresh(_put_bar_back, screen, widget)
        _show_where_one_types(screen)


def _put_bar_back(screen: Screen[Any], widget: Widget) -> None:
    widget._refresh_scrollbars()
    # Without its bar, what had scrolled was at its top again.
    _show_where_one_types(screen)


def _show_where_one_types(screen: Screen[Any], frames: int = FRAMES) -> None:
    """Bring the field that has the focus back in sight, once the screen is painted, and again."""
    here = screen.focused

    def show() -> None:
        if here is not None and here is screen.focused and here.size.height == 1:
            here.scroll_visible(animate=False)
            if frames > 1:
                _show_where_one_types(screen, frames - 1)

    if here is not None:
        screen.call_after_refresh(show)
