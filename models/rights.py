"""Who may do what: the one table of verbs and roles."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from models.errors import NotAllowed
from models.labels import Role

READERS = frozenset(Role)
WRITERS = frozenset({Role.ADMINISTRATEUR, Role.COLLABORATEUR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATEUR})

P = ParamSpec("P")
R = TypeVar("R")


class HasRole(Protocol):
    """Somebody who acts with a role."""

    @property
    def role(self) -> Role:
        """The role of the person who acts."""


S = TypeVar("S", bound=HasRole)


def allowed(
    roles: frozenset[Role],
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Refuse the verb (NotAllowed) to whoever has none of `roles`; `verb.roles` tells them."""

    def decorate(verb: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @wraps(verb)
        def checked(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if self.role not in roles:
                raise NotAllowed("Votre profil permet la consultation seulement.")
            return verb(self, *args, **kwargs)

        checked.roles = roles  # type: ignore[attr-defined]
        return checked

    return decorate
