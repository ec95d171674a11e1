"""Two cabinets on one server: who administers one by a key reaches nothing of the other."""

from __future__ import annotations

import pytest

from bench.postgresql import TEMPLATE, Cluster
from tests.journeys.command_line.command import KEYS, PASSWORD, Run
from tui.verbs.server.session import ORIGINAL

CAME = KEYS["c.durand"].empreinte
HERE, THERE = "Cabinet Martin", "Cabinet Petit"


@pytest.mark.postgresql
def test_who_administers_a_cabinet_reaches_no_other(
    run: Run, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster.database(TEMPLATE) as name:
        base = ("--base", cluster.url(name))
        for cabinet, who in ((HERE, "c.durand"), (THERE, "m.petit")):
            words = ("--cabinet", cabinet, "--identifiant", who, "--mot-de-passe-stdin")
            assert run(*base, "creer-espace", *words, typed=PASSWORD).status == 0
        adding = ("--cabinet", HERE, "utilisateur", "cle", "ajouter", "c.durand")
        assert run(*base, *adding, typed=KEYS["c.durand"].text).status == 0

        def asked(command: str) -> tuple[int, str]:
            monkeypatch.setenv(ORIGINAL, command)
            answer = run(*base, "session", "c.durand", "--empreinte", CAME, typed=f"{PASSWORD}\n")
            assert THERE not in answer.out + answer.err
            return answer.status, answer.out

        status, listed = asked("utilisateur lister")
        assert (status, "c.durand" in listed, "m.petit" in listed) == (0, True, False)
        for command in (
            "reinitialiser m.petit",
            "utilisateur desactiver m.petit",
            "utilisateur role m.petit consultation",
            "utilisateur cle lister m.petit",
            "utilisateur transferer m.petit -",
        ):
            assert asked(command) == (3, ""), command
        status, verified = asked("verifier")
        assert (status, HERE in verified) == (0, True)
        assert THERE in run(*base, "verifier").out
