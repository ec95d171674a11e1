"""The verbs of the portefeuille, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import pytest
from peewee import Database, ProgrammingError

from models.errors import (
    AlreadyEnrolled,
    BadFields,
    Conflict,
    Doubtful,
    KeyMissing,
    NotAllowed,
    NotFound,
    StorageBusy,
)
from models.fiche import Fiche
from models.labels import Etat, Regime, Report, Role, Service
from models.modeles import Modeles
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.sealing.vault import Vault
from models.search.criteres import After, Before, Criteres, Edge, From, Key
from models.tables import Compte, Inscription, Operation, Retour, Utilisateur
from models.writing import journal
from models.writing.controle import check
from tests.cabinet import (
    NIR,
    NOON,
    colleague_of,
    employeur,
    fill,
    gerant,
    independant,
    new_cabinet,
    new_person,
    numero,
    open_portefeuille,
    siren,
)


def test_an_employer_is_kept_as_typed_and_is_to_be_reported(portefeuille: Portefeuille) -> None:
    boxes = frozenset({Service.DPAE, Service.COURRIEL_CONTENTIEUX})
    fiche = portefeuille.get(portefeuille.enroll(employeur(1, services=boxes)).uid)
    assert fiche.title == "Comptes Régime Général du SIREN 000\xa0000\xa0018 (SARL)"
    assert (fiche.montant_centimes, fiche.services, fiche.report) == (123456, boxes, Report.A_FAIRE)
    assert [c.place for c in fiche.comptes] == ["09110 SAVIGNAC"]


def test_a_nir_is_sealed_in_the_database_and_masked_in_the_fiche(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.enroll(independant(1))
    stored = bytes(Inscription.get(Inscription.uid == fiche.uid).nir or b"")
    assert NIR.encode() not in stored
    assert fiche.nir_masque == "1\xa080\xa001\xa0••\xa0•••\xa0•••\xa0••"
    assert portefeuille.reveal_nir(fiche) == NIR
    assert Operation.select().where(Operation.verbe == "reveler_nir").count() == 1


def test_a_sentence_never_calls_a_client_by_the_civilite_alone(portefeuille: Portefeuille) -> None:
    named = portefeuille.enroll(independant(1))
    nameless = portefeuille.enroll(independant(2, raison_sociale=""))
    assert named.called == "MME FAURE 001"
    assert nameless.called == nameless.designation


def test_a_gerant_majoritaire_has_no_siren(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(gerant(7))
    assert fiche.siren is None
    assert fiche.title == "Compte Gérant Majoritaire 117\xa0000000900000007"


def test_the_proofs_of_the_fiche_are_asked_for(portefeuille: Portefeuille) -> None:
    for typed, expected in (
        (Saisie(Regime.GENERAL, siren=siren(1)), {"montant", "comptes.0.numero_compte"}),
        (Saisie(Regime.PROFESSION_LIBERALE, siren=siren(1)), {"nir", "comptes.0.numero_compte"}),
        (Saisie(Regime.GERANT_MAJORITAIRE), {"comptes.0.numero_compte"}),
    ):
        with pytest.raises(BadFields) as refusal:
            portefeuille.enroll(typed)
        assert set(refusal.value.sentences) == expected
    assert portefeuille.page().total == 0


def test_already_enrolled_on_urssaf_asks_for_no_proof_and_keeps_none(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.enroll(Saisie(Regime.GENERAL, siren=siren(1), deja_inscrit=True))
    assert (fiche.report, fiche.montant_centimes) == (Report.FAIT, None)
    other = portefeuille.enroll(independant(2, deja_inscrit=True))
    assert other.nir_masque is None


def test_an_unusual_number_is_accepted_only_when_forced(portefeuille: Portefeuille) -> None:
    odd = employeur(1, siren="000000017")
    with pytest.raises(Doubtful) as doubt:
        portefeuille.enroll(odd)
    assert set(doubt.value.warnings) == {"siren"}
    assert portefeuille.enroll(odd, forced=True).siren == "000000017"


def test_what_proves_never_stands_in_a_repr() -> None:
    typed = independant(1, montant="98765,43")
    for shown in (repr(typed), repr(check(typed)), repr(check(replace(typed, nir="1 80")))):
        assert NIR not in shown
        assert "98765" not in shown


def test_a_siren_stands_once_under_each_regime(portefeuille: Portefeuille) -> None:
    first = portefeuille.enroll(employeur(1))
    with pytest.raises(AlreadyEnrolled) as refusal:
        portefeuille.enroll(employeur(1, comptes=(SaisieCompte(numero(2)),)))
    assert (refusal.value.uid, refusal.value.field) == (first.uid, "siren")
    portefeuille.enroll(independant(1, comptes=(SaisieCompte(numero(3)),)))
    assert [f.regime for f in portefeuille.with_siren(siren(1))] == [
        Regime.GENERAL,
        Regime.ARTISAN_COMMERCANT,
    ]


def test_a_double_number_is_named_as_such_even_under_the_same_siren(
    portefeuille: Portefeuille,
) -> None:
    first = portefeuille.enroll(employeur(1))
    comptes = (SaisieCompte(numero(2)), SaisieCompte(numero(1)))
    with pytest.raises(AlreadyEnrolled) as refusal:
        portefeuille.enroll(independant(1, comptes=comptes))
    assert (refusal.value.uid, refusal.value.field) == (first.uid, "comptes.1.numero_compte")
    assert str(refusal.value) == (
        "Ce numéro de compte est déjà celui de BOULANGERIE 001 (Régime Général), "
        "dans votre portefeuille depuis le 12/06/2026."
    )


def test_the_number_of_a_compte_is_corrected_never_emptied(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    held = fiche.comptes[0].id
    emptied = employeur(1, comptes=(SaisieCompte(id=held),))
    with pytest.raises(BadFields) as refusal:
        portefeuille.edit(fiche, emptied)
    assert set(refusal.value.sentences) == {"comptes.0.numero_compte"}
    corrected = employeur(1, comptes=(SaisieCompte(numero(2), id=held),))
    assert portefeuille.edit(fiche, corrected).comptes[0].numero_compte == numero(2)


@pytest.mark.parametrize("deja_inscrit", [True, False])
def test_another_compte_needs_what_names_it(
    portefeuille: Portefeuille, *, deja_inscrit: bool
) -> None:
    nameless = (SaisieCompte(numero(1)), SaisieCompte(ville="PAU"))
    with pytest.raises(BadFields) as refusal:
        portefeuille.enroll(employeur(1, comptes=nameless, deja_inscrit=deja_inscrit))
    assert set(refusal.value.sentences) == {"comptes.1.numero_compte"}
    shop = SaisieCompte(siret=siren(1) + "00015", ville="PAU")
    named = employeur(1, comptes=(nameless[0], shop), deja_inscrit=deja_inscrit)
    fiche = portefeuille.enroll(named, forced=True)
    added = employeur(1, comptes=(*_as_typed(fiche), SaisieCompte(ville="DAX")))
    with pytest.raises(BadFields) as refusal:
        portefeuille.edit(fiche, added)
    assert set(refusal.value.sentences) == {"comptes.2.numero_compte"}


def test_a_compte_known_by_its_siret_keeps_it_or_gets_a_number(portefeuille: Portefeuille) -> None:
    shops = tuple(SaisieCompte(siret=siren(1) + nic) for nic in ("00015", "00023"))
    typed = employeur(1, comptes=(SaisieCompte(numero(1)), *shops))
    fiche = portefeuille.enroll(typed, forced=True)
    first, second, third = _as_typed(fiche)
    with pytest.raises(BadFields) as refusal:
        portefeuille.edit(fiche, employeur(1, comptes=(first, replace(second, siret=""), third)))
    assert set(refusal.value.sentences) == {"comptes.1.siret"}
    renamed = replace(second, numero_compte=numero(2), siret="")
    after = portefeuille.edit(fiche, employeur(1, comptes=(first, renamed, third)), forced=True)
    assert [(one.numero_compte, one.siret) for one in after.comptes[1:]] == [
        (numero(2), None),
        (None, siren(1) + "00023"),
    ]


def _as_typed(fiche: Fiche) -> tuple[SaisieCompte, ...]:
    return tuple(
        SaisieCompte(one.numero_compte or "", one.siret or "", ville=one.ville, id=one.id)
        for one in fiche.comptes
    )


def test_an_account_number_and_its_short_spelling_are_one(portefeuille: Portefeuille) -> None:
    first = portefeuille.enroll(employeur(1))
    short = SaisieCompte(numero(1)[3:])
    with pytest.raises(AlreadyEnrolled) as refusal:
        portefeuille.enroll(employeur(2, comptes=(short,)), forced=True)
    assert refusal.value.uid == first.uid
    held = portefeuille.with_compte(short.numero_compte)
    assert held is not None
    assert held.uid == first.uid


def test_a_retry_with_the_same_operation_changes_nothing_twice(portefeuille: Portefeuille) -> None:
    operation = uuid4()
    first = portefeuille.enroll(employeur(1), operation=operation)
    assert portefeuille.enroll(employeur(1), operation=operation) == first
    change = uuid4()
    after = portefeuille.set_services(first, frozenset({Service.DPAE}), operation=change)
    assert portefeuille.set_services(first, frozenset({Service.DPAE}), operation=change) == after
    assert Operation.select().count() == 2


def test_what_somebody_else_changed_is_not_overwritten(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.set_services(fiche, frozenset({Service.DPAE}))
    gestures: list[Callable[[], object]] = [
        lambda: portefeuille.set_services(fiche, frozenset()),
        lambda: portefeuille.terminate(fiche),
        lambda: portefeuille.edit(fiche, employeur(1, note="à moi")),
        lambda: portefeuille.mark_report(fiche, Report.FAIT),
    ]
    for gesture in gestures:
        with pytest.raises(Conflict, match="Marc Petit"):
            gesture()
    assert portefeuille.get(fiche.uid).services == {Service.DPAE}


def test_terminating_takes_the_row_out_and_leaves_it_to_be_reported(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.enroll(employeur(1))
    gone = portefeuille.terminate(fiche)
    assert gone.retire_le == NOON
    assert portefeuille.page().total == 0
    assert [f.uid for f in portefeuille.page(Criteres(report=Report.A_FAIRE)).fiches] == [fiche.uid]
    assert gone.montant_centimes is None
    again = portefeuille.enroll(employeur(1))
    assert again.uid != fiche.uid
    with pytest.raises(NotFound):
        portefeuille.terminate(gone)
    done = portefeuille.mark_report(gone, Report.FAIT)
    assert done.report is Report.FAIT
    assert portefeuille.page(Criteres(report=Report.A_FAIRE)).total == 1


def test_reporting_erases_the_proofs_everywhere(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(independant(1))
    done = portefeuille.mark_report(fiche, Report.FAIT)
    assert (done.nir_masque, done.report_par) == (None, "Claire Durand")
    assert Inscription.get(Inscription.uid == fiche.uid).nir is None
    kept = Retour.get()
    plain = portefeuille._vault.open(bytes(kept.avant), row=kept.operation_id, field="retour")
    assert b"nir" not in plain
    with pytest.raises(NotFound):
        portefeuille.reveal_nir(done)


def test_editing_keeps_what_was_not_typed_again(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(independant(1))
    held = fiche.comptes[0]
    typed = independant(
        1,
        nir="",
        raison_sociale="FAURE ANNE",
        comptes=(SaisieCompte(numero(1), ville="PARIS", etat=Etat.RADIE, id=held.id),),
    )
    edited = portefeuille.edit(fiche, typed)
    assert (edited.nom, edited.etat, edited.nir_masque) == (
        "MME FAURE ANNE",
        Etat.RADIE,
        fiche.nir_masque,
    )
    assert portefeuille.page(Criteres(texte="faure paris")).total == 1
    assert Compte.select().count() == 1


def test_only_what_the_portal_knows_is_to_be_reported_again(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.mark_report(portefeuille.enroll(employeur(1)), Report.FAIT)
    held = SaisieCompte(numero(1), code_postal="09110", ville="SAVIGNAC", id=fiche.comptes[0].id)
    noted = portefeuille.edit(fiche, employeur(1, montant="", note="rappeler", comptes=(held,)))
    assert noted.report is Report.FAIT
    added = employeur(1, montant="", comptes=(held, SaisieCompte(numero(2))))
    assert portefeuille.edit(noted, added).report is Report.A_FAIRE


def test_a_montant_that_is_emptied_is_erased(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    held = SaisieCompte(numero(1), id=fiche.comptes[0].id)
    edited = portefeuille.edit(fiche, employeur(1, montant="", comptes=(held,)))
    assert edited.montant_centimes is None


def test_editing_nothing_writes_nothing(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    held = SaisieCompte(numero(1), code_postal="09110", ville="SAVIGNAC", id=fiche.comptes[0].id)
    assert portefeuille.edit(fiche, employeur(1, comptes=(held,))) == fiche
    assert Operation.select().count() == 1


def test_pages_follow_each_other_both_ways(portefeuille: Portefeuille) -> None:
    fiches = fill(portefeuille, 25)
    uids = [f.uid for f in fiches]
    first = portefeuille.page()
    second = portefeuille.page(anchor=After(Key.of(first.fiches[-1])))
    last = portefeuille.page(anchor=Edge.LAST)
    assert [f.uid for f in first.fiches] == uids[:10]
    assert [f.uid for f in second.fiches] == uids[10:20]
    assert [f.uid for f in last.fiches] == uids[15:]
    assert (second.start, second.total, last.start) == (10, 25, 15)
    back = portefeuille.page(anchor=Before(Key.of(second.fiches[0])))
    assert back == first
    assert not first.has_previous
    assert not last.has_next
    here = portefeuille.page(anchor=From(Key.of(second.fiches[3])))
    assert here.fiches[0] == second.fiches[3]
    assert here.start == 13


def test_homonyms_are_neither_lost_nor_repeated_between_pages(portefeuille: Portefeuille) -> None:
    for rank in range(1, 24):
        portefeuille.enroll(employeur(rank, raison_sociale="MARTIN"))
    seen = []
    page = portefeuille.page()
    while page.fiches:
        seen += [f.uid for f in page.fiches]
        page = portefeuille.page(anchor=After(Key.of(page.fiches[-1])))
    assert len(seen) == len(set(seen)) == 23


@pytest.mark.parametrize(
    ("criteres", "found"),
    [
        (Criteres(texte="boulangerie 001"), {1}),
        (Criteres(texte="savignac"), {1, 2}),
        (Criteres(texte="ete"), {2}),
        (Criteres(texte="coeur l"), {2}),
        (Criteres(texte="D0042"), {3}),
        (Criteres(texte="000 000 0"), {1, 2, 3}),
        *((Criteres(texte=nothing), set()) for nothing in ("%", "_", "& -", "Иванов", "\u200b")),
        (Criteres(texte="Иванов savignac"), {1, 2}),
        (Criteres(texte=" "), {1, 2, 3, 4}),
        (Criteres(siren="000000018"), {1}),
        (Criteres(siren="000 000 018 000 15"), {1}),
        (Criteres(compte="1170000009"), {1, 2, 3, 4}),
        (Criteres(compte=numero(4)), {4}),
        (Criteres(compte=numero(4)[3:]), {4}),
        (Criteres(compte="900000004"), {4}),
        (Criteres(compte="117 900000004"), {4}),
        (Criteres(texte="0900000003"), {3}),
        (Criteres(texte="00000004"), set()),
        (Criteres(regimes=frozenset({Regime.GERANT_MAJORITAIRE})), {4}),
        (Criteres(etat=Etat.RADIE), {3}),
        (Criteres(etat=Etat.ACTIF), {1, 2, 4}),
        (Criteres(etat=Etat.SUSPENDU), set()),
        (Criteres(texte="absent"), set()),
    ],
)
def test_a_search_finds_what_it_says(
    portefeuille: Portefeuille, criteres: Criteres, found: set[int]
) -> None:
    shop = SaisieCompte(numero(1), siret=siren(1) + "00015", ville="Savignac")
    portefeuille.enroll(employeur(1, comptes=(shop,)), forced=True)
    portefeuille.enroll(employeur(2, raison_sociale="L'ÉTÉ au CŒUR"))
    radie = SaisieCompte(numero(3), etat=Etat.RADIE)
    portefeuille.enroll(independant(3, code_dossier="D0042", comptes=(radie,)))
    portefeuille.enroll(gerant(4))
    page = portefeuille.page(criteres)
    numbers = {f.comptes[0].numero_compte for f in page.fiches}
    assert numbers == {numero(rank) for rank in found}
    assert page.total == len(portefeuille.uids(criteres, most=9)) == len(found)


def test_the_cabinet_next_door_is_out_of_reach(portefeuille: Portefeuille, tmp_path: Path) -> None:
    mine = portefeuille.enroll(employeur(1))
    cabinet, vault = new_cabinet(tmp_path, "Cabinet Voisin")
    other = Portefeuille(cabinet, new_person(cabinet, "Jean Voisin", Role.ADMINISTRATEUR), vault)
    assert other.page().total == 0
    assert other.with_siren(siren(1)) == ()
    assert other.with_compte(numero(1)) is None
    assert other.compteurs().total == 0
    assert other.recent(5) == ()
    gestures: list[Callable[[], object]] = [
        lambda: other.get(mine.uid),
        lambda: other.terminate(mine),
        lambda: other.set_services(mine, frozenset()),
        lambda: other.edit(mine, employeur(1)),
        lambda: other.reveal_nir(mine),
    ]
    for gesture in gestures:
        with pytest.raises(NotFound):
            gesture()
    assert other.enroll(employeur(1)).uid != mine.uid


def test_without_the_key_all_works_but_what_is_sealed(portefeuille: Portefeuille) -> None:
    sealed = portefeuille.enroll(independant(1))
    cabinet, person = portefeuille._cabinet, portefeuille._utilisateur
    blind = Portefeuille(cabinet, person, Vault.absent(cabinet.uid), now=lambda: NOON)
    assert blind.get(sealed.uid).nir_masque == "NIR scellé (clé absente)"
    with pytest.raises(KeyMissing):
        blind.reveal_nir(sealed)
    with pytest.raises(KeyMissing):
        blind.enroll(independant(2))
    blind.enroll(employeur(3))
    verdict = journal.verify(cabinet, portefeuille._vault)
    assert (verdict.unsealed, verdict.broken) == (1, ())


def test_two_comptes_may_exchange_their_numbers(portefeuille: Portefeuille) -> None:
    two = (SaisieCompte(numero(1)), SaisieCompte(numero(2)))
    fiche = portefeuille.enroll(employeur(1, comptes=two))
    first, second = (compte.id for compte in fiche.comptes)
    swapped = (SaisieCompte(numero(2), id=first), SaisieCompte(numero(1), id=second))
    edited = portefeuille.edit(fiche, employeur(1, comptes=swapped))
    assert [c.numero_compte for c in edited.comptes] == [numero(2), numero(1)]


@pytest.mark.parametrize("count", [2, 3])
def test_numbers_end_where_they_were_typed_however_they_move(
    portefeuille: Portefeuille, count: int
) -> None:
    for client, ranks in enumerate(permutations((1, 2, 3, 4), count), start=1):
        numbers = [numero(10 * client + rank) for rank in ranks]
        two = tuple(SaisieCompte(numero(10 * client + rank)) for rank in (1, 2))
        fiche = portefeuille.enroll(employeur(client, comptes=two))
        ids = (*(compte.id for compte in fiche.comptes), None)
        typed = tuple(
            SaisieCompte(number, ville=f"PRES DE {number}", id=held)
            for held, number in zip(ids, numbers, strict=False)
        )
        edited = portefeuille.edit(fiche, employeur(client, comptes=typed))
        assert [(c.numero_compte, c.ville) for c in edited.comptes] == [
            (number, f"PRES DE {number}") for number in numbers
        ]


def test_a_number_that_leaves_one_compte_may_go_to_a_new_one(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    typed = (SaisieCompte(numero(2), id=fiche.comptes[0].id), SaisieCompte(numero(1), ville="PAU"))
    edited = portefeuille.edit(fiche, employeur(1, comptes=typed))
    assert [(c.numero_compte, c.ville) for c in edited.comptes] == [
        (numero(2), ""),
        (numero(1), "PAU"),
    ]


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_the_application_role_cannot_alter_the_journal(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1))
    with pytest.raises(ProgrammingError, match="permission denied"):
        Operation.update(verbe="resilier").execute()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_altered_journal_is_seen(portefeuille: Portefeuille) -> None:
    for rank in range(1, 5):
        portefeuille.enroll(employeur(rank))
    cabinet, vault = portefeuille._cabinet, portefeuille._vault
    assert journal.verify(cabinet, vault) == journal.Verdict(4, 0, ())
    Operation.update(verbe="resilier").where(Operation.rang == 2).execute()
    assert journal.verify(cabinet, vault).broken == (2,)
    Operation.update(verbe="inscrire").where(Operation.rang == 2).execute()
    Operation.delete().where(Operation.rang == 3).execute()
    assert journal.verify(cabinet, vault).broken


def test_the_counters_of_accueil(portefeuille: Portefeuille) -> None:
    me = portefeuille.my_dossiers.responsable
    portefeuille.enroll(employeur(1, responsable=me))
    portefeuille.enroll(employeur(2, deja_inscrit=True, raison_sociale=""))
    portefeuille.enroll(independant(3, comptes=(SaisieCompte(numero(3), etat=Etat.RADIE),)))
    portefeuille.terminate(portefeuille.enroll(gerant(4)))
    found = portefeuille.compteurs()
    assert (found.total, found.employeurs, found.independants, found.gerants) == (3, 2, 1, 0)
    assert (found.a_reporter, found.radies, found.incompletes, found.a_moi) == (3, 1, 1, 1)


def test_neighbours_are_those_of_the_list(portefeuille: Portefeuille) -> None:
    first, second, third = fill(portefeuille, 3)
    assert portefeuille.neighbour(second, Criteres(), 1) == third
    assert portefeuille.neighbour(second, Criteres(), -1) == first
    assert portefeuille.neighbour(third, Criteres(), 1) is None


def test_a_preference_is_remembered(portefeuille: Portefeuille) -> None:
    assert portefeuille.preference("vue") is None
    portefeuille.remember("vue", "dossier")
    person = type(portefeuille._utilisateur).get_by_id(portefeuille._utilisateur.id)  # type: ignore[union-attr]
    again = Portefeuille(portefeuille._cabinet, person, portefeuille._vault)
    assert again.preference("vue") == "dossier"


def test_two_sessions_of_one_person_keep_what_each_remembers(portefeuille: Portefeuille) -> None:
    person = portefeuille._utilisateur
    assert person is not None

    def again() -> Portefeuille:
        here = Utilisateur.get_by_id(person.id)
        return Portefeuille(portefeuille._cabinet, here, portefeuille._vault)

    one, other = again(), again()
    one.remember("confirmation", "message")
    other.remember("vue", "dossier")
    assert (again().preference("confirmation"), again().preference("vue")) == ("message", "dossier")
    other.remember("confirmation", "modale")
    one.remember("confirmation", "message")
    assert again().preference("confirmation") == "message"


def test_a_preference_that_could_not_be_kept_is_asked_again(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("models.portefeuille.gesture", _busy)
        with pytest.raises(StorageBusy):
            portefeuille.remember("vue", "dossier")
    assert portefeuille.preference("vue") is None
    portefeuille.remember("vue", "dossier")
    assert portefeuille.preference("vue") == "dossier"


def _busy() -> NoReturn:
    raise StorageBusy("La base est occupée.")


def test_instants_are_in_utc_whatever_the_engine(base: Database, tmp_path: Path) -> None:
    assert base is not None
    east = datetime(2026, 6, 12, 23, 30, tzinfo=UTC) + timedelta(minutes=45)
    fiche = open_portefeuille(tmp_path, now=lambda: east).enroll(employeur(1))
    assert fiche.cree_le == east


@pytest.mark.parametrize("change", [{"actif": False}, {"role": Role.CONSULTATION.value}])
def test_an_access_that_was_closed_meanwhile_changes_nothing(
    portefeuille: Portefeuille, change: dict[str, object]
) -> None:
    fiche = portefeuille.enroll(independant(1))
    mine = Utilisateur.id == portefeuille._utilisateur.id  # type: ignore[union-attr]
    Utilisateur.update(**change).where(mine).execute()
    for verb in sorted(WRITING):
        with pytest.raises(NotAllowed, match="a changé depuis votre connexion"):
            VERBS[verb](portefeuille, fiche)
    assert portefeuille.get(fiche.uid) == fiche
    assert portefeuille.page().total == 1


def test_who_took_a_client_out_is_said_to_who_still_changes_it(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.terminate(fiche)
    with pytest.raises(NotFound) as refusal:
        portefeuille.set_services(fiche, frozenset({Service.DPAE}))
    said = str(refusal.value).replace("\xa0", " ")
    assert said.startswith("Non enregistré : ce compte a été résilié par Marc Petit le 12/06/2026")


VERBS: dict[str, Callable[[Portefeuille, Fiche], object]] = {
    "page": lambda p, _: p.page(),
    "get": lambda p, f: p.get(f.uid),
    "uids": lambda p, _: p.uids(Criteres(), most=9),
    "several": lambda p, f: p.several([f.uid]),
    "with_siren": lambda p, f: p.with_siren(f.siren or ""),
    "with_compte": lambda p, _: p.with_compte(numero(1)),
    "neighbour": lambda p, f: p.neighbour(f, Criteres(), 1),
    "recent": lambda p, _: p.recent(5),
    "compteurs": lambda p, _: p.compteurs(),
    "personnes": lambda p, _: p.personnes(),
    "remember": lambda p, _: p.remember("vue", "dossier"),
    "enroll": lambda p, _: p.enroll(employeur(2)),
    "edit": lambda p, f: p.edit(f, independant(1, note="x", nir="")),
    "set_services": lambda p, f: p.set_services(f, frozenset({Service.DPAE})),
    "terminate": lambda p, f: p.terminate(f),
    "mark_report": lambda p, f: p.mark_report(f, Report.FAIT),
    "reveal_nir": lambda p, f: p.reveal_nir(f),
    "modeles.all": lambda p, _: p.modeles.all(),
    "modeles.keep": lambda p, _: p.modeles.keep("Paie", frozenset({Service.DPAE})),
    "modeles.given": lambda p, _: p.modeles.given(Regime.GENERAL),
    "modeles.give": lambda p, _: p.modeles.give("DSN", Regime.GENERAL),
    "modeles.remove": lambda p, _: p.modeles.remove("DSN"),
}
WRITING = {
    "enroll",
    "edit",
    "set_services",
    "terminate",
    "mark_report",
    "reveal_nir",
    "modeles.keep",
    "modeles.give",
    "modeles.remove",
}


def test_the_rights_table_names_every_verb() -> None:
    verbs = {name for name, verb in vars(Portefeuille).items() if hasattr(verb, "roles")}
    public = {n for n, v in vars(Portefeuille).items() if callable(v) and not n.startswith("_")}
    assert public - verbs == {"preference", "in_lot"}
    modeles = {f"modeles.{n}" for n in vars(Modeles) if not n.startswith("_")}
    assert verbs | modeles == set(VERBS)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_allowed_by_the_table_and_only_by_it(
    base: Database, tmp_path: Path, verb: str, role: Role
) -> None:
    assert base is not None
    author = open_portefeuille(tmp_path)
    fiche = author.enroll(independant(1, comptes=(SaisieCompte(numero(1)),)))
    author.modeles.keep("DSN", frozenset({Service.DPAE}))
    somebody = colleague_of(author, "Marc Petit", role)
    before = Operation.select().count()
    if verb in WRITING and role is Role.CONSULTATION:
        with pytest.raises(NotAllowed, match="consultation"):
            VERBS[verb](somebody, fiche)
        assert Operation.select().count() == before
        assert author.get(fiche.uid) == fiche
    else:
        VERBS[verb](somebody, fiche)
        assert Operation.select().count() == before + (verb in WRITING)
