"""Passwords that are checked in no time: no test but those of the cost itself is about it."""

from __future__ import annotations

from argon2 import PasswordHasher

from models.access import passwords

OF_THE_PROGRAM = passwords.HASHER
"""As people have it."""
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def cheapen() -> None:
    """Make this process hash passwords at the least cost that Argon2 has.

    At the program's, to come in takes as long as to make a client and open the list.
    """
    passwords.HASHER = CHEAP
