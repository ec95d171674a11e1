"""A crash report says where, never with what values."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from tui.engine.crash_report import report

NIR = "180017505600004"


def failure() -> BaseException:
    """Give an error with data in its message, its cause, its notes and the locals."""
    nir = NIR
    with pytest.raises(OSError, match="No space") as caught:
        fill_disk(nir)
    caught.value.add_note(nir)
    group = ExceptionGroup(nir, [LookupError(nir), caught.value])
    group.__context__ = group.exceptions[0]
    return group


def fill_disk(nir: str) -> None:
    try:
        int(f"NIR {nir}")
    except ValueError as error:
        raise OSError(28, "No space left on device", f"/srv/{nir}") from error


def test_it_holds_types_and_lines_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    sentence = report(failure(), folder)
    found = re.fullmatch(
        r"Erreur interne, référence ([0-9A-F]{6})\. "
        r"Rien de ce qui a été confirmé n'est perdu\. Rouvrez Portefeuille\W+si cela se répète, "
        r"donnez cette référence à votre administrateur\. Détails : (.+)",
        sentence,
    )
    assert found
    written = Path(found[2])
    assert written == folder / f"erreur-{found[1]}.txt"
    text = written.read_text()
    for name in ("ExceptionGroup", "builtins.LookupError", "OSError ENOSPC", "builtins.ValueError"):
        assert name in text
    assert re.search(r"test_crash_report\.py:\d+ fill_disk", text)
    assert NIR not in text + sentence


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    report(failure(), tmp_path / "crashes")
    (written,) = (tmp_path / "crashes").iterdir()
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert stat.S_IMODE(written.parent.stat().st_mode) == 0o700


def test_two_failures_of_one_session_share_a_file(tmp_path: Path) -> None:
    report(failure(), tmp_path, "3F9A2C")
    report(failure(), tmp_path, "3F9A2C")
    (written,) = tmp_path.iterdir()
    assert written.read_text().count("3F9A2C") == 2


@pytest.mark.parametrize("obstacle", ["file", "link"])
def test_a_folder_that_refuses_leaves_the_sentence(tmp_path: Path, obstacle: str) -> None:
    if obstacle == "file":
        folder = tmp_path / "not-a-folder"
        folder.write_text("")
    else:
        folder = tmp_path
        (tmp_path / "erreur-3F9A2C.txt").symlink_to(tmp_path / "elsewhere")
    sentence = report(failure(), folder, "3F9A2C")
    assert sentence.endswith("à votre administrateur.")
    assert not (tmp_path / "elsewhere").exists()
