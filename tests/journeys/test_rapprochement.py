"""Rapprochement: pages pasted one after the other, what differs, and what is done of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from models.labels import Etat, Role, Service, ToDo, Vu
from models.portefeuille import Portefeuille
from models.tables import Operation
from screens.constats.constat_list import NOTHING_READ, ONE_BY_ONE
from screens.etablissements import EtablissementsScreen
from screens.rapprochement import RapprochementScreen
from screens.widgets.field import Field
from screens.windows.choose import ChooseModal
from screens.windows.nombre import NombreModal
from tests.cabinet import all_of, colleague_of, employeur, gerant, numero, siren
from tests.domain.rapprochement.portal import page, page_of, row
from tests.journeys.list_stage import Session, play
from tests.journeys.rapprochement_stage import known, paste, plain

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def general(*ranks: int) -> Iterable[str]:
    return (row(f"Comptes Régime Général du SIREN {siren(rank)} (SARL)") for rank in ranks)


def operations() -> int:
    return Operation.select().count()


def test_pages_add_up_and_the_same_page_again_changes_nothing(inside: Portefeuille) -> None:
    fiches = known(inside, 1, 2, 3)

    async def steps(session: Session) -> None:
        await session.press("ctrl+r")
        assert isinstance(session.screen, RapprochementScreen)
        assert "Aucun" not in session.text
        await paste(session, page_of(fiches[:2]))
        assert "1 page, 2 comptes lus." in plain(session.text)
        await paste(session, page_of(fiches[:2]))
        assert "Déjà lu" in session.message
        await paste(session, page_of(fiches[2:]))
        assert "2 pages, 3 comptes lus." in plain(session.text)
        assert "Tout ce qui a été lu est d'accord" in session.text
        await session.press("f")
        assert plain(session.message) == "D'accord : 3 lignes.", "heard, not seen alone"

    before = operations()
    play(EtablissementsScreen(inside), steps)
    assert operations() == before


def test_what_is_only_there_is_inscribed_all_at_once_and_undone(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await paste(session, page(*general(*range(1, 13))))
        await session.press("f", "asterisk", "i")
        assert isinstance(session.screen, NombreModal)
        assert "Leurs services n'ont pas été lus : aucun n'est coché." in plain(session.said)
        await session.press("1", "2", "enter")
        assert "12 clients inscrits." in plain(session.message)
        assert len(all_of(inside)) == 12
        await session.press("u", "1", "2", "enter")
        assert all_of(inside) == ()
        assert "Sur urssaf.fr 12" in plain(session.text)
        await session.press("down", "i", "enter")

    play(RapprochementScreen(inside), steps)
    (fiche,) = all_of(inside)
    assert (fiche.vu, fiche.siren, fiche.forme_juridique) == (Vu.CONNU, siren(2), "SARL")


def test_entree_offers_what_may_be_done_of_a_line(inside: Portefeuille) -> None:
    (fiche,) = known(inside, 1)

    async def steps(session: Session) -> None:
        await paste(session, page(row(fiche.title, radie=True)))
        await session.press("enter")
        assert isinstance(session.screen, ChooseModal)
        assert "radié sur urssaf.fr, actif ici" in session.said
        await session.press("enter")
        assert "Marquer radié BOULANGERIE 001 ?" in plain(session.said)
        await session.press("z")
        assert "Rien n'a changé." in session.message
        assert not inside.get(fiche.uid).est_radie
        await session.press("enter", "enter", "enter")
        assert "1 client marqué radié." in plain(session.message)

    play(RapprochementScreen(inside), steps)
    assert inside.get(fiche.uid).est_radie


def test_entree_is_of_all_that_is_ticked(inside: Portefeuille) -> None:
    known(inside, 1)

    async def steps(session: Session) -> None:
        await paste(session, page(*general(2, 3)))
        await session.press("asterisk")
        assert "2 lignes cochées." in plain(session.message), "one group alone is to be seen to"
        await session.press("enter")
        assert "2 lignes cochées" in plain(session.text)
        await session.press("enter")
        assert "Inscrire ici 2 clients ?" in plain(session.said)
        await session.press("escape")
        await paste(
            session, page(row(f"Comptes Régime Général du SIREN {siren(1)} (SARL)", radie=True))
        )
        await session.press("asterisk")
        assert "Choisissez d'abord un groupe" in session.message
        await session.press("home", "space", "enter")
        assert "(2 sur 3)" in session.text
        await session.press("enter", "enter")
        assert "2 clients inscrits." in plain(session.message)

    play(RapprochementScreen(inside), steps)
    assert len(all_of(inside)) == 3


def test_nobody_is_absent_before_it_is_all_and_then_one_by_one(inside: Portefeuille) -> None:
    first, *others = known(inside, 1, 2, 3)

    async def steps(session: Session) -> None:
        await paste(session, page_of([first]))
        assert "Seulement ici ?" in plain(session.text)
        for key in ("m", "x", "r"):
            await session.press("home", key)
            assert isinstance(session.screen, RapprochementScreen)
        await session.press("home", "t", "enter", "f")
        assert "[Seulement ici 2]" in plain(session.text)
        assert " Où " not in session.text, "it stands above, for all"
        await session.press("asterisk")
        assert plain(ONE_BY_ONE) in plain(session.message)
        await session.press("space", "space")
        for key in ("m", "x", "r", "enter"):
            await session.press("home", key)
            assert "un par un" in session.message
            assert isinstance(session.screen, RapprochementScreen)
        await session.press("minus", "home", "m")
        assert "N'a pas été lu sur urssaf.fr" in plain(session.said)
        await session.press("enter")
        assert not any(one.est_radie for one in all_of(inside)), "it opens on Annuler"
        await session.press("m", "o", "enter", "down", "x", "o", "enter")

    play(RapprochementScreen(inside), steps)
    radies = [one.est_radie for one in all_of(inside)]
    assert radies == [False, True]
    assert inside.get(others[1].uid).ecart is ToDo.RESILIER


def test_a_page_more_takes_back_that_it_was_all(inside: Portefeuille) -> None:
    first, second = known(inside, 1, 2)

    async def steps(session: Session) -> None:
        await paste(session, page_of([first]))
        await session.press("t", "enter")
        assert "Seulement ici 1" in plain(session.text)
        await paste(session, page_of([second]))
        assert "Ce n'était donc pas tout" in session.message
        assert "Seulement ici ?" in plain(session.text)
        await session.press("t", "enter", "t")
        assert "Seulement ici ?" in plain(session.text)

    play(RapprochementScreen(inside), steps)


def test_it_is_so_there_and_here_as_there(inside: Portefeuille) -> None:
    dpae, attestations = frozenset({Service.DPAE}), frozenset({Service.ATTESTATIONS})
    one = inside.enroll(employeur(1, deja_inscrit=True, services=dpae))
    two = inside.enroll(employeur(2, deja_inscrit=True, services=dpae))
    lines = "\n".join(f"{siren(rank)}\tEmployeur\tx" for rank in (1, 2))

    async def steps(session: Session) -> None:
        await paste(session, f"Siren\tType\tAttestations\n{lines}")
        await session.press("r")
        assert "alors à faire sur urssaf.fr" in session.said
        await session.press("enter")
        assert "1 client noté. À faire sur urssaf.fr : 1." in plain(session.message)
        await session.press("c", "enter")
        assert "1 client corrigé." in plain(session.message)

    play(RapprochementScreen(inside), steps)
    noted, aligned = inside.get(one.uid), inside.get(two.uid)
    assert (noted.services, noted.vu_services, noted.ecart) == (dpae, attestations, ToDo.CHANGER)
    assert (aligned.services, aligned.ecart) == (attestations, ToDo.AUCUN)


def test_the_type_that_no_line_says_is_asked_once(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await paste(session, f"Siren\n{siren(1)}\n{siren(2)}\n")
        await session.press("f", "asterisk", "i")
        assert "ne dit pas le type" in plain(session.said)
        await session.press("down", "enter", "enter")
        assert "2 clients inscrits." in plain(session.message)

    play(RapprochementScreen(inside), steps)
    assert {one.regime.value for one in all_of(inside)} == {"artisan_commercant"}


def test_a_file_is_read_too(inside: Portefeuille, tmp_path: Path) -> None:
    fiche = inside.enroll(gerant(1))
    file = tmp_path / "pages.txt"
    file.write_text(page_of([fiche]), "utf-8")
    other = tmp_path / "lettre.txt"
    other.write_text("Madame,\nMonsieur,\n", "utf-8")

    async def steps(session: Session) -> None:
        await session.press("o")
        await paste(session, str(tmp_path / "absent.txt"))
        await session.press("enter")
        assert "n'existe pas" in session.message
        await session.press("ctrl+u")
        await paste(session, str(other))
        await session.press("enter")
        assert session.message[2:].startswith("Rien à comparer")
        assert session.screen.query_one(Field).value == str(other), "it is there to be corrected"
        await session.press("ctrl+u")
        await paste(session, str(file))
        await session.press("enter")
        assert "1 compte lu." in plain(session.message)

    play(RapprochementScreen(inside), steps)


def test_what_is_no_page_is_refused(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        for text in ("bonjour à tous", "Accueil\nMon Profil\n"):
            await paste(session, text)
            assert session.message[2:].startswith(("Rien à comparer", "Rien n'est encore lu"))
        for key in ("t", "f", "v", "r", "space", "asterisk", "enter"):
            await session.press("z", key)
            assert session.message == f"! {NOTHING_READ}", key
        await session.press("escape")

    app = play(RapprochementScreen(inside), steps)
    assert app.answer == ""


def test_who_only_reads_compares_and_does_nothing(inside: Portefeuille) -> None:
    (fiche,) = known(inside, 1)
    reader = colleague_of(inside, "Marc Petit", Role.CONSULTATION)
    before = operations()

    async def steps(session: Session) -> None:
        await paste(session, page(row(fiche.title, radie=True)))
        assert "Différents 1" in plain(session.text)
        for key in ("m", "c", "x", "r", "i", "u"):
            await session.press(key)
            assert "consultation" in session.message
        await session.press("enter")
        assert "consultation" in session.message

    play(RapprochementScreen(reader), steps)
    assert operations() == before
    assert inside.get(fiche.uid).etat is Etat.ACTIF


def test_a_word_typed_at_once_changes_nothing(inside: Portefeuille) -> None:
    fiches = known(inside, 1, 2)
    before = operations()

    async def steps(session: Session) -> None:
        await paste(session, page(*(row(one.title, radie=True) for one in fiches)))
        for word in ("exploitation", "exotique", "xo conseil", "restaurant", "usine", "mimosa"):
            await session.type(word.replace(" ", ""))
            await session.press("escape", "escape", "escape")
            if not isinstance(session.screen, RapprochementScreen):
                return

    play(RapprochementScreen(inside), steps)
    assert operations() == before


def test_long_tables_are_read_beside_the_loop(inside: Portefeuille) -> None:
    lines = "\n".join(f"{siren(rank)}\tEmployeur\t{numero(rank)}" for rank in range(1, 260))

    async def steps(session: Session) -> None:
        await paste(session, f"Siren\tType\tN° compte\n{lines}")
        assert "259 comptes lus" in plain(session.text)
        assert "Sur urssaf.fr 259" in plain(session.text)

    play(RapprochementScreen(inside), steps)
