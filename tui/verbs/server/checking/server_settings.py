"""What sshd itself says that it does for the account, word by word, whatever file says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from tui.verbs.server.checking.checks import Check
from tui.verbs.server.installing.drop_in import effective
from tui.verbs.server.installing.places import Places
from tui.verbs.server.installing.system import test_sshd, told_to_sshd

ADVICE = "« serveur installer » ; s'il n'y peut rien, un autre fichier de /etc/ssh le règle avant"


def checks(places: Places) -> Iterator[Check]:
    """Give a check for each word that sshd is told."""

    @cache
    def told() -> dict[str, list[str]]:
        return told_to_sshd(places)

    yield Check("sshd lit ses réglages (sshd -t)", partial(_read, places), ADVICE)
    for name, value in effective(places).items():
        look = partial(_differs, name, value, told)
        yield Check(f"sshd : {name} {value or 'aucun'}", look, ADVICE)


def _read(places: Places) -> str:
    test_sshd(places)
    return ""


def _differs(name: str, expected: str, told: Callable[[], Mapping[str, list[str]]]) -> str:
    values = told().get(name, [])
    # What may be said several times is one list: its order says nothing.
    said = " ".join(values)
    if sorted(said.split()) == sorted(expected.split()):
        return ""
    return f"{name} {said or 'absent'}"
