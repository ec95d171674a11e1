"""What a search means: a plain reading of every client, word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from hypothesis import strategies as st

from models.cleaning import compact, fold
from models.fiche import Fiche
from models.labels import Etat, Regime, Report, Service, ToDo
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.search.criteres import Criteres, Donnee, Trait, Tri
from models.tables import Inscription
from tests.cabinet import employeur, gerant, independant, numero, siren

T = TypeVar("T")
NAMES = ("BOULANGERIE DU PONT", "AUX DÉLICES, BOULANGERIE", "TAXI BO", "L'ÂGE D'OR", "", "ZOÉ")
TOWNS = ("BORDEAUX", "SAINT-OUEN", "")
ETATS = tuple(Etat)
TRAITS = (Service.DPAE, Service.COURRIEL_BIS, *Donnee)


def saisies() -> list[Saisie]:
    """Type clients of every kind, whose words, numbers and états cross."""
    typed = []
    for rank in range(1, 37):
        comptes = [
            SaisieCompte(
                numero_compte=numero(1000 * (rank % 3) + rank) if rank % 7 else "",
                siret=siren(rank) + "00018" if rank % 5 == 0 and rank % 4 == 1 else "",
                ville=TOWNS[rank % 3],
                etat=ETATS[rank % 4 % 3],
            )
        ]
        if rank % 6 == 0:
            comptes.append(SaisieCompte(numero(5000 + rank), etat=ETATS[rank % 3], ville="LYON"))
        make = (employeur, independant, employeur, gerant)[rank % 4]
        if make is gerant and not comptes[0].numero_compte:
            comptes[0] = replace(comptes[0], numero_compte=numero(rank))
        more = {"siren_societe": siren(rank + 40)} if make is gerant and rank % 8 == 3 else {}
        typed.append(
            make(
                rank,
                raison_sociale=NAMES[rank % len(NAMES)],
                code_dossier=f"B{rank:02d}" if rank % 2 else "",
                comptes=tuple(comptes),
                deja_inscrit=True,
                services=frozenset(one for one in Service if (rank * one.bit) % 11 > 5),
                **more,
            )
        )
    return typed


def all_of(portefeuille: Portefeuille) -> list[Fiche]:
    """Read every inscription, removed or not, in the order of the list."""
    rows = Inscription.select(Inscription.uid).where(Inscription.cabinet == portefeuille._cabinet)
    fiches = [portefeuille.get(row.uid) for row in rows]
    return sorted(fiches, key=lambda fiche: (fiche.cle_nom, fiche.id))


def is_found(fiche: Fiche, criteres: Criteres) -> bool:
    """Say what the search means, one fiche at a time."""
    removals = bool(criteres.reports) and Report.FAIT not in criteres.reports
    removals = removals or (bool(criteres.ecarts) and ToDo.AUCUN not in criteres.ecarts)
    removals = removals or criteres.tri is Tri.A_FAIRE
    return (
        (fiche.retire_le is None or removals)
        and (not criteres.reports or fiche.report in criteres.reports)
        and (not criteres.ecarts or fiche.ecart in criteres.ecarts)
        and (criteres.tri is not Tri.A_FAIRE or fiche.ecart is not ToDo.AUCUN)
        and (not criteres.regimes or fiche.regime in criteres.regimes)
        and (not criteres.etats or fiche.etat in criteres.etats)
        and (not criteres.responsables or fiche.responsable in criteres.responsables)
        and all(has(fiche, one) for one in criteres.avec - criteres.sans)
        and not any(has(fiche, one) for one in criteres.sans - criteres.avec)
        and (not criteres.siren or has_siren(fiche, criteres.siren))
        and (not criteres.compte or has_compte(fiche, criteres.compte))
        and bool(words(criteres.texte) or not criteres.texte)
        and all(says(fiche, word) for word in words(criteres.texte))
    )


def has(fiche: Fiche, trait: Trait) -> bool:
    named = bool(fiche.raison_sociale)
    if trait is Donnee.NOM:
        return named
    if trait is Donnee.SIRET:
        return all(one.siret for one in fiche.comptes)
    if trait is Donnee.COMPLET:
        return named and all(one.numero_compte for one in fiche.comptes)
    return trait in fiche.services


def in_order(fiches: list[Fiche], tri: Tri) -> list[Fiche]:
    """Put fiches in an order, read plainly."""
    orders: dict[Tri, Callable[[Fiche], tuple[Any, ...]]] = {
        Tri.NOM: lambda one: (one.cle_nom, one.id),
        Tri.DOSSIER: lambda one: (fold(one.code_dossier or ""), one.cle_nom, one.id),
        Tri.VILLE: lambda one: (fold(one.comptes[0].ville), one.cle_nom, one.id),
        Tri.RESPONSABLE: lambda one: (fold(one.responsable_nom or ""), one.cle_nom, one.id),
        Tri.MODIFICATION: lambda one: (one.modifie_le, one.id),
        Tri.A_FAIRE: lambda one: (
            list(ToDo).index(one.ecart),
            one.report_le or one.modifie_le,
            one.id,
        ),
    }
    return sorted(fiches, key=orders[tri], reverse=tri is Tri.MODIFICATION)


def has_siren(fiche: Fiche, number: str) -> bool:
    known = [fiche.siren, fiche.siren_societe, *(one.siret for one in fiche.comptes)]
    return any(one and one.startswith(number) for one in known)


def has_compte(fiche: Fiche, number: str) -> bool:
    known = [one.numero_compte or "" for one in fiche.comptes]
    zeros = number.isdigit() and 7 <= len(number) <= 15
    spelled = {number.zfill(15), number[:3] + number[3:].zfill(15)} if zeros else set()
    return any(
        one and (one.startswith(number) or one in spelled or one[3:] in spelled) for one in known
    )


def words(texte: str) -> list[str]:
    number = compact(texte).removeprefix("SIREN")
    if number.isdigit():
        return [number]
    found = fold(texte).split()
    return [word for word in found if word != "et"] or found


def says(fiche: Fiche, word: str) -> bool:
    towns = [one.ville for one in fiche.comptes]
    texts = (fiche.raison_sociale, fiche.code_dossier or "", *towns)
    # « L'ÂGE D'OR » is « l age d or », and « lage dor » too.
    text = " ".join(fold(one) for one in (*texts, *(one.replace("'", "") for one in texts)))
    named = word in text if len(word) > 2 else any(one.startswith(word) for one in text.split())
    return named or (word.isdigit() and (has_siren(fiche, word) or has_compte(fiche, word)))


def spellings(number: str) -> tuple[str, ...]:
    """Write an account number as people do: whole, without its organisme, without zeros."""
    digits = number[3:].lstrip("0")
    return number, number[3:], digits, number[:3] + digits


def sought(claire: UUID) -> st.SearchStrategy[Criteres]:
    """Draw searches, most of which find something."""
    texts = ("", "bo", "b", "bou", "boulangerie", "pont boul", "ou", "z", "zzz", "age", "d'or", "&")
    digits = ("000", "00000", "0000000", siren(5), siren(5) + "00018", "b0", "b07", "12", "117")
    apostrophes = (
        "lage",
        "l’age d’or",
        "dor",
        "age et or",
        "et",
        f"SIREN {siren(5)}",
        "siren 0",
    )
    return st.builds(
        Criteres,
        texte=st.sampled_from(
            (
                *texts,
                *digits,
                *apostrophes,
                *spellings(numero(2005)),
                "bordeaux bo",
                "117 00",
                "saint-ouen",
            )
        ),
        siren=st.sampled_from(("", "", "", "000", "00000", siren(4), siren(43)[:8])),
        compte=st.sampled_from(("", "", "", "117", "999", *spellings(numero(1001)))),
        regimes=st.sampled_from((frozenset(), *(frozenset({one}) for one in Regime))),
        etats=some_of(Etat),
        reports=some_of(Report),
        ecarts=some_of(ToDo),
        responsables=some_of((claire, None)),
        avec=some_of(TRAITS),
        sans=some_of(TRAITS),
        tri=st.sampled_from((Tri.NOM, *Tri)),
    )


def some_of(values: Iterable[T]) -> st.SearchStrategy[frozenset[T]]:
    """Draw no value, or one, or two."""
    return st.one_of(
        st.just(frozenset[T]()), st.frozensets(st.sampled_from(tuple(values)), max_size=2)
    )
