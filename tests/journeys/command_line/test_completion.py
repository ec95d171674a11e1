"""`completion` and `manuel`: what they print is what the parser knows."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.english import english_in
from tests.journeys.command_line.command import Run
from tests.journeys.command_line.test_usage import ALL
from tui.__main__ import VERBS
from tui.verbs.manual import STATUSES

ASKED = """
source "$1"; shift
COMP_WORDS=(portefeuille "$@"); COMP_CWORD=$#
_shtab_portefeuille
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("li",), {"lister"}),
        (("",), set(VERBS)),
        (("lister", "--rec"), {"--recherche"}),
        (("lister", "--regime", "g"), {"general", "gerant_majoritaire"}),
        (("utilisateur", "d"), {"desactiver"}),
        (("utilisateur", "role", "m.petit", "a"), {"administrateur"}),
        (("utilisateur", "transferer", "--"), {"--help", "--json"}),
        (("restaurer", "sauvegarde"), {"sauvegarde.db"}),
    ],
)
def test_bash_completes_the_command(
    run: Run, tmp_path: Path, words: tuple[str, ...], offered: set[str]
) -> None:
    script, here = tmp_path / "completion.bash", tmp_path / "ici"
    here.mkdir()
    (here / "sauvegarde.db").touch()
    script.write_text(run("completion", "bash").out)
    asked = ["bash", "--norc", "-c", ASKED, "bash", str(script), *words]
    answer = subprocess.run(asked, capture_output=True, text=True, cwd=here, check=True)
    assert set(answer.stdout.split()) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "tcsh"])
def test_each_shell_is_given_all_verbs(run: Run, shell: str) -> None:
    answer = run("completion", shell)
    assert (answer.status, answer.err) == (0, "")
    assert [verb for verb in VERBS if verb not in answer.out] == []


def test_the_manual_names_every_verb_and_option(run: Run) -> None:
    page = run("manuel").out.replace("\\-", "-")
    assert re.findall(r"^\.SS (.+)", page, re.MULTILINE) == [
        *re.findall(r"^    ([a-z-]+)", run("--help").out.partition("VERBE\n")[2], re.MULTILINE)
    ]
    for words in ALL:
        assert re.search(rf"^\.(SS|B) {' '.join(words)}$", page, re.MULTILINE), words
        help_ = run(*words, "--help").out.partition("options")[2]
        for option in re.findall(r"^  (--[a-z-]+)", help_, re.MULTILINE):
            assert option in page, (words, option)
    assert english_in(page.replace("PORTEFEUILLE", "")) == []
    assert [status for status, _ in STATUSES] == list(range(6))


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not here")
def test_the_manual_is_roff(run: Run) -> None:
    read = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-Kutf8", "-P-c"],
        input=run("manuel").out,
        capture_output=True,
        text=True,
        check=True,
    )
    assert read.stderr == ""
    assert "\nCODES DE SORTIE" in re.sub(".\b", "", read.stdout)
