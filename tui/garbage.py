"""When Python looks for garbage: never in what was loaded for the login.

Nothing of that is ever garbage, and looking for some in it takes a tenth of the start.
"""

from __future__ import annotations

import gc


def hold_off() -> None:
    """Look for no garbage while the login is loaded and painted."""
    gc.disable()


def collect_from_now_on() -> None:
    """Look for garbage from now on, never in what was loaded, the fields of the login included."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
