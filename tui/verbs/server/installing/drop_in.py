"""What sshd is told: of the account, and the two settings that no account has of its own."""

from __future__ import annotations

from tui.verbs.server.installing.places import Places

MARK = "# Portefeuille :"
"""What every file that the installation writes has in one of its first lines."""

OF_THE_MACHINE = (
    ("MaxStartups", "60:30:200", "vingt personnes arrivent ensemble le matin ; d'office, dix"),
    ("PermitUserEnvironment", "no", "aucun compte ne règle son environnement par un fichier"),
)
"""What holds for all accounts: sshd knows no other way."""

ACCEPTED = ("COLORTERM", "NO_COLOR")
"""The only variables that a client may send; TERM comes with the terminal."""

_OF_THE_ACCOUNT = (
    ("AuthenticationMethods", "publickey"),
    ("PubkeyAuthentication", "yes"),
    ("PasswordAuthentication", "no"),
    ("KbdInteractiveAuthentication", "no"),
    ("HostbasedAuthentication", "no"),
    ("AuthorizedKeysCommand", "none"),
    ("TrustedUserCAKeys", "none"),
    ("AuthorizedPrincipalsFile", "none"),
    ("ForceCommand", "none"),
    ("ChrootDirectory", "none"),
    ("DisableForwarding", "yes"),
    ("AllowTcpForwarding", "no"),
    ("AllowStreamLocalForwarding", "no"),
    ("AllowAgentForwarding", "no"),
    ("X11Forwarding", "no"),
    ("PermitTunnel", "no"),
    ("GatewayPorts", "no"),
    ("PermitTTY", "yes"),
    ("PermitUserRC", "no"),
    ("MaxSessions", "4"),
    ("ClientAliveInterval", "15"),
    ("ClientAliveCountMax", "3"),
)


def of_the_account(places: Places) -> tuple[tuple[str, str], ...]:
    """Give what sshd is told of the account: each word with its value."""
    files = f"{places.keys} {places.trial_keys}"
    env = " ".join(ACCEPTED)
    return (("AuthorizedKeysFile", files), *_OF_THE_ACCOUNT, ("AcceptEnv", env))


def effective(places: Places) -> dict[str, str]:
    """Give what `sshd -T` is to say of the account, by the words it says it with."""
    said = {name.lower(): value for name, value in of_the_account(places)}
    said |= {name.lower(): value for name, value, _ in OF_THE_MACHINE}
    return said | {"strictmodes": "yes", "setenv": ""}


def text(places: Places) -> str:
    """Write the file."""
    machine = "".join(f"# {why}\n{name} {value}\n" for name, value, why in OF_THE_MACHINE)
    account = "".join(f"    {name} {value}\n" for name, value in of_the_account(places))
    return f"""\
{MARK} écrit par « serveur installer », qui l'écrit de nouveau ; n'y changez rien.

# Ces deux-ci valent pour tous les comptes de la machine : sshd ne les règle pas par compte.
{machine}
# Ce compte n'ouvre que par une clé, et ne lance que ce que la ligne de la clé dit. Son AcceptEnv
# remplace celui de la machine (LANG et LC_* n'entrent pas) ; le second fichier de clés n'existe
# que pendant « serveur verifier ».
Match User {places.account.name}
{account}
Match all
"""
