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

PASSES = 4
"""How often a screen is laid out at most before all stands where a scroll bar lets it."""

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
    One that was laid out before has its widgets, which may have been for another window.
    """
    unread = [path for path in screen.css_path if not app.stylesheet.has_source(str(path), "")]
    if unread:
        app.stylesheet.read_all(unread)
        app.stylesheet.reparse()
    screen.update_classes(_classes_in(app, screen, app.size), update=screen.is_running)


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
    """Take every scroll bar away, and put back at once those that are needed.

    One that a smaller window needed takes a cell from the text, which then breaks into one
    line more, and so it would stay for ever. No key comes between: it would scroll by a height
    that is not the last.
    """
    for screen in shown:
        scrolled = [one for one in screen.query("*") if one.styles.overflow_y == "auto"]
        for one in scrolled:
            one.show_vertical_scrollbar = False
        with screen.app.batch_update():
            _put_bars_back(screen, scrolled)
        here = screen.focused
        if here is not None and here.size.height == 1:
            here.scroll_visible(animate=False, immediate=True)


def _put_bars_back(screen: Screen[Any], scrolled: Sequence[Widget]) -> None:
    """Lay a screen out until no bar comes or goes: one may make another needed."""
    bars = [False] * len(scrolled)
    for _ in range(PASSES):
        screen._refresh_layout()
        for one in scrolled:
            # A bar that was on its way leaves no change of size for the layout to see.
            one._refresh_scrollbars()
        before, bars = bars, [one.show_vertical_scrollbar for one in scrolled]
        if bars == before:
            return
