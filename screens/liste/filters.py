"""What a person has narrowed the list to, and its order, from one visit of the list to the next."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from textual.content import Content
from textual.widgets import Static

from models.search.criteres import Criteres, Tri
from models.wording import capitalised
from screens.liste.search_words import People, filter_in_words, is_filtered, order_in_words
from screens.widgets.key_names import worded_on


@dataclass
class Filters:
    """The facets and the order that were chosen last, until one signs out."""

    criteres: Criteres = field(default_factory=Criteres)

    def keep(self, criteres: Criteres) -> None:
        """Keep those of a list; what is sought there is not kept."""
        self.criteres = criteres.facets

    def ordered(self, criteres: Criteres) -> Criteres:
        """Give another list, in the order that was chosen."""
        return replace(criteres, tri=self.criteres.tri)


def next_order(tri: Tri) -> Tri:
    """Give the order that follows; that of the names after the last."""
    orders: list[Tri] = [one for one in Tri if one is not Tri.A_FAIRE]
    return orders[(orders.index(tri) + 1) % len(orders)]


class Narrowing(Static):
    """What narrows the list and what orders it, above its rows; or what one may do there."""

    DEFAULT_CSS = """
    Narrowing {
        height: auto;
        max-height: 2;

        &.-narrows {
            color: $titre;
        }
    }
    """

    def __init__(self, otherwise: str, *, id: str) -> None:  # noqa: A002
        super().__init__(Content(otherwise), id=id)
        self._otherwise = otherwise
        self._said = otherwise

    def tell(self, criteres: Criteres, people: People) -> None:
        """Say it in words, with the key that shows everything again."""
        words = filter_in_words(criteres, people)
        parts = [f"filtre : {words}" if words else "", order_in_words(criteres)]
        said = " · ".join(filter(None, parts))
        end = " (<liste.unfilter> : tout afficher)" if is_filtered(criteres) else ""
        text = worded_on(self.screen, f"{capitalised(said)}{end}") or self._otherwise
        if text != self._said:
            self._said = text
            self.set_class(bool(said), "-narrows")
            self.update(Content(text))
