"""How somebody comes in: the sessions that are open, and the SSH keys, to be added and removed."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one

from models.access.ssh_keys import OpenKey
from models.equipe import Equipe, Membre
from models.seances import Ouverte
from models.wording import count, show_date, show_moment, show_number
from screens.flows.gestures import REFUSED, carry_out
from screens.personnes.cle import CleModal
from screens.widgets.bindings import hidden
from screens.widgets.columns import Column, Row
from screens.widgets.foot import Foot
from screens.widgets.frame import TallFrame, Window
from screens.widgets.paragraph import Paragraph
from screens.widgets.rows import RowList
from screens.windows.confirm import ConfirmModal

NOM, TYPE, LE = Column("Clé SSH"), Column("Type", 10), Column("Ajoutée le", 10)
SESSIONS = Column("Sessions", 8, "right")
KINDS = {
    "ssh-ed25519": "ED25519",
    "ssh-rsa": "RSA",
    "ecdsa-sha2-nistp256": "ECDSA 256",
    "ecdsa-sha2-nistp384": "ECDSA 384",
    "ecdsa-sha2-nistp521": "ECDSA 521",
    "sk-ssh-ed25519@openssh.com": "ED25519-SK",
    "sk-ecdsa-sha2-nistp256@openssh.com": "ECDSA-SK",
}
"""What people call the types of keys."""

MOST_SEEN = 5
"""Rows, and sessions, in sight at once: of the others is said how many there are."""
NO_SESSION = "Aucune session ouverte."
NO_KEY = ("Aucune clé SSH. Ajouter une clé : <acces_modal.add>.",)
READ_AGAIN = "Relu."
ENDS = "Les sessions ouvertes par cette clé se terminent en cinq secondes."
OPENS_NO_MORE = "Elle n'ouvrira plus Portefeuille. Ce qui a été fait avec elle reste au journal."


class CleList(RowList):
    """The keys of a person."""

    BINDING_GROUP_TITLE = "Les clés SSH"
    BINDINGS = [Binding("enter", "open", "Retirer la clé", priority=True, id="acces_modal.remove")]


class AccesModal(Window[str | None]):
    """The sessions and the keys of one person; gives "" if the keys changed, else None."""

    TITLE = "Sessions et clés SSH"
    CSS_PATH = "acces.tcss"
    AUTO_FOCUS = "CleList"
    BINDINGS = [
        Binding("a,f6", "add", "Ajouter une clé", id="acces_modal.add"),
        hidden("f5", "reload", "Actualiser", id="acces_modal.reload"),
        Binding("escape,f12", "give_up", "Retour", id="acces_modal.give_up"),
    ]

    _rows = query_one(CleList)

    def __init__(self, equipe: Equipe, membre: Membre) -> None:
        super().__init__()
        self._equipe = equipe
        self._membre = membre
        self._uid: UUID = membre.uid
        self._changed = False

    def compose(self) -> ComposeResult:
        """Lay out the sessions, then the keys, then the fingerprint of the one under the cursor."""
        with TallFrame(f"{self.TITLE} : {self._membre.called}"):
            yield Paragraph(id="sessions")
            yield CleList((NOM, TYPE, LE, SESSIONS), empty=NO_KEY)
            yield Paragraph(id="empreinte")
        yield Foot()

    def on_mount(self) -> None:
        """Show them."""
        self._show()

    def _show(self) -> None:
        membre = self._membre
        self.query_one("#sessions", Paragraph).say("\n".join(sessions_in_words(membre)))
        self._rows.styles.height = 1 + min(max(len(membre.cles), 2), MOST_SEEN)
        self._rows.show([_row(one, membre.seances) for one in membre.cles], cursor=None)
        self._tell_key()

    @property
    def _current(self) -> OpenKey | None:
        row = self._rows.current
        return next((one for one in self._membre.cles if row and one.empreinte == row.key), None)

    @on(CleList.Moved)
    def follow_cursor(self) -> None:
        """Forget what was said of another key."""
        self.say("")
        self._tell_key()

    def _tell_key(self) -> None:
        """Say the fingerprint of the key under the cursor, whole."""
        current = self._current
        self.query_one("#empreinte", Paragraph).say(current.empreinte if current else "")

    async def _read(self) -> bool:
        """Read the person again; nothing changes if that is refused."""
        people = await carry_out(self, self._equipe.membres)
        if people is REFUSED:
            return False
        self._membre = next((one for one in people if one.uid == self._uid), self._membre)
        self._show()
        return True

    @on(CleList.NothingToOpen)
    def tell_no_key(self) -> None:
        """Say that there is none to remove."""
        self.say(NO_KEY[0], "warning")

    @on(CleList.Opened)
    @work(exclusive=True)
    async def take_away(self) -> None:
        """Remove the key under the cursor, once that is confirmed."""
        if (key := self._current) is None:
            return
        named = name_of(key)
        question = ConfirmModal(
            f"{self._membre.called} : retirer la clé {named} ?", details=(OPENS_NO_MORE, ENDS)
        )
        if not await self.app.push_screen_wait(question):
            return
        remove = partial(self._equipe.remove_key, self._membre.identifiant, key.empreinte)
        if await carry_out(self, remove) is not REFUSED:
            await self._has_changed(f"Clé retirée : {named}.")

    @work(exclusive=True)
    async def action_add(self) -> None:
        """Add a key that is pasted."""
        added = await self.app.push_screen_wait(CleModal(self._equipe, self._membre))
        if added is not None:
            await self._has_changed(f"Clé ajoutée : {name_of(added)}.")

    async def _has_changed(self, said: str) -> None:
        self._changed = True
        if await self._read():
            self.say(said, "success")

    async def action_reload(self) -> None:
        """Read again."""
        if await self._read():
            self.say(READ_AGAIN)

    def action_give_up(self) -> None:
        """Leave."""
        self.dismiss("" if self._changed else None)


def name_of(key: OpenKey) -> str:
    """Call a key by its name, else by its fingerprint."""
    return f"« {key.nom} »" if key.nom else key.empreinte


def sessions_in_words(membre: Membre) -> list[str]:
    """Say each session that is open: since when, and by which key or from where."""
    if not membre.seances:
        return [NO_SESSION]
    names = {one.empreinte: name_of(one) for one in membre.cles}
    told = [_session(one, names) for one in membre.seances[-MOST_SEEN:]]
    if (left := len(membre.seances) - MOST_SEEN) > 0:
        told.append(f"et {count(left, 'autre, plus ancienne', 'autres, plus anciennes')}.")
    return told


def _session(seance: Ouverte, names: dict[str, str]) -> str:
    since = f"Session du {show_moment(seance.depuis)}"
    if key := seance.empreinte:
        return f"{since}, par la clé {names.get(key, f'{key} (retirée)')}."
    return f"{since}, par le compte {seance.origine.removeprefix('unix:')}."


def _row(key: OpenKey, seances: tuple[Ouverte, ...]) -> Row:
    number = sum(one.empreinte == key.empreinte for one in seances)
    kind = KINDS.get(key.kind, key.kind)
    cells = (key.nom or key.empreinte, kind, show_date(key.ajoutee_le), show_number(number))
    return Row(key.empreinte, cells)
