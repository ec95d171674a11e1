"""The words of `session`, which sshd runs."""

from __future__ import annotations

from typing import Any

from tui.verbs.words.french_arguments import add_verb

BY_PASSWORD = (
    "Par SSH, demande d'abord votre mot de passe : au terminal (« ssh -t »), sans "
    "l'afficher,\nou sur la première ligne de l'entrée standard."
)
"""What is said of the verbs for which who comes through sshd signs in (tui.verbs.server.by_ssh)."""


def add_session(verbs: Any) -> None:
    """Add the verb."""
    parser = add_verb(
        verbs,
        "session",
        "Ouvre les écrans à qui arrive par sa clé SSH, ou exécute la commande demandée, sous son "
        "nom. C'est sshd qui la lance.",
        "session m.petit --empreinte SHA256:QClRaWaVc6vS7goRkQuBaoM3i5pGIS103Zhc3ka2o2c",
        more="Les commandes des administrateurs demandent en plus leur mot de passe.",
    )
    parser.add_argument("identifiant", metavar="IDENTIFIANT", help="de qui est la clé")
    parser.add_argument(
        "--empreinte", metavar="EMPREINTE", required=True, help="celle de la clé, que sshd a vue"
    )
