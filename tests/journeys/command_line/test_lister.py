"""`lister`: what the facets offer, and any number."""

from __future__ import annotations

from pathlib import Path

from models.search.criteres import OTHER_SIRET
from models.storage.opening import close_database
from models.tables import Inscription, Utilisateur
from tests.cabinet import siren
from tests.journeys.command_line.command import Run, look


def test_what_the_facets_offer_may_be_listed(espace: Run, tmp_path: Path) -> None:
    for rank, town, boxes in ((1, "PAU", "dpae"), (2, "DAX", "dpae,attestations"), (3, "", "")):
        client = ("--siren", siren(rank), "--regime", "general", "--deja-inscrit")
        more = ("--raison-sociale", f"CLIENT {rank}") if rank < 3 else ()
        shop = ("--siret", f"{siren(rank)}00018") if rank == 2 else ()
        where = ("--ville", town, "--services", boxes)
        done = espace("inscrire", *client, "--forcer", *more, *shop, *where)
        assert done.status == 0, done.err
    look(tmp_path)
    durand = Utilisateur.get(Utilisateur.identifiant == "c.durand")
    Inscription.update(responsable=durand).where(Inscription.siren == siren(1)).execute()
    close_database()

    def listed(*words: str) -> list[object]:
        return [row["siren"] for row in espace("lister", *words, "--json").rows]

    one, two, three = (siren(rank) for rank in (1, 2, 3))
    assert listed("--service", "dpae,attestations") == [two]
    assert listed("--service", "dpae", "--sans-service", "attestations") == [one]
    assert listed("--responsable", "C.Durand") == [one]
    assert listed("--sans-responsable", "--tri", "ville") == [three, two]
    assert listed("--sans-siret") == [three, one]
    assert listed("--sans-nom") == listed("--a-completer", "--sans-nom") == [three]
    assert listed("--tri", "ville") == [three, two, one]
    assert listed("--report", "a_faire") == []
    assert listed("--report", "a_faire", "--report", "fait") == [three, one, two]
    unknown = espace("lister", "--responsable", "personne")
    assert (unknown.status, "personne" in unknown.err) == (3, True)
    assert "attestations" in espace("lister", "--service", "paie").err


def test_a_siret_that_is_not_known_gives_the_client_of_its_siren(espace: Run) -> None:
    client = ("--siren", siren(1), "--regime", "general", "--deja-inscrit", "--forcer")
    assert espace("inscrire", *client).status == 0
    found = espace("lister", "--recherche", f"Siret {siren(1)}00099", "--json")
    assert [row["siren"] for row in found.rows] == [siren(1)]
    assert found.err.strip() == OTHER_SIRET
    nobody = espace("lister", "--recherche", f"{siren(2)}00099", "--json")
    assert (nobody.rows, nobody.err) == ([], "")
