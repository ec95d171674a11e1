"""What no picture may hold."""

from __future__ import annotations

import re
from pathlib import Path

from tests.english import english_in
from tests.snapshots.states import (
    _WITNESSES,
    HELPED,
    IN_A_LARGE_ONE,
    IN_THE_LARGEST,
    IN_THE_SMALLEST,
    ONE_OF_EACH,
    STATES,
)
from tests.test_house_rules import screens

CUT = re.compile(r"\w+(?=[│║╔╚┌└])|(?<=[│║╗╝┐┘])\w+")
"""A word that a box over it hides in part."""
BREAKS = re.compile(r"[^\s│║] [:;?»%€](?=[\s,.]|$)|« |^[ │║›]*[:;»%€](?= |$)", re.MULTILINE)
"""A sign of French that a space which breaks, or the end of a row, parts from its word."""
KEY = "F1 ?"
"""Two keys of the help."""
HOSTILE = "[/red] [@click=app.quit]"
TYPING_A_NIR = re.compile(r"test_what_may_be_typed\[formulaire-[ab]\]")
"""Where somebody is typing one, or reads the example of one."""
DRAWN_IN_COLOURS = {
    "CompletingModal": "importation-completer",
    "ImportationScreen": "importation",
    "LignesScreen": "importation-lignes",
    "RapportScreen": "importation-rapport",
    "RejetsModal": "importation-rejets",
    "SourceModal": "importer",
    "AccueilScreen": "accueil",
    "AccesModal": "acces",
    "AideScreen": "liste",
    "AllerScreen": "aller",
    "BordereauModal": "bordereau",
    "Bulle": "bulle-services",
    "ChooseModal": "rapprochement-que-faire",
    "CleModal": "cle",
    "ClientForm": "formulaire-a",
    "ColonnesModal": "export-colonnes",
    "ConflitModal": "conflit",
    "ConfirmModal": "confirmation",
    "CopieScreen": "copie",
    "CorbeilleScreen": "corbeille",
    "EquipeScreen": "equipe",
    "EspaceScreen": "premier-demarrage",
    "EtablissementsScreen": "liste",
    "ExportModal": "export",
    "FacettesModal": "facettes-choisies",
    "FermeScreen": "session-terminee",
    "FichierModal": "rapprochement-fichier",
    "JournalFilter": "journal-filtre",
    "JournalScreen": "journal",
    "LigneModal": "importation-ligne",
    "LoginScreen": "connexion",
    "LotScreen": "lot",
    "MenuScreen": "menu",
    "ModelesModal": "modeles",
    "NombreModal": "lot-nombre",
    "OubliScreen": "mot-de-passe-oublie",
    "PersonneModal": "equipe-ajouter",
    "ProgressionScreen": "progression",
    "QueueFiche": "recopie",
    "ReglagesScreen": "reglages",
    "QueueScreen": "file",
    "RapprochementScreen": "rapprochement",
    "RefusModal": "refus",
    "RepriseModal": "reprise",
    "SecretOnce": "secrets",
    "ServicesPanel": "panneau",
    "TypeModal": "type",
    "VerrouScreen": "verrou",
}
"""A picture in colours for each screen; that of the help has those of the list."""
KEPT = sorted((Path(__file__).parent / "__snapshots__").rglob("*.*"))
MEASURED = {state.name for state in ONE_OF_EACH}
STYLES = re.compile(r"×\[([^]]+)\]")
COLOURS = re.compile(r"#[0-9a-f]{6}| on ")


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
    found = {screen.__name__ for screen in screens()}
    forgotten, gone = found - set(DRAWN_IN_COLOURS), set(DRAWN_IN_COLOURS) - found
    assert not forgotten, f"{forgotten}: not in DRAWN_IN_COLOURS, with a State that has svg=True"
    assert not gone, f"{gone}: in DRAWN_IN_COLOURS, and no screen has this name"
    lacking = set(DRAWN_IN_COLOURS.values()) - drawn
    assert not lacking, f"{lacking}: no State of this name with svg=True, or no make snapshots yet"


def test_a_field_that_is_added_to_the_form_changes_ten_pictures_at_most() -> None:
    texts = {path.name: path.read_text("utf-8").replace("&#160;", " ") for path in KEPT}
    whole = [
        name for name, text in texts.items() if re.search("CP +│", text) and "Enregistrer" in text
    ]
    assert 0 < len(whole) <= 10, whole


def test_no_colours_stand_together_but_where_they_are_measured() -> None:
    """What ONE_OF_EACH shows is measured in every theme (test_contrast.py): nothing else is new."""
    measured: set[str] = set()
    others: dict[str, set[str]] = {}
    for path in KEPT:
        if path.name.startswith("test_screen[") and path.name.endswith("[80x24].txt"):
            name = path.name.removeprefix("test_screen[").removesuffix("][80x24].txt")
            seen = {together(style) for style in STYLES.findall(path.read_text("utf-8"))}
            if name in MEASURED:
                measured |= seen
            else:
                others[name] = seen
    assert {name: seen - measured for name, seen in others.items() if seen - measured} == {}


def together(style: str) -> str:
    """Give the colours of a style."""
    return "".join(COLOURS.findall(style))


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


def test_the_states_that_are_looked_at_twice_exist() -> None:
    named = {*HELPED, *IN_A_LARGE_ONE, *IN_THE_LARGEST, *IN_THE_SMALLEST}
    assert named <= {state.name for state in STATES}
    assert {state.name for state in ONE_OF_EACH} == _WITNESSES
