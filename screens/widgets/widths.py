"""The widths of a window from which screens are laid out otherwise, and the classes that say so."""

from __future__ import annotations

LARGE = 120
"""Columns from which a list has something beside it, and other screens use their width."""

WIDTHS = [(0, "-narrow"), (80, "-wide"), (LARGE, "-large")]
"""Which of these a screen has as its class, by the columns of its window."""
