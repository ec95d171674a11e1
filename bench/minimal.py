"""The smallest Textual program with a field and ten rows: what the framework itself costs."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable, Input


class Minimal(App[None]):
    """An Input and a DataTable of ten rows; `s` shows ten others, Tab goes to the field."""

    BINDINGS = [Binding("s", "turn", "Suivant")]
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Lay out both."""
        yield DataTable[str](cursor_type="row")
        yield Input()

    def on_mount(self) -> None:
        """Show the first rows."""
        table = self.query_one(DataTable)
        table.add_columns("Compte(s)", "Raison sociale")
        self._page = 0
        self.action_turn()

    def action_turn(self) -> None:
        """Show ten other rows."""
        self._page += 1
        table = self.query_one(DataTable)
        table.clear()
        first = 10 * self._page
        table.add_rows(
            (f"Comptes Régime Général du SIREN {rank:09d} (SARL)", f"BOULANGERIE {rank:06d}")
            for rank in range(first, first + 10)
        )


if __name__ == "__main__":
    Minimal().run()
