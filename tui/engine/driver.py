"""The driver: what reads the keys from the terminal, and writes what is drawn to it."""

from __future__ import annotations

import codecs
import os
import select
import sys
from time import monotonic
from typing import Any

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.engine.parser import TypedParser

USELESS = frozenset({"\x1b[<u", "\x1b[?1004h", "\x1b[?1004l"})
"""What Textual sends and nobody wants: the end of a Kitty protocol that never began, which old
consoles write out; and the focus of the window, of which we take no notice."""

PACKET = 4096
"""Bytes that are read at once."""


class SteadyDriver(LinuxDriver):
    """Textual's driver, which outlives bytes that are no text, and wakes for nothing.

    Textual's own reads UTF-8 only, ends at the first byte that is not, wakes ten times a second
    to see whether an Échap stands alone, and waits out two tenths of a second when it ends.
    """

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._end_is_read, self._end_is_told = os.pipe()

    def write(self, data: str) -> None:
        """Write *data* to the terminal, unless it is `USELESS`."""
        if data not in USELESS:
            super().write(data)

    def send_message(self, message: Message) -> None:
        """Give the application a message from the terminal.

        Textual's own makes a task of each, whose end waits to be told while a key is handled:
        nothing would ever be quiet then.
        """
        self._app.post_message(message)

    def disable_input(self) -> None:
        """End the reading thread at once."""
        os.write(self._end_is_told, b"!")
        super().disable_input()
        os.read(self._end_is_read, 1)

    def run_input_thread(self) -> None:
        """Read keys until the end, or until the terminal is gone (hangup.py sees that too)."""
        parser, decoder = TypedParser(), _decoder()
        while not self.exit_event.is_set():
            if self._is_ready(parser.waits_until):
                packet = self._read()
                if not packet:
                    return
                try:
                    text = decoder.decode(packet)
                except UnicodeDecodeError:
                    # The bell answers what cannot be read.
                    self.write("\a")
                    parser, decoder = TypedParser(), _decoder()
                    continue
                # The parser takes an empty text for the end: a character may come in two packets.
                for message in parser.feed(text) if text else ():
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def _is_ready(self, until: float | None) -> bool:
        """Wait for a key, for the end, or *until* that moment; tell if there is a key to read."""
        timeout = None if until is None else max(0.0, until - monotonic())
        ready, _, _ = select.select([self.fileno, self._end_is_read], [], [], timeout)
        return self.fileno in ready

    def _read(self) -> bytes:
        """Read what came; nothing once the terminal is gone."""
        try:
            return os.read(self.fileno, PACKET)
        except OSError:
            return b""

    def _run_input_thread(self) -> None:
        # Textual would print the traceback on the screen; `threading.excepthook` reports it.
        self.run_input_thread()

    def _sigcont_application(self, *_: object) -> None:
        # The kernel sends SIGCONT with SIGHUP: Textual would start its threads a second time.
        if self._must_signal_resume:
            super()._sigcont_application()


def _decoder() -> codecs.IncrementalDecoder:
    """Make the decoder of what is typed: of UTF-8, or of the alphabet of the terminal."""
    name = sys.__stdin__.encoding if sys.__stdin__ else "utf-8"
    return codecs.getincrementaldecoder(name)()
