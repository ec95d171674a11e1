"""What a line of urssaf.fr says of a compte, or why it says nothing that can be compared."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.errors import BadValue
from models.identifiers import numero_compte, siren, siret
from models.importation.colonne import IDENTIFYING
from models.importation.doubts import Nature
from models.importation.groups import siren_of
from models.importation.lines import Ligne, number_of
from models.importation.words import holds_nir, veiled
from models.labels import Etat, Regime, Service
from models.saisie import Saisie

NIR_FOR_NUMBER = (
    "Un numéro de cette ligne a la forme d'un numéro de sécurité sociale : ce n'est pas un numéro "
    f"de compte. Attendu, par exemple : {numero_compte.EXAMPLE}."
)
NO_ACCOUNT = (
    "Un gérant majoritaire se reconnaît à son numéro de compte, qui manque. "
    f"Attendu, par exemple : {numero_compte.EXAMPLE}."
)
SHORTEST_NIR = 13
_TOLD = (*IDENTIFYING, "regime", None)
"""Fields without which a line cannot be compared."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One line; what it does not say is None, or empty.

    `numero` is that of the line, counted over all that was read; `regimes` those that it may be
    of, one being sure; `saisie` all that it says, for the client to be inscribed.
    """

    numero: int
    regimes: frozenset[Regime]
    siren: str
    numero_compte: str
    siret: str
    etat: Etat | None
    forme_juridique: str
    services: frozenset[Service] | None
    saisie: Saisie = field(repr=False, compare=False)

    @property
    def key(self) -> tuple[object, ...]:
        """What two lines of one compte have in common."""
        short = numero_compte.short(self.numero_compte)
        return (self.siren, self.regimes, short, self.siret)

    @property
    def said(self) -> tuple[object, ...]:
        """What the line says of its compte."""
        return (self.etat, self.forme_juridique, self.services)

    @property
    def has_number(self) -> bool:
        """Whether it names one compte, rather than all those of its Siren."""
        return bool(self.numero_compte or self.siret)


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that cannot be compared, and the sentence that says why."""

    numero: int
    phrase: str


def see(ligne: Ligne, numero: int, *, etat_told: bool) -> Seen | Unread:
    """Read a line, which is `numero` among all; `etat_told`: the table says which are radiés."""
    for faute in ligne.fautes:
        if faute.champ in _TOLD:
            return Unread(numero, veiled(faute.phrase))
    if any(len(text) >= SHORTEST_NIR and holds_nir(text) for text in _numbers(ligne)):
        return Unread(numero, NIR_FOR_NUMBER)
    try:
        number, account, shop = _siren(ligne), _account(ligne), _siret(ligne)
    except BadValue as refusal:
        return Unread(numero, veiled(str(refusal)))
    if not (number or account):
        return Unread(numero, NO_ACCOUNT)
    doubts = {doubt.nature for doubt in ligne.doutes}
    saisie = ligne.saisie
    return Seen(
        numero,
        ligne.regimes,
        number,
        account,
        shop,
        saisie.comptes[0].etat if etat_told and Nature.ETAT not in doubts else None,
        saisie.forme_juridique,
        None if Nature.SERVICES in doubts else ligne.services,
        saisie,
    )


def _numbers(ligne: Ligne) -> tuple[str, ...]:
    compte = ligne.compte
    return (ligne.saisie.siren, ligne.saisie.siren_societe, compte.siret, compte.numero_compte)


def _siren(ligne: Ligne) -> str:
    """Give the Siren that names the inscription; a gérant's is the company's, and names none.

    BadValue if what stands there is no Siren.
    """
    if not any(regime.a_un_siren for regime in ligne.regimes):
        return ""
    typed = ligne.saisie.siren or ligne.saisie.siren_societe or ligne.compte.siret
    if (found := siren_of(typed)) or not typed:
        return found
    return siren.read(typed).value


def _account(ligne: Ligne) -> str:
    typed = ligne.compte.numero_compte
    return numero_compte.read(number_of(typed)).value if typed else ""


def _siret(ligne: Ligne) -> str:
    typed = number_of(ligne.compte.siret)
    return typed if len(typed) == siret.LENGTH else ""
