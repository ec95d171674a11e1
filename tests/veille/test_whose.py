"""Whose a session is, by the words that its launcher gives: those of one person are counted."""

from __future__ import annotations

import pytest

from tui.veille.command import whose


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("session c.durand --empreinte SHA256:x", "c.durand"),
        (
            "--config /etc/portefeuille/config.toml session C.Durand --empreinte SHA256:x",
            "c.durand",
        ),
        ("session", ""),
        ("--config /etc/portefeuille/config.toml lister", ""),
        ("", ""),
    ],
)
def test_a_session_is_of_who_comes(words: str, who: str) -> None:
    assert whose(tuple(words.encode().split())) == who
