"""Passwords that are chosen and checked in no time: few tests are about what they cost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import wraps

from argon2 import PasswordHasher

from models.access import guessing, passwords

OF_THE_PROGRAM = passwords.HASHER
"""As people have it."""
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

_judge = guessing.what_is_known
_JUDGED: dict[object, str] = {}


def cheapen() -> None:
    """Make this process hash at the least cost that Argon2 has, and judge a password once.

    At the program's cost, to create an espace takes as long as all that most tests do in it, and
    every espace of the tests has the same password.
    """
    passwords.HASHER = CHEAP
    guessing.what_is_known = _judge_once


@wraps(_judge)
def _judge_once(password: str, personal: Mapping[str, str]) -> str:
    key = (password, *personal.items())
    if key not in _JUDGED:
        _JUDGED[key] = _judge(password, personal)
    return _JUDGED[key]
