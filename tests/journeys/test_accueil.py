"""Accueil: each line leads to what it counts, and counts again when one comes back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from models.labels import Etat, Role
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.storage import upkeep_log
from screens.accueil import AccueilScreen
from screens.etablissements import EtablissementsScreen
from screens.liste.mine import NO_DOSSIER
from screens.queue import QueueScreen
from screens.services_panel import ServicesPanel
from screens.windows.confirm import ConfirmModal
from tests.cabinet import colleague_of, employeur, gerant, independant, numero
from tests.emulated import Emulated
from tests.journeys.list_stage import Session, play
from tui.config import Config
from tui.engine.painting import Painting

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def filled(inside: Portefeuille) -> Portefeuille:
    """One account of each kind: an employer, a radié, two independents, a gérant."""
    me = inside.personnes()[0].uid
    inside.enroll(employeur(1, responsable=me))
    closed = (SaisieCompte(numero(2), etat=Etat.RADIE),)
    inside.enroll(employeur(2, raison_sociale="GARAGE", comptes=closed))
    inside.enroll(independant(3))
    inside.enroll(independant(4, deja_inscrit=True, comptes=(SaisieCompte(),)))
    inside.refuse(inside.enroll(gerant(5)), motif="inconnu")
    return inside


def counted(session: Session) -> list[str]:
    return [" ".join(line.replace("›", " ").split()) for line in session.lines[5:11]]


def test_everything_is_counted(filled: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert "Bonjour Claire Durand" in session.text
        assert counted(session) == [
            "5 comptes inscrits 3 à inscrire sur urssaf.fr",
            "2 employeurs 0 à changer sur urssaf.fr",
            "2 indépendants 0 à résilier sur urssaf.fr",
            "1 gérant majoritaire 1 refusé par urssaf.fr",
            "1 mes dossiers 1 radié à vérifier",
            "comparer à urssaf.fr 1 à compléter",
        ]
        assert "Vous avez des questions ? F1" in session.text.replace("\xa0", " ")
        assert "inscrit le 12/06/2026" in session.text
        assert "(Radié) GARAGE" in session.text
        assert len(session.lines) == 24

    play(AccueilScreen(filled), steps)


@pytest.mark.parametrize(
    ("downs", "place"),
    [
        (0, "comptes 1 à 5 sur 5"),
        (1, "Filtre : employeurs|comptes 1 à 2 sur 2"),
        (2, "Filtre : indépendants|comptes 1 à 2 sur 2"),
        (3, "Filtre : gérants majoritaires|1 compte"),
        (4, "Filtre : mes dossiers|1 compte"),
        (10, "Filtre : refusés par urssaf.fr|1 compte"),
        (11, "Filtre : radiés|1 compte"),
        (12, "Filtre : à compléter|1 compte"),
    ],
)
@pytest.mark.played
def test_each_counter_opens_its_list(filled: Portefeuille, downs: int, place: str) -> None:
    async def steps(session: Session) -> None:
        await session.press(*["down"] * downs, "enter")
        assert isinstance(session.screen, EtablissementsScreen)
        said = session.text.replace("\xa0", " ")
        assert all(words in said for words in place.split("|"))

    play(AccueilScreen(filled), steps)


def test_the_last_accounts_are_reached_and_opened(filled: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("tab", "tab")
        assert session.focus == "derniers"
        await session.press("up")
        assert session.focus == "a_traiter"
        await session.press("down", "enter")
        assert isinstance(session.screen, ServicesPanel)
        await session.press("escape")
        assert isinstance(session.screen, AccueilScreen)

    play(AccueilScreen(filled), steps)


@pytest.mark.parametrize(
    ("key", "focus"),
    [("a", "siren"), ("slash", "recherche"), ("g", "comptes"), ("f3", "recherche")],
)
@pytest.mark.played
def test_the_keys_open_the_list_where_one_wants_to_be(
    filled: Portefeuille, key: str, focus: str
) -> None:
    async def steps(session: Session) -> None:
        await session.press(key)
        assert isinstance(session.screen, EtablissementsScreen)
        assert session.focus == focus
        assert "comptes 1 à 5 sur 5" in session.text

    play(AccueilScreen(filled), steps)


def test_a_digit_begins_a_search_in_the_list(filled: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.type("000")
        assert session.focus == "recherche"
        assert "« 000 »" in session.text

    play(AccueilScreen(filled), steps)


def test_the_counters_are_read_again_when_one_comes_back(filled: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("enter")
        for fiche in filled.page().fiches[:2]:
            filled.terminate(fiche)
        await session.press("escape")
        assert isinstance(session.screen, AccueilScreen)
        assert counted(session)[0].startswith("3 comptes inscrits")

    play(AccueilScreen(filled), steps)


def test_only_f5_draws_again_what_the_terminal_shows(
    filled: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[Painting] = []
    forget = Painting.forget

    def counted(painting: Painting) -> None:
        forgotten.append(painting)
        forget(painting)

    # The first frame has another size than the terminal had.
    monkeypatch.setattr(Emulated, "DRAWN", True)

    async def steps(session: Session) -> None:
        monkeypatch.setattr(Painting, "forget", counted)
        await session.press("g", "escape", "f1", "escape")
        assert isinstance(session.screen, AccueilScreen)
        assert forgotten == []
        await session.press("f5")
        assert len(forgotten) == 1

    play(AccueilScreen(filled), steps)


def test_an_empty_portefeuille_says_how_to_begin(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        text = session.text.replace("\xa0", " ")
        assert "Votre portefeuille est vide. a : inscrire un premier compte." in text

    play(AccueilScreen(inside), steps)


def test_a_reader_is_not_told_to_inscribe(inside: Portefeuille) -> None:
    reader = colleague_of(inside, "Anne Lecture", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        assert "Votre portefeuille est vide." in session.text
        assert "inscrire un premier compte" not in session.text
        assert "(a Ajouter un compte)" in session.text
        await session.press("a")
        assert isinstance(session.screen, AccueilScreen)
        assert session.message == "! Votre rôle permet la consultation seulement."
        await session.press("f5", "i")
        assert isinstance(session.screen, AccueilScreen)
        assert session.message == "! Votre rôle permet la consultation seulement."

    play(AccueilScreen(reader), steps)


def test_echap_signs_out_only_once_confirmed(inside: Portefeuille) -> None:
    async def stays(session: Session) -> None:
        await session.press("escape")
        assert isinstance(session.screen, ConfirmModal)
        await session.press("n")
        assert isinstance(session.screen, AccueilScreen)

    async def leaves(session: Session) -> None:
        await session.press("f12", "o", "enter")
        assert not isinstance(session.screen, AccueilScreen)

    play(AccueilScreen(inside), stays)
    play(AccueilScreen(inside), leaves)


def test_the_tab_of_the_portal_opens_the_list(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        session.screen.query_one("Nav").focus()
        await session.press("right", "enter")
        assert "urssaf.fr" in session.message
        await session.press("right", "enter")
        assert isinstance(session.screen, EtablissementsScreen)

    play(AccueilScreen(inside), steps)


def test_a_hostile_name_is_shown_as_it_is(inside: Portefeuille) -> None:
    inside.enroll(employeur(1, raison_sociale="[/x] [red]PIRATE[/]"))
    inside.report(inside.page().fiches[0])

    async def steps(session: Session) -> None:
        assert "[/x] [red]PIRATE[/]" in session.text

    play(AccueilScreen(inside), steps)


def test_an_administrateur_is_told_of_a_backup_that_is_late(
    inside: Portefeuille, tmp_path: Path
) -> None:
    config = Config(base=str(tmp_path / "base.db"), cle=tmp_path / "cle", folder=tmp_path)
    boss = colleague_of(inside, "Zoé Roux", Role.ADMINISTRATEUR)
    upkeep_log.note(tmp_path, config.base, upkeep_log.SAVED, boss.now - timedelta(days=3))
    assert config.late(inside) == ""

    async def told(session: Session) -> None:
        line = "Dernière sauvegarde : il y a 3 jours. Vous avez des questions ? F1"
        assert line in session.text.replace("\xa0", " ")

    play(AccueilScreen(boss, age=config.late(boss)), told)
    upkeep_log.note(tmp_path, config.base, upkeep_log.SAVED, boss.now)
    assert config.late(boss) == ""


WIDE = (120, 40)


def test_a_wide_window_tells_of_my_dossiers_without_a_key(filled: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert "Mes dossiers" not in session.text
        assert "par Claire Durand" not in session.text
        await session.resize(*WIDE)
        assert counted(session)[0].endswith("1 à inscrire")
        assert counted(session)[3].endswith("0 refusé")
        assert "par Claire Durand" in session.text

    play(AccueilScreen(filled), steps)


@pytest.mark.parametrize(
    ("keys", "opened"), [([], QueueScreen), (["end"], EtablissementsScreen)], ids=["file", "liste"]
)
@pytest.mark.played
def test_my_lines_open_what_is_mine(
    filled: Portefeuille, keys: list[str], opened: type[object]
) -> None:
    async def steps(session: Session) -> None:
        await session.press("tab", "tab")
        assert session.focus == "a_moi"
        await session.press(*keys, "enter")
        assert isinstance(session.screen, opened)
        assert "1 compte" in session.text
        await session.press("escape")
        assert session.focus == "a_moi"

    play(AccueilScreen(filled), steps, size=WIDE)


def test_who_has_no_dossier_is_told_so(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert NO_DOSSIER[0] in session.text

    play(AccueilScreen(inside), steps, size=WIDE)


def test_what_was_done_last_is_undone_from_here(inside: Portefeuille) -> None:
    inside.enroll_many({uuid4(): employeur(rank) for rank in (1, 2)})

    async def steps(session: Session) -> None:
        await session.press("u")
        assert "Annuler l'inscription de 2 comptes ?" in session.said.replace("\u00a0", " ")
        await session.press("enter")
        assert "Annulé : l'inscription de 2 comptes." in session.message.replace("\u00a0", " ")
        assert counted(session)[0].startswith("0 compte")

    play(AccueilScreen(inside), steps)
    assert inside.page().fiches == ()
