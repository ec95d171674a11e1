"""What a table adds to who is there already: what is missing, and nothing else."""

from __future__ import annotations

from models.fiche import Fiche
from models.importation.choosing.completing import Completion, completion
from models.importation.lot_import import LotImport
from models.importation.verdicts import Verdict
from models.labels import Etat, Regime, ToDo
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.tables import Operation
from tests.cabinet import NIR, employeur, gerant, independant, numero, siren
from tests.domain.importation.test_choosing import importation

TITLES = "Siren\tCompte\tSiret\tType\tNom\tForme\tDossier\tNote\tCP\tVille\tÉtat\tMontant\tNIR"


def found(portefeuille: Portefeuille, *rows: str, deja: bool = True) -> Completion:
    made = importation(portefeuille, *rows, titles=TITLES)
    made.deja_inscrits = deja
    made.examine()
    examen = made.examens[2]
    assert examen.verdict is Verdict.DEJA, examen.motif
    return made.completion(examen)


def line(rank: int, **cells: str) -> str:
    given = {"Siren": siren(rank), "Type": "Employeur", **cells}
    return "\t".join(given.get(title, "") for title in TITLES.split("\t"))


def plain(sentences: tuple[str, ...]) -> list[str]:
    return [one.replace("\xa0", " ") for one in sentences]


def bare(portefeuille: Portefeuille, rank: int = 1) -> Fiche:
    """Inscribe somebody of whom next to nothing is known, and of whom all is done."""
    typed = employeur(
        rank, raison_sociale="", forme_juridique="", comptes=(SaisieCompte(),), deja_inscrit=True
    )
    return portefeuille.enroll(typed)


def test_what_is_missing_is_added_and_the_rest_stays(portefeuille: Portefeuille) -> None:
    there = bare(portefeuille)
    row = line(1, Compte=numero(1), Nom="DUPONT", Forme="SARL", CP="09110", Ville="ALBI")
    lot = LotImport(portefeuille, (), [found(portefeuille, row)])
    assert lot.run().changed == 1
    now = portefeuille.get(there.uid)
    assert (now.raison_sociale, now.forme_juridique) == ("DUPONT", "SARL")
    (compte,) = now.comptes
    assert (compte.numero_compte, compte.place) == (numero(1), "09110 ALBI")
    assert (now.services, now.ecart, now.version) == (there.services, ToDo.AUCUN, 2)
    again = found(portefeuille, row)
    assert not again
    assert again.differences == ()


def test_what_differs_is_told_and_is_not_touched(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1))
    row = line(1, Compte=numero(1), Nom="AUTRE", Forme="sarl", Ville="ALBI", État="Radié")
    made = found(portefeuille, row)
    assert not made
    assert plain(made.differences) == [
        "Raison sociale : ici BOULANGERIE 001, là AUTRE.",
        "Ville : ici SAVIGNAC, là ALBI.",
        "État du compte : ici Actif, là Radié.",
    ]


def test_an_account_more_is_added(portefeuille: Portefeuille) -> None:
    there = portefeuille.report(portefeuille.enroll(employeur(1)))
    rows = [line(1, Compte=numero(rank), État="Radié") for rank in (1, 2)]
    made = found(portefeuille, *rows)
    assert plain(made.added) == ["Un compte de plus : 117 000000900000002"]
    LotImport(portefeuille, (), [made]).run()
    now = portefeuille.get(there.uid)
    assert [(one.numero_compte, one.etat) for one in now.comptes] == [
        (numero(1), Etat.ACTIF),
        (numero(2), Etat.RADIE),
    ]
    assert now.ecart is ToDo.AUCUN


def test_an_account_more_is_to_do_where_the_table_is_not_of_urssaf(
    portefeuille: Portefeuille,
) -> None:
    there = portefeuille.report(portefeuille.enroll(employeur(1)))
    row = line(1, Compte=numero(2), Montant="1")
    LotImport(portefeuille, (), [found(portefeuille, row, deja=False)]).run()
    now = portefeuille.get(there.uid)
    assert (len(now.comptes), now.ecart) == (2, ToDo.CHANGER)


def test_which_account_a_siret_is_of_is_never_supposed(portefeuille: Portefeuille) -> None:
    comptes = tuple(SaisieCompte(numero(rank)) for rank in (1, 2))
    portefeuille.enroll(employeur(1, comptes=comptes))
    made = found(portefeuille, line(1, Siret=f"{siren(1)}00017"))
    assert not made
    assert "à quel compte ?" in plain(made.differences)[0]


def test_what_is_doubtful_is_not_added(portefeuille: Portefeuille) -> None:
    bare(portefeuille)
    made = found(portefeuille, line(1, Compte="117000000900001000"))
    assert not made
    assert "douteux" in " ".join(made.differences)


def test_a_line_whose_note_holds_a_nir_is_wrong(portefeuille: Portefeuille) -> None:
    bare(portefeuille)
    made = importation(portefeuille, line(1, Note=f"voir {NIR}"), titles=TITLES)
    made.deja_inscrits = True
    made.examine()
    examen = made.examens[2]
    assert (examen.verdict, examen.champ) == (Verdict.ERREUR, "note")
    assert "numéro de sécurité sociale" in examen.motif
    assert NIR[:8] not in examen.motif


def test_the_proof_that_is_missing_is_added_while_it_is_asked(portefeuille: Portefeuille) -> None:
    there = portefeuille.enroll(independant(1, raison_sociale=""))
    row = line(1, Compte=numero(1), Type="Artisan", NIR=NIR, Nom="FAURE")
    made = found(portefeuille, row, deja=False)
    assert plain(made.added) == ["Raison sociale : FAURE"]
    LotImport(portefeuille, (), [made]).run()
    assert portefeuille.get(there.uid).nir_masque == there.nir_masque
    assert NIR[:8] not in repr(made)


def test_another_regime_completes_nothing(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(gerant(1, raison_sociale=""))
    made = importation(portefeuille, line(1, Siren="", Compte=numero(1), Nom="X"), titles=TITLES)
    examen = made.examens[2]
    if examen.verdict is Verdict.DEJA and examen.saisie.regime is not Regime.GERANT_MAJORITAIRE:
        assert not completion(examen)


def test_who_was_changed_meanwhile_is_left(portefeuille: Portefeuille) -> None:
    first, second = bare(portefeuille), bare(portefeuille, 2)
    rows = [line(rank, Nom=f"CLIENT {rank}") for rank in (1, 2)]
    made = importation(portefeuille, *rows, titles=TITLES)
    made.deja_inscrits = True
    made.examine()
    for numero_ in (2, 3):
        assert made.ticks.tick(numero_, taken=True)
    to_do = made.to_complete()
    portefeuille.terminate(first)
    bilan = LotImport(portefeuille, (), to_do).run()
    assert (bilan.changed, len(bilan.left)) == (1, 1)
    assert portefeuille.get(second.uid).raison_sociale == "CLIENT 2"
    assert len({one.lot for one in Operation.select().where(Operation.verbe == "modifier")}) == 1


def test_a_number_that_somebody_took_meanwhile_is_refused(portefeuille: Portefeuille) -> None:
    bare(portefeuille)
    made = found(portefeuille, line(1, Compte=numero(7)))
    portefeuille.enroll(employeur(7))
    bilan = LotImport(portefeuille, (), [made]).run()
    assert bilan.changed == 0
    assert "déjà celui" in bilan.left[0]
