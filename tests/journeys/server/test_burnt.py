"""« Le serveur a brûlé »: followed to the letter, from the safe to the first sign-in."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.backups.age_keys import create_identity
from tests.cabinet import NIR, numero, siren
from tests.journeys.server.page import BURNT, SERVER, Walk, blocks, come_in
from tests.journeys.server.throw_away import Server, changed, gives_terminals
from tests.tries import in_full

pytestmark = pytest.mark.xdist_group("sshd")

NAME = "portefeuille-1a2b3c4d-2026-11-29T010000Z.sauvegarde.age"
"""The backup that the page takes for an example."""
KEY = re.compile(r"^(?:[0-9A-Z]{4} ){7}[0-9A-Z]{4}$", re.MULTILINE)
INSTALL = "sudo portefeuille serveur installer"


def put_in_safe(walk: Walk, safe: Path) -> str:
    """Make, of a server that lives, what the page wants in the safe; give the backup's name."""
    recipient = create_identity(safe / "identite-sauvegardes.txt")
    (first, second) = KEY.findall(walk.step("creer-espace").out)
    (safe / "cle-principale.txt").write_text(f"{first}\n{second}\n", "utf-8")
    places = walk.server.places
    words = ["--siren", siren(1), "--regime", "artisan_commercant", "--compte", numero(7)]
    command = [str(places.admin), "inscrire", *words, "--nir-stdin"]
    subprocess.run(command, input=NIR.encode(), check=True, capture_output=True)
    with changed(places.settings):
        with places.settings.open("a") as settings:
            settings.write(f'destinataires = ["{recipient}"]\n')
        subprocess.run([str(places.backup_script)], check=True, capture_output=True)
    (made,) = places.backups.glob("*.age")
    for name in (made.name, f"{made.name}.sha256"):
        shutil.copy(places.backups / name, safe)
    shutil.copy(walk.post / "c.durand", safe / "id_ed25519")
    return made.name


@pytest.fixture(scope="module")
def rebuilt(walk: Walk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """Give what came of each command, on a machine that is new."""
    safe = tmp_path_factory.mktemp("coffre")
    name = put_in_safe(walk, safe)
    with Server() as server:
        new = Walk(server)
        for one in safe.iterdir():
            shutil.copy(one, new.post)
        new.key.chmod(0o600)
        new.samples = {NAME: lambda: name}
        new.do(SERVER, INSTALL)
        new.follow(burnt=True)
        yield new


def test_the_page_has_it() -> None:
    lines = [line for _, line in blocks(burnt=True)]
    assert [line for line in lines if "restaurer --essai" in line]
    assert [line for line in lines if "restaurer --constater" in line]
    assert not [line for _, line in blocks() if "identite-sauvegardes.txt" in line]
    assert BURNT


@in_full
def test_every_command_does_what_it_says(rebuilt: Walk) -> None:
    assert [one for one in rebuilt.steps if one.status] == []
    tried = rebuilt.step("restaurer --essai").out
    assert "empreinte conforme" in tried
    assert "Un numéro de sécurité sociale y a été lu" in tried
    assert tried.endswith("La sauvegarde est bonne.\n")
    assert "La base est saine." in rebuilt.step("portefeuille-admin verifier").out
    assert "c.durand" in rebuilt.step("utilisateur cle lister").out
    assert not (rebuilt.server.places.data / "identite").exists()
    *_, last = rebuilt.step("serveur verifier").out.splitlines()
    assert last == "Tout a tenu."


@in_full
def test_the_clients_and_who_comes_by_which_key_are_those_of_before(
    walk: Walk, rebuilt: Walk
) -> None:
    before = json.loads(subprocess.check_output([walk.server.places.admin, "lister", "--json"]))
    assert json.loads(rebuilt.step("lister --json").out) == before
    keys = [one.places.keys.read_text("utf-8") for one in (walk.server, rebuilt.server)]
    assert keys[0].replace(str(walk.server.root), "") == keys[1].replace(
        str(rebuilt.server.root), ""
    )


@in_full
@pytest.mark.skipif(not gives_terminals(), reason="no terminal but from root's sshd")
def test_the_first_sign_in_is_by_the_same_key(rebuilt: Walk) -> None:
    come_in(rebuilt.post)


@in_full
def test_the_journal_says_what_was_put_back(rebuilt: Walk) -> None:
    told = subprocess.check_output([rebuilt.server.places.admin, "journal", "--json"])
    verbs = [one["verbe"] for one in json.loads(told)]
    assert verbs.count("restaurer_base") == 2
