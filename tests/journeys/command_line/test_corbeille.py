"""`corbeille` and `restaurer-client`, from their words to the database."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.storage.opening import close_database
from models.tables import Inscription, Operation
from tests.cabinet import numero, siren
from tests.journeys.command_line.command import Run, look


@pytest.fixture
def removed(espace: Run) -> Run:
    """Give the command of a cabinet that removed three clients: one Siren under two régimes."""
    for rank, regime in ((1, "general"), (1, "profession_liberale"), (2, "general")):
        client = ("--siren", siren(rank), "--regime", regime)
        named = ("--raison-sociale", f"CLIENT {rank}", "--deja-inscrit")
        assert espace("inscrire", *client, *named).status == 0
        assert espace("resilier", *client).status == 0
    assert espace("inscrire", "--gerant", "--compte", numero(3)).status == 0
    assert espace("resilier", "--compte", numero(3)).status == 0
    return espace


def test_what_was_removed_is_listed_the_newest_first(removed: Run) -> None:
    gerant, second, *first = removed("corbeille", "--json").rows
    assert second["siren"] == siren(2)
    assert {one["siren"] for one in first} == {siren(1)}
    assert (second["part_le"], second["retire_par"]) == (None, None)
    assert str(gerant["part_le"])[:4] >= str(gerant["retire_le"])[:4]
    lines = removed("corbeille").out.replace("\xa0", " ").splitlines()
    assert len(lines) == 4
    assert lines[1].startswith(f"{second['uid']} Comptes Régime Général du SIREN 000 000 026")
    assert lines[1].endswith("par la ligne de commande, à faire sur urssaf.fr)")
    assert ", part le " in lines[0]


def test_a_client_comes_back_by_its_siren_and_others_by_their_uid(
    removed: Run, tmp_path: Path
) -> None:
    done = removed("restaurer-client", siren(2))
    assert (done.status, done.err) == (0, "")
    assert "1 inscription restaurée. À faire" in done.out.replace("\xa0", " ")
    several = removed("restaurer-client", siren(1))
    assert several.status == 1
    assert "plusieurs fois dans la corbeille" in several.err
    uids = [str(one["uid"]) for one in removed("corbeille", "--json").rows]
    assert all(uid in several.err for uid in uids[1:])
    assert removed("restaurer-client", *uids[1:], uids[1]).status == 0
    look(tmp_path)
    assert Inscription.select().where(Inscription.retire_le.is_null()).count() == 3
    *_, one, other = Operation.select().order_by(Operation.rang)
    assert (one.verbe, other.lot) == ("restaurer", one.lot)
    close_database()
    assert "Déjà dans le portefeuille" in removed("restaurer-client", uids[1]).out


def test_who_is_not_there_or_whose_place_is_taken_is_said(removed: Run) -> None:
    gone = removed("restaurer-client", siren(9))
    assert gone.status
    assert "n'est pas dans la corbeille" in gone.err
    unknown = removed("restaurer-client", "00000000-0000-4000-8000-000000000009")
    assert "n'est pas, ou plus" in unknown.err
    assert "9 chiffres" in removed("restaurer-client", "12").err
    again = ("--siren", siren(2), "--regime", "general", "--deja-inscrit")
    assert removed("inscrire", *again, "--a-neuf").status == 0
    taken = removed("restaurer-client", siren(2))
    assert taken.status == 1
    assert "Ce Siren est déjà dans votre portefeuille" in taken.err


def test_what_waits_to_be_resilie_is_restored_or_inscribed_anew_as_one_says(removed: Run) -> None:
    client = ("inscrire", "--siren", siren(2), "--regime", "general", "--deja-inscrit")
    refused = removed(*client)
    assert (refused.status, refused.out) == (1, "")
    assert "encore à résilier sur urssaf.fr" in refused.err
    assert "--restaurer" in refused.err
    assert "--a-neuf" in refused.err
    back = removed(*client, "--restaurer")
    assert back.out.startswith("Restauré")
    (fiche,) = removed("lister", "--json").rows
    removed("resilier", "--siren", siren(2))
    anew = removed(*client, "--a-neuf", "--json")
    assert anew.rows[0]["uid"] != fiche["uid"]
    assert removed(*client, "--a-neuf", "--restaurer").status == 2
