"""Where somebody comes from who tries a password: what a source is, is decided here alone.

- Through sshd: the fingerprint of the key, which sshd has seen and nobody can make up.
- Else the account that runs the program, which the kernel tells; and, where that account came
  by SSH without a key that we know, the address it came from, so that people who share an account
  from several machines are told apart. An IPv6 address is cut to its network: its end changes
  by itself, every day.

The terminal is none: it has another name at each session, and nobody would be known by it. What
the environment says (SSH_CONNECTION) is never believed alone: it comes with the account, and
what it can do is make one source look like several, which together have a ceiling
(models.access.sign_in_delays).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address

from models.writing.author import BY_KEY, came_by, unix_account

CONNECTION = "SSH_CONNECTION"
_NETWORK = 64


@dataclass(frozen=True)
class Source:
    """`name` is what is counted; `empreinte` that of the SSH key, if somebody came by one."""

    name: str
    empreinte: str = ""


def source_of(empreinte: str = "", environ: Mapping[str, str] | None = None) -> Source:
    """Give the source of who is here, by the key `empreinte` or the one that `author` knows."""
    if key := empreinte or came_by():
        return Source(f"{BY_KEY}{key}", key)
    told = (os.environ if environ is None else environ).get(CONNECTION, "")
    return Source(f"{unix_account()}{_address(told)}")


def _address(connection: str) -> str:
    """Give « @ADDRESS » of who is at the other end, nothing where that is no address."""
    try:
        address = ip_address(connection.partition(" ")[0].partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return f"@{address.ipv4_mapped or IPv6Network((address, _NETWORK), strict=False)}"
    return f"@{address}"
