"""Each field that the form types or changes has its option, or says why not (models/champs)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.champs import COMPTE, FIELDS
from models.champs.champ import Without
from models.labels import Regime, Service
from models.storage.opening import close_database
from models.tables import Compte, Inscription, Operation, Utilisateur
from models.tables.table import Table
from models.writing.controle import check
from tests.cabinet import NIR, numero, siren
from tests.each_champ import CHANGING, NAMES, regime_of, sample, value_of, whole
from tests.journeys.command_line.command import Answer, Run, look
from tui.verbs.clients import FLAGS

OTHER_WAYS = {"services": "services", "nir": "--nir-stdin", "regime": "--regime"}
"""The verb that changes it, or the option that is not declared with the field."""

NIRS = (NIR, "280017505600051")
PEOPLE = ("p.un", "p.deux")
each_regime = pytest.mark.parametrize("regime", Regime)


def said(name: str, turn: int) -> tuple[str, ...]:
    """Give the option of a field, and a value for it."""
    if name == "nir":
        return (FLAGS[name],)
    if name == "responsable":
        return FLAGS[name], PEOPLE[turn]
    value = "dpae" if name == "services" else str(sample(name, turn))
    return FLAGS[name], value


def kept(tmp_path: Path, name: str) -> Any:
    look(tmp_path)
    row: Table = (Compte if name in COMPTE else Inscription).get()
    value = getattr(row, "montant_centimes" if name == "montant" else name)
    if name == "responsable":
        value = value and value.identifiant
    close_database()
    return value


def wanted(name: str, turn: int) -> Any:
    """Give what is to be kept of what `said` says."""
    if name == "responsable":
        return PEOPLE[turn]
    if name == "services":
        return Service.DPAE.bit
    if not FIELDS[name].kind:
        return sample(name, turn)
    read = value_of(check(whole(regime_of(name), turn)), name)
    return int(read) if name == "montant" else read


def inscribe(run: Run, regime: Regime) -> Answer:
    """Inscribe a client by all the options that its régime has."""
    for who in PEOPLE:
        assert run("utilisateur", "ajouter", who).status == 0
    asked = ("--gerant",) if regime is Regime.GERANT_MAJORITAIRE else ("--regime", regime.value)
    names = [name for name in FLAGS if regime in FIELDS[name].regimes]
    options = [word for name in names for word in said(name, 0)]
    return run("inscrire", *asked, *options, "--forcer", typed=f"{NIRS[0]}\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_field_has_its_option_or_says_why_not(name: str) -> None:
    champ = FIELDS[name]
    if name not in FLAGS:
        assert isinstance(champ.option, Without)
        assert name in OTHER_WAYS
    elif isinstance(champ.option, Without):
        assert OTHER_WAYS[name] in champ.option.why


@each_regime
def test_what_an_option_says_is_kept_then_changed(
    espace: Run, tmp_path: Path, regime: Regime
) -> None:
    made = inscribe(espace, regime)
    assert (made.status, made.err) == (0, "")
    names = [name for name in FLAGS if regime in FIELDS[name].regimes]
    for name in names:
        if name != "nir":
            assert kept(tmp_path, name) == wanted(name, 0), f"{name}: inscrire loses it"
    uid = str(kept(tmp_path, "uid"))
    for name in CHANGING:
        if regime not in FIELDS[name].regimes or name == "services":
            continue
        before = kept(tmp_path, name)
        done = espace("modifier", uid, *said(name, 1), "--forcer", typed=f"{NIRS[1]}\n")
        assert (done.status, done.err) == (0, ""), f"{name}: {done.err}"
        assert kept(tmp_path, name) != before, f"{name}: modifier loses it"
        if name != "nir":
            assert kept(tmp_path, name) == wanted(name, 1)
    changed = {name for name in names if name in CHANGING} - {"services"}
    look(tmp_path)
    assert Operation.select().where(Operation.verbe == "modifier").count() == len(changed)
    assert Utilisateur.select().count() == 1 + len(PEOPLE)
    close_database()


@pytest.mark.parametrize(
    "name", [name for name in FLAGS if name != "siren" and len(FIELDS[name].regimes) < len(Regime)]
)
def test_what_a_regime_has_not_is_refused_and_never_left_out(espace: Run, name: str) -> None:
    for rank, regime in enumerate(sorted(set(Regime) - FIELDS[name].regimes), start=1):
        who = ["--siren", siren(rank), "--regime", regime.value]
        if regime is Regime.GERANT_MAJORITAIRE:
            who = ["--gerant", "--compte", numero(rank)]
        refused = espace("inscrire", *who, *said(name, 0), typed=f"{NIR}\n")
        assert (refused.status, refused.out) == (1, "")
        assert f"{FLAGS[name]} ne va pas avec le régime {regime.value}" in refused.err
        (made,) = espace("inscrire", *who, "--deja-inscrit", "--json").rows
        refused = espace("modifier", str(made["uid"]), *said(name, 1), typed=f"{NIR}\n")
        assert (refused.status, refused.out) == (1, "")
        assert f"{FLAGS[name]} ne va pas avec le régime {regime.value}" in refused.err


def test_a_compte_is_added_to_a_client(espace: Run) -> None:
    words = ("--siren", siren(1), "--regime", "general", "--compte", numero(1), "--deja-inscrit")
    assert espace("inscrire", *words, "--ville", "PAU", "--etat", "suspendu").status == 0
    added = espace("modifier", siren(1), "--autre-compte", "--compte", numero(2), "--ville", "DAX")
    assert (added.status, added.err) == (0, "")
    (row,) = espace("lister", "--json").rows
    shops = [(one["numero_compte"], one["ville"], one["etat"]) for one in row["comptes"]]  # type: ignore[attr-defined]
    assert shops == [(numero(1), "PAU", "suspendu"), (numero(2), "DAX", "actif")]
    assert row["ecart"]["ajouter"] == [{"numero_compte": numero(2)[3:], "siret": None}]  # type: ignore[index]
    nameless = espace("modifier", siren(1), "--autre-compte", "--ville", "DAX")
    assert (nameless.status, "rien ne désigne" in nameless.err) == (1, True)
    both = espace("modifier", siren(1), "--autre-compte", "--du-compte", numero(1))
    assert (both.status, "ne va pas avec" in both.err) == (2, True)
    assert len(espace("lister", "--json").rows[0]["comptes"]) == 2  # type: ignore[arg-type]


def test_what_erases_is_not_left_out(espace: Run) -> None:
    words = ("--siren", siren(1), "--regime", "general", "--deja-inscrit", "--dossier", "D7")
    assert espace("inscrire", *words, "--responsable", "c.durand").status == 0
    assert espace("lister", "--responsable", "c.durand", "--json").rows[0]["code_dossier"] == "D7"
    assert espace("modifier", siren(1), "--dossier", "", "--responsable", "-").status == 0
    assert espace("lister", "--sans-responsable", "--json").rows[0]["code_dossier"] is None
    late = espace("modifier", siren(1), "--montant", "12", "--deja-inscrit")
    assert (late.status, "ne va pas avec" in late.err) == (2, True)
