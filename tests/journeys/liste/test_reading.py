"""Gérer les établissements: its words, what is opened, read and copied from it."""

from __future__ import annotations

import pytest

from models.labels import Report, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres
from screens.copie import CopieScreen
from screens.etablissements import EtablissementsScreen
from screens.services_panel import ServicesPanel
from screens.widgets.sending import SENT, TO_TMUX
from tests.cabinet import colleague_of, employeur, fill, gerant, numero, siren
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
READ_ONLY = "Votre rôle permet la consultation seulement."


@pytest.mark.carte
def test_the_words_of_the_portal_are_on_the_screen(inside: Portefeuille) -> None:
    fill(inside, 12)

    async def steps(session: Session) -> None:
        for label in (
            "Accueil",
            "Mon Profil > Paramètres > Gérer les établissements",
            "+ Ajouter un compte",
            "Vous pouvez administrer ici les options associées à l'abonnement aux services "
            "d'Urssaf en ligne.",
            "Siren/Siret de l'établissement Numéro de compte",
            "Rechercher",
            "Compte(s)",
            "✍ ✕",
            "Précédent)| Suivant",
            "Inscrire d'autres comptes Inscrire un compte gérant majoritaire (non sirétisé)",
        ):
            assert label in session.text
        assert session.text.count("Inscrire") == 4
        shown = [line for line in session.lines if "Comptes Régime Général du SIREN" in line]
        assert len(shown) == 10
        assert shown[0].startswith("›BOULANGERIE 001 (SARL) ")
        title = "Comptes Régime Général du SIREN 000 000 018 ✍ ✕"
        assert shown[0].replace("\xa0", " ").endswith(f" → {title}")
        assert "→ à faire" in session.text
        assert len(session.lines) == 24

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize("key", ["enter", "y"])
def test_what_is_opened_or_copied_is_read_again(inside: Portefeuille, key: str) -> None:
    first, second = fill(inside, 2)

    async def steps(session: Session) -> None:
        inside.edit(first, employeur(1, raison_sociale="AU BON PAIN"))
        await session.press(key)
        assert "BOULANGERIE 001" not in session.text
        await session.press("escape")
        inside.terminate(second)
        await session.press("down", key)
        assert "vient d'être supprimé" in session.message

    play(EtablissementsScreen(inside), steps)


def test_entree_consults_and_the_place_is_kept(inside: Portefeuille) -> None:
    fill(inside, 25)

    async def steps(session: Session) -> None:
        await session.press("s", "down", "enter")
        assert isinstance(session.screen, ServicesPanel)
        await session.press("escape")
        assert "BOULANGERIE 012" in session.cursor
        assert "comptes 11 à 20 sur 25" in session.text

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"TERM": "xterm-256color"}, SENT),
        ({"TERM": "xterm-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, TO_TMUX),
        ({"TERM": "tmux-256color"}, TO_TMUX),
        ({"TERM": "screen"}, TO_TMUX),
    ],
)
@pytest.mark.played
def test_what_is_sent_is_never_said_to_be_copied(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], said: str
) -> None:
    inside.enroll(employeur(1))
    monkeypatch.delenv("TMUX", raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    async def steps(session: Session) -> None:
        await session.press("y")
        assert session.message == said
        assert "copié" not in session.text
        assert "F1 Aide" in session.lines[-1], "one row, above the keys"

    play(EtablissementsScreen(inside), steps)


def test_copying_sends_the_value_and_shows_it_bare(inside: Portefeuille) -> None:
    inside.enroll(
        employeur(1, comptes=(SaisieCompte(numero(1), siret="00000001800010"),), montant="0")
    )

    async def steps(session: Session) -> None:
        await session.press("y")
        assert isinstance(session.screen, CopieScreen)
        assert session.app.clipboard == "000000018"
        bare = [line.strip() for line in session.lines]
        assert {"000000018", "00000001800010", numero(1)} <= set(bare)
        assert "Objet : votre espace en ligne Urssaf" in session.text.replace("\xa0", " ")
        await session.press("down", "enter")
        assert session.app.clipboard == "00000001800010"

    play(EtablissementsScreen(inside), steps)


def test_the_view_is_remembered(inside: Portefeuille) -> None:
    inside.enroll(employeur(1, code_dossier="D0042", raison_sociale="A" * 30))
    inside.enroll(gerant(2))

    async def steps(session: Session) -> None:
        await session.press("v")
        header, first, second = (line.replace("\xa0", " ") for line in session.lines[7:10])
        assert header.split() == ["Dossier", "Raison", "sociale", "Régime", "Siren", "urssaf.fr"]
        assert first.startswith(f"›D0042    {'A' * 30}     Général  000 000 018  → Inscrire")
        assert "Gérant   …0900000002" in second

    async def again(session: Session) -> None:
        assert "Dossier" in session.lines[7]
        await session.press("v")
        assert "Compte(s)" in session.lines[7]

    play(EtablissementsScreen(inside), steps)
    play(EtablissementsScreen(inside), again)
    assert inside.preference("vue") == "portail"


def test_dossiers_have_the_room_of_the_longest_on_the_page(inside: Portefeuille) -> None:
    inside.enroll(employeur(1, code_dossier="D0042", raison_sociale="PETIT"))
    inside.enroll(employeur(2, code_dossier="D00420043", raison_sociale="MOYEN"))
    inside.enroll(employeur(3, code_dossier="D004200430044", raison_sociale="ÉTENDU"))

    async def steps(session: Session) -> None:
        await session.press("v", "slash")
        for sought, begins in (
            ("petit", "›D0042    PETIT "),
            ("moyen", "›D00420043  MOYEN "),
            ("etendu", "›D00420043…  ÉTENDU "),
        ):
            await session.press("home", *["delete"] * 6)
            await session.type(sought)
            assert session.cursor.startswith(begins)

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize("name", ["[red]PIRATE[/]", "[/x] [@click=app.quit]X[/]", "\\[b]"])
@pytest.mark.played
def test_a_hostile_name_is_shown_as_it_is(inside: Portefeuille, name: str) -> None:
    inside.enroll(employeur(1, raison_sociale=name, code_dossier="[b]"))

    async def steps(session: Session) -> None:
        await session.press("v")
        assert name in session.cursor
        assert "[b]" in session.cursor
        await session.press("a")
        await session.type(siren(1))
        await session.press("enter")
        assert name in session.said
        await session.press("escape", "escape", "slash")
        await session.type("[/")
        assert "[/" in session.lines[18]

    play(EtablissementsScreen(inside), steps)


def test_a_reader_may_read_and_nothing_else(inside: Portefeuille) -> None:
    fill(inside, 12)
    reader = colleague_of(inside, "Anne Lecture", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        for key in ("a", "g", "m", "x", "r", "n"):
            await session.press("s", "p", key)
            assert READ_ONLY in session.message, key
            assert isinstance(session.screen, EtablissementsScreen)
        assert "(a Ajouter)" in session.text
        assert "(Inscrire)" in session.text
        await session.press("v", "enter")
        assert isinstance(session.screen, ServicesPanel)

    play(EtablissementsScreen(reader), steps)
    assert inside.page().total == 12


def test_the_tabs_lead_home_or_say_where_the_service_is(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        session.screen.query_one("Nav").focus()
        await session.press("left", "enter")
        assert "Compte : ce service est sur urssaf.fr" in session.message.replace("\xa0", " ")
        await session.press("left", "enter")
        assert not isinstance(session.screen, EtablissementsScreen)

    play(EtablissementsScreen(inside), steps)


def test_f4_says_what_to_do_with_comptes_radies(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("f4")
        assert (
            "Si vous ne gérez plus le compte d'un client ou si le compte d'un de vos clients"
            in session.said
        )

    play(EtablissementsScreen(inside), steps)


def test_a_tall_window_tells_more_of_the_row_under_the_cursor(inside: Portefeuille) -> None:
    fill(inside, 2)
    first = inside.page().fiches[0]
    inside.set_services(first, frozenset({Service.DPAE, Service.COURRIEL_BIS}))

    async def steps(session: Session) -> None:
        assert "Aperçu : BOULANGERIE 001" in session.text
        assert "Services en ligne : DPAE" in session.text
        assert "Courriels : Avis de mise à disposition du BIS" in session.text
        await session.press("down")
        assert "Aperçu : BOULANGERIE 002" in session.text
        assert "Services en ligne : aucun" in session.text
        await session.press("slash", *"zzz")
        assert "BOULANGERIE" not in session.text
        await session.press("escape")
        for width, height in ((80, 24), (120, 40)):
            await session.resize(width, height)
            assert "Aperçu" not in session.text
            await session.resize(110, 40)
            assert "Aperçu : BOULANGERIE 002" in session.text

    play(EtablissementsScreen(inside), steps, size=(110, 40))


def test_a_removed_row_is_read_in_the_large_window_too(inside: Portefeuille) -> None:
    inside.terminate(inside.report(fill(inside, 1)[0]))

    async def steps(session: Session) -> None:
        assert "Supprimé le 12/06/2026" in session.text

    screen = EtablissementsScreen(inside, Criteres(reports=frozenset({Report.A_FAIRE})))
    play(screen, steps, size=(120, 40))
