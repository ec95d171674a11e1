"""Bindings that the foot of a screen has no room for; F1 shows them all."""

from __future__ import annotations

from functools import partial

from textual.binding import Binding

hidden = partial(Binding, show=False)
