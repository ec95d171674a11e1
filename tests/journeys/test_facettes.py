"""Filtering and sorting: what the window counts, what is said, what is kept."""

from __future__ import annotations

import pytest

from models.labels import Etat, Regime, Report, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search import facettes
from models.search.criteres import Criteres, Donnee, Tri
from screens.accueil import AccueilScreen
from screens.etablissements import EtablissementsScreen
from screens.liste.facettes import FacettesModal
from tests.cabinet import employeur, fill, independant, numero, radie, siren
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def criteres(session: Session) -> Criteres:
    assert isinstance(session.screen, EtablissementsScreen)
    return session.screen._list.criteres


def chosen(session: Session) -> Criteres:
    assert isinstance(session.screen, FacettesModal)
    return session.screen._criteres


def names(session: Session) -> list[str]:
    assert isinstance(session.screen, EtablissementsScreen)
    return [one.raison_sociale for one in session.screen._list.page.fiches]


def mixed(inside: Portefeuille) -> None:
    fill(inside, 3)
    inside.enroll(independant(4, services=frozenset({Service.DPAE})))
    radie(inside, 5)


def test_a_window_counts_what_each_value_would_list(inside: Portefeuille) -> None:
    mixed(inside)

    async def steps(session: Session) -> None:
        await session.press("f")
        assert "5 comptes, sans filtre." in session.text
        assert "Régime [ ] Régime Général 4" in session.text
        assert "[ ] Artisan Commerçant 1" in session.text
        assert "DPAE 1 4" in session.text
        await session.press("d", "space")
        assert plain("1 compte : DPAE ouvert.") in plain(session.text)
        assert "[ ] Régime Général 0" in session.text
        assert "[+] DPAE 1 4" in session.text
        await session.press("space")
        assert "[-] DPAE" in session.text
        await session.press("space", "home", "a", "space", "enter")
        assert criteres(session) == Criteres(regimes=frozenset({Regime.ARTISAN_COMMERCANT}))
        assert names(session) == ["FAURE 004"]

    play(EtablissementsScreen(inside), steps)


def test_escape_leaves_the_list_as_it_was_and_letters_choose_nothing(inside: Portefeuille) -> None:
    mixed(inside)
    before = Criteres(etats=frozenset({Etat.RADIE}))

    async def steps(session: Session) -> None:
        await session.press("f", *"xo1restaurantq")
        assert chosen(session) == before
        await session.press("space")
        assert chosen(session) != before
        await session.press("escape")
        assert criteres(session) == before

    play(EtablissementsScreen(inside, before), steps)
    assert len(inside.page().fiches) == 5


def test_one_key_clears_all_in_the_window_and_on_the_list(inside: Portefeuille) -> None:
    mixed(inside)
    filtered = Criteres(
        texte="bou", reports=frozenset({Report.A_FAIRE}), sans=frozenset({Donnee.SIRET})
    )

    async def steps(session: Session) -> None:
        await session.press("f", "backspace")
        assert chosen(session) == Criteres(texte="bou")
        await session.press("escape")
        assert criteres(session) == filtered
        await session.press("backspace")
        assert criteres(session) == Criteres(texte="bou")
        assert "Plus aucun filtre." in session.message
        await session.press("backspace")
        assert "Aucun filtre" in session.message

    play(EtablissementsScreen(inside, filtered), steps)


def test_removals_that_wait_are_counted_beside(inside: Portefeuille) -> None:
    for fiche in fill(inside, 3)[:2]:
        inside.terminate(inside.report(fiche))

    async def steps(session: Session) -> None:
        await session.press("f")
        assert "À faire (dont 2 supprimés) 3" in plain(session.text)
        assert "Régime Général 1" in session.text

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
@pytest.mark.played
def test_every_value_is_reached_by_arrows(inside: Portefeuille, size: tuple[int, int]) -> None:
    mixed(inside)

    async def steps(session: Session) -> None:
        await session.press("f", *["right"] * 9)
        assert "›" in session.text
        await session.press("end", "space")
        assert chosen(session).avec == {Service.COURRIEL_CONTENTIEUX}
        await session.press("left", "left", "space", "up", "up", "space", "enter")
        assert criteres(session).avec >= {Service.COURRIEL_CONTENTIEUX, Service.DPAE}
        assert criteres(session).sans == {Donnee.NOM}
        shown = plain(session.text)
        assert "Filtre : sans nom" in shown

    play(EtablissementsScreen(inside), steps, size=size)


def test_counts_of_a_long_list_come_while_keys_are_answered(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facettes, "SLICE", 2)
    mixed(inside)

    async def steps(session: Session) -> None:
        await session.press("f", "space")
        assert plain("4 comptes : employeurs.") in plain(session.text)
        assert "≥" not in session.text

    play(EtablissementsScreen(inside), steps)


def test_t_goes_through_the_orders_and_pages_follow(inside: Portefeuille) -> None:
    for rank in range(1, 26):
        town = SaisieCompte(numero(rank), ville=f"VILLE {50 - rank}")
        dossier = f"D{(rank * 7) % 25:02d}"
        inside.enroll(employeur(rank, code_dossier=dossier, comptes=(town,)))

    def of(key: str) -> list[str]:
        fiches = inside.page(size=30).fiches
        read = {
            "dossier": lambda one: one.code_dossier,
            "ville": lambda one: one.comptes[0].ville,
        }[key]
        return [one.raison_sociale for one in sorted(fiches, key=read)]

    async def steps(session: Session) -> None:
        await session.press("t")
        assert "Tri : dossier. t : ville." in plain(session.message)
        assert "Tri : dossier" in plain(session.text)
        seen = names(session)
        await session.press("s")
        seen += names(session)
        await session.press("s")
        assert seen + names(session) == of("dossier")
        await session.press("home", "home", "t")
        assert names(session) == of("ville")[:11]
        await session.press("enter", "pagedown")
        await session.press("escape")
        assert of("ville")[1] in session.cursor
        for tri in (Tri.RESPONSABLE, Tri.MODIFICATION, Tri.NOM):
            await session.press("t")
            assert criteres(session).tri is tri

    play(EtablissementsScreen(inside), steps)


def test_accueil_gives_the_list_as_it_was_left_and_its_lines_their_own(
    inside: Portefeuille,
) -> None:
    mixed(inside)
    employers = frozenset({Regime.GENERAL})

    async def steps(session: Session) -> None:
        await session.press("g", "t", "f", "space", "enter", "slash", *"bou", "enter")
        await session.press("escape", "escape")
        assert isinstance(session.screen, AccueilScreen)
        await session.press("g")
        assert criteres(session) == Criteres(regimes=employers, tri=Tri.DOSSIER)
        assert "Filtre : employeurs · tri : dossier" in plain(session.text)
        await session.press("escape", "tab", *["down"] * 4, "enter")
        assert criteres(session) == Criteres(etats=frozenset({Etat.RADIE}), tri=Tri.DOSSIER)
        await session.press("escape", "g", "backspace", "escape", "g")
        assert criteres(session) == Criteres(tri=Tri.DOSSIER)
        await session.press("t", "escape", "g")
        assert criteres(session) == Criteres(tri=Tri.VILLE)

    play(AccueilScreen(inside), steps)


def test_a_filter_that_finds_nothing_names_the_key_that_shows_all(inside: Portefeuille) -> None:
    inside.enroll(employeur(1, raison_sociale="SEUL"))

    async def steps(session: Session) -> None:
        assert "Retour arrière : afficher tous les comptes." in plain(session.text)
        await session.press("backspace")
        assert names(session) == ["SEUL"]

    play(EtablissementsScreen(inside, Criteres(sans=frozenset({Donnee.NOM}))), steps)
    assert inside.with_siren(siren(1))
