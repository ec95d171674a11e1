"""The portal's page: rows cut short, panels of a compte, rows that say too little."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.portefeuille import Portefeuille
from models.storage.opening import close_database, open_database
from tests.cabinet import open_portefeuille
from tests.domain.importation.small_tables import filled, told

ROW = "Comptes Régime Général du SIREN {s1} (SARL)"
PAGES = {
    "rows without their first word": (
        "Régime Général du SIREN {s1} (SARL)\nArtisan Commerçant du N°SIREN {s2}\n"
        "PROFESSION LIBÉRALE du SIREN n° {s3} (SELARL) (Radié)",
        [
            "prete regime=general siren={S1} forme_juridique=SARL",
            "prete regime=artisan_commercant siren={S2}",
            "prete regime=profession_liberale siren={S3} etat=radie",
        ],
    ),
    "a row and its panel": (
        f"{ROW}\nSiret de l'établissement\tRaison sociale\n"
        "{t1} (Radié)\tMME DUPONT (Régime Général) 09110 SAVIGNAC\nDPAE",
        [
            "ignoree",
            "ignoree",
            "prete siret={T1} etat=radie raison_sociale=DUPONT civilite=MME forme_juridique=SARL "
            "code_postal=09110 ville=SAVIGNAC",
            "ignoree",
        ],
    ),
    "a panel over two lines": (
        f"{ROW}\n(Radié) {{t2}}\nSCI DU PONT (Régime Général) 31000 TOULOUSE",
        ["prete siren={S1}", "prete siret={T2} raison_sociale=SCI DU PONT etat=radie", "ignoree"],
    ),
    "a Siret alone": (
        f"{ROW}\n{{t2}} (Radié)",
        ["prete siren={S1}", "a_verifier champ=regime siret={T2}"],
    ),
    "a Siret in a row": (
        f"{ROW}\nComptes Régime Général du SIRET {{t2}}",
        ["prete siren={S1}", "prete siren={S2} siret={T2}"],
    ),
    "rows that say too little": (
        f"{ROW}\nComptes Régime Général du SIREN (SARL)\n"
        "Comptes Régime Général du SIREN 12 345 678\nComptes Régime Machin du SIREN {s2}",
        ["prete siren={S1}", "erreur", "erreur", "erreur"],
    ),
}


@pytest.fixture(scope="module")
def portefeuille(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portefeuille]:
    folder = tmp_path_factory.mktemp("pages")
    open_database(folder / "portefeuille.db")
    yield open_portefeuille(folder)
    close_database()


@pytest.mark.parametrize("name", PAGES)
def test_a_line_of_the_portal_is_read_or_refused(portefeuille: Portefeuille, name: str) -> None:
    text, expected = PAGES[name]
    wanted = [filled(one) for one in expected]
    assert told(portefeuille, text, wanted) == wanted
