"""Équipe: who is there, what an administrateur does about it, and what the base says after."""

from __future__ import annotations

import pytest

from models.access import sign_in_delays
from models.labels import Role
from models.lot import LotHandOver
from models.portefeuille import Portefeuille
from models.storage.failures import gesture
from models.tables import Operation, Utilisateur
from models.tables.tentative import Tentative
from screens.access.secret_once import SecretOnce
from screens.accueil import AccueilScreen
from screens.equipe import EquipeScreen
from screens.etablissements import EtablissementsScreen
from screens.help.menu import MenuScreen
from screens.personnes.adding import PersonneModal
from tests.cabinet import all_of, colleague_of, fill
from tests.journeys.list_stage import SMALL, Session, play

ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def admin(inside: Portefeuille) -> Portefeuille:
    return colleague_of(inside, "Anne Admin", Role.ADMINISTRATEUR)


@pytest.fixture
def marc(admin: Portefeuille) -> Utilisateur:
    """Give a colleague who has three clients."""
    his = colleague_of(admin, "Marc Petit", Role.COLLABORATEUR)._utilisateur
    assert his is not None
    LotHandOver(admin, fill(admin, 3), his.uid).run()
    return his


def fresh(person: Utilisateur) -> Utilisateur:
    found: Utilisateur = Utilisateur.get_by_id(person.id)
    return found


def plain(text: str) -> str:
    return text.replace(" ", " ")


def responsables(admin: Portefeuille) -> list[str | None]:
    return [fiche.responsable_nom for fiche in all_of(admin)]


async def to_marc(session: Session) -> None:
    """Go from Anne, the first by name, to Marc, the last: Claire stands between them."""
    await session.press("down", "down")
    assert "Marc Petit" in session.cursor


def test_an_access_is_closed_and_its_clients_go_with_it(
    admin: Portefeuille, marc: Utilisateur
) -> None:
    async def steps(session: Session) -> None:
        await to_marc(session)
        assert "ouvert" in session.cursor
        assert session.cursor.rstrip().endswith("3")
        await session.press("enter", "end", "enter")
        assert "Marc Petit suit 3 comptes. Qui prend la suite ?" in plain(session.said)
        assert "Marc Petit" not in window(session), "not to who leaves"
        await session.press("down", "enter")
        assert "Fermer l'accès de Marc Petit ?" in plain(session.said)
        assert "À confier à Claire Durand : 3 comptes." in plain(session.said)
        await session.press("enter")
        assert fresh(marc).actif, "it opens on Annuler"
        await session.press("enter", "end", "enter", "down", "enter", "o", "enter")
        said = "Accès fermé : Marc Petit. 3 comptes confiés à Claire Durand."
        assert said in plain(session.message)
        assert "Marc Petit" in session.cursor
        assert "fermé" in session.cursor

    play(EquipeScreen(admin), steps)
    assert not fresh(marc).actif
    assert responsables(admin) == ["Claire Durand"] * 3


def window(session: Session) -> str:
    """Give the lines of the list of a window."""
    framed = [line.split("║")[1] for line in session.lines if line.count("║") == 2]
    return "\n".join(line for line in framed if "suit" not in line)


def test_clients_may_be_left_to_nobody_and_come_back_by_undoing(
    admin: Portefeuille, marc: Utilisateur
) -> None:
    async def steps(session: Session) -> None:
        await session.press("ctrl+t")
        await to_marc(session)
        await session.press("enter", "end", "enter", "end", "enter", "o", "enter")
        assert "3 comptes sans responsable." in plain(session.message)
        assert responsables(admin) == [None] * 3
        await session.press("u", "enter")
        assert session.message.startswith("Annulé")
        assert session.cursor.rstrip().endswith("3"), "read again"

    play(EtablissementsScreen(admin), steps)
    assert not fresh(marc).actif
    assert responsables(admin) == ["Marc Petit"] * 3


@ONE_ENGINE
def test_what_nothing_undoes_hides_behind_no_older_gesture(
    admin: Portefeuille, marc: Utilisateur
) -> None:
    async def steps(session: Session) -> None:
        await to_marc(session)
        await session.press("enter", "home", "enter", "down", "enter", "enter")
        assert "Marc Petit a maintenant le rôle" in session.message
        await session.press("u")
        asked = "Ce n'est pas votre dernier geste : le changement d'un rôle ne s'annule pas."
        assert asked in plain(session.said)
        assert "Annuler la modification des données de 3 comptes ?" in plain(session.said)
        await session.press("enter")
        assert responsables(admin) == ["Marc Petit"] * 3, "it opens on Annuler"
        await session.press("u", "o", "enter")
        assert session.message.startswith("Annulé")
        await session.press("u", "o", "enter", "u", "o", "enter", "u", "o", "enter", "u")
        assert plain(session.message) == "Rien à annuler : le changement d'un rôle ne s'annule pas."

    play(EquipeScreen(admin), steps)


def test_clients_are_handed_over_and_the_access_stays(
    admin: Portefeuille, marc: Utilisateur
) -> None:
    async def steps(session: Session) -> None:
        await to_marc(session)
        await session.press("enter", "down", "enter", "enter")
        assert "Confier 3 comptes à Anne Admin ?" in plain(session.said)
        await session.press("enter")
        assert "3 comptes confiés à Anne Admin." in plain(session.message)
        assert session.cursor.rstrip().endswith("0")

    play(EquipeScreen(admin), steps)
    assert fresh(marc).actif
    assert responsables(admin) == ["Anne Admin"] * 3


def test_an_access_is_opened_again_and_a_role_changed(
    admin: Portefeuille, marc: Utilisateur
) -> None:
    Utilisateur.update(actif=False).where(Utilisateur.id == marc.id).execute()

    async def steps(session: Session) -> None:
        await session.press("end")
        assert "fermé" in session.cursor
        await session.press("enter", "end", "enter")
        assert "Rouvrir l'accès de Marc Petit ?" in plain(session.said)
        await session.press("enter")
        assert "Accès rouvert : Marc Petit." in plain(session.message)
        assert fresh(marc).actif
        await session.press("enter", "enter", "down", "enter")
        assert "Donner à Marc Petit le rôle Consultation ?" in plain(session.said)
        assert "3 comptes lui restent confiés" in plain(session.said)
        await session.press("z")
        assert session.message == "Rien n'a changé."
        assert fresh(marc).role == "collaborateur", "another letter closes"
        await session.press("enter", "enter", "down", "enter", "enter")
        assert "Marc Petit a maintenant le rôle Consultation." in session.message
        assert "Consultation" in session.cursor

    play(EquipeScreen(admin), steps)
    assert fresh(marc).role == "consultation"


def test_who_is_held_up_is_let_go(admin: Portefeuille, marc: Utilisateur) -> None:
    digests = admin._vault.digests
    with gesture():
        for _ in range(5):
            essai = sign_in_delays.tried("mot_de_passe", marc.identifiant, "unix:x", digests)
            sign_in_delays.count_try(essai, admin.now)

    async def steps(session: Session) -> None:
        await to_marc(session)
        assert "bloqué" in session.cursor
        assert "bloqué jusqu'à" in session.text
        await session.press("enter", "enter", "enter")
        assert "Accès débloqué : Marc Petit." in plain(session.message)
        assert "ouvert" in session.cursor

    play(EquipeScreen(admin), steps)
    assert Tentative.select().count() == 0


def test_a_person_is_added_and_nothing_typed_is_lost_on_a_refusal(admin: Portefeuille) -> None:
    code = ""

    async def steps(session: Session) -> None:
        nonlocal code
        await session.press("a")
        assert isinstance(session.screen, PersonneModal)
        await session.type("Sophie Leroy")
        await session.press("enter")
        await session.type("s leroy")
        await session.press("enter", "right", "enter")
        assert "Un identifiant comporte 2 caractères au moins" in plain(session.said)
        assert session.focus == "identifiant"
        assert "Sophie Leroy" in session.text
        await session.press("home", "right", "delete", "ctrl+s")
        assert isinstance(session.screen, SecretOnce)
        assert "À remettre à Sophie Leroy" in session.said
        code = session.said
        await session.type("note")
        await session.press("enter")
        assert "Ajouté à l'équipe : Sophie Leroy." in plain(session.message)
        assert "Sophie Leroy" in session.cursor, "who was added is given a key next"

    play(EquipeScreen(admin), steps)
    added = Utilisateur.get(Utilisateur.identifiant == "sleroy")
    assert (added.nom, added.role) == ("Sophie Leroy", "consultation")
    assert added.code_secours_hachage
    assert code


@ONE_ENGINE
def test_the_last_administrateur_and_oneself_stay(admin: Portefeuille, marc: Utilisateur) -> None:
    before = Operation.select().count()

    async def steps(session: Session) -> None:
        await session.press("enter", "end", "enter")
        assert "dernier administrateur" in session.message
        await session.press("enter", "enter", "down", "enter")
        assert "dernier administrateur" in session.message
        assert isinstance(session.screen, EquipeScreen)
        Utilisateur.update(role="administrateur").where(Utilisateur.id == marc.id).execute()
        await session.press("f5", "enter", "end", "enter")
        assert "On ne ferme pas son propre accès" in plain(session.message)

    play(EquipeScreen(admin), steps)
    assert Operation.select().count() == before


@ONE_ENGINE
@pytest.mark.parametrize("role", [Role.COLLABORATEUR, Role.CONSULTATION])
@pytest.mark.played
def test_others_find_the_door_closed_and_why(inside: Portefeuille, role: Role) -> None:
    other = colleague_of(inside, "Lea Autre", role)

    async def steps(session: Session) -> None:
        assert "l'équipe du cabinet" not in session.text
        await session.press("ctrl+t")
        assert session.message == "! « Équipe » est réservé aux administrateurs du cabinet."
        await session.press("ctrl+p")
        assert isinstance(session.screen, MenuScreen)
        await session.type("equipe")
        assert "Rien de tel sur cet écran." in session.text

    for screen in (AccueilScreen(other), EtablissementsScreen(other)):
        play(screen, steps)


@ONE_ENGINE
def test_accueil_leads_there_by_a_line_and_by_the_menu(admin: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert "l'équipe du cabinet" in session.text
        await session.press(*["down"] * 6, "enter")
        assert isinstance(session.screen, EquipeScreen)
        await session.press("escape", "ctrl+p")
        await session.type("equipe")
        await session.press("enter")
        assert isinstance(session.screen, EquipeScreen)

    play(AccueilScreen(admin), steps)
    play(AccueilScreen(admin), steps, size=SMALL)


@ONE_ENGINE
def test_a_word_changes_nothing(admin: Portefeuille, marc: Utilisateur) -> None:
    before = Operation.select().count()

    async def steps(session: Session) -> None:
        for word in ("fermer", "confier", "supprimer"):
            await session.type(word)
            assert isinstance(session.screen, EquipeScreen)

    play(EquipeScreen(admin), steps)
    assert Operation.select().count() == before
    assert fresh(marc).actif
