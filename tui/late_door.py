"""The front door, loaded and opened when somebody first pushes it.

Peewee, argon2 and cryptography cost as much as the first frame itself (docs/performance.md).
All that the login does not show is loaded by an import inside the function that needs it;
pyproject.toml names the modules that may (PLC0415).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from tui.config import Config
from tui.garbage import collect_from_now_on

if TYPE_CHECKING:
    from models.access.front_door import FrontDoor


def late_door(config: Config) -> FrontDoor:
    """Give the door of the base of `config`; it is opened at the first question."""
    return cast("FrontDoor", _LateDoor(config))


class _LateDoor:
    """Stands for a FrontDoor, which it makes at the first question."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._door: FrontDoor | None = None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Ask the door: it is opened when it is asked, so that who asks hears why it is not."""

        def ask(*arguments: Any, **settings: Any) -> Any:
            return getattr(self._opened(), name)(*arguments, **settings)

        return ask

    def close(self) -> None:
        """Close the base, if it was ever opened."""
        if self._door:
            self._came_from(None)
            self._door.close()

    def _opened(self) -> FrontDoor:
        from models.access.front_door import FrontDoor

        config = self._config
        if self._door is None:
            collect_from_now_on()
            who = {"only": config.identifiant, "empreinte": config.empreinte}
            self._door = FrontDoor(config.base, config.cle, config.proofs_kept, **who)
            self._came_from(config)
        return self._door

    @staticmethod
    def _came_from(config: Config | None) -> None:
        """Tell the models which file sshd reads, and by which key who is here came; None: none."""
        from models.access import authorized_keys
        from models.writing.author import came_in_by

        authorized_keys.write_to(*((config.cles, config.lanceur) if config else (None, "")))
        came_in_by(config.empreinte if config else "")
