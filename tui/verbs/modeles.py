"""`modele`: the sets of boxes that a cabinet keeps under a name."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from functools import partial

from models.cleaning import one_line
from models.errors import BadValue
from models.labels import Regime, Service
from models.modeles import FAMILIES, ModeleServices, family, same_name, told_given
from models.portefeuille import Portefeuille
from models.wording import count
from tui.config import Config
from tui.verbs import json_rows, named
from tui.verbs.clients import services_of
from tui.verbs.opened import opened, patiently, portefeuille_of
from tui.verbs.words.modeles import NOBODY_S


def manage_modele(options: Namespace, config: Config) -> None:
    """Keep, rename, give, remove or list the modèles."""
    with opened(config):
        ACTIONS[options.action](options, portefeuille_of(options, config))


def _keep(options: Namespace, portefeuille: Portefeuille) -> None:
    services = services_of(options.services or "")
    if options.client is not None:
        services = named.client(options.client, portefeuille, regime=options.regime).services
    modeles = portefeuille.modeles
    same = next((one for one in modeles.all() if same_name(one.nom, options.nom)), None)
    if same and not options.remplacer:
        raise BadValue(
            f"Un modèle s'appelle déjà « {one_line(same.nom)} ». Pour le remplacer : --remplacer"
        )
    kept = patiently(partial(modeles.keep, options.nom, services, replaces=same))
    print(f"Modèle gardé : {one_line(kept.nom)}.")


def _rename(options: Namespace, portefeuille: Portefeuille) -> None:
    modele = named.modele(options.nom, portefeuille)
    renamed = patiently(partial(portefeuille.modeles.rename, modele.nom, options.nouveau_nom))
    print(f"Modèle renommé : {one_line(renamed.nom)}.")


def _give(options: Namespace, portefeuille: Portefeuille) -> None:
    modele = named.modele(options.nom, portefeuille)
    regime = None if options.pour == NOBODY_S else family(Regime(options.pour))
    if modele.regime is regime:
        print("Rien à changer.")
        return
    patiently(partial(portefeuille.modeles.give, modele.nom, regime))
    if who := regime or modele.regime:
        print(told_given(one_line(modele.nom), who, given=regime is not None))


def _remove(options: Namespace, portefeuille: Portefeuille) -> None:
    modele = named.modele(options.nom, portefeuille)
    patiently(partial(portefeuille.modeles.remove, modele.nom))
    print(f"Modèle supprimé : {one_line(modele.nom)}.")


def _list(options: Namespace, portefeuille: Portefeuille) -> None:
    modeles = portefeuille.modeles.all()
    if options.json:
        print(json_rows.modeles(modeles))
        return
    for modele in modeles:
        print("  ".join(filter(None, _in_words(modele))))


def _in_words(modele: ModeleServices) -> tuple[str, ...]:
    codes = ", ".join(one.code for one in Service if one in modele.services)
    given = f"d'office pour {FAMILIES[modele.regime]}" if modele.regime else ""
    boxes = f"{count(len(modele.services), 'case')} : {codes}"
    return one_line(modele.nom), given, boxes


ACTIONS: dict[str, Callable[[Namespace, Portefeuille], None]] = {
    "garder": _keep,
    "renommer": _rename,
    "d-office": _give,
    "supprimer": _remove,
    "lister": _list,
}
