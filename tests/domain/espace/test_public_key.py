"""A public key as people paste it: read whole, or refused with what was given instead."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.access.public_key import LONGEST, decoded, read_public_key
from models.errors import BadValue
from tests.english import english_in
from tests.ssh_keys import ALL, ED25519, RSA, SHORT_RSA, Known

KIND, BODY = ED25519.text.split()
PRIVATE = (
    "-----BEGIN OPENSSH PRIVATE KEY-----\n"
    "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n"
    "-----END OPENSSH PRIVATE KEY-----\n"
)


def told(pasted: str) -> str:
    """Give the sentence of a refusal, which repeats nothing of what was pasted."""
    with pytest.raises(BadValue) as caught:
        read_public_key(pasted)
    sentence = str(caught.value).replace("\xa0", " ")
    assert english_in(sentence) == []
    assert BODY[20:40] not in sentence
    return sentence


@pytest.mark.parametrize("known", ALL, ids=lambda known: known.text.split()[0])
@pytest.mark.parametrize("around", ["{}", "  {}\r\n", "{} portable de Claire", "\n{}\tClaire  \n"])
def test_a_key_is_read_and_called_as_openssh_calls_it(known: Known, around: str) -> None:
    key = read_public_key(around.format(known.text))
    assert (key.text, key.empreinte) == (known.text, known.empreinte)
    assert key.comment == around.partition("}")[2].strip()


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "Il manque la clé publique"),
        (" \r\n", "Il manque la clé publique"),
        (PRIVATE, "C'est une clé privée : elle ne doit jamais être envoyée"),
        (PRIVATE.splitlines()[1], "C'est une clé privée"),
        (PRIVATE.replace("OPENSSH ", "RSA "), "C'est une clé privée"),
        ("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none", "C'est une clé privée"),
        (f"{ED25519.text}\n{PRIVATE}", "C'est une clé privée"),
        (f"{ED25519.text}\n{RSA.text}", "Il y a plusieurs lignes"),
        (f"{ED25519.text}\u2028x", "Il y a plusieurs lignes"),
        (f"{KIND} {BODY[:30]}\n{BODY[30:]}", "Il y a plusieurs lignes"),
        (f"---- BEGIN SSH2 PUBLIC KEY ----\n{BODY}", "d'un autre format (PuTTY, PEM)"),
        ("-----BEGIN PUBLIC KEY-----\nMIIB", "d'un autre format (PuTTY, PEM)"),
        (f'command="sh" {ED25519.text}', "des options avant la clé"),
        (f"no-pty,from=1.2.3.4 {ED25519.text}", "des options avant la clé"),
        (f'environment="A=b c" {ED25519.text} Claire', "des options avant la clé"),
        ("ssh-dss AAAAB3NzaC1kc3MAAACBAJ41", "C'est une clé DSA"),
        (f"ssh-ed25519-cert-v01@openssh.com {BODY}", "C'est un certificat"),
        (SHORT_RSA, "trop courte : 2048 bits, il en faut 3072"),
        (KIND, "coupée ou abîmée"),
        (f"{KIND} {BODY[:-4]}", "coupée ou abîmée"),
        (f"{KIND} {BODY[:-1]}", "coupée ou abîmée"),
        (f"{KIND} {BODY}AAAA", "coupée ou abîmée"),
        (f"{KIND} {BODY[:20]}…{BODY[21:]}", "coupée ou abîmée"),
        (f"ssh-rsa {BODY}", "coupée ou abîmée"),
        (ED25519.empreinte, "C'est l'empreinte d'une clé"),
        ("bonjour", "Ce n'est pas une clé publique SSH"),
        (BODY, "Ce n'est pas une clé publique SSH"),
        (f"{ED25519.text} {'x' * LONGEST}", "trop long"),
    ],
)
def test_what_is_no_key_is_refused_by_its_name(pasted: str, said: str) -> None:
    assert said in told(pasted)


def test_another_spelling_of_the_same_key_is_refused() -> None:
    """The modulus of RSA may begin with zeros, which would give it a second fingerprint."""
    kind, body = RSA.text.split()
    blob = b64decode(body)
    start = len(blob) - 385
    size = int.from_bytes(blob[start - 4 : start])
    longer = blob[: start - 4] + (size + 1).to_bytes(4) + b"\0" + blob[start:]
    assert "coupée ou abîmée" in told(f"{kind} {b64encode(longer).decode()}")


@given(text=st.text() | st.from_regex(r"(ssh-(ed25519|rsa)|sk-[a-z0-9@.-]+) [A-Za-z0-9+/=]*"))
def test_no_text_ends_in_anything_but_a_key_or_a_sentence(text: str) -> None:
    with suppress(BadValue):
        key = read_public_key(text)
        assert re.fullmatch(r"[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}", key.text)


@given(data=st.data())
def test_a_key_with_one_bit_changed_is_refused_or_another_one(data: st.DataObject) -> None:
    known = data.draw(st.sampled_from(ALL))
    kind, body = known.text.split()
    blob = bytearray(b64decode(body))
    place = data.draw(st.integers(0, len(blob) - 1))
    blob[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        key = read_public_key(f"{kind} {b64encode(bytes(blob)).decode()}")
    except BadValue:
        return
    assert key.empreinte != known.empreinte
    assert read_public_key(key.text) == key


@given(comment=st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_any_comment_goes_with_a_key(comment: str) -> None:
    assert read_public_key(f"{ED25519.text} {comment}").text == ED25519.text


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_as_its_system_wrote_it(codec: str) -> None:
    assert decoded(f"{ED25519.text} clé".encode(codec)) == f"{ED25519.text} clé"


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(BadValue, match="n'est pas un texte"):
        decoded(b"\x80\x81")
