"""Tables as cabinets have them: their titles, and what each column is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.portefeuille import Portefeuille
from models.storage.opening import close_database, open_database
from tests.cabinet import open_portefeuille
from tests.domain.importation.small_tables import filled, told

HEAD = "Client;Siren;N° compte;Montant"
TABLES = {
    "words written together": (
        "CodeDossier;RaisonSociale;NºSIREN;NumCpte;MtCotis;CodePostal\n"
        "D01;BOULANGERIE;{S1};{C1};1,00;09110",
        ["prete siren={S1} numero_compte={C1} code_dossier=D01 code_postal=09110"],
    ),
    "as the répertoire Sirene": (
        "siren;siretSiegeSocial;denominationUniteLegale;nomUniteLegale;prenomUsuelUniteLegale;"
        "categorieJuridiqueUniteLegale;etatAdministratifUniteLegale;N° compte;Montant\n"
        "{S1};{T1};BOULANGERIE;;;5499;A;{C1};1,00\n{S2};{T2};;DUPONT;Jean;1000;C;{C2};1,00",
        [
            "prete siret={T1} forme_juridique=SARL raison_sociale=BOULANGERIE etat=actif",
            "a_verifier champ=etat raison_sociale=DUPONT Jean",
        ],
    ),
    "employeur is a title too": (
        "Employeur;Siren;Compte employeur;Montant\nBOULANGERIE;{S1};{C1};1,00",
        ["prete raison_sociale=BOULANGERIE numero_compte={C1}"],
    ),
    "siège and établissement": (
        f"{HEAD};Siret siège;Siret établissement\nUN;{{S1}};{{C1}};1,00;{{T1}};{{T1.2}}",
        ["prete siret={T1.2}"],
    ),
    "nic apart": (
        f"{HEAD};NIC\nUN;{{S1}};{{C1}};1,00;{{I1}}\nDEUX;{{S2}};{{C2}};1,00;00014",
        ["prete siret={T1}", "a_verifier champ=siret"],
    ),
    "organisme apart": (
        "Client;Siren;Code organisme;N° compte;Montant\nUN;{S1};117;{d1};1,00\n"
        "DEUX;{S2};227;{C2};1,00",
        ["prete numero_compte={C1}", "a_verifier champ=numero_compte"],
    ),
    "key apart": (
        "Client;Siren;N° compte;Type;NIR;Clé\nUN;{S1};{C1};Artisan;{n1};{K1}\n"
        "DEUX;{S2};{C2};Artisan;{n2};{K1}\nTROIS;{S3};{C3};Artisan;{N3};{K1}",
        ["prete nir=True", "erreur champ=nir", "erreur champ=nir"],
    ),
    "accounts of the books": (
        "Compte;Intitulé;Siren;Compte Urssaf;Montant\n411DUPONT;DUPONT;{S1};{C1};1,00\n"
        "411MARTIN;MARTIN;{S2};{C2};1,00",
        ["prete numero_compte={C1}", "prete numero_compte={C2}"],
    ),
    "accounts of the books alone": (
        "Compte;Intitulé;Siren;Type\n411DUPONT;DUPONT;{S1};Employeur\n"
        "411MARTIN;MARTIN;{S2};Employeur",
        ["prete numero_compte= raison_sociale=DUPONT"],
    ),
    "a code is no name": (
        "Client;Nom;Siren;N° compte;Montant\nC0001;BOULANGERIE;{S1};{C1};1,00\n"
        "C0002;GARAGE;{S2};{C2};1,00",
        ["prete raison_sociale=BOULANGERIE code_dossier=C0001"],
    ),
    "a name is no code": (
        "Dossier;Siren;N° compte;Montant\nBOULANGERIE DU PONT NEUF;{S1};{C1};1,00",
        ["prete raison_sociale=BOULANGERIE DU PONT NEUF code_dossier="],
    ),
    "nom d'usage": (
        "Nom;Nom d'usage;Prénom;Siren;N° compte;Type;NIR\n"
        "MARTIN;DURAND;Anne;{S1};{C1};Artisan;{N1}",
        ["prete raison_sociale=MARTIN Anne"],
    ),
    "the conjoint is another": (
        "NIR conjoint;Nom conjoint;Nom;Prénom;NIR;Siren;N° compte;Type\n"
        "{N9};LEROY;MARTIN;Anne;{N1};{S1};{C1};Artisan",
        ["prete raison_sociale=MARTIN Anne"],
    ),
    "what it was before": (
        f"Ancien n° compte;{HEAD};Ancien Siret;Siren du cabinet\n"
        "{C9};UN;{S1};{C1};1,00;{T1.2};{S9}",
        ["prete numero_compte={C1} siret="],
    ),
    "an enseigne is not who it is": (
        "Enseigne;Nom;Prénom;Siren;N° compte;Type;NIR\nPIZZA;DUPONT;Jean;{S1};{C1};Artisan;{N1}",
        ["prete raison_sociale=DUPONT Jean"],
    ),
    "the civilité of the contact": (
        "Société;Titre;Prénom;Nom;Siren;N° compte;Montant\nUN;M.;Jean;DUPONT;{S1};{C1};1,00",
        ["prete raison_sociale=UN civilite="],
    ),
    "a first name after a firm": (
        "Nom;Prénom;Forme;Siren;N° compte;Montant\nBOULANGERIE;Jean;SARL;{S1};{C1};1,00\n"
        "SARL DU PONT;Anne;;{S2};{C2};1,00\nPETIT;Paul;EI;{S3};{C3};1,00",
        [
            "a_verifier champ=raison_sociale",
            "a_verifier champ=raison_sociale",
            "prete raison_sociale=PETIT Paul",
        ],
    ),
    "types of a crm": (
        "Type;Client;Régime social;Siren;N° compte;NIR\nClient;UN;Artisan;{S1};{C1};{N1}",
        ["prete regime=artisan_commercant"],
    ),
    "type de société": (
        f"{HEAD};Type de société\nUN;{{S1}};{{C1}};1,00;SARL\nDEUX;{{S2}};{{C2}};1,00;SAS",
        ["prete forme_juridique=SARL", "prete forme_juridique=SAS"],
    ),
    "two montants": (
        f"{HEAD} T1;Montant T2\nUN;{{S1}};{{C1}};1,00;2,00\nDEUX;{{S2}};{{C2}};3,00;3,00",
        ["a_verifier champ=montant", "prete montant_centimes=300"],
    ),
    "not the last declaration's": (
        f"{HEAD} mensuel moyen;Total à payer\nUN;{{S1}};{{C1}};9,00;1,00",
        ["prete montant_centimes=100"],
    ),
    "types that disagree": (
        "Client;Siren;N° compte;Montant;Type;Régime\nUN;{S1};{C1};1,00;Employeur;Artisan",
        ["a_verifier champ=regime"],
    ),
    "accents lost": (
        "Client;N\ufffd Siren;N\ufffd compte;Montant;\ufffdtat\nUN;{S1};{C1};1,00;Radi\ufffd\n"
        "NO\ufffdL;{S2};{C2};1,00;Actif\nSCI;{S3};{C3};1,00;Actif",
        ["a_verifier champ=etat", "a_verifier champ=raison_sociale", "prete etat=actif"],
    ),
    "accents read as Windows'": (
        f"{HEAD};Ã‰tat\nNOÃ‹L;{{S1}};{{C1}};1,00;RadiÃ©",
        ["prete raison_sociale=NOËL etat=radie"],
    ),
    "formulas of texts": (
        f'{HEAD}\nUN;="{{S1}}";="{{C1}}";1,00',
        ["prete siren={S1} numero_compte={C1}"],
    ),
    "titles over two lines": (
        "N° de;Raison;N°;Montant\ncompte;sociale;Siren;à payer\n{C1};UN;{S1};1,00",
        ["prete raison_sociale=UN montant_centimes=100"],
    ),
    "services in other words": (
        f"{HEAD};Déclarations;Paiement;DSN\nUN;{{S1}};{{C1}};1,00;x;;x\n"
        "DEUX;{S2};{C2};1,00;x;x;",
        ["a_verifier champ=", "prete services=declaration_cotisations,paiement_cotisations"],
    ),
    "a service that is misspelled": (
        f"{HEAD};Services\nUN;{{S1}};{{C1}};1,00;DPAE, Atestations\n"
        "DEUX;{S2};{C2};1,00;tous\nTROIS;{S3};{C3};1,00;aucun\nQUATRE;{S4};{C4};1,00;DPAE",
        ["a_verifier champ=services", "a_verifier champ=services", "prete services="],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def portefeuille(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portefeuille]:
    folder = tmp_path_factory.mktemp("small")
    open_database(folder / "portefeuille.db")
    yield open_portefeuille(folder)
    close_database()


@pytest.mark.parametrize("name", TABLES)
def test_a_column_is_what_its_title_and_its_cells_say(
    portefeuille: Portefeuille, name: str
) -> None:
    text, expected = TABLES[name]
    wanted = [filled(one) for one in expected]
    assert told(portefeuille, text, wanted)[: len(wanted)] == wanted
