"""How a message finds what handles it, at each key some twenty times."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import lru_cache
from inspect import CO_VARARGS, CO_VARKEYWORDS, unwrap
from typing import Any, NamedTuple

from textual import _callback
from textual.css.match import match
from textual.css.model import SelectorSet
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

Handler = Callable[..., Any]
Selectors = Mapping[str, tuple[SelectorSet, ...]]

_by_signature: Callable[[Handler], int] = _callback._count_parameters


class Step(NamedTuple):
    """What a class has for a message: a method by its name, or one that `on` decorates.

    `selectors` are None for the first.
    """

    owner: type
    name: str
    decorated: Handler | None
    selectors: Selectors | None


def handlers_of(
    pump: MessagePump, method_name: str, message: Message
) -> Iterator[tuple[type, Callable[[Message], Awaitable[None]]]]:
    """Give the methods of `pump` that handle `message`, in Textual's order.

    Which classes have one is asked once; whether one is to be called, each time.
    """
    called: set[Handler] = set()
    owner: type | None = None
    key: tuple[Any, Any] = type(pump), type(message)
    for step in _steps(*key, method_name):
        if step.owner is not owner:
            if message._no_default_action:
                return
            owner = step.owner
        if step.decorated is None:
            yield owner, vars(owner)[step.name].__get__(pump, owner)
        elif step.decorated not in called and _concerns(message, step.selectors or {}):
            yield owner, step.decorated.__get__(pump, owner)
            called.add(step.decorated)


def _concerns(message: Message, selectors: Selectors) -> bool:
    """Tell whether a message comes from what `on` names."""
    if not selectors:
        return True
    if not message._sender:
        return False
    nodes = ((getattr(message, name), some) for name, some in selectors.items())
    return all(isinstance(node, Widget) and match(some, node) for node, some in nodes)


@lru_cache(4096)
def _steps(pump: type, message: type, method_name: str) -> tuple[Step, ...]:
    """Find what the classes of a pump have for a kind of message."""
    found: list[Step] = []
    kinds = [kind for kind in message.__mro__ if issubclass(kind, Message)]
    for owner in pump.__mro__:
        decorated = vars(owner).get("_decorated_handlers", {})
        for kind in kinds:
            found += [Step(owner, "", *one) for one in decorated.get(kind, ())]
        for name in (f"_{method_name}", method_name):
            if method := vars(owner).get(name):
                if not hasattr(method, "_textual_on"):
                    found.append(Step(owner, name, None, None))
                break
    return tuple(found)


def count_parameters(handler: Handler) -> int:
    """Count what a function takes, as its code says; Textual builds its whole signature."""
    method = getattr(handler, "__func__", None)
    function, is_bound = unwrap(method or handler), method is not None
    if not hasattr(function, "__code__"):
        # Such is what is awaited once a widget is mounted.
        function, is_bound = type(handler).__call__, True
    code = getattr(function, "__code__", None)
    if code is None:
        return _by_signature(handler)
    named: int = code.co_argcount + code.co_kwonlyargcount
    others = bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return named + others - is_bound
