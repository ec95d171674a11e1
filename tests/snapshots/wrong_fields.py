"""One field is wrong or odd: each sentence of the rules, where a person reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from models.access import espace
from models.access.front_door import Secrets, check_reset
from models.errors import BadFields, LoginRefused
from models.labels import Regime
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey
from screens.access.login import LoginScreen
from screens.client_form import ClientForm
from screens.widgets.field import Field
from tests.cabinet import NOON, numero, siren
from tests.journeys.doors import PretendDoor
from tests.journeys.list_stage import SSH, Session
from tests.journeys.stage import Stage
from tests.quiet import played
from tests.snapshots.parts import Part, said, strips_of, text_of, titled, with_label
from tests.snapshots.state import Make, Pasted, State, reach

TYPED: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "formulaire-a": {
        "montant": {
            "lettres": "mille",
            "ambigu": "12.500",
            "symbole": Pasted("€"),
            "negatif": "-12",
            "trois-decimales": "12.345",
            "enorme": "9" * 16,
        },
        "numero_compte": {
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
        "siret": {
            "siren": siren(7),
            "autre-siren": siren(9) + "00012",
            "cle-fausse": siren(7) + "00011",
            "lettres": "ABC",
            "court": "1234567890",
            "zeros": "0" * 14,
            "lettres-o-et-i": f"O{siren(7)[1:]}000I2",
        },
        "code_postal": {"court": "9110", "lettres": "2A004"},
        "ville": {"trop-longue": "SAVIGNAC " * 8},
        "raison_sociale": {"trop-long": "SOCIETE " * 17},
        "forme_juridique": {"trop-longue": "SOCIETE A RESPONSABILITE"},
        "code_dossier": {"trop-long": "DOSSIER-2026-CLIENT-1"},
        "note": {"trop-longue": "A RAPPELER " * 19},
    },
    "formulaire-b": {
        "nir": {
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
    },
    "formulaire-c": {
        "siren_societe": {"cle-fausse": "000000019", "tva": "FR44732829320", "court": "12345"},
    },
    "espace": {
        "siren": {"cle-fausse": "123456789", "monaco": "FR00000000018"},
        "identifiant": {"court": "c", "espace": "claire durand"},
        "mot_de_passe": {
            "court": "agrafe",
            "long": "agrafe " * 22,
            "connu": "motdepasse2026",
            "suite": "abcdefghijklmnop",
            "repete": "azazazazazazaz",
            "simple": "zxqvzxqwzxqa",
        },
    },
}
"""What is typed, by form, field and what is wrong with it."""


class Strict(PretendDoor):
    """A door with the rules of the real one; what it is asked is always wrong."""

    def create_espace(self, **typed: str | None) -> Secrets:
        new = espace.check_espace(**cast(dict[str, str], typed))
        new.create(cast(MainKey, None), NOON)
        raise BadFields({"mot_de_passe": "Rien de faux dans cet état."})

    def reset_password(self, *typed: str | None) -> str:
        check_reset(*cast(tuple[str, ...], typed))
        raise LoginRefused("Rien de faux dans cet état.")


MAKES: Mapping[str, Make] = {
    "formulaire-a": lambda p: ClientForm.for_siren(p, siren(7), Regime.GENERAL),
    "formulaire-b": lambda p: ClientForm.for_siren(p, siren(7), Regime.ARTISAN_COMMERCANT),
    "formulaire-c": lambda p: ClientForm.for_gerant(p, numero(7)),
    "espace": lambda _: LoginScreen(Strict(first_run=True)),
}

WRONG = (
    State("formulaire-a-compte-ajoute-vide", MAKES["formulaire-a"], ("f9", "ctrl+s"), part=said),
    State("formulaire-a-quitter", MAKES["formulaire-a"], ("1", "ctrl+q"), part=said),
)


async def sentences_of(form: str, portefeuille: Portefeuille) -> str:
    """Give what is said of each thing that may be typed in a field, one after the other."""
    app = Stage(MAKES[form](portefeuille))
    submits = form == "espace"
    found: list[Strip] = []
    async with played(app, SSH, bubbles=True) as pilot:
        session = Session(app, pilot)
        for name, cases in TYPED[form].items():
            for what, typed in cases.items():
                await _type(session, name, typed)
                await session.press("f10" if submits else "tab")
                part = _row_of(name, f"#faute_{name}" if submits else "Foot > Answer")
                found += titled(f"{name}, {what}", strips_of(session.screen, part))
    return text_of(found)


async def _type(session: Session, name: str, text: str) -> None:
    """Put a text in place of what a field holds; a password is typed twice."""
    for one in (name, "confirmation") if name == "mot_de_passe" else (name,):
        session.screen.query_one(f"#{one}", Field).focus()
        # An amount is typed: what the keypad writes is not what a paste brings.
        letters = name == "montant" and not isinstance(text, Pasted)
        keys = text if letters else (Pasted(text),)
        await reach(session, ("end", "ctrl+u", *keys))


def _row_of(name: str, said_in: str) -> Part:
    """Keep a field with its label, and what is said of it."""

    def part(screen: Screen[Any]) -> Iterator[Widget | Region]:
        yield with_label(screen.query_one(f"#{name}"))
        yield screen.query_one(said_in)

    return part
