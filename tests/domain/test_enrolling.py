"""Many clients inscribed at once: what each would have been, had they come one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from models.errors import AlreadyEnrolled, BadFields, Doubtful, InCorbeille, NotAllowed, Refusal
from models.labels import Role, Service, ToDo
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.search.criteres import Criteres
from models.storage.failures import gesture
from models.tables import Inscription, Operation, Utilisateur
from models.writing import verifying
from models.writing.comptes import comptes_of
from models.writing.many import Fate
from models.writing.photograph import photograph, telling, told
from tests.cabinet import (
    NIR,
    all_of,
    employeur,
    gerant,
    independant,
    numero,
    open_portefeuille,
    siren,
)
from tests.domain.alike import written
from tests.tries import examples
from tui.verbs.json_rows import rows

ROW = uuid4()
FEW = st.integers(1, 4)


@st.composite
def saisies(draw: st.DrawFn) -> Saisie:
    """Type one of few clients, so that Sirens and account numbers meet, in either spelling."""
    make = draw(st.sampled_from((employeur, employeur, independant, gerant)))
    number = numero(draw(FEW))
    number = draw(st.sampled_from((number, number, number[3:], f"237{number[3:]}", "")))
    shops = [SaisieCompte(number, ville="BREST")]
    if draw(st.integers(0, 3)) == 0:
        shops.append(SaisieCompte(numero(draw(FEW)), ville="LYON"))
    typed = make(
        draw(FEW),
        comptes=tuple(shops),
        raison_sociale=draw(st.sampled_from(("", "L'ÂGE D'OR", "N'GUYEN Zoé", "BOULANGERIE"))),
        deja_inscrit=draw(st.booleans()),
        services=draw(st.sampled_from((frozenset(), frozenset({Service.DPAE})))),
    )
    return replace(typed, siren="123") if draw(st.integers(0, 9)) == 0 else typed


def begin(folder: Path) -> Portefeuille:
    """Open a cabinet that has a client, one that waits to be résilié, and one that is gone."""
    portefeuille = open_portefeuille(folder)
    portefeuille.enroll(employeur(1), operation=uuid4())
    waits = portefeuille.report(portefeuille.enroll(employeur(2, deja_inscrit=True)))
    portefeuille.terminate(waits)
    portefeuille.terminate(portefeuille.enroll(independant(3)))
    portefeuille.seal()
    return portefeuille


def asked_by(
    portefeuille: Portefeuille, typed: list[tuple[Saisie, bool, bool]]
) -> Iterator[tuple[UUID, Saisie, bool]]:
    """Give clients numbered as a lot numbers them, some followed by somebody of the cabinet."""
    (person,) = (one.uid for one in portefeuille.personnes())
    for rank, (saisie, anew, followed) in enumerate(typed):
        whose = person if followed else None
        yield uuid5(portefeuille._lot or ROW, str(rank)), replace(saisie, responsable=whose), anew


def one_by_one(
    portefeuille: Portefeuille, asked: list[tuple[UUID, Saisie, bool]], *, forced: bool
) -> list[Fate]:
    fates: list[Fate] = []
    for uid, saisie, anew in asked:
        try:
            fates.append(portefeuille.enroll(saisie, forced=forced, anew=anew, operation=uid).ecart)
        except Refusal as refusal:
            fates.append(refusal)
    return fates


def at_once(
    portefeuille: Portefeuille,
    asked: list[tuple[UUID, Saisie, bool]],
    *,
    forced: bool,
    slices: int = 1,
) -> list[Fate]:
    fates: list[Fate] = []
    with portefeuille.gesture():
        for start in range(0, len(asked), slices):
            some = asked[start : start + slices]
            fates += portefeuille.enroll_many(
                {uid: saisie for uid, saisie, _ in some},
                forced=forced,
                anew={uid for uid, _, anew in some if anew},
            )
    return fates


def said(portefeuille: Portefeuille, fate: Fate) -> object:
    """Say a fate in words that two cabinets have alike."""
    if not isinstance(fate, Refusal):
        return fate
    told_: list[object] = [type(fate), str(fate)]
    if isinstance(fate, AlreadyEnrolled):
        told_ += [fate.field, portefeuille.called(fate.uid)]
    if isinstance(fate, BadFields):
        told_ += [fate.sentences]
    if isinstance(fate, Doubtful):
        told_ += [fate.warnings]
    return told_


def shown(portefeuille: Portefeuille) -> list[object]:
    """Give what the lists, the corbeille, JSON and the journal show."""
    fiches = (*all_of(portefeuille), *portefeuille.corbeille(size=50).fiches)
    json = [line for line in rows(fiches, ()).splitlines() if '"uid"' not in line]
    names = [
        (one.responsable_nom, one.modifie_par, one.nir_masque, one.vu_comptes) for one in fiches
    ]
    lines = [(line.verbe, line.nombre, line.nom) for line in portefeuille.journal.page().lines]
    found = [
        portefeuille.page(Criteres(texte=word)).total for word in ("nguyen", "age d or", "bou bre")
    ]
    return [json, names, lines, found, portefeuille.compteurs()]


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(saisies(), st.booleans(), st.booleans()), min_size=1, max_size=9),
    st.booleans(),
    st.integers(1, 9),
)
def test_those_inscribed_at_once_are_as_one_by_one(
    base: Database,
    tmp_path: Path,
    typed: list[tuple[Saisie, bool, bool]],
    forced: bool,
    slices: int,
) -> None:
    assert base is not None
    one, other = (begin(tmp_path).in_lot(uuid4()) for _ in range(2))
    mine, theirs = list(asked_by(one, typed)), list(asked_by(other, typed))
    expected = [said(one, fate) for fate in one_by_one(one, mine, forced=forced)]
    fates = at_once(other, theirs, forced=forced, slices=slices)
    assert [said(other, fate) for fate in fates] == expected
    assert written(other) == written(one)
    assert shown(other) == shown(one)
    assert verifying.verify(other._cabinet, other._vault).wrong == ()
    before = written(other)
    again = at_once(other, theirs, forced=forced, slices=len(typed))
    assert written(other) == before
    for first, second in zip(fates, again, strict=True):
        assert isinstance(second, ToDo) == isinstance(first, ToDo)


def test_each_fate_is_told_as_enroll_raises_it(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1))
    gone = portefeuille.report(portefeuille.enroll(employeur(2)))
    portefeuille.terminate(gone)
    typed = {
        uuid4(): employeur(3),
        uuid4(): employeur(1, comptes=(SaisieCompte(numero(9)),)),
        uuid4(): employeur(4, comptes=(SaisieCompte(numero(3)[3:]),)),
        uuid4(): employeur(2),
        uuid4(): employeur(5, montant=""),
        uuid4(): employeur(6, siren="123456789", comptes=(SaisieCompte(numero(6)),)),
    }
    fates = portefeuille.enroll_many(typed)
    kinds = [ToDo, AlreadyEnrolled, Doubtful, InCorbeille, BadFields, Doubtful]
    assert [type(fate) for fate in fates] == kinds
    forced = portefeuille.enroll_many(
        {uuid4(): one for one in list(typed.values())[2:]}, forced=True
    )
    assert [type(fate) for fate in forced] == [AlreadyEnrolled, InCorbeille, BadFields, ToDo]
    assert isinstance(forced[0], AlreadyEnrolled)
    assert forced[0].field == "comptes.0.numero_compte"
    assert len({row.lot for row in Operation.select()}) == 5 + 1


def test_those_of_one_call_meet_each_other(portefeuille: Portefeuille) -> None:
    one, other = numero(1), numero(2)
    fates = portefeuille.enroll_many(
        {
            uuid4(): employeur(1, comptes=(SaisieCompte(one),)),
            uuid4(): employeur(1, comptes=(SaisieCompte(other),)),
            uuid4(): independant(1, comptes=(SaisieCompte(other[3:]),)),
            uuid4(): gerant(3, comptes=(SaisieCompte(one[3:]),)),
            uuid4(): gerant(4, comptes=(SaisieCompte(other),)),
            uuid4(): gerant(5, comptes=(SaisieCompte(numero(5)), SaisieCompte(one))),
        },
        forced=True,
    )
    fields = [fate.field if isinstance(fate, AlreadyEnrolled) else fate for fate in fates]
    number = "comptes.0.numero_compte"
    said_ = [ToDo.INSCRIRE, "siren", ToDo.INSCRIRE, number, number, "comptes.1.numero_compte"]
    assert fields == said_


def test_a_nir_is_sealed_and_its_key_reads_it(portefeuille: Portefeuille) -> None:
    (fate,) = portefeuille.enroll_many({ROW: independant(1)})
    assert fate is ToDo.INSCRIRE
    assert portefeuille.reveal_nir(portefeuille.get(ROW)) == NIR


def test_an_access_that_was_closed_writes_nothing(portefeuille: Portefeuille) -> None:
    Utilisateur.update(actif=False).execute()
    with pytest.raises(NotAllowed):
        portefeuille.enroll_many({uuid4(): employeur(1)})
    assert not Inscription.select().exists()


def test_a_reader_inscribes_nobody(base: Database, tmp_path: Path) -> None:
    assert base is not None
    with pytest.raises(NotAllowed):
        open_portefeuille(tmp_path, role=Role.CONSULTATION).enroll_many({uuid4(): employeur(1)})


def test_what_joins_a_transaction_goes_with_it(portefeuille: Portefeuille) -> None:
    def both() -> None:
        with gesture():
            portefeuille.enroll_many({uuid4(): employeur(1)})
            portefeuille.enroll_many({uuid4(): employeur(2)})
            raise LookupError

    with pytest.raises(LookupError):
        both()
    assert not Inscription.select().exists()
    assert not Operation.select().exists()


def test_what_tells_of_a_row_is_what_its_photograph_tells(portefeuille: Portefeuille) -> None:
    shops = SaisieCompte(numero(1)), SaisieCompte(siret=siren(1) + "00018"), SaisieCompte(numero(3))
    portefeuille.enroll(employeur(1, comptes=shops, note="x"), forced=True)
    portefeuille.terminate(portefeuille.enroll(independant(2)))
    for row in Inscription.select():
        comptes = comptes_of([row])[row.id][::-1]
        assert told(row, comptes) == telling(photograph(row, comptes))
