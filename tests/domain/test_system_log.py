"""The log of the machine gets one line for what matters, with nobody's name, and stops nothing."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import system_log
from models.access.sign_in import reset_password
from models.errors import LoginRefused
from models.system_log import Weight, tell
from models.tables import Operation
from tests.domain.espace.people import KEY, NOW, PASSWORD, create, enter, fail, refusal


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Give what listens where the program writes."""
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listens:
        listens.bind("log")
        listens.setblocking(False)
        system_log.begin({}, "log")
        try:
            yield listens
        finally:
            system_log.end()


def lines(log: socket.socket) -> list[str]:
    found = []
    while True:
        try:
            found.append(log.recv(10_000).decode("ascii"))
        except BlockingIOError:
            return found


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_who_comes_and_who_is_refused_is_one_line_without_a_name(
    base: object, log: socket.socket
) -> None:
    create()
    lines(log)
    enter()
    fail(5)
    fail(1, "personne.ici")
    refusal(enter)
    with pytest.raises(LoginRefused):
        reset_password("c.durand", "faux", PASSWORD, main_key=KEY, now=NOW)
    told = lines(log)
    pid = f"portefeuille[{os.getpid()}]:"
    said = [line.partition(": ")[2].split()[0] for line in told]
    refused = ["connexion_refusee"] * 6
    assert said == ["connexion", *refused, "connexion_freinee", "code_secours_refuse"]
    assert told[0].startswith(f"<30>{pid} ")
    assert told[1].startswith(f"<28>{pid} ")
    assert "par=local" in told[0]
    known = Operation.get(Operation.verbe == "connexion")
    assert f"operation={known.id}" in told[0]
    for line in told:
        for name in ("durand", "Claire", "personne", "faux", "Martin", PASSWORD.split()[0]):
            assert name not in line


@given(st.text(), st.text())
def test_a_line_is_one_line_of_plain_ascii(what: str, value: str) -> None:
    system_log.begin({}, "/nonexistent/log")
    try:
        tell(what, Weight.ERROR, detail=value)
    finally:
        system_log.end()
    cleaned = system_log._clean(value)
    assert cleaned.isascii()
    assert cleaned.isprintable()
    assert " " not in cleaned
    assert len(cleaned) <= 64


def test_a_log_that_is_full_gone_or_off_stops_nothing(log: socket.socket) -> None:
    for _ in range(2000):
        tell("connexion")
    assert 0 < len(lines(log)) < 2000
    log.close()
    tell("connexion")
    system_log.begin({system_log.OFF: "non"}, "log")
    assert system_log._where == []
