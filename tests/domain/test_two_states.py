"""What is here and what urssaf.fr has: what is to be done there follows by itself."""

from __future__ import annotations

from uuid import uuid4

import pytest

from models.ecarts import Numbers
from models.errors import BadFields
from models.fiche import Fiche
from models.labels import Report, Service, ToDo, Vu
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres
from models.tables import Retour
from tests.cabinet import employeur, gerant, independant, numero

ATTESTATIONS, DPAE = frozenset({Service.ATTESTATIONS}), frozenset({Service.DPAE})


def waiting(portefeuille: Portefeuille) -> int | None:
    return portefeuille.page(Criteres(reports=frozenset({Report.A_FAIRE}))).total


def test_a_change_that_is_taken_back_leaves_the_queue(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1, deja_inscrit=True))
    assert (fiche.vu, fiche.ecart, fiche.report) == (Vu.CONNU, ToDo.AUCUN, Report.FAIT)
    changed = portefeuille.set_services(fiche, ATTESTATIONS)
    assert (changed.ecart, changed.report) == (ToDo.CHANGER, Report.A_FAIRE)
    assert changed.difference.ouvrir == ATTESTATIONS
    assert waiting(portefeuille) == 1
    back = portefeuille.set_services(changed, fiche.services)
    assert (back.ecart, back.report) == (ToDo.AUCUN, Report.FAIT)
    assert waiting(portefeuille) == 0


def test_what_urssaf_never_had_is_to_be_inscribed_until_it_leaves(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.set_services(portefeuille.enroll(employeur(1)), DPAE)
    assert fiche.ecart is ToDo.INSCRIRE
    gone = portefeuille.terminate(fiche)
    assert (gone.ecart, gone.report, waiting(portefeuille)) == (ToDo.AUCUN, Report.FAIT, 0)
    known = portefeuille.report(portefeuille.enroll(employeur(2)))
    assert portefeuille.terminate(known).ecart is ToDo.RESILIER
    assert waiting(portefeuille) == 1


def test_a_report_copies_here_to_there(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1, services=DPAE)))
    assert (fiche.vu, fiche.vu_services) == (Vu.CONNU, DPAE)
    held = fiche.comptes[0]
    typed = (SaisieCompte(held.numero_compte, id=held.id), SaisieCompte(numero(2)))
    added = portefeuille.edit(fiche, employeur(1, montant="", services=DPAE, comptes=typed))
    assert added.difference.ajouter == (Numbers(numero(2)[3:], ""),)
    gone = portefeuille.report(portefeuille.terminate(added))
    assert (gone.vu, gone.vu_services, gone.ecart) == (Vu.ABSENT, None, ToDo.AUCUN)


def test_what_was_refused_stays_so_while_the_difference_does(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    refused = portefeuille.refuse(portefeuille.set_services(fiche, DPAE), motif="Hors délai")
    held = SaisieCompte(numero(1), id=refused.comptes[0].id)
    noted = portefeuille.edit(
        refused, employeur(1, montant="", services=DPAE, note="vu", comptes=(held,))
    )
    assert (noted.report, noted.report_motif) == (Report.REFUSE, "Hors délai")
    other = portefeuille.set_services(noted, DPAE | ATTESTATIONS)
    assert (other.report, other.report_motif) == (Report.A_FAIRE, "")
    assert portefeuille.set_services(other, fiche.services).report is Report.FAIT


def test_nothing_is_refused_where_nothing_is_to_be_done(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1, deja_inscrit=True))
    assert portefeuille.refuse(fiche, motif="Non") == fiche
    assert portefeuille.report(fiche) == fiche


def test_a_report_that_is_taken_back_gives_the_difference_back(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    changed = portefeuille.set_services(fiche, DPAE)
    back = portefeuille.take_back(portefeuille.report(changed))
    assert (back.ecart, back.difference) == (ToDo.CHANGER, changed.difference)
    assert (back.report, back.vu_services) == (Report.A_FAIRE, fiche.vu_services)


def test_what_cannot_be_known_is_said_to_be_unknown(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    Retour.delete().execute()
    unknown = portefeuille.take_back(fiche)
    assert (unknown.vu, unknown.ecart) == (Vu.INCONNU, ToDo.INCONNU)
    assert portefeuille.terminate(unknown).ecart is ToDo.INCONNU
    assert portefeuille.report(portefeuille.get(fiche.uid)).vu is Vu.ABSENT


@pytest.mark.parametrize("proof", ["montant", "nir"])
def test_a_proof_is_kept_only_to_inscribe(portefeuille: Portefeuille, proof: str) -> None:
    make = employeur if proof == "montant" else independant
    fiche = portefeuille.report(portefeuille.enroll(make(1)))
    with pytest.raises(BadFields, match="n'est pas gardé"):
        portefeuille.edit(fiche, make(1))


def test_what_waits_is_as_old_as_its_beginning(portefeuille: Portefeuille) -> None:
    first = portefeuille.enroll(gerant(1), operation=uuid4())
    later = portefeuille.set_services(first, DPAE)
    assert later.report_le == first.report_le == first.cree_le


def test_a_number_that_was_unknown_completes_what_urssaf_has(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1, deja_inscrit=True, comptes=(SaisieCompte(),)))

    def numbered(fiche: Fiche, rank: int) -> Fiche:
        compte = SaisieCompte(numero(rank), id=fiche.comptes[0].id)
        return portefeuille.edit(fiche, employeur(1, montant="", comptes=(compte,)), forced=True)

    named = numbered(fiche, 1)
    assert named.ecart is ToDo.AUCUN
    renamed = numbered(named, 2)
    assert renamed.difference.retirer == (Numbers(numero(1)[3:], ""),)
    assert renamed.difference.ajouter == (Numbers(numero(2)[3:], ""),)
