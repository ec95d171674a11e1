"""The words of `session`, which sshd runs."""

from __future__ import annotations

from typing import Any

from tui.verbs.words.french_arguments import add_verb


def add_session(verbs: Any) -> None:
    """Add the verb."""
    parser = add_verb(
        verbs,
        "session",
        "Ouvre les écrans à qui arrive par sa clé SSH, ou exécute la commande demandée, sous son "
        "nom. C'est sshd qui la lance.",
        "session m.petit --empreinte SHA256:QClRaWaVc6vS7goRkQuBaoM3i5pGIS103Zhc3ka2o2c",
    )
    parser.add_argument("identifiant", metavar="IDENTIFIANT", help="de qui est la clé")
    parser.add_argument(
        "--empreinte", metavar="EMPREINTE", required=True, help="celle de la clé, que sshd a vue"
    )
