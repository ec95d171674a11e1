"""The driver: it reads keys from the terminal, and writes frames to it."""

from __future__ import annotations

import codecs
import os
import select
import sys
from time import monotonic
from typing import Any

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.engine.parser import PASTED, TypedParser
from tui.engine.runs import is_cut

USELESS = frozenset({"\x1b[<u", "\x1b[?1004h", "\x1b[?1004l"})
"""Sequences of Textual's that are not sent: the end of a Kitty protocol that never began (old
consoles print it), and the request for events about the focus of the window, which we ignore."""

MOUSE = ("\x1b[?1000{0}", "\x1b[?1006{0}")
"""Clicks, and the wheel, by their cell. Textual asks for each move too: a hundred bytes a second,
for what none of our screens shows."""

PACKET = 4096
"""Bytes that are read at once."""

PASTE, MOST = 256, 1 << 20
"""Bytes that nobody types between two reads, and that are handed over in one piece at most."""

GAP, GAP_OF_A_LINE = 0.1, 1.0
"""Seconds between two packets of a paste that the terminal does not mark, at most; the second one
in the middle of a line of a table, where nobody stops: a link that pauses cuts it there."""


class SteadyDriver(LinuxDriver):
    """Textual's driver, but bytes that are not text do not end it, and it sleeps until a key comes.

    Textual's own reads UTF-8 only and ends at the first other byte; it wakes ten times a second
    to see whether an Échap stands alone, and ends up to two tenths of a second late.
    """

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._end_is_read, self._end_is_told = os.pipe()
        self._follows = self._shows = False

    def show_cursor(self, shows: bool) -> None:
        """Have the terminal show its cursor, or hide it: some readers follow what is shown."""
        if shows != self._shows:
            self._shows = shows
            self.write("\x1b[?25h" if shows else "\x1b[?25l")
            self.flush()

    def follow_mouse(self, follows: bool) -> None:
        """Have the terminal tell of clicks, or no longer."""
        if follows != self._follows:
            self._follows = follows
            self.write("".join(MOUSE).format("h" if follows else "l"))
            self.flush()

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was, its mouse too."""
        self.follow_mouse(False)
        super().stop_application_mode()

    def write(self, data: str) -> None:
        """Write *data* to the terminal, unless it is `USELESS`."""
        if data not in USELESS:
            super().write(data)

    def send_message(self, message: Message) -> None:
        """Post a message from the terminal to the application.

        Textual's own makes a task for each message. The end of that task would always be waiting
        in the event loop while a key is handled, so the loop would never look idle.
        """
        self._app.post_message(message)

    def disable_input(self) -> None:
        """End the reading thread at once."""
        os.write(self._end_is_told, b"!")
        super().disable_input()
        os.read(self._end_is_read, 1)

    def run_input_thread(self) -> None:
        """Read keys until the program ends or the terminal is gone (hangup.py detects that too)."""
        parser, decoder = TypedParser(), _decoder()
        while not self.exit_event.is_set():
            if self._is_ready(parser.waits_until):
                packet = self._read_whole()
                if not packet:
                    return
                try:
                    text = decoder.decode(packet)
                except UnicodeDecodeError:
                    # The bell says that the packet could not be read.
                    self.write("\a")
                    parser, decoder = TypedParser(), _decoder()
                    continue
                # A packet may end inside a character; to the parser an empty text is the end.
                for message in parser.feed(text) if text else ():
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def _is_ready(self, until: float | None) -> bool:
        """Wait for input, the end of the program, or the time *until*; tell whether input came."""
        timeout = None if until is None else max(0.0, until - monotonic())
        ready, _, _ = select.select([self.fileno, self._end_is_read], [], [], timeout)
        return self.fileno in ready

    def _read(self) -> bytes:
        """Read one packet; it is empty once the terminal is gone."""
        try:
            return os.read(self.fileno, PACKET)
        except OSError:
            return b""

    def _read_whole(self) -> bytes:
        """Read a packet, and those that go on with it: the kernel cuts a paste anywhere."""
        packets = [self._read()]
        size = len(packets[0])
        while PASTE <= size < MOST and not packets[-1].endswith(PASTED.encode()):
            if not (self._goes_on(packets) and (packet := self._read())):
                break
            packets.append(packet)
            size += len(packet)
        return b"".join(packets)

    def _goes_on(self, packets: list[bytes]) -> bool:
        """Tell whether more comes soon."""
        if self._is_ready(monotonic() + GAP):
            return True
        cut = is_cut(b"".join(packets))
        return cut and self._is_ready(monotonic() + GAP_OF_A_LINE)

    def _run_input_thread(self) -> None:
        # Textual would print the traceback on the screen; `threading.excepthook` reports it.
        self.run_input_thread()

    def _sigcont_application(self, *_: object) -> None:
        # The kernel sends SIGCONT with SIGHUP: Textual would start its threads a second time.
        if self._must_signal_resume:
            super()._sigcont_application()


def _decoder() -> codecs.IncrementalDecoder:
    """Make a decoder for the encoding of the terminal, UTF-8 by default."""
    name = sys.__stdin__.encoding if sys.__stdin__ else "utf-8"
    return codecs.getincrementaldecoder(name)()
