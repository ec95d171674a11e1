"""Who may do what: the one table of verbs and roles."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from models.errors import KeyMissing, NotAllowed
from models.labels import Role

READERS = frozenset(Role)
WRITERS = frozenset({Role.ADMINISTRATEUR, Role.COLLABORATEUR})
CONSULTATION = "Votre rôle permet la consultation seulement."
ADMINISTRATORS = frozenset({Role.ADMINISTRATEUR})
ADMINISTRATION = "Seul un administrateur du cabinet peut faire cela."

P = ParamSpec("P")
R = TypeVar("R")


class HasRole(Protocol):
    """Somebody who acts with a role."""

    @property
    def role(self) -> Role:
        """The role of the person who acts."""

    @property
    def why_no_key(self) -> str:
        """Why the base is only read; empty if its key is there."""


S = TypeVar("S", bound=HasRole)


def allowed(
    roles: frozenset[Role], *, reads: bool = False
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Refuse the verb (NotAllowed) to whoever has none of `roles`; `verb.roles` tells them.

    KeyMissing where a base lacks its key, unless the verb is for who only reads, or `reads`.
    """

    def decorate(verb: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @wraps(verb)
        def checked(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if self.role not in roles:
                told = ADMINISTRATION if reads or self.role in WRITERS else CONSULTATION
                raise NotAllowed(told)
            if self.why_no_key and not reads and Role.CONSULTATION not in roles:
                raise KeyMissing(self.why_no_key)
            return verb(self, *args, **kwargs)

        checked.roles = roles  # type: ignore[attr-defined]
        return checked

    return decorate
