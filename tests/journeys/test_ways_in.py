"""How somebody comes in: the sessions and the SSH keys of a person, on the screen of the équipe."""

from __future__ import annotations

from uuid import uuid4

import pytest
from textual import events

from models.access.ssh_keys import add_key, open_keys
from models.equipe import Equipe
from models.labels import Role
from models.portefeuille import Portefeuille
from models.tables import CleSsh, Operation
from screens.equipe import EquipeScreen
from screens.personnes.acces import AccesModal
from screens.personnes.cle import CleModal
from screens.windows.confirm import ConfirmModal
from tests.cabinet import NOON, colleague_of
from tests.journeys.list_stage import SMALL, Session, play
from tests.ssh_keys import ECDSA, ED25519

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
PRIVATE = (
    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n"
    "-----END OPENSSH PRIVATE KEY-----\n"
)


@pytest.fixture
def admin(inside: Portefeuille) -> Portefeuille:
    return colleague_of(inside, "Anne Admin", Role.ADMINISTRATEUR)


@pytest.fixture
def marc(admin: Portefeuille) -> Portefeuille:
    """Give somebody who is in by his key, and without."""
    his = colleague_of(admin, "Marc Petit", Role.COLLABORATEUR)
    key = f"{ED25519.text} portable de Marc"
    acting = {"by": None, "vault": admin._vault, "now": NOON}
    add_key(admin._cabinet, his.identifiant, key, **acting)  # type: ignore[arg-type]
    his.seances.begin(uuid4(), f"ssh:{ED25519.empreinte}")
    his.seances.begin(uuid4(), "unix:marc@192.0.2.7")
    return his


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


async def to_ways_in(session: Session) -> None:
    await session.press("down", "down")
    assert "en ligne" in session.cursor
    await session.press("enter", "down", "enter")
    assert isinstance(session.screen, AccesModal)


async def paste(session: Session, text: str) -> None:
    await session.app.on_event(events.Paste(text))
    await session.press()


def test_a_key_is_removed_once_that_is_confirmed(admin: Portefeuille, marc: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await to_ways_in(session)
        told = plain(session.text)
        assert "par la clé « portable de Marc »." in told
        assert "par le compte marc@192.0.2.7." in told
        assert ED25519.empreinte in session.text
        assert ED25519.text.split()[1] not in session.text
        await session.press("enter")
        assert isinstance(session.screen, ConfirmModal)
        assert "cinq secondes" in session.said
        await session.press("enter")
        assert CleSsh.get().retiree_le is None
        await session.press("enter", "o", "enter")
        assert "Clé retirée" in session.message
        assert "Aucune clé SSH" in session.text
        await session.press("enter")
        assert session.message.startswith("! Aucune clé SSH.")
        await session.press("escape")
        assert isinstance(session.screen, EquipeScreen)

    play(EquipeScreen(admin), steps)
    assert open_keys(admin._cabinet) == ()
    assert Operation.select().order_by(Operation.rang.desc()).get().verbe == "retirer_cle_ssh"


def test_a_key_is_added_by_a_paste(admin: Portefeuille, marc: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await to_ways_in(session)
        await session.press("a")
        assert isinstance(session.screen, CleModal)
        await paste(session, f"{ECDSA.text} marc@bureau\n")
        await session.press("enter")
        await session.type("bureau")
        await session.press("enter")
        assert plain(session.message) == "✓ Clé ajoutée : « bureau »."
        assert isinstance(session.screen, AccesModal)
        await session.press("down")
        assert not session.message, "it was of another key"
        await session.press("escape")

    play(EquipeScreen(admin), steps, size=SMALL)
    assert [one.nom for one in open_keys(admin._cabinet, marc.identifiant)] == [
        "portable de Marc",
        "bureau",
    ]


def test_what_is_no_key_is_told_and_leaves_the_field(
    admin: Portefeuille, marc: Portefeuille
) -> None:
    async def steps(session: Session) -> None:
        await to_ways_in(session)
        await session.press("a")
        await paste(session, PRIVATE)
        await session.press("ctrl+s")
        assert isinstance(session.screen, CleModal)
        assert "clé privée :" in plain(session.text)
        assert "b3BlbnNzaC1r" not in session.text
        await paste(session, f"{ED25519.text}")
        assert "clé privée :" not in plain(session.text)
        await session.press("ctrl+s")
        assert "a déjà cette clé" in plain(session.message)
        await session.press("enter")
        await session.type("x" * 101)
        await session.press("ctrl+s")
        assert "Ce texte est trop long" in session.text
        assert ED25519.text[-20:] in session.text, "the key stays: its name is what is wrong"
        assert session.focus == "nom"
        await session.press("escape", "escape")

    play(EquipeScreen(admin), steps)
    assert len(open_keys(admin._cabinet)) == 1


def test_what_changed_meanwhile_is_read_again(admin: Portefeuille, marc: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await to_ways_in(session)
        Equipe(admin).remove_key(marc.identifiant, ED25519.empreinte)
        await session.press("enter", "o", "enter")
        assert "n'a pas de clé SSH" in plain(session.message)
        await session.press("f5")
        assert "Aucune clé SSH" in session.text

    play(EquipeScreen(admin), steps)
