"""What docs/serveur.md says is what happens: it is followed to the letter, by a real sshd."""

from __future__ import annotations

import json

import pytest

from tests.journeys.server.page import PAGE, Walk, come_in
from tests.journeys.server.throw_away import gives_terminals
from tests.pseudo_terminal import ROOT
from tests.tries import FULL, in_full

pytestmark = pytest.mark.xdist_group("sshd")

WITHOUT_A_TERMINAL = "$ ssh portefeuille@serveur"
"""The screens, which the test has no terminal for here."""


def test_every_command_of_the_page_does_what_it_says(walk: Walk) -> None:
    failed = [one for one in walk.steps if one.status and one.line != WITHOUT_A_TERMINAL]
    assert not failed
    assert len(walk.steps) > (30 if FULL else 2)


@in_full
def test_the_server_is_installed_by_the_page(walk: Walk) -> None:
    trial, done, *_ = (one for one in walk.steps if "serveur installer" in one.line)
    assert trial.line == f"{done.line} --essai"
    assert done.out.startswith(f"Posé\u00a0: {walk.server.places.program}, ")
    *_, again = (one for one in walk.steps if one.line == done.line)
    assert again.out == "Rien à changer\u00a0: le serveur est déjà installé.\n"


@in_full
def test_the_person_comes_in_by_the_key(walk: Walk) -> None:
    added = walk.step("cle ajouter m.petit --nom 'portable de Marc'")
    assert "SHA256:" in added.out
    assert "portable de Marc" in added.out
    assert json.loads(walk.step("lister --json").out) == []


@in_full
def test_a_table_comes_in_and_goes_out(walk: Walk) -> None:
    assert "1\u00a0ligne inscrite" in walk.step("importer - --deja-inscrits < clients.csv").out
    assert (walk.post / "clients.xlsx").read_bytes().startswith(b"PK")
    (step,) = [one for one in walk.steps if one.line == WITHOUT_A_TERMINAL]
    assert (step.status, "terminal" in step.err) == (1, True)


@pytest.mark.skipif(not gives_terminals(), reason="no terminal but from root's sshd")
def test_the_screens_open_for_the_person_of_the_key(walk: Walk) -> None:
    come_in(walk.post, "-i", str(walk.post / "c.durand"))


@in_full
def test_every_line_of_the_attack_is_green(walk: Walk) -> None:
    for step in (one for one in walk.steps if "serveur verifier" in one.line):
        lines = step.out.splitlines()
        assert len(lines) > 75
        others = [one for one in lines if not one.startswith("oui  ")]
        assert others[-1] == "Tout a tenu."
        assert [one.startswith("avis  sauvegardes chiffrées") for one in others[:-1]] == [True]


@in_full
def test_the_backup_is_one_line_and_is_there(walk: Walk) -> None:
    step = walk.step("systemctl start portefeuille-sauvegarde")
    assert len(step.out.splitlines()) == 1
    assert "Sauvegarde faite et vérifiée" in step.out
    kept = [*walk.server.places.backups.glob("*.sauvegarde")]
    assert {one.stat().st_mode & 0o777 for one in kept} == {0o600}


@in_full
def test_a_lost_key_opens_nothing_more(walk: Walk) -> None:
    assert "Clé retirée" in walk.step("cle retirer").out
    refused = walk.ssh("-o", "BatchMode=yes", "serveur", "lister")
    assert (refused.status, refused.out) == (255, "")
    assert "Permission denied" in refused.err


def test_the_page_hides_nothing_that_is_put(walk: Walk) -> None:
    text = PAGE.read_text("utf-8")
    places = walk.server.places
    for path in (places.data, places.keys, places.backups, places.drop_in, places.settings):
        assert f"/{path.relative_to(places.root)}" in text
    for path in (places.session, places.admin):
        assert f"/{path.relative_to(places.root)}" in text


def test_no_shared_account_is_advised_any_more() -> None:
    guide = (ROOT / "docs/guide.md").read_text("utf-8")
    assert "ssh vous@serveur" not in guide
    assert "(serveur.md)" in guide
    assert "(docs/serveur.md)" in (ROOT / "README.md").read_text("utf-8")
