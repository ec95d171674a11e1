"""States where one field is wrong or odd: each sentence of the rules, where a person reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from models.access import espace
from models.access.front_door import Secrets
from models.errors import BadFields
from models.labels import Regime
from models.sealing.vault import MainKey
from screens.access.login import LoginScreen
from screens.client_form import ClientForm
from tests.cabinet import NOON, numero, siren
from tests.journeys.doors import PretendDoor
from tests.snapshots.state import Make, Pasted, State

PLACES: Mapping[str, Sequence[str]] = {
    "a": (
        "montant",
        "compte",
        "siret",
        "cp",
        "ville",
        "",
        "",
        "nom",
        "forme",
        "dossier",
        "",
        "note",
    ),
    "b": ("nir", "compte", "", "siret", "cp", "ville", "", "", "nom"),
    "c": ("nom", "societe", "siret", "cp", "ville"),
    "espace": ("cabinet", "siren", "identifiant", "nom", "passe", "encore"),
}
"""The fields of each form in the order of Tab; an empty name is no field to type in."""

TYPED: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("a", "montant"): {
        "lettres": "mille",
        "negatif": "-12",
        "trois-decimales": "12.345",
        "enorme": "9" * 16,
    },
    ("a", "compte"): {
        "court": "12345",
        "tableur": "1,17E+17",
        "lettre-o": "11700000090000000O",
        "zeros": "0" * 18,
        "quinze-chiffres": "000000900000001",
        "nir": "180017505600004",
        "organisme-inconnu": "999000000900000001",
        "seize-chiffres": "1170000009000000",
        "tirets": "---",
        "accent": "117É00000900000001",
        "organisme-ferme": "257000000900000001",
    },
    ("a", "siret"): {
        "siren": siren(7),
        "autre-siren": siren(9) + "00012",
        "cle-fausse": siren(7) + "00011",
        "lettres": "ABC",
        "court": "1234567890",
        "zeros": "0" * 14,
        "lettres-o-et-i": f"O{siren(7)[1:]}000I2",
    },
    ("a", "cp"): {"court": "9110", "lettres": "2A004"},
    ("a", "ville"): {"trop-longue": "SAVIGNAC " * 8},
    ("a", "nom"): {"trop-long": "SOCIETE " * 17},
    ("a", "forme"): {"trop-longue": "SOCIETE A RESPONSABILITE"},
    ("a", "dossier"): {"trop-long": "DOSSIER-2026-CLIENT-1"},
    ("a", "note"): {"trop-longue": "A RAPPELER " * 19},
    ("b", "nir"): {
        "cle-fausse": "180017505600005",
        "court": "18001750",
        "lettres": "UN NUMERO",
        "mois": "1801575056000",
        "departement": "1800100056000",
        "sexe": "5800175056000",
        "sans-cle": "1800175056000",
        "provisoire": "7800175056000",
        "immatriculation": "3800175056000",
        "mois-inhabituel": "1804575056000",
        "carte-vitale": "2690549588157",
        "tiret": "-",
    },
    ("c", "societe"): {"cle-fausse": "000000019", "tva": "FR83732829320", "court": "12345"},
    ("espace", "siren"): {"cle-fausse": "123456789", "monaco": "FR00000000018"},
    ("espace", "identifiant"): {"court": "c", "espace": "claire durand"},
    ("espace", "passe"): {
        "court": "agrafe",
        "long": "agrafe " * 22,
        "connu": "motdepasse2026",
        "suite": "abcdefghijklmnop",
        "repete": "azazazazazazaz",
        "simple": "zxqvzxqwzxqa",
    },
}


class Strict(PretendDoor):
    """A door with the rules of the real one; what it is asked is always wrong."""

    def create_espace(self, **typed: str) -> Secrets:
        espace.create_espace(**typed, main_key=cast(MainKey, None), now=NOON)
        raise BadFields({"mot_de_passe": "Rien de faux dans cet état."})


MAKES: Mapping[str, Make] = {
    "a": lambda p: ClientForm.for_siren(p, siren(7), Regime.GENERAL),
    "b": lambda p: ClientForm.for_siren(p, siren(7), Regime.ARTISAN_COMMERCANT),
    "c": lambda p: ClientForm.for_gerant(p, numero(7)),
    "espace": lambda _: LoginScreen(Strict(first_run=True)),
}


def wrong(form: str, field: str, what: str, typed: str) -> State:
    """Put something wrong in a field and leave it; the espace answers when it is asked for."""
    # An amount is typed: what the keypad writes is not what a paste brings.
    text = typed if field == "montant" else (Pasted(typed),)
    keys = (*["tab"] * PLACES[form].index(field), *text)
    if field == "passe":
        keys = (*keys, "tab", *text)
    name = f"{'formulaire-' if form != 'espace' else ''}{form}-{field}-{what}"
    return State(name, MAKES[form], (*keys, "f10" if form == "espace" else "tab"))


WRONG = (
    *(
        wrong(form, field, what, typed)
        for (form, field), cases in TYPED.items()
        for what, typed in cases.items()
    ),
    State("formulaire-a-compte-ajoute-vide", MAKES["a"], ("f9", "ctrl+s")),
    State("formulaire-a-quitter", MAKES["a"], ("1", "ctrl+q")),
    State("formulaire-a-montant-symbole", MAKES["a"], (Pasted("€"), "tab")),
)
