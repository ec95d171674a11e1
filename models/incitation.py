"""The message that a cabinet sends to a client it has just inscribed (fiche, step 5)."""

from __future__ import annotations

from models.fiche import Fiche

INCITATION = "Incitez votre client à créer son compte en ligne."

_MESSAGE = """\
Objet : votre espace en ligne Urssaf

Bonjour,

Nous gérons désormais votre compte Urssaf{identity}.
Nous vous invitons à créer votre propre compte en ligne sur www.urssaf.fr,
bouton « Créer votre espace en ligne ». Vous accéderez ainsi à de nombreuses
fonctionnalités, comme un accès rapide et autonome à votre attestation de
vigilance.

Bien cordialement,
{cabinet}"""


def message_for(fiche: Fiche, cabinet: str) -> str:
    """Write the message to send to this client."""
    number = f" ({fiche.designation})" if fiche.siren else ""
    return _MESSAGE.format(identity=number, cabinet=cabinet)
