"""The fifteen boxes of the portal, read or ticked; one widget, one tab stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from models.labels import Regime, Service
from models.services import hints
from models.wording import count
from screens.services.box_keys import direct_keys
from screens.widgets.bindings import hidden
from screens.widgets.cells import fit
from screens.widgets.marks import mark
from screens.widgets.service_layout import LEFT_WIDTH, Block, arrange, service_at
from screens.widgets.widget_message import WidgetMessage

_INDENT_READ, _INDENT_EDIT = 5, 7


class ServiceBoxes(Widget, can_focus=True):
    """The services of an inscription: `✓ ✗` to read, `[x] [ ]` to tick (`editing`).

    While editing, `*` in the margin marks what differs from `original`.
    """

    DEFAULT_CSS = """
    ServiceBoxes {
        width: 1fr;
        height: auto;

        &>.service-boxes--heading, &>.service-boxes--key {
            color: $titre;
            text-style: bold;
        }
        &>.service-boxes--open {
            color: $success;
            text-style: bold;
        }
        &>.service-boxes--shut {
            color: $muted;
        }
        &>.service-boxes--changed {
            color: $warning;
            text-style: bold;
        }
        &>.service-boxes--cursor {
            background: $accent;
            color: $sur-accent;
            text-style: bold;
        }
        &:nocolor>.service-boxes--cursor {
            text-style: bold reverse;
        }
    }
    """
    COMPONENT_CLASSES = {
        "service-boxes--heading",
        "service-boxes--key",
        "service-boxes--open",
        "service-boxes--shut",
        "service-boxes--changed",
        "service-boxes--cursor",
    }
    BINDING_GROUP_TITLE = "Les quinze cases"
    BINDINGS = [
        Binding("space", "tick_here", "Cocher", id="boxes.tick"),
        *direct_keys(),
        hidden("up", "move(-1)", "Case précédente", id="boxes.up"),
        hidden("down", "move(1)", "Case suivante", id="boxes.down"),
        hidden("left", "column(False)", "Services en ligne", id="boxes.left"),
        hidden("right", "column(True)", "Courriels", id="boxes.right"),
        hidden("enter", "submit", "Valider", id="boxes.submit"),
    ]

    selected: reactive[frozenset[Service]] = reactive(frozenset[Service]())
    original: reactive[frozenset[Service]] = reactive(frozenset[Service]())
    editing: reactive[bool] = reactive(False, layout=True)
    cursor: reactive[Service] = reactive(Service.DPAE, repaint=False)

    class Toggled(WidgetMessage["ServiceBoxes"]):
        """The box of `service` was ticked or unticked."""

        def __init__(self, boxes: ServiceBoxes, service: Service) -> None:
            super().__init__(boxes)
            self.service = service

    class Moved(WidgetMessage["ServiceBoxes"]):
        """The cursor came to `service`; `hint` is what is to be known about it, or empty."""

        def __init__(self, boxes: ServiceBoxes, service: Service, hint: str) -> None:
            super().__init__(boxes)
            self.service = service
            self.hint = hint

    class Submitted(WidgetMessage["ServiceBoxes"]):
        """Entrée: the boxes stand as they are, go on."""

    def __init__(
        self,
        selected: frozenset[Service] = frozenset(),
        *,
        editing: bool = False,
    ) -> None:
        super().__init__()
        self.hints: Mapping[Service, str] = {}
        self.set_reactive(ServiceBoxes.selected, selected)
        self.set_reactive(ServiceBoxes.original, selected)
        self.set_reactive(ServiceBoxes.editing, editing)

    @property
    def standing(self) -> Offset:
        """The first cell of the box that has the cursor."""
        return self._region(self.cursor).offset

    @property
    def places(self) -> dict[str, tuple[Offset, Callable[[], None]]]:
        """Where each box shows its key, and what goes there and ticks nothing."""
        cells = {one: self._region(one).offset + Offset(1, 0) for one in Service}
        return {one.key: (cell, partial(self._come_to, one)) for one, cell in cells.items()}

    def _come_to(self, service: Service) -> None:
        self.focus()
        self._go(service)

    @property
    def changes(self) -> tuple[frozenset[Service], frozenset[Service]]:
        """The services that were ticked, and those that were unticked, since `original`."""
        return self.selected - self.original, self.original - self.selected

    def changes_in_words(self, *, numbered: bool = False) -> str:
        """Name what differs from `original`, signs beside, or only number it; may be empty."""
        gained, lost = self.changes
        names = [f"+ {service.label}" for service in Service if service in gained]
        names += [f"− {service.label}" for service in Service if service in lost]
        if not names:
            return ""
        number = count(len(names), "modification non enregistrée", "modifications non enregistrées")
        if numbered:
            sides = ((gained, "à ouvrir"), (lost, "à fermer"))
            names = [f"{len(some)} {where}" for some, where in sides if some]
        return f"{number} : {', '.join(names)}"

    def find_hints(self, regime: Regime) -> None:
        """Find what is odd in what is ticked, for a client of this régime."""
        self.hints = hints(regime, self.selected)
        self.refresh()

    def allow_focus(self) -> bool:
        """Only boxes that can be ticked take the focus."""
        return self.editing

    def on_focus(self) -> None:
        """Tell which box has the cursor, and show as many as the window holds."""
        self._tell()
        # After Textual, which brings what takes the focus to the middle.
        self.screen.call_later(self.call_after_refresh, self._show_boxes)

    def on_resize(self) -> None:
        """Keep them in sight in another window."""
        if self.has_focus:
            self.call_after_refresh(self._show_boxes)

    def watch_editing(self, editing: bool) -> None:
        """Give the focus back when there is nothing to tick."""
        if not editing:
            self.blur()

    def watch_cursor(self, before: Service, after: Service) -> None:
        """Repaint the two boxes concerned, and keep the second in sight."""
        self.refresh(self._region(before), self._region(after))
        self._show_cursor()

    def _show_boxes(self) -> None:
        """Scroll to the boxes, from their first if not all have room, then to the cursor."""
        if isinstance(self.parent, Widget):
            many = self.size.height > self.parent.size.height
            boxes = self.virtual_region
            self.parent.scroll_to_region(boxes, animate=False, top=many, immediate=True)
            self._show_cursor()

    def _show_cursor(self) -> None:
        """Scroll to the box under the cursor."""
        if isinstance(self.parent, Widget):
            place = self._region(self.cursor).translate(self.virtual_region.offset)
            self.parent.scroll_to_region(place, animate=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the lines that all the labels take, complete."""
        return max(block.bottom for block in arrange(width, self._indent))

    def render_line(self, y: int) -> Strip:
        """Draw one line of each column."""
        blocks = [block for block in self._blocks if block.y <= y < block.bottom]
        strips = [Strip(self._drawn(block, y - block.y), block.width) for block in blocks]
        if blocks and blocks[0].x:
            strips.insert(0, Strip.blank(LEFT_WIDTH, self.rich_style))
        return Strip.join(strips).extend_cell_length(self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Tick or untick the box under the pointer."""
        event.stop()
        service = service_at(self._blocks, event.x, event.y)
        if self.editing and service:
            self.action_tick(service.code)

    def action_tick_here(self) -> None:
        """Tick or untick the box under the cursor."""
        self.selected = self.selected ^ {self.cursor}
        self.post_message(self.Toggled(self, self.cursor))

    def action_tick(self, code: str) -> None:
        """Tick or untick the box of `code`, and put the cursor there."""
        self._go(next(service for service in Service if service.code == code))
        self.action_tick_here()

    def action_move(self, step: int) -> None:
        """Go to the box before or after, in reading order; the ends hold."""
        services = list(Service)
        index = services.index(self.cursor) + step
        self._go(services[min(max(index, 0), len(services) - 1)])

    def action_column(self, courriel: bool) -> None:
        """Go to the box of that column which stands nearest."""
        if self.cursor.est_courriel != courriel:
            column = [service for service in Service if service.est_courriel == courriel]
            here = self._block(self.cursor).y
            self._go(min(column, key=lambda service: abs(self._block(service).y - here)))

    def action_submit(self) -> None:
        """Tell that the boxes stand as they are."""
        self.post_message(self.Submitted(self))

    def _go(self, service: Service) -> None:
        if service is not self.cursor:
            self.cursor = service
            self._tell()

    def _tell(self) -> None:
        self.post_message(self.Moved(self, self.cursor, self.hints.get(self.cursor, "")))

    @property
    def _indent(self) -> int:
        return _INDENT_EDIT if self.editing else _INDENT_READ

    @property
    def _blocks(self) -> tuple[Block, ...]:
        return arrange(self.size.width, self._indent)

    def _block(self, service: Service) -> Block:
        return next(block for block in self._blocks if block.service is service)

    def _region(self, service: Service) -> Region:
        block = self._block(service)
        return Region(block.x, block.y, block.width, len(block.lines))

    def _drawn(self, block: Block, line: int) -> list[Segment]:
        service, text = block.service, block.lines[line]
        if service is None:
            return [Segment(fit(f" {text}", block.width), self._style("heading"))]
        draw = self._drawn_to_edit if self.editing else self._drawn_to_read
        margin, head, label_style = draw(service)
        if line:
            head = [Segment(" " * (self._indent - 1), label_style)]
            margin = Segment(" ", self.rich_style)
        label = Segment(fit(text, block.width - self._indent), label_style)
        return [margin, *head, label]

    def _drawn_to_read(self, service: Service) -> tuple[Segment, list[Segment], Style]:
        is_open = service in self.selected
        style = self._style("open") if is_open else self._style("shut")
        head = [
            Segment(service.key, self._style("key")),
            Segment(" ✓ " if is_open else " ✗ ", style),
        ]
        return Segment(" ", self.rich_style), head, self.rich_style if is_open else style

    def _drawn_to_edit(self, service: Service) -> tuple[Segment, list[Segment], Style]:
        changed, odd = self.selected ^ self.original, self.selected & self.hints.keys()
        sign = "*" if service in changed else "!" if service in odd else " "
        margin = Segment(sign, self._style("changed"))
        box = "[x]" if service in self.selected else "[ ]"
        if self.has_focus and service is self.cursor:
            style = self._style("cursor")
            return margin, [Segment(f"{service.key} {box}{mark(self)}", style)], style
        label = self._style("shut") if service in self.hints else self.rich_style
        head = [Segment(service.key, self._style("key")), Segment(f" {box} ", self.rich_style)]
        return margin, head, label

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"service-boxes--{part}")
