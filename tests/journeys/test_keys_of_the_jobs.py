"""How many keys each job takes from the list, the typing of numbers and names not counted.

The most allowed is what the study of the screens promised against the portal's clicks.
"""

from __future__ import annotations

import pytest
from textual import events

from models.labels import Etat, Regime, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres
from screens.etablissements import EtablissementsScreen
from tests.cabinet import (
    NIR,
    all_of,
    colleague_of,
    employeur,
    fill,
    independant,
    numero,
    siren,
    with_service,
)
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

DSN = frozenset({Service.DPAE, Service.SUIVI_DSN})
ALL = Criteres()
RADIES = ("f", "r", "space", "enter")
"""From the whole list; Accueil has a line that opens theirs."""


class Hand:
    """A hand on the keyboard; `keys` counts what is not the text of a field."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self._session.press(*keys)

    async def type(self, text: str) -> None:
        await self._session.type(text)

    async def paste(self, text: str) -> None:
        await self._session.app.on_event(events.Paste(text))
        await self._session.press()

    @property
    def sees(self) -> str:
        return self._session.text


def radie(portefeuille: Portefeuille, *ranks: int) -> None:
    for rank in ranks:
        comptes = (SaisieCompte(numero(rank), etat=Etat.RADIE),)
        portefeuille.enroll(employeur(rank, comptes=comptes))


def test_an_employer_takes_five_keys_and_the_type(portefeuille: Portefeuille) -> None:
    """`a` Siren Entrée, `e`, montant Entrée, compte ^S, Entrée: five, and one for the type."""

    async def steps(session: Session) -> None:
        hand = Hand(session)
        await hand.press("a")
        await hand.type(siren(1))
        await hand.press("enter", "e")
        await hand.type("1234.56")
        await hand.press("enter")
        await hand.type(numero(1))
        await hand.press("ctrl+s", "enter")
        assert hand.keys <= 5 + 1

    play(EtablissementsScreen(portefeuille), steps)
    (fiche,) = portefeuille.with_siren(siren(1))
    assert (fiche.regime, fiche.montant_centimes) == (Regime.GENERAL, 123456)


def test_a_box_takes_one_key_and_a_modele_none(portefeuille: Portefeuille) -> None:
    """The boxes of a modèle that is given to employers are ticked in advance."""
    portefeuille.modeles.keep("DSN", DSN)
    portefeuille.modeles.give("DSN", Regime.GENERAL)
    test_an_employer_takes_five_keys_and_the_type(portefeuille)
    assert portefeuille.with_siren(siren(1))[0].services == DSN


def test_an_independent_takes_six_keys(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        hand = Hand(session)
        await hand.press("a")
        await hand.type(siren(1))
        await hand.press("enter", "t")
        await hand.type(NIR)
        await hand.press("enter")
        await hand.type(numero(1))
        await hand.press("ctrl+s", "enter")
        assert hand.keys <= 6

    play(EtablissementsScreen(portefeuille), steps)
    (fiche,) = portefeuille.with_siren(siren(1))
    assert (fiche.regime, bool(fiche.nir_masque)) == (Regime.ARTISAN_COMMERCANT, True)


def test_a_gerant_takes_four_keys(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        hand = Hand(session)
        await hand.press("g")
        await hand.type(numero(1))
        await hand.press("enter", "ctrl+s", "enter")
        assert hand.keys <= 4

    play(EtablissementsScreen(portefeuille), steps)
    assert portefeuille.with_compte(numero(1)) is not None


def test_finding_a_client_takes_one_key_and_four_letters(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 12)
    portefeuille.enroll(employeur(20, raison_sociale="GARAGE DU PONT"))

    async def steps(session: Session) -> None:
        hand = Hand(session)
        await hand.press("slash")
        await hand.type("gara")
        assert "GARAGE DU PONT" in hand.sees
        assert "BOULANGERIE" not in hand.sees
        assert hand.keys <= 1

    play(EtablissementsScreen(portefeuille), steps)


def test_unticking_a_service_takes_four_keys(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1, services=DSN | {Service.PAIEMENT}))

    async def steps(session: Session) -> None:
        hand = Hand(session)
        await hand.press("m", "3", "ctrl+s", "enter")
        assert hand.keys <= 4

    play(EtablissementsScreen(portefeuille), steps)
    assert portefeuille.with_siren(siren(1))[0].services == DSN


def test_ending_a_radie_takes_seven_keys(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 3)
    radie(portefeuille, 9)

    async def steps(session: Session) -> None:
        hand = Hand(session)
        await hand.press(*RADIES, "x", "o", "enter")
        assert hand.keys <= 7

    play(EtablissementsScreen(portefeuille), steps)
    assert portefeuille.with_siren(siren(9)) == ()
    assert portefeuille.page().total == 3


def test_ending_all_the_radies_takes_eight_keys(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 3)
    radie(portefeuille, 7, 8, 9)

    async def steps(session: Session) -> None:
        hand = Hand(session)
        await hand.press(*RADIES, "asterisk", "x", "3", "enter")
        assert hand.keys <= 8

    play(EtablissementsScreen(portefeuille), steps)
    assert portefeuille.page().total == 3


def test_a_service_for_all_employers_of_one_person_takes_sixteen_keys(
    portefeuille: Portefeuille,
) -> None:
    petit = colleague_of(portefeuille, "M. Petit", Role.COLLABORATEUR).my_dossiers
    (uid,) = petit.responsables
    (mine,) = portefeuille.my_dossiers.responsables
    for rank in range(1, 31):
        who = (uid, mine, None)[rank % 3]
        portefeuille.enroll(employeur(rank, responsable=who, services=DSN))
        portefeuille.enroll(independant(rank + 40, responsable=who))

    async def steps(session: Session) -> None:
        hand = Hand(session)
        await hand.press("f", "space", "right", "m", "space", "enter")
        assert "Filtre : employeurs, M. Petit" in hand.sees.replace("\xa0", " ")
        await hand.press("asterisk", "c", "6", "ctrl+s", "1", "0", "enter", "enter")
        assert hand.keys <= 16

    play(EtablissementsScreen(portefeuille), steps)
    for fiche in all_of(portefeuille):
        chosen = fiche.regime is Regime.GENERAL and fiche.responsable == uid
        assert (Service.ATTESTATIONS in fiche.services) is chosen
    assert len(with_service(portefeuille, Service.ATTESTATIONS)) == 10


def test_the_same_change_on_thirty_clients_takes_ten_keys(portefeuille: Portefeuille) -> None:
    for rank in range(1, 41):
        town = SaisieCompte(numero(rank), ville="LYON" if rank <= 30 else "NANTES")
        portefeuille.enroll(employeur(rank, comptes=(town,)))

    async def steps(session: Session) -> None:
        hand = Hand(session)
        await hand.press("slash")
        await hand.type("lyon")
        await hand.press("enter", "asterisk", "c", "6", "ctrl+s", "3", "0", "enter", "enter")
        assert hand.keys <= 10

    play(EtablissementsScreen(portefeuille), steps)
    found = portefeuille.several(portefeuille.uids(ALL, most=100))
    changed = [one for one in found if Service.ATTESTATIONS in one.services]
    assert len(changed) == 30
    assert {one.comptes[0].ville for one in changed} == {"LYON"}


def test_forty_new_clients_take_a_paste_and_four_keys(portefeuille: Portefeuille) -> None:
    rows = (f"{siren(n)}\t{numero(n)}\t1 234,56\tCLIENT {n}" for n in range(1, 41))
    table = "\r\n".join(("Siren\tCompte\tMontant\tNom", *rows))

    async def steps(session: Session) -> None:
        hand = Hand(session)
        await hand.paste(table)
        await hand.press("ctrl+s", "ctrl+s", "o", "enter")
        assert hand.keys <= 4

    play(EtablissementsScreen(portefeuille), steps)
    assert portefeuille.page().total == 40
