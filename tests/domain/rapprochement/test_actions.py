"""What is done of a difference: in the base, in the journal, and undone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.ecarts import Numbers
from models.errors import Refusal
from models.fiche import Fiche
from models.labels import Etat, Regime, Report, Service, ToDo, Vu
from models.lot import Bilan, LotUndo
from models.portefeuille import Portefeuille
from models.rapprochement.comparing import Rapprochement, of_regime
from models.rapprochement.constat import Action, Constat, Groupe
from models.rapprochement.lots import CHANGED_SINCE, ONE_BY_ONE, lot_of
from models.saisie import SaisieCompte
from models.tables import Operation
from tests.cabinet import all_of, employeur, fill, numero, siren
from tests.domain.rapprochement.portal import compared, only, page, page_of, row

DPAE, ATTESTATIONS = frozenset({Service.DPAE}), frozenset({Service.ATTESTATIONS})
TITLES = "Siren\tType\tN° compte\tÉtat\tForme\tDPAE\tAttestations"


def done(portefeuille: Portefeuille, action: Action, constats: Sequence[Constat]) -> Bilan:
    return lot_of(action, portefeuille, constats).run()


def undo(portefeuille: Portefeuille) -> None:
    geste = portefeuille.latest_gesture()
    assert geste is not None
    bilan = LotUndo(portefeuille, geste).run()
    assert bilan.left == ()


def verbs() -> list[str]:
    rows = Operation.select(Operation.verbe).order_by(Operation.rang)
    return [one.verbe for one in rows]


def line(rank: int, *cells: str, account: str = "") -> str:
    return "\t".join((siren(rank), "Employeur", account or numero(rank), *cells))


def table(*lines: str) -> str:
    return "\n".join((TITLES, *lines))


def known(portefeuille: Portefeuille, rank: int, **changes: object) -> Fiche:
    return portefeuille.enroll(employeur(rank, deja_inscrit=True, **changes))


def strangers(portefeuille: Portefeuille, *ranks: int) -> Rapprochement:
    rows = (row(f"Comptes Régime Général du SIREN {siren(rank)} (SAS)") for rank in ranks)
    return compared(portefeuille, page(*rows))


def test_what_is_there_is_inscribed_here_and_undone_in_one_gesture(
    portefeuille: Portefeuille,
) -> None:
    found = strangers(portefeuille, 1, 2, 3)
    bilan = done(portefeuille, Action.ENROLL, found.of(Groupe.LA_BAS))
    assert (bilan.changed, bilan.to_do, bilan.left) == (3, 0, ())
    fiches = all_of(portefeuille)
    assert [(one.vu, one.report, one.forme_juridique) for one in fiches] == [
        (Vu.CONNU, Report.FAIT, "SAS")
    ] * 3
    assert {one.services for one in fiches} == {frozenset()}
    assert strangers(portefeuille, 1, 2, 3).agrees
    undo(portefeuille)
    assert all_of(portefeuille) == ()
    assert verbs()[-6:] == ["inscrire"] * 3 + ["annuler"] * 3


def test_a_table_inscribes_its_accounts_and_its_boxes(portefeuille: Portefeuille) -> None:
    lines = (line(1, "Radié", "SARL", "x"), line(1, "Actif", "SARL", "x", account=numero(2)))
    found = compared(portefeuille, table(*lines))
    done(portefeuille, Action.ENROLL, found.of(Groupe.LA_BAS))
    (fiche,) = all_of(portefeuille)
    comptes = [(one.numero_compte, one.etat) for one in fiche.comptes]
    assert comptes == [(numero(1), Etat.RADIE), (numero(2), Etat.ACTIF)]
    assert (fiche.services, fiche.vu_services) == (DPAE, DPAE)


def test_a_client_whose_type_is_not_said_waits_for_it(portefeuille: Portefeuille) -> None:
    constat = only(compared(portefeuille, f"Siren\n{siren(1)}\n"), Groupe.LA_BAS)
    (why,) = done(portefeuille, Action.ENROLL, [constat]).left
    assert "le type de ce client est à dire" in why
    said = of_regime(constat, Regime.PROFESSION_LIBERALE)
    assert done(portefeuille, Action.ENROLL, [said]).changed == 1
    assert [one.regime for one in all_of(portefeuille)] == [Regime.PROFESSION_LIBERALE]


def test_radies_there_are_marked_here_all_at_once(portefeuille: Portefeuille) -> None:
    fiches = [known(portefeuille, rank) for rank in (1, 2)]
    there = page(*(row(one.title, radie=True) for one in fiches))
    bilan = done(
        portefeuille, Action.STRIKE_OFF, compared(portefeuille, there).of(Groupe.DIFFERENT)
    )
    assert (bilan.changed, bilan.to_do) == (2, 0)
    assert all(one.est_radie for one in all_of(portefeuille))
    assert compared(portefeuille, there).agrees
    undo(portefeuille)
    assert not any(one.est_radie for one in all_of(portefeuille))


def test_a_radie_here_that_is_actif_there_is_mended(portefeuille: Portefeuille) -> None:
    comptes = (SaisieCompte(numero(1), etat=Etat.RADIE),)
    fiche = known(portefeuille, 1, comptes=comptes)
    there = page(row(fiche.title))
    done(portefeuille, Action.ALIGN, compared(portefeuille, there).of(Groupe.DIFFERENT))
    assert portefeuille.get(fiche.uid).etat is Etat.ACTIF


def test_here_is_made_as_it_is_there(portefeuille: Portefeuille) -> None:
    fiche = known(portefeuille, 1, services=DPAE)
    lines = (line(1, "Actif", "SAS", "", "x"), line(1, "Actif", "SAS", account=numero(2)))
    found = compared(portefeuille, table(*lines))
    done(portefeuille, Action.ALIGN, found.of(Groupe.DIFFERENT))
    now = portefeuille.get(fiche.uid)
    assert (now.forme_juridique, now.services, now.vu_services) == (
        "SAS",
        ATTESTATIONS,
        ATTESTATIONS,
    )
    assert [one.numero_compte for one in now.comptes] == [numero(1), numero(2)]
    assert now.ecart is ToDo.AUCUN
    assert compared(portefeuille, table(*lines), complete=True).agrees
    undo(portefeuille)
    back = portefeuille.get(fiche.uid)
    assert (back.forme_juridique, back.services, back.vu_services) == ("SARL", DPAE, DPAE)
    assert [one.numero_compte for one in back.comptes] == [numero(1)]
    assert back.ecart is ToDo.AUCUN


def test_an_account_of_somebody_else_is_not_taken(portefeuille: Portefeuille) -> None:
    fiche = known(portefeuille, 1)
    known(portefeuille, 2)
    found = compared(portefeuille, table(line(1), line(1, account=numero(2))))
    (why,) = done(portefeuille, Action.ALIGN, found.of(Groupe.DIFFERENT)).left
    assert "déjà celui de BOULANGERIE 002" in why
    assert portefeuille.get(fiche.uid) == fiche


def test_it_is_so_there_leaves_what_differs_to_be_done(portefeuille: Portefeuille) -> None:
    fiche = known(portefeuille, 1, services=DPAE)
    there = table(line(1, "Actif", "SARL", "", "x"))
    done(portefeuille, Action.NOTE, compared(portefeuille, there).of(Groupe.DIFFERENT))
    now = portefeuille.get(fiche.uid)
    assert (now.services, now.vu_services, now.ecart) == (DPAE, ATTESTATIONS, ToDo.CHANGER)
    assert (now.difference.ouvrir, now.difference.fermer) == (DPAE, ATTESTATIONS)
    assert compared(portefeuille, there).agrees
    assert verbs()[-1] == "report"
    undo(portefeuille)
    assert portefeuille.get(fiche.uid).vu_services == DPAE
    assert portefeuille.get(fiche.uid).ecart is ToDo.AUCUN


def test_who_is_seen_there_is_no_more_to_be_inscribed(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1, services=DPAE))
    found = compared(portefeuille, page_of([fiche]))
    done(portefeuille, Action.NOTE, found.of(Groupe.D_ACCORD))
    now = portefeuille.get(fiche.uid)
    # The page says nothing of the boxes: none is believed to be open.
    assert (now.vu, now.vu_services, now.ecart) == (Vu.CONNU, frozenset(), ToDo.CHANGER)
    assert now.difference.ouvrir == DPAE
    assert now.difference.ajouter == ()
    undo(portefeuille)
    assert portefeuille.get(fiche.uid).ecart is ToDo.INSCRIRE


def test_what_the_page_does_not_say_stays_as_it_was_known(portefeuille: Portefeuille) -> None:
    fiche = known(portefeuille, 1, services=DPAE)
    held = fiche.comptes[0]
    typed = (SaisieCompte(held.numero_compte, id=held.id), SaisieCompte(numero(2)))
    more = employeur(1, montant="", services=DPAE, comptes=typed)
    portefeuille.edit(fiche, more)
    there = table(line(1, "Actif", "SARL", "x"), line(1, account=numero(3)))
    constat = only(compared(portefeuille, there), Groupe.DIFFERENT)
    assert constat.there is not None
    assert constat.there.services == DPAE
    assert constat.there.comptes == (Numbers(numero(1)[3:], ""), Numbers(numero(3)[3:], ""))


def test_what_nobody_read_is_done_one_by_one(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 3)
    first = known(portefeuille, 4)
    absent = compared(portefeuille, page_of([first]), complete=True).of(Groupe.ICI)
    assert len(absent) == 3
    for action in (Action.STRIKE_OFF, Action.TERMINATE, Action.NOTE):
        with pytest.raises(Refusal) as refused:
            lot_of(action, portefeuille, absent)
        assert str(refused.value) == ONE_BY_ONE
    assert len(all_of(portefeuille)) == 4
    assert done(portefeuille, Action.STRIKE_OFF, absent[:1]).changed == 1
    assert done(portefeuille, Action.TERMINATE, absent[1:2]).changed == 1
    assert [one.est_radie for one in all_of(portefeuille)] == [True, False, False]
    undo(portefeuille)
    assert len(all_of(portefeuille)) == 4


def test_who_is_no_longer_there_is_to_be_inscribed_again_or_is_done(
    portefeuille: Portefeuille,
) -> None:
    here, removed, other = (known(portefeuille, rank) for rank in (1, 2, 3))
    portefeuille.terminate(removed)
    found = compared(portefeuille, page_of([other]), complete=True)
    done(portefeuille, Action.NOTE, found.of(Groupe.ICI))
    assert portefeuille.get(here.uid).ecart is ToDo.INSCRIRE
    gone = [one for one in found.of(Groupe.D_ACCORD) if one.phrase]
    done(portefeuille, Action.NOTE, gone)
    assert portefeuille.get(removed.uid).ecart is ToDo.AUCUN


def test_who_was_changed_since_is_left(portefeuille: Portefeuille) -> None:
    fiche = known(portefeuille, 1)
    found = compared(portefeuille, page(row(fiche.title, radie=True)))
    portefeuille.set_services(fiche, DPAE)
    (why,) = done(portefeuille, Action.STRIKE_OFF, found.of(Groupe.DIFFERENT)).left
    assert CHANGED_SINCE in why
    assert not portefeuille.get(fiche.uid).est_radie


def test_an_action_that_is_none_of_a_lines_is_left(portefeuille: Portefeuille) -> None:
    found = strangers(portefeuille, 1)
    (why,) = done(portefeuille, Action.TERMINATE, found.of(Groupe.LA_BAS)).left
    assert "ne s'applique pas" in why
