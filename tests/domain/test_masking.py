"""What a line pasted to be searched may show again of the numbers in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.fr import nir as stdnum_nir

from models.access.espace import check_espace
from models.champs import FIELDS
from models.champs.champ import Text
from models.cleaning import compact
from models.errors import BadFields, BadValue
from models.identifiers.masking import mask_numbers, without_masked, without_nir
from models.portefeuille import Portefeuille
from models.tables import Modele, Operation
from models.writing.controle import read_motif
from tests.cabinet import NIR, employeur, numero, siren

CORSE = "180012A056000" + stdnum_nir.calc_check_digits("180012A056000")
LETTERED = "75A00000090B1C"


@pytest.mark.parametrize(
    ("line", "shown", "sought"),
    [
        (NIR, "••••", ""),
        (NIR[:13], "••••", ""),
        ("1 80 01 75 056 000 04", "••••", ""),
        (f"DUPONT Paul {NIR} LYON", "DUPONT Paul •••• LYON", "DUPONT Paul LYON"),
        (f"DUPONT 1 80 01 75 056 000 {numero(3)}", "DUPONT •••• ••••0003", "DUPONT"),
        (f"NIR:{CORSE}", "NIR:••••", ""),
        (f"n°{NIR}bis", "n°••••bis", ""),
        (f"DUPONT {numero(3)}", "DUPONT ••••0003", "DUPONT"),
        (f"DUPONT 117 {numero(3)[3:]}", "DUPONT ••••0003", "DUPONT"),
        (f"DUPONT {numero(3)[3:]}", "DUPONT ••••0003", "DUPONT"),
        (f"{LETTERED} DUPONT", "••••0B1C DUPONT", "DUPONT"),
        (f"{numero(3)} {numero(4)}", "••••0003 ••••0004", ""),
    ],
)
def test_numbers_in_a_line_are_masked(line: str, shown: str, sought: str) -> None:
    assert mask_numbers(line) == shown
    assert without_masked(shown) == sought


@pytest.mark.parametrize(
    "line",
    [
        numero(3),
        f"117 {numero(3)[3:]}",
        numero(3)[3:],
        LETTERED,
        siren(1),
        f"{siren(1)}00017",
        "000 100 016 00017",
        f"SARL DUPONT {siren(1)} 2026",
        f"DUPONT {siren(443)} 31000 TOULOUSE 05 61 00 00 00",
        f"{siren(1)} {siren(2)}",
        "SARL 0561000000",
        "",
    ],
)
def test_what_is_sought_every_day_stays(line: str) -> None:
    assert mask_numbers(line) == line
    assert without_masked(line) == line


gaps = st.text(" .-/\u00a0\u202f'", max_size=2)
words = st.text(st.characters(categories=["L"]), max_size=8)


@st.composite
def laid_out(draw: st.DrawFn, number: str) -> str:
    """Cut a number as nobody would, with what people put between."""
    first = draw(st.integers(1, 3))
    parts = [number[:first], *number[first:]]
    spaced: list[str] = [part + draw(gaps) for part in parts[:-1]]
    return "".join((*spaced, parts[-1]))


@st.composite
def nirs(draw: st.DrawFn) -> str:
    body = f"{draw(st.integers(1, 2))}{draw(st.integers(0, 99)):02d}"
    body += f"{draw(st.integers(1, 12)):02d}{draw(st.integers(1, 95)):02d}"
    body += f"{draw(st.integers(1, 999)):03d}000"
    return body + draw(st.sampled_from(["", stdnum_nir.calc_check_digits(body)]))


@given(st.data(), words, words)
def test_no_number_is_left_in_a_line(data: st.DataObject, before: str, after: str) -> None:
    secret = data.draw(
        st.sampled_from([data.draw(nirs()), numero(data.draw(st.integers(1, 9999)))])
    )
    whole = len(secret) in (15, 18)
    said = data.draw(laid_out(secret)) if whole else secret
    # Nine digits, then nine: two Siren, which are no secret.
    assume(not re.match(r"\d{9}\D+\d", said))
    line = f"x{before} | {said} | {after}"
    masked = mask_numbers(line)
    assert "•" in masked
    assert compact(secret)[:-4] not in compact(masked)
    assert mask_numbers(masked) == masked
    assert compact(secret)[:-4] not in compact(without_masked(masked))


@pytest.mark.parametrize(
    "text",
    [NIR, f"voir {NIR}", "reçu : 1 80 01 75 056 000 04.", f"n°{NIR[:13]}", f"{numero(3)} {CORSE}"],
)
def test_a_text_that_holds_a_nir_is_not_kept(text: str) -> None:
    with pytest.raises(BadValue, match="numéro de sécurité sociale") as refused:
        without_nir(text, example="FAURE Anne")
    assert not re.search(r"[0-9]{3}", str(refused.value))


@pytest.mark.parametrize(
    "text",
    [
        *("PAIE LE 5, DSN LE 15", "06 39 98 00 12 ou 01 99 00 45 67", f"compte {numero(3)}"),
        *(
            f"SIRET {siren(3)} 00018",
            "FR76 3000 4000 0312 3456 7890 143",
            "du 12/06/2026 au 30/11/2026",
        ),
    ],
)
def test_other_numbers_stay_in_a_text(text: str) -> None:
    assert without_nir(text, example="FAURE Anne") == text


@pytest.mark.parametrize(
    "name", [one for one, champ in FIELDS.items() if isinstance(champ.kind, Text)]
)
def test_no_field_of_text_keeps_a_nir(name: str) -> None:
    kind = FIELDS[name].kind
    assert isinstance(kind, Text)
    with pytest.raises(BadValue) as refused:
        kind.read(NIR[:13] if name == "forme_juridique" else NIR)
    assert kind.example in str(refused.value) or kind.longest < len(NIR), "one of that field"
    assert kind.read(kind.example).value == kind.example


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_neither_a_motif_nor_a_modele_keeps_one(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    written = Operation.select().count()
    with pytest.raises(BadValue):
        read_motif(NIR)
    with pytest.raises(BadValue):
        portefeuille.refuse(fiche, motif=f"voir {NIR}")
    with pytest.raises(BadValue, match="sécurité sociale"):
        portefeuille.modeles.keep(NIR, frozenset())
    assert (Operation.select().count(), Modele.select().count()) == (written, 0)


def test_neither_a_cabinet_nor_a_person_is_called_by_one() -> None:
    with pytest.raises(BadFields) as caught:
        check_espace(
            cabinet=f"Cabinet {NIR}",
            siren="",
            identifiant=compact(NIR),
            nom=NIR,
            mot_de_passe="cheval correct agrafe lundi",
        )
    told = caught.value.sentences
    assert set(told) == {"cabinet", "identifiant", "nom"}
    assert all("sécurité sociale" in one for one in told.values())
    examples = {"cabinet": "Cabinet Martin", "identifiant": "prenom.nom", "nom": "Marc Petit"}
    assert all(f"«\u00a0{example}\u00a0»" in told[name] for name, example in examples.items())
