"""What is done to a base behind the program's back: `verifier` sees it, and names it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import pytest

from bench.postgresql import CARETAKER, Cluster
from models.access.espace import create_espace, open_vault
from models.access.ssh_keys import add_key, remove_key
from models.access.utilisateur import add_user
from models.clock import now
from models.labels import Role
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.sealing.vault import MainKey
from models.storage.opening import close_database, open_database
from models.tables import Cabinet, Utilisateur
from tests.cabinet import employeur, gerant, independant, numero, siren
from tests.domain.undone import ATTESTATIONS, DPAE, undo
from tests.faults import attacks
from tests.faults.attacks import Scene
from tests.faults.key_attacks import KEY_ATTACKS
from tests.journeys.doors import PASSWORD
from tests.ssh_keys import ECDSA_521 as SECOND
from tests.ssh_keys import ED25519, IN_HARDWARE
from tests.tries import rounds
from tui.__main__ import main

MakeScene = Callable[[int], tuple[str, Scene]]
Verifier = Callable[[str, Path], tuple[int, str]]

ROUNDS = 20
ATTACKS = attacks.ATTACKS | KEY_ATTACKS


@dataclass(frozen=True)
class Models:
    """The base that is attacked, the same earlier, and their key; each round copies them."""

    now: str
    earlier: str
    key: Path


def begin(key: Path) -> Portefeuille:
    """Found an espace of two people, with a few clients."""
    main_key = MainKey.create(key)
    words = {"cabinet": "Cabinet Martin", "identifiant": "c.durand", "nom": "Claire Durand"}
    create_espace(**words, mot_de_passe=PASSWORD, main_key=main_key, now=now())
    cabinet = Cabinet.get()
    vault = open_vault(cabinet, main_key)
    person = {"identifiant": "m.petit", "nom": "Marc Petit", "role": Role.COLLABORATEUR}
    add_user(cabinet, **person, by=None, vault=vault, now=now())  # type: ignore[arg-type]
    for who, known in (("c.durand", ED25519), ("m.petit", SECOND), ("m.petit", IN_HARDWARE)):
        add_key(cabinet, who, known.text, by=None, vault=vault, now=now())
    remove_key(cabinet, "m.petit", SECOND.empreinte, by=None, vault=vault, now=now())
    portefeuille = Portefeuille(cabinet, Utilisateur.get(), vault, now=now)
    comptes = (SaisieCompte(numero(1), siret=f"{siren(1)}00015"), SaisieCompte(numero(11)))
    portefeuille.enroll(employeur(1, comptes=comptes), forced=True)
    portefeuille.enroll(independant(2))
    return portefeuille


def go_on(portefeuille: Portefeuille) -> None:
    """Do some of what an accountant does, and take some of it back."""
    third = portefeuille.enroll(independant(3))
    fourth = portefeuille.enroll(gerant(4, deja_inscrit=True))
    portefeuille.report(third)
    portefeuille.set_services(fourth, DPAE)
    fifth = portefeuille.enroll(employeur(5))
    fifth = portefeuille.set_services(fifth, ATTESTATIONS)
    fifth = portefeuille.edit(fifth, employeur(5, note="À rappeler", services=ATTESTATIONS))
    portefeuille.terminate(portefeuille.enroll(employeur(6)))
    portefeuille.set_services(fifth, DPAE)
    undo(portefeuille)


ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


@pytest.fixture(params=ENGINES, scope="module")
def models(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Models]:
    """Write the base that is attacked, and keep the same as it was earlier."""
    folder = tmp_path_factory.mktemp("journal")
    with ExitStack() as kept:
        if request.param == "sqlite":
            here, earlier = folder / "base.db", folder / "avant.db"
            open_database(here)
            portefeuille = begin(folder / "cle")
            close_database()
            shutil.copyfile(here, earlier)
            open_database(here)
            go_on(portefeuille)
            close_database()
            yield Models(str(here), str(earlier), folder / "cle")
            return
        cluster: Cluster = request.getfixturevalue("cluster")
        first = kept.enter_context(cluster.database())
        open_database(cluster.url(first, CARETAKER))
        portefeuille = begin(folder / "cle")
        close_database()
        second = kept.enter_context(cluster.database(first))
        open_database(cluster.url(second, CARETAKER))
        go_on(portefeuille)
        close_database()
        yield Models(second, first, folder / "cle")


@pytest.fixture
def scene(models: Models, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[MakeScene]:
    """Give a copy of the base, open for its owner, and its address."""
    with ExitStack() as kept:

        def make(turn: int) -> tuple[str, Scene]:
            folder = tmp_path / str(turn)
            folder.mkdir()
            for file in models.key.parent.glob("cle*"):
                shutil.copy(file, folder)

            def copy(model: str) -> str:
                if model.endswith(".db"):
                    return str(shutil.copy(model, folder))
                cluster: Cluster = request.getfixturevalue("cluster")
                return cluster.url(kept.enter_context(cluster.database(model)), CARETAKER)

            url = copy(models.now)
            open_database(url)
            return url, Scene(folder / "cle", partial(copy, models.earlier), Random(turn))

        yield make
        close_database()


@pytest.fixture
def verifier(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Verifier:
    """Give what runs the verb on a base, with a key: its status, and all that it says."""
    monkeypatch.setattr("tui.__main__.take_over", lambda _: None)  # the hooks are pytest's here

    def run(url: str, key: Path) -> tuple[int, str]:
        status = main(["--base", url, "--cle", str(key), "verifier"])
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return run


def test_a_base_that_nobody_touched_is_sound(scene: MakeScene, verifier: Verifier) -> None:
    url, here = scene(0)
    close_database()
    counted = "Cabinet Martin\xa0: 19\xa0opérations au journal."
    saved = "Dernière sauvegarde\xa0: aucune trace sur cette machine."
    assert verifier(url, here.key) == (0, f"{counted}\n{saved}\nLa base est saine.\n")


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_is_seen_and_named(
    scene: MakeScene,
    verifier: Verifier,
    attack: Callable[[Scene], None],
    tell: Callable[..., None],
) -> None:
    for turn in range(rounds(ROUNDS)):
        url, here = scene(turn)
        attack(here)
        close_database()
        status, said = verifier(here.verify_at or url, here.key)
        assert status == 5, said
        assert re.search(ATTACKS[attack], said.replace("\xa0", " ")), said
    tell(f"journal attacked, {attack.__name__}", seen=rounds(ROUNDS))
