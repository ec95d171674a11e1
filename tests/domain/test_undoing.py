"""What undoing needs is kept of a client as it was."""

from __future__ import annotations

from models.portefeuille import Portefeuille
from models.tables import Inscription
from models.writing.comptes import comptes_of
from models.writing.photograph import photograph
from tests.cabinet import employeur, numero


def test_a_removed_client_is_kept_with_the_comptes_of_its_removal(
    portefeuille: Portefeuille,
) -> None:
    portefeuille.enroll(employeur(2))
    gone = portefeuille.terminate(portefeuille.enroll(employeur(1)))
    row = Inscription.get(Inscription.uid == gone.uid)
    kept = photograph(row, comptes_of([row])[row.id])
    assert [one["numero_compte"] for one in kept["comptes"]] == [numero(1)]
