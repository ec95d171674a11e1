"""« Essayer sans risque »: the guided tour of the demonstration, by keys alone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from models.brouillons.contents import ClientTyped
from models.demo.names import EASY_TO_FIND, TOUR_COMPTE, TOUR_GERANT, TOUR_SIREN
from models.labels import Regime, Report, Service
from models.portefeuille import Portefeuille
from models.saisie import Saisie
from models.search.criteres import Criteres
from models.tables import Brouillon
from screens.accueil import AccueilScreen
from screens.etablissements import EtablissementsScreen
from screens.flows.drafts import Draft, finish
from screens.help.aide import AideScreen
from screens.help.menu import MenuScreen
from screens.widgets.foot import Foot
from screens.widgets.key_names import worded
from tests.cabinet import employeur
from tests.journeys.visitor import Visitor, play
from tests.quiet import until
from tui import keymap
from tui.app import PortefeuilleApp
from tui.demo import app
from tui.demo.app import DemonstrationApp
from tui.demo.steps import DONE, LED_BACK, STEPS
from tui.demo.tour import FAREWELL

ROOT = Path(__file__).parent.parent.parent
NAMES = {key.binding.id or "": key.names.split(", ") for key in keymap.keys(DemonstrationApp)}


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portefeuille]:
    # The tests look themselves, when a person would have read.
    monkeypatch.setattr(app, "GLANCE", 3600)
    monkeypatch.setattr(app, "READING", -1)
    with app.opened() as portefeuille:
        yield portefeuille


PATH: tuple[tuple[tuple[str, ...], str], ...] = (
    ((), "1/10 : / (ou F3), zin"),
    (("slash", *"zin"), "2/10 : Entrée : le curseur va sur le client"),
    (("enter",), "2/10 : Entrée encore"),
    (("enter",), "3/10 : m (ou F2)"),
    (("m",), "3/10 : 6 coche ou décoche la case Attestations"),
    (("6",), "3/10 : ^S enregistre"),
    (("ctrl+s",), "4/10 : Entrée ferme ce message"),
    (("enter",), "4/10 : Échap ferme les services"),
    (("escape",), "4/10 : Échap encore"),
    (("escape",), "5/10 : s (ou PgSuiv)"),
    (("s",), "6/10 : a (ou F6)"),
    (("a",), f"6/10 : {TOUR_SIREN}, puis Entrée"),
    ((*TOUR_SIREN, "enter"), "6/10 : e : votre client est employeur"),
    (("e",), f"6/10 : montant 100, Entrée, compte {TOUR_COMPTE}"),
    ((*"100", "enter", *TOUR_COMPTE, "ctrl+s"), "7/10 : Entrée ferme ce message"),
    (("enter",), "7/10 : g va au numéro de compte"),
    (("g",), f"7/10 : {TOUR_GERANT}, puis Entrée"),
    ((*TOUR_GERANT, "enter"), "7/10 : tapez un nom"),
    ((*"DURAND Paul", "ctrl+s"), "8/10 : Entrée ferme ce message"),
    (("enter",), "8/10 : Échap : l'Accueil"),
    (("escape",), "8/10 : q : ce qui est à faire"),
    (("q",), "8/10 : r dit"),
    (("enter",), "8/10 : ^S dit"),
    (("escape",), "8/10 : r dit"),
    (("r",), "8/10 : lisez, puis Entrée : OK"),
    (("enter",), "9/10 : Échap"),
    (("escape",), "9/10 : ↓ jusqu'à « radiés à vérifier »"),
    ((*["down"] * 11, "enter"), "9/10 : x (✕), puis OK"),
    (("x",), "9/10 : lisez, puis o et Entrée confirment"),
    (("o", "enter"), "10/10 : F1 montre"),
)
"""The keys that each sentence asks for, and the sentence that comes when they are pressed."""


def test_the_tour_is_led_by_its_own_sentences(inside: Portefeuille) -> None:
    before = inside.compteurs()

    async def steps(visitor: Visitor) -> None:
        for keys, sentence in PATH:
            told = await visitor.does(*keys)
            assert told.startswith(f"Visite {sentence}"), keys
            assert "<" not in told, "a key that is not of this screen"
        farewell = worded(FAREWELL, NAMES).replace("\u00a0", " ")
        assert await visitor.does("f1") == farewell
        assert isinstance(visitor.screen, AideScreen)
        assert await visitor.does("escape") == farewell

    play(inside, steps)
    after = inside.compteurs()
    assert (after.total, after.gerants) == (before.total + 1, before.gerants + 1)
    assert (after.radies, before.radies) == (15, 16)
    (zinc,) = inside.page(Criteres(texte="zin")).fiches
    assert zinc.raison_sociale == EASY_TO_FIND
    assert Service.ATTESTATIONS not in zinc.services
    assert zinc.report is Report.A_FAIRE
    (employer,) = inside.with_siren(TOUR_SIREN)
    assert employer.regime is Regime.GENERAL
    assert employer.comptes[0].numero_compte == TOUR_COMPTE
    gerant = inside.with_compte(TOUR_GERANT)
    assert gerant is not None
    assert gerant.nom == "DURAND Paul"
    # Four changes are to be re-keyed on urssaf.fr, and one of all was.
    assert after.a_reporter == before.a_reporter + 3


def test_the_first_sentence_stands_on_the_first_screen_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(app, "GLANCE", 0.01)
    monkeypatch.setattr(app, "READING", 0.05)

    async def steps(visitor: Visitor) -> None:
        assert isinstance(visitor.screen, AccueilScreen)
        await until(lambda: visitor.told.startswith("Visite 1/10"))
        assert "les comptes sont fictifs, rien n'est gardé." in visitor.text
        await visitor.press("shift+tab", "shift+tab", "right", "enter")
        await until(lambda: visitor.told.startswith("Visite 1/10"))

    with app.opened() as portefeuille:
        play(portefeuille, steps)


def test_whoever_wanders_off_is_not_blocked_and_the_sentence_waits(inside: Portefeuille) -> None:
    async def steps(visitor: Visitor) -> None:
        await visitor.does("slash", *"zin")
        await visitor.does("enter", "enter")
        await visitor.does("escape")
        assert visitor.told.startswith("Visite 3/10 : Entrée ouvre les services")
        told = await visitor.does("d")
        assert told == "Visite 3/10 : Échap revient en arrière ; la visite vous attend."
        await visitor.does("escape", "escape", "escape")
        assert isinstance(visitor.screen, AccueilScreen)
        assert visitor.told == "Visite 3/10 : g ouvre la liste : la visite continue là."
        await visitor.does("g", "x", "n", "v", "v")
        assert isinstance(visitor.screen, EtablissementsScreen)
        assert visitor.told.startswith("Visite 3/10 : Entrée ouvre les services")

    play(inside, steps)


def test_a_question_that_the_step_did_not_ask_for_is_never_encouraged(
    inside: Portefeuille,
) -> None:
    async def steps(visitor: Visitor) -> None:
        visitor.demo._visite._rank = 7  # type: ignore[union-attr]
        visitor.demo._visite._before = 0  # type: ignore[union-attr]
        for keys in (("g", "x"), ("escape", "escape", "escape")):
            assert (await visitor.does(*keys)).endswith("la visite vous attend.")

    play(inside, steps)


def test_a_second_tour_does_not_ask_for_what_is_inscribed_already(inside: Portefeuille) -> None:
    inside.enroll(employeur(1, siren=TOUR_SIREN), forced=True)

    async def steps(visitor: Visitor) -> None:
        await visitor.does("slash", *"zin")
        for key in ("enter", "enter", "m", "6", "ctrl+s", "enter", "escape", "escape", "s"):
            await visitor.does(key)
        assert visitor.told.startswith("Visite 7/10 : g va au numéro")
        await visitor.does("d")
        assert visitor.told.endswith("la visite vous attend."), "a name is not to be changed here"

    play(inside, steps)


def test_any_client_will_do_for_the_change_of_services(inside: Portefeuille) -> None:
    waiting = inside.page(
        Criteres(reports=frozenset({Report.A_FAIRE}), regimes=frozenset({Regime.GENERAL}))
    )
    fiche = next(one for one in waiting.fiches if one.retire_le is None)

    async def steps(visitor: Visitor) -> None:
        await visitor.does("slash", *(fiche.siren or ""))
        await visitor.does("enter", "enter")
        assert visitor.told.startswith("Visite 3/10")
        assert (await visitor.does("m", "1", "ctrl+s")).startswith("Visite 4/10")

    play(inside, steps)


def test_an_error_stands_until_it_is_mended(inside: Portefeuille) -> None:
    async def steps(visitor: Visitor) -> None:
        assert "9 chiffres" in await visitor.does("g", "a", *"12", "enter")
        await visitor.does("f1", "escape")
        assert visitor.screen.query_one(Foot).kind == "error"
        await visitor.does("escape")
        assert visitor.screen.query_one(Foot).kind != "error", "the field was left"

    play(inside, steps)


def test_a_key_stops_the_tour_and_the_menu_begins_it_again(inside: Portefeuille) -> None:
    async def steps(visitor: Visitor) -> None:
        await visitor.does("slash", *"zin")
        assert await visitor.does("ctrl+g") == ""
        assert await visitor.does("enter", "enter") == ""
        await visitor.does("ctrl+p", *"visite")
        assert isinstance(visitor.screen, MenuScreen)
        assert "Commencer la visite guidée" in visitor.text
        assert "Arrêter" not in visitor.text
        await visitor.does("enter")
        assert visitor.told.startswith("Visite 3/10"), "what is seen counts at once"
        await visitor.does("ctrl+p", *"visite")
        assert "Arrêter la visite guidée" in visitor.text
        await visitor.does("enter")
        assert visitor.told == ""

    play(inside, steps)


def test_the_tour_names_the_keys_that_somebody_chose(inside: Portefeuille) -> None:
    touches = {
        "accueil.search": "h",
        "etablissements.next": "n,ctrl+n",
        "services_panel.save": "ctrl+e",
        "etablissements.terminate": "a",
    }

    async def steps(visitor: Visitor) -> None:
        assert visitor.told.startswith("Visite 1/10 : h, zin")
        await visitor.does("h", *"zin")
        await visitor.does("enter", "enter", "m")
        assert (await visitor.does("6")).startswith("Visite 3/10 : ^E enregistre")
        await visitor.does("ctrl+e", "enter", "escape")
        assert (await visitor.does("escape")).startswith("Visite 5/10 : n (ou ^N) tourne")
        assert (await visitor.does("n")).startswith("Visite 6/10 : F6 va au Siren")

    play(inside, steps, touches=touches)


def sentences() -> list[str]:
    """Give all that the tour can say."""
    said = [
        f"Visite {rank}/{len(STEPS)}\u00a0: {text}"
        for rank, step in enumerate(STEPS, start=1)
        for _, text in (*DONE, *step.lines, *LED_BACK)
    ]
    return [worded(text, NAMES) for text in (*said, FAREWELL)]


def test_every_sentence_stands_on_one_line_of_80_cells() -> None:
    for text in sentences():
        assert cell_len(text) <= 78, text


def test_a_step_names_classes_that_there_are() -> None:
    source = (ROOT / "tui/demo/steps.py").read_text("utf-8")
    named = set(re.findall(r"""(?:on|shows|query)\("(\w+)"\)""", source))
    assert len(named) > 6
    classes = {
        one
        for path in (ROOT / "screens").rglob("*.py")
        for one in re.findall(r"^class (\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert named <= classes


def test_the_tour_asks_only_for_keys_that_the_program_has() -> None:
    names = {name for key in keymap.keys(DemonstrationApp) for name in key.names.split(", ")}
    key = re.compile(r"\^[A-Z]|\bF\d+\b|Échap|Entrée|Pg\w+|[↑↓←→]|(?<![\w'])[b-z6/](?![\w/'])")
    asked = {name for text in sentences() for name in key.findall(text)}
    assert asked >= {"/", "F3", "m", "6", "^S", "s", "PgSuiv", "g", "r", "x", "o", "F1", "^G"}
    assert asked <= names


def test_the_tour_is_off_everywhere_else() -> None:
    elsewhere = [key.binding for key in keymap.keys(PortefeuilleApp)]
    assert not any("visite" in (binding.id or "") for binding in elsewhere)
    bound = {name for binding in elsewhere for name in binding.key.split(",")}
    assert "ctrl+g" not in bound, "the key that stops the tour hides no other"


def test_what_is_typed_there_is_not_kept() -> None:
    with app.opened() as fictitious:
        draft = Draft(fictitious.brouillons, AccueilScreen(fictitious))

        async def type_it() -> None:
            draft.note(ClientTyped(employeur(1), Saisie(Regime.GENERAL)))

        asyncio.run(type_it())
        finish()
        assert Brouillon.select().count() == 0
