"""What no picture may hold."""

from __future__ import annotations

import re
from pathlib import Path

from tests.english import english_in

CUT = re.compile(r"\w+(?=[│║╔╚┌└])|(?<=[│║╗╝┐┘])\w+")
"""A word that a box over it hides in part."""
BREAKS = re.compile(r"[^\s│║] [:;?»%€](?=[\s,.]|$)|« |^[ │║›]*[:;»%€](?= |$)", re.MULTILINE)
"""A sign of French that a space which breaks, or the end of a row, parts from its word."""
KEY = "F1 ?"
"""Two keys of the help."""
HOSTILE = "[/red] [@click=app.quit]"
TYPING_A_NIR = re.compile(r"\[formulaire-(b-nir|a-compte-nir)")
"""Where somebody is typing one, or reads the example of one."""
KEPT = sorted((Path(__file__).parent / "__snapshots__").rglob("*.*"))


def test_no_picture_holds_a_path_an_escape_or_a_whole_nir() -> None:
    assert len(KEPT) > 40
    for path in KEPT:
        text = path.read_text("utf-8")
        assert not re.search(r"/(home|root|tmp)/", text), path
        assert "\x1b" not in text, path
        if not TYPING_A_NIR.search(path.name):
            assert not re.search(r"(?<!\d)[12]\s?\d\d\s?\d\d\s?75\s?056\s?000\s?0[04]", text), path


def test_every_screen_is_drawn_in_colours() -> None:
    drawn = {path.name.split("[")[1].rstrip("]") for path in KEPT if path.suffix == ".svg"}
    kinds = {path.stem for path in (Path(__file__).parents[2] / "screens").glob("*.tcss")}
    shows = {
        "aide": "liste",
        "bulle": "bulle-services",
        "client_form": "formulaire-a",
        "confirm_modal": "confirmation",
        "espace": "premier-demarrage",
        "etablissements": "liste",
        "inscription_groupee": "inscription-groupee",
        "ligne_modal": "inscription-groupee-ligne",
        "login": "connexion",
        "modeles_modal": "modeles",
        "nombre_modal": "lot-nombre",
        "oubli": "mot-de-passe-oublie",
        "refus_modal": "refus",
        "secret_once": "secrets",
        "services_panel": "panneau",
        "type_modal": "type",
    }
    assert {kind for kind in kinds if shows.get(kind, kind) not in drawn} == set()


def test_every_word_of_every_picture_is_french() -> None:
    shown = {path.name: path.read_text("utf-8").partition("\n---\n")[0] for path in KEPT}
    english = {
        name: english_in(CUT.sub("", text.replace(HOSTILE, "")))
        for name, text in shown.items()
        if name.endswith(".txt")
    }
    assert {name: words for name, words in english.items() if words} == {}
    assert len(english) > 200


def test_no_sign_is_parted_from_its_word() -> None:
    shown = {path.name: path.read_text("utf-8").partition("\n---\n")[0] for path in KEPT}
    parted = {
        name: BREAKS.findall(text.replace(KEY, ""))
        for name, text in shown.items()
        if name.endswith(".txt")
    }
    assert {name: found for name, found in parted.items() if found} == {}


def test_a_sign_that_is_parted_is_seen() -> None:
    for text in ("mobilité : A1", "suivi\n : courriel", "│ € │\n€ │", "« oui\u00a0»", "fr », puis"):
        assert BREAKS.search(text), text
    assert not BREAKS.search("Montant │0,00 │ €\n! Saisissez le Siren\u00a0: 9 chiffres")
