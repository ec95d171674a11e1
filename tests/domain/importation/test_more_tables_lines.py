"""Tables as cabinets have them: what their lines are, and the words of their cells."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.portefeuille import Portefeuille
from models.storage.opening import close_database, open_database
from tests.cabinet import open_portefeuille
from tests.domain.importation.small_tables import filled, told

HEAD = "Client;Siren;N° compte;Montant"
UN, DEUX = "UN;{S1};{C1};1,00", "DEUX;{S2};{C2};2,00"
OTHER = "N° compte;Nom;NIR;Siren\n{C3};DUPONT;{N3};{S3}"
ALIKE = "Client;Siren;N° compte;Honoraires\nTROIS;{S3};{C3};9,00"
TABLES = {
    "units, rules and feet": (
        f"{HEAD}\n;(9 chiffres);(18 chiffres);(en €)\n{UN}\n-----;----;---;--\n***\n{DEUX}\nFin",
        ["ignoree", "prete", "ignoree", "ignoree", "prete", "ignoree"],
    ),
    "titles of groups": (
        f"{HEAD}\nDossiers de Mme PETIT\n{UN}\nCollaborateur : S. LEROY\n{DEUX}\nDUPONT Jean",
        ["ignoree", "prete", "ignoree", "prete", "erreur champ=siren"],
    ),
    "totals that have a name": (
        f"{HEAD}\n{UN}\n{DEUX}\nTotal PETIT;;;3,00\nTOTAL ENERGIES;;;5,00\nSous-total : 2 clients",
        ["prete", "prete", "ignoree", "erreur champ=siren", "ignoree"],
    ),
    "a group of comptes that ended": (
        f"{HEAD}\n{UN}\nDossiers radiés\n{DEUX}",
        ["prete etat=actif", "ignoree", "a_verifier champ=etat"],
    ),
    "a list of comptes that ended": (f"CLIENTS RADIÉS\n{HEAD}\n{UN}", ["a_verifier champ=etat"]),
    "the end of a compte": (
        f"{HEAD};Date de radiation\n{UN};31/03/2024\n{DEUX};",
        ["a_verifier champ=etat", "prete etat=actif"],
    ),
    "actif, or not": (
        f"{HEAD};Actif\n{UN};Oui\n{DEUX};Non",
        ["prete etat=actif", "a_verifier champ=etat"],
    ),
    "états and their dates": (
        f"{HEAD};État\n{UN};Radié depuis 2024\n{DEUX};Radié le 31/03/2024\n"
        "TROIS;{S3};{C3};1,00;cessé le 31/03\nQUATRE;{S4};{C4};1,00;en sommeil",
        ["prete etat=radie", "prete etat=radie", "a_verifier champ=etat", "a_verifier champ=etat"],
    ),
    "responsables that were merged": (
        f"{HEAD};Responsable\n{UN};Claire Durand\n{DEUX};\nTROIS;{{S3}};{{C3}};1,00;\n"
        "QUATRE;{S4};{C4};1,00;claire.x\nCINQ;{S5};{C5};1,00;",
        ["prete", "a_verifier champ=responsable", "a_verifier champ=responsable"],
    ),
    "formulas that fail": (
        f"{HEAD}\n#N/A;{{S1}};{{C1}};1,00\nDEUX;{{S2}};{{C2}};#VALEUR!",
        ["erreur champ=raison_sociale", "erreur champ=montant"],
    ),
    "dashes say nothing": (
        "Client;Siren;N° compte;Type;Montant;NIR;Ville\nUN;{S1};{C1};Artisan;-;{N1};–",
        ["prete montant_centimes= ville="],
    ),
    "another table below": (
        f"{HEAD}\n{UN}\n\n{OTHER}",
        ["prete", "ignoree", "erreur champ=", "erreur champ="],
    ),
    "another table that looks the same": (
        f"{HEAD}\n{UN}\n{ALIKE}\n{HEAD}\n{DEUX}",
        ["prete", "erreur champ=", "erreur champ=", "ignoree", "prete"],
    ),
    "titles spelled otherwise": (
        f"{HEAD}\n{UN}\nNom du client;N° Siren;Compte Urssaf;Montant dû\n{DEUX}",
        ["prete", "ignoree", "prete"],
    ),
    "no line above the titles is lost": (
        f"Client;Siren\nUN;{{S1}}\nDEUX;{{S2}}\n{HEAD}\nTROIS;{{S3}};{{C3}};1,00",
        ["a_verifier champ=regime", "a_verifier champ=regime", "erreur champ=", "erreur champ="],
    ),
    "titles in the first column": (
        "Client;UN;DEUX\nSiren;{S1};{S2}\nN° compte;{C1};{C2}\nType;Employeur;Employeur",
        ["erreur champ="] * 4,
    ),
    "account numbers alone": ("{C1}\n{C2}\n{C3}", ["a_verifier champ=regime"] * 3),
    "what stands after a number": (
        f"{HEAD}\nUN;{{s1}} RCS TOULOUSE;{{C1}};1,00\nDEUX;{{t2}} (Radié);{{C2}};1,00",
        ["prete siren={S1}", "prete siren={S2} siret={T2} etat=radie"],
    ),
    "pages of a printed list": (
        f"CABINET MARTIN;;;Page 1\n{HEAD}\n{UN}\nÉdité le 29/11/2026;;;Page 1/2\n"
        f"CABINET MARTIN;;;Page 2\n{HEAD}\n{DEUX}\nTotal général;;;3,00",
        ["prete", "ignoree", "ignoree", "ignoree", "prete", "ignoree"],
    ),
    "a line again, that says more": (
        f"{HEAD};Ville\n{UN};\n{UN};TOULOUSE",
        ["ignoree", "prete ville=TOULOUSE"],
    ),
    "a place in one cell": (
        f"{HEAD};CP Ville\n{UN};1000 BOURG\n{DEUX};TOULOUSE (31000)",
        ["prete code_postal=01000 ville=BOURG", "prete code_postal=31000 ville=TOULOUSE"],
    ),
    "boxes of types": (
        "Client;Siren;N° compte;Employeur;TNS;Montant;NIR\nUN;{S1};{C1};x;;1,00;\n"
        "DEUX;{S2};{C2};;x;1,00;",
        ["prete regime=general", "a_verifier champ="],
    ),
    "the same Siren under two types": (
        "Client;Siren;N° compte;Montant;Type;NIR\nUN;{S1};{C1};1,00;Employeur;\n"
        "UN;{S1};{C1.2};;Artisan;{N1}",
        ["prete regime=general", "prete regime=artisan_commercant"],
    ),
    "names of people either way round": (
        f"{HEAD};Responsable\n{UN};DURAND Claire\n{DEUX};Durand",
        ["prete", "a_verifier champ=responsable"],
    ),
}
TYPES = {
    "TI artisan": "artisan_commercant",
    "Travailleur indépendant – profession libérale": "profession_liberale",
    "PL CIPAV": "profession_liberale",
    "TNS (commerçant)": "artisan_commercant",
    "Prof. libérale": "profession_liberale",
    "Libéral non réglementé": "profession_liberale",
    "Artisan sans salarié": "artisan_commercant",
    "artisan ?": "",
    "PAMC": "",
    "TNS": "",
    "Employeur + TNS": "",
    "Artisan / libéral": "",
    "assimilé salarié": "",
    "Non employeur": "",
    "Ancien artisan": "",
    "Gérant minoritaire": "",
    "MSA": "",
}


@pytest.fixture(scope="module")
def portefeuille(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portefeuille]:
    folder = tmp_path_factory.mktemp("small")
    open_database(folder / "portefeuille.db")
    yield open_portefeuille(folder)
    close_database()


@pytest.mark.parametrize("name", TABLES)
def test_a_line_is_what_it_says_where_it_stands(portefeuille: Portefeuille, name: str) -> None:
    text, expected = TABLES[name]
    wanted = [filled(one) for one in expected]
    assert told(portefeuille, text, wanted)[: len(wanted)] == wanted


@pytest.mark.parametrize("word", TYPES)
def test_a_type_is_one_that_its_words_name(portefeuille: Portefeuille, word: str) -> None:
    text = f"Client;Siren;N° compte;NIR;Type\nUN;{{S1}};{{C1}};{{N1}};{word}"
    (line,) = told(portefeuille, text, ["regime="])
    ready = f"prete regime={TYPES[word]}"
    assert line == ready if TYPES[word] else not line.startswith("prete")
