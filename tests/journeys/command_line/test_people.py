"""`utilisateur` and `confier`: who may sign in, and whose clients they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.command import command
from models.storage.opening import close_database
from models.tables import Operation, Utilisateur
from tests.cabinet import numero
from tests.journeys.command_line.command import Run, look


@pytest.fixture
def people(espace: Run) -> Run:
    """Give the command of a cabinet of three people, two of whose three clients are s.leroy's."""
    for words in (("m.petit", "--nom", "Marc Petit"), ("s.leroy", "--nom", "Sophie Leroy")):
        added = espace("utilisateur", "ajouter", *words)
        assert added.status == 0, added.err
    for rank in (1, 2, 3):
        assert espace("inscrire", "--gerant", "--compte", numero(rank)).status == 0
    given = espace("confier", numero(1), numero(2), "--a", "S.Leroy")
    assert (given.status, given.err) == (0, "")
    assert given.out == "2\xa0comptes confiés à Sophie Leroy.\n"
    return espace


def of(run: Run, who: str) -> list[str]:
    """Give the account numbers of the clients of somebody."""
    asked = ("--sans-responsable",) if who == "-" else ("--responsable", who)
    rows = run("lister", *asked, "--json").rows
    return sorted(one["comptes"][0]["numero_compte"] for one in rows)  # type: ignore[index]


def last_lots(tmp_path: Path) -> list[object]:
    look(tmp_path)
    rows = Operation.select().where(Operation.verbe == "modifier").order_by(Operation.rang)
    found = [one.lot for one in rows]
    close_database()
    return found


def test_somebody_comes_is_given_a_role_and_goes(espace: Run, tmp_path: Path) -> None:
    added = espace("utilisateur", "ajouter", "m.petit", "consultation", "--nom", "Marc Petit")
    assert "m.petit (Consultation) choisira son mot de passe" in added.out
    look(tmp_path)
    assert Utilisateur.get(Utilisateur.identifiant == "m.petit").role == "consultation"
    close_database()
    assert espace("utilisateur", "role", "m.petit", "--role", "collaborateur").status == 0
    gone = espace("utilisateur", "desactiver", "m.petit").out
    assert gone == "m.petit ne peut plus se connecter.\n"
    rows = espace("utilisateur", "lister", "--json").rows
    assert [(one["identifiant"], one["role"], one["actif"]) for one in rows] == [
        ("c.durand", "administrateur", True),
        ("m.petit", "collaborateur", False),
    ]
    assert "accès fermé" in espace("utilisateur", "lister").out
    assert espace("utilisateur", "reactiver", "m.petit").status == 0
    assert "accès fermé" not in espace("utilisateur", "lister").out


def test_clients_are_handed_over_in_one_gesture_that_is_undone(people: Run, tmp_path: Path) -> None:
    first, again = last_lots(tmp_path)
    assert first == again
    closed = people("utilisateur", "desactiver", " S.\uff2ceroy").out.splitlines()
    assert closed[1] == (
        f"2 comptes lui restent confiés : {command('utilisateur transferer s.leroy IDENTIFIANT')}"
    )
    done = people("utilisateur", "transferer", "s.leroy", "m.petit")
    assert (done.status, done.err) == (0, "")
    assert done.out == "2\xa0comptes confiés à Marc Petit.\n"
    assert (of(people, "s.leroy"), of(people, "m.petit")) == ([], [numero(1), numero(2)])
    *_, one, other = last_lots(tmp_path)
    assert one == other
    assert people("annuler").status == 0
    assert (of(people, "s.leroy"), of(people, "m.petit")) == ([numero(1), numero(2)], [])


def test_nobody_may_have_clients_and_take_them(people: Run) -> None:
    taken = people("utilisateur", "transferer", "-", "m.petit", "--json")
    assert taken.told == {"de": None, "a": "m.petit", "comptes": 1}
    assert of(people, "m.petit") == [numero(3)]
    left = people("utilisateur", "transferer", "S.LEROY", "-")
    assert left.out == "2\xa0comptes sans responsable.\n"
    assert of(people, "-") == [numero(1), numero(2)]
    none = people("utilisateur", "transferer", "s.leroy", "m.petit")
    assert (none.status, none.out) == (0, "0\xa0compte confié à Marc Petit.\n")
    alone = people("confier", numero(3), "--a", "-", "--json")
    assert [one["uid"] for one in alone.rows] == [
        one["uid"] for one in people("lister", "--recherche", numero(3), "--json").rows
    ]
    assert of(people, "m.petit") == []


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("utilisateur transferer s.leroy s.leroy", 1, "Nommez deux personnes"),
        ("utilisateur transferer - -", 1, "Nommez deux personnes"),
        ("utilisateur transferer s.leroy personne", 3, "« personne »"),
        ("utilisateur transferer personne m.petit", 3, "« personne »"),
        ("utilisateur transferer s.leroy m.petit", 3, "n'a plus d'accès"),
        ("utilisateur transferer s.leroy", 2, "il manque : A"),
        (f"confier {numero(1)} --a m.petit", 3, "n'a plus d'accès"),
        (f"modifier {numero(1)} --responsable m.petit", 3, "n'a plus d'accès"),
        (f"confier {numero(1)}", 2, "il manque : --a"),
    ],
)
def test_who_is_not_there_any_more_takes_nothing(
    people: Run, tmp_path: Path, words: str, status: int, said: str
) -> None:
    assert people("utilisateur", "desactiver", "m.petit").status == 0
    before = last_lots(tmp_path)
    refused = people(*words.split())
    assert (refused.status, refused.out) == (status, "")
    assert said in refused.err.replace("\xa0", " ")
    assert last_lots(tmp_path) == before


@pytest.mark.parametrize(
    "words",
    [
        "utilisateur transferer s.leroy m.petit",
        f"confier {numero(1)} --a m.petit",
        f"modifier {numero(1)} --responsable m.petit",
        f"inscrire --gerant --compte {numero(4)} --responsable m.petit",
    ],
)
def test_who_only_reads_takes_nothing(people: Run, tmp_path: Path, words: str) -> None:
    assert people("utilisateur", "role", "m.petit", "--role", "consultation").status == 0
    before = last_lots(tmp_path)
    refused = people(*words.split())
    assert (refused.status, refused.out) == (3, "")
    assert "consulte seulement" in refused.err
    assert last_lots(tmp_path) == before
