"""The stylesheet of the application, which reads every sheet once."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Hashable, Mapping
from pathlib import Path, PurePath
from typing import Any, NamedTuple, cast

from textual.cache import LRUCache
from textual.css.model import RuleSet, SelectorType
from textual.css.styles import RulesMap
from textual.css.stylesheet import CssSource, Stylesheet
from textual.dom import DOMNode

KEPT: dict[str, str] = {}
"""The sheets that are in memory already, by their path: they are not read from the disk."""

_RULES: dict[tuple[tuple[str, str], ...], LRUCache[Any, Any]] = {}

MOST_FOUND = 512
"""How many kinds of nodes are remembered; a screen has twenty to sixty."""

TELLING = frozenset({"display", "overflow_x", "overflow_y"})
"""The rules that tell somebody else when they are set, even on a node that is not mounted."""


class Named(NamedTuple):
    """What the selectors of all the rules name, whatever they match.

    The pseudo-classes are told by the name of the type, class or id beside which they stand;
    `*` for those that stand alone.
    """

    ids: frozenset[str]
    classes: frozenset[str]
    pseudo_classes: Mapping[str, frozenset[str]]


class Found(NamedTuple):
    """What the rules say of a node, and on what that depends, as Textual notes it."""

    rules: RulesMap
    flags: tuple[bool, ...]


class Matches:
    """What rules are known to say of nodes."""

    def __init__(self, rules: list[RuleSet]) -> None:
        self.named = _named_in(rules)
        self.asked: dict[Hashable, tuple[str, ...]] = {}
        self.found: LRUCache[Hashable, Found] = LRUCache(MOST_FOUND)


class Known(NamedTuple):
    """All the sheets that an application had read under its variables, and what they say."""

    source: dict[Any, CssSource]
    rules: list[RuleSet]
    rules_map: dict[str, list[RuleSet]]
    matches: Matches


_KNOWN: dict[tuple[tuple[str, str], ...], Known] = {}


class KeptStylesheet(Stylesheet):
    """Textual's stylesheet, but a sheet is parsed once for all the applications of a process.

    For each new screen with a sheet of its own, Textual's parses all the others again. Rules
    depend on nothing but their sheet and the variables, and nobody changes them: Textual keeps
    them too, for each application, and forked sessions are one application each.

    What the rules say of a node is found once for all nodes that no selector tells apart: a
    quarter of what it took to open a screen. What one application has found is given to those
    that come, if it is said so: a third of what the first screen of a forked session took.
    """

    _matches: Matches
    _matched: list[RuleSet] | None = None

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = _rules_under(self._variables)
        self._begin()

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other variables: what was parsed under them before is known."""
        self._parse_cache = LRUCache(1)  # Textual empties the one that is there
        super().set_variables(variables)
        self._parse_cache = _rules_under(variables)
        self._begin()

    def keep_for_others(self) -> None:
        """Have all that this stylesheet has read and found in those that come, from the start."""
        matches = self._matches_of(self.rules)
        _KNOWN[_key_of(self._variables)] = Known(self.source, self.rules, self.rules_map, matches)

    def _begin(self) -> None:
        """Take what is known under these variables, if nothing was read yet."""
        known = _KNOWN.get(_key_of(self._variables))
        if known is not None and not self.source:
            self.source = dict(known.source)
            self._rules = self._matched = known.rules
            self._rules_map, self._matches = known.rules_map, known.matches

    def read(self, filename: str | PurePath) -> None:
        """Read a sheet, from memory if it is there; one that is read already changes nothing."""
        path = os.path.abspath(filename)  # noqa: PTH100 - as Textual names it
        css = KEPT[path] if path in KEPT else Path(path).read_text("utf-8")
        sheet = CssSource(css, False, 0)
        if self.source.get((path, "")) != sheet:
            self.source[path, ""] = sheet
            self._require_parse = True

    def reparse(self) -> None:
        """Parse the sheets that are new."""
        self.parse()

    def apply(
        self,
        node: DOMNode,
        *,
        animate: bool = False,
        cache: dict[Any, RulesMap] | None = None,  # noqa: ARG002 - it knows the children of one node
    ) -> None:
        """Style a node as Textual does, by what was found for one like it if there was one."""
        like = self._like(node)
        found = self._matches.found.get(like)
        if found is None:
            super().apply(node, animate=animate)
            rules = node.styles.base.get_rules()
            if not (animate and "transitions" in rules):
                self._matches.found[like] = Found(rules, _flags_of(node))
            return
        (
            node._has_hover_style,
            node._has_focus_within,
            node._has_order_style,
            node._has_odd_or_even,
        ) = found.flags
        self._give(node, found.rules, animate=animate)
        self._process_component_classes(node)

    def _give(self, node: DOMNode, rules: RulesMap, *, animate: bool) -> None:
        """Give a node rules as one holds them; nobody is told of what stays, or is not mounted."""
        base = node.styles.base
        now = base.get_rules()
        if now != rules and (now or node._is_mounted):
            self.replace_rules(node, rules, animate)
            return
        if not now:
            told = {name: value for name, value in rules.items() if name in TELLING}
            self.replace_rules(node, cast(RulesMap, told))
            base.merge_rules(rules)
        node.notify_style_update()

    def _like(self, node: DOMNode) -> Hashable:
        """Give all that selectors can see of a node and of those around it."""
        self._matches_of(self.rules)
        return tuple(map(self._seen_of, node.css_path_nodes))

    def _matches_of(self, rules: list[RuleSet]) -> Matches:
        """Give what is known of these rules: nothing, if others have just been read."""
        if self._matched is not rules:
            self._matched, self._matches = rules, Matches(rules)
        return self._matches

    def _seen_of(self, node: DOMNode) -> Hashable:
        """Give what selectors can see of one node."""
        ids, classes, _ = self._matches.named
        seen = type(node), node._id if node._id in ids else None, classes & node._classes
        asked = self._matches.asked.get(seen)
        if asked is None:
            asked = self._matches.asked[seen] = self._asked_of(node)
        return seen, tuple(map(node.has_pseudo_class, asked))

    def _asked_of(self, node: DOMNode) -> tuple[str, ...]:
        """Name the pseudo-classes that some selector asks of such a node."""
        names = "*", *node._css_type_names, *node._classes, node._id or ""
        found = self._matches.named.pseudo_classes
        return (*frozenset().union(*(found.get(name, ()) for name in names)),)


def _flags_of(node: DOMNode) -> tuple[bool, ...]:
    """Give what Textual notes of the rules that may come to match a node."""
    return (
        node._has_hover_style,
        node._has_focus_within,
        node._has_order_style,
        node._has_odd_or_even,
    )


def _named_in(rules: list[RuleSet]) -> Named:
    """Find what the selectors name."""
    selectors = [one for rule in rules for some in rule.selector_set for one in some.selectors]
    names = {
        kind: frozenset(one.name for one in selectors if one.type is kind)
        for kind in (SelectorType.ID, SelectorType.CLASS)
    }
    asked: dict[str, set[str]] = defaultdict(set)
    alone = SelectorType.UNIVERSAL, SelectorType.NESTED
    for one in selectors:
        asked["*" if one.type in alone else one.name] |= one.pseudo_classes
    pseudo_classes = {name: frozenset(some) for name, some in asked.items()}
    return Named(names[SelectorType.ID], names[SelectorType.CLASS], pseudo_classes)


def _key_of(variables: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(variables.items()))


def _rules_under(variables: dict[str, str]) -> LRUCache[Any, Any]:
    """Give the rules that are known under these variables."""
    key = _key_of(variables)
    if key not in _RULES:
        # Textual's keeps 64 sheets; there is one for each kind of widget and of screen.
        _RULES[key] = LRUCache(1024)
    return _RULES[key]
