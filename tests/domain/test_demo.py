"""The demonstration: plausible to the eye, impossible in fact, the same each time."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import models
from models.demo import seeding
from models.demo.names import EASY_TO_FIND, MOTIFS, ODD, TOUR_COMPTE, TOUR_GERANT, TOUR_SIREN
from models.fiche import Fiche
from models.identifiers import numero_compte, siren
from models.labels import Etat, Regime, Report, Service
from models.lot import LotUndo
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.search.criteres import Criteres
from models.services import hints
from models.storage.opening import close_database, open_database
from models.tables import Inscription
from models.writing.controle import check
from tests.cabinet import open_portefeuille

SIZE = 248
REFERENCE = Path(models.__file__).parent / "reference"


@pytest.fixture(scope="module")
def seeded_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Portefeuille]:
    """Give the file of a demonstration to copy, and who is in: it takes a while to make."""
    folder = tmp_path_factory.mktemp("demo")
    open_database(folder / "demo.db")
    portefeuille = open_portefeuille(folder)
    author = portefeuille._author()
    seeding.seed(author.cabinet, author.utilisateur, author.vault, now=author.instant, size=SIZE)
    close_database()
    return folder / "demo.db", portefeuille


@pytest.fixture
def seeded(seeded_once: tuple[Path, Portefeuille], tmp_path: Path) -> Iterator[Portefeuille]:
    made, portefeuille = seeded_once
    shutil.copyfile(made, tmp_path / "demo.db")
    open_database(tmp_path / "demo.db")
    yield portefeuille
    close_database()


def living(portefeuille: Portefeuille) -> tuple[Fiche, ...]:
    return portefeuille.page(size=1000).fiches


def test_no_number_can_be_anybodys_and_none_comes_twice(seeded: Portefeuille) -> None:
    fiches = living(seeded)
    assert len(fiches) == SIZE
    comptes = [compte for fiche in fiches for compte in fiche.comptes]
    numbers = [compte.numero_compte for compte in comptes if compte.numero_compte]
    for number in numbers:
        assert re.fullmatch(r"\d{3}0000009\d{8}|ZZ0\d{8}M01", number), number
        assert not numero_compte.read(number).warnings, number
    for fiche in fiches:
        for number in filter(None, (fiche.siren, fiche.siren_societe)):
            assert re.fullmatch(r"000[012]\d{5}", number), number
            assert not siren.read(number).warnings
    sirets = [compte.siret for compte in comptes if compte.siret]
    rows = [(fiche.siren, fiche.regime) for fiche in fiches if fiche.siren]
    for found in (numbers, sirets, rows):
        assert len(found) > 200
    assert max(Counter(numbers).values()) == max(Counter(rows).values()) == 1
    shared = [siret for siret, count in Counter(sirets).items() if count > 1]
    both = [number for number, count in Counter(row[0] for row in rows).items() if count > 1]
    assert both, "an employer who is an indépendant too"
    assert {siret[:9] for siret in shared} <= set(both)


def test_every_nir_that_waits_has_the_ordre_000(seeded: Portefeuille) -> None:
    kept = Inscription.select().where(Inscription.nir.is_null(False))
    vault = seeded._vault
    clear = [vault.open(bytes(one.nir or b""), row=one.uid, field="nir").decode() for one in kept]
    assert clear
    assert all(re.fullmatch(r"[12]\d{9}000\d\d", nir) for nir in clear)


def test_what_was_typed_raises_neither_an_error_nor_a_doubt(seeded: Portefeuille) -> None:
    for fiche in living(seeded):
        typed = Saisie(
            fiche.regime,
            siren=fiche.siren or "",
            siren_societe=fiche.siren_societe or "",
            raison_sociale=fiche.raison_sociale,
            note=fiche.note,
            comptes=tuple(
                SaisieCompte(c.numero_compte or "", c.siret or "", c.etat, c.code_postal, c.ville)
                for c in fiche.comptes
            ),
        )
        found = check(typed, editing=True)
        assert {**found.errors, **found.warnings} == {}, fiche.title


def reference(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((REFERENCE / name).read_text("utf-8").splitlines()))


def test_every_town_has_its_postal_code_and_its_urssaf(seeded: Portefeuille) -> None:
    towns = files("models.demo").joinpath("communes.csv").read_text("utf-8")
    rows = list(csv.DictReader(towns.splitlines()))
    served = {
        row["code_organisme"]: row["departements"].split(";")
        for row in reference("urssaf_organismes.csv")
    }
    places = {
        (code, row["nom"].upper()): row["code_organisme_urssaf"]
        for row in rows
        for code in row["codes_postaux"].split()
    }
    assert 130 <= len(rows) <= 170
    assert len({row["departement"] for row in rows}) == 101
    for row in rows:
        assert row["departement"] in served[row["code_organisme_urssaf"]]
        start = {"2A": "20", "2B": "20"}.get(row["departement"], row["departement"])
        assert all(code.startswith(start) for code in row["codes_postaux"].split()), row["nom"]
    for fiche in living(seeded):
        assert fiche.comptes
        for compte in fiche.comptes:
            where = places[compte.code_postal, compte.ville]
            number = compte.numero_compte
            assert not number or number.startswith((where, "ZZ")), fiche.title


def test_each_kind_of_client_is_there(seeded: Portefeuille) -> None:
    fiches = living(seeded)
    regimes = Counter(fiche.regime for fiche in fiches)
    assert all(regimes[regime] >= 5 for regime in Regime)
    etats = Counter(fiche.etat for fiche in fiches)
    assert all(etats[etat] >= 5 for etat in Etat)
    assert etats[Etat.ACTIF] > 200
    assert set(range(1, 5)) == {len(fiche.comptes) for fiche in fiches}
    towns = [{compte.ville for compte in fiche.comptes} for fiche in fiches]
    assert max(map(len, towns)) >= 3
    mixed = [{compte.etat for compte in fiche.comptes} for fiche in fiches]
    assert {Etat.ACTIF, Etat.RADIE} in mixed
    gerants = [fiche for fiche in fiches if fiche.regime is Regime.GERANT_MAJORITAIRE]
    assert any(one.siren_societe for one in gerants)
    assert not all(one.siren_societe for one in gerants)
    assert {fiche.civilite for fiche in fiches} == {"", "M.", "MME"}
    assert len({fiche.forme_juridique for fiche in fiches}) >= 10
    assert len({fiche.note for fiche in fiches}) >= 15
    assert {fiche.responsable_nom for fiche in fiches} == {
        "Claire Durand",
        "Marc Petit",
        "Aïcha Benali",
    }


def test_the_names_are_those_that_a_list_stumbles_on(seeded: Portefeuille) -> None:
    names = [fiche.raison_sociale for fiche in living(seeded)]
    for odd, _ in ODD:
        assert names.count(odd) == 1
    assert max(map(len, names)) > 75
    assert min(map(len, names)) == 1
    assert any(count > 1 for count in Counter(names).values()), "homonyms"
    dossiers = [fiche.code_dossier or "" for fiche in living(seeded)]
    assert all(re.fullmatch(r"[A-Z0-9]{1,3}\d{3}", one) for one in dossiers)


def test_there_is_work_left_on_urssaf_fr(seeded: Portefeuille) -> None:
    compteurs = seeded.compteurs()
    assert 10 <= compteurs.a_reporter <= 25
    assert 2 <= compteurs.refuses <= 8
    assert 2 <= (compteurs.incompletes or 0) <= 12
    assert (compteurs.radies or 0) >= 8
    assert (compteurs.a_moi or 0) >= 50
    refused = seeded.page(Criteres(reports=frozenset({Report.REFUSE})), size=50).fiches
    assert {fiche.report_motif for fiche in refused} <= set(MOTIFS)
    waiting = seeded.page(Criteres(reports=frozenset({Report.A_FAIRE})), size=50).fiches
    assert sum(fiche.retire_le is not None for fiche in waiting) == 2
    assert all((seeded._now() - fiche.modifie_le).days <= 10 for fiche in waiting)


def test_the_services_fit_the_regime_but_for_a_few(seeded: Portefeuille) -> None:
    hinted = [fiche for fiche in living(seeded) if hints(fiche.regime, fiche.services)]
    odd = [
        fiche
        for fiche in hinted
        if fiche.regime is not Regime.GENERAL and Service.DPAE in fiche.services
    ]
    assert 1 <= len(odd) <= 8
    employers = [fiche for fiche in living(seeded) if fiche.regime is Regime.GENERAL]
    assert sum(Service.DPAE in fiche.services for fiche in employers) > 0.8 * len(employers)
    assert [modele.nom for modele in seeded.modeles.all()] == [
        "Employeur, paie au cabinet",
        "Indépendant",
        "Paiement seul",
    ]


def test_the_guided_tour_has_its_client_and_its_numbers(seeded: Portefeuille) -> None:
    (easy,) = seeded.page(Criteres(texte="zin"), size=10).fiches
    assert easy.raison_sociale == EASY_TO_FIND
    assert Service.ATTESTATIONS in easy.services
    assert easy.report is Report.FAIT
    assert not seeded.with_siren(TOUR_SIREN)
    assert not siren.read(TOUR_SIREN).warnings
    for number in (TOUR_COMPTE, TOUR_GERANT):
        assert re.fullmatch(r"1170000009\d{8}", number)
        assert seeded.with_compte(number) is None


def test_it_is_the_same_each_time(tmp_path: Path, seeded: Portefeuille) -> None:
    def facts(portefeuille: Portefeuille) -> list[tuple[object, ...]]:
        return [
            (one.title, one.nom, one.note, one.services, one.report, one.cree_le, one.code_dossier)
            for one in living(portefeuille)
        ]

    again = open_portefeuille(tmp_path / "..")
    author = again._author()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            seeding, "COLLEAGUES", (("x.petit", "Marc Petit"), ("x.benali", "Aïcha Benali"))
        )
        seeding.seed(
            author.cabinet, author.utilisateur, author.vault, now=author.instant, size=SIZE
        )
    assert facts(again) == facts(seeded)


def test_what_was_done_last_may_be_undone(seeded: Portefeuille) -> None:
    before = len(living(seeded))
    done: list[str] = []
    while (geste := seeded.latest_gesture()) and geste.verbes != ("inscrire",):
        done.extend(geste.verbes)
        bilan = LotUndo(seeded, geste).run()
        assert (bilan.changed, bilan.left) == (1, ())
    assert set(done) == {"garder_modele", "services", "resilier"}
    assert seeded.modeles.all() == ()
    assert len(living(seeded)) == before + done.count("resilier")
