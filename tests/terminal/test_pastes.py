"""A table that is pasted where the terminal marks no paste: it comes in packets, cut anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cabinet import numero, siren
from tests.terminal.program import Home

LINES = 60
TITLES = "Dossier\tN°\tSiren\tN° compte\tMontant\tType\tNote"


def table() -> str:
    rows = (
        f"D{rank}\t{rank}\t{siren(rank)}\t{numero(rank)}\t12,50\tEmployeur\t{'à rappeler ' * 4}"
        for rank in range(1, LINES + 1)
    )
    return "\r".join([TITLES, *rows, ""])


@pytest.mark.parametrize("to", [("g",), ("g", "i")], ids=["the list", "a field"])
@pytest.mark.terminal
def test_a_table_that_is_not_marked_comes_in_whole(tmp_path: Path, to: tuple[str, ...]) -> None:
    pasted = table().encode()
    assert len(pasted) > 5_000
    with Home(tmp_path).screens("--demo") as terminal:
        terminal.wait_for("Bonjour Claire Durand")
        for key, shown in zip(to, ("sur 248", "Fichier"), strict=False):
            terminal.send(key)
            terminal.wait_for(shown)
            terminal.wait_until_idle()
        terminal.send(pasted)
        terminal.wait_for("Importation · 1 sur 3")
        terminal.wait_until_idle()
        told = terminal.text().replace("\u00a0", " ")
        assert f"{LINES} lignes" in told
        assert "1  Dossier" in told, "its first title too"
