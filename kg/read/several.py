"""Entries that say several things, written out: one claim, one content.

What claims share is written once. ``defaults:`` holds the claimant and the modality of
a document's claims, and when fiscal years begin; ``says:`` takes several contents by
name, all of one passage; and beside a step of a policy stands what is said of the
policy itself. Nothing else in reading knows of these forms, and each claim keeps the
line where it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.errors import Place, Problem, nearest
from kg.names import APF
from kg.read.entries import KEY
from kg.read.fiscal import as_days, first_day, is_fiscal
from kg.read.nodes import Mapping, Node, Scalar, Sequence
from kg.read.shortforms import SHORT_FORMS
from kg.read.vocabulary import Term, Vocabulary

DEFAULTS = "defaults"
_SHARED_BY_ALL = ("claimant", "modality", "codedBy")
_FISCAL = "fiscalYear"
_MAY_BE_DEFAULT = (*_SHARED_BY_ALL, _FISCAL)
_CONTENTS = ("says", "disputes")
_OF_SPEAKER = ("attribution", "possibleClaimant", "condition", "reportedBy")
"""How the claimant of a passage speaks, which says nothing of another claimant."""
_PLACES = ("chars", "quote")

Entries = Iterator[tuple[str, Mapping, Place]]


class WrittenOut:
    """Writes the claims of facts files out; what cannot be is added to ``problems``."""

    def __init__(self, vocabulary: Vocabulary, problems: list[Problem]) -> None:
        self.vocabulary, self.problems = vocabulary, problems
        self.fiscal: tuple[int, int] | None = None

    def file(self, node: Mapping) -> Mapping:
        """Return a facts file, or a mapping of a table, without any short entry."""
        claims = node.values.get("claims")
        if not isinstance(claims, Mapping):
            claims = None
        result = _without(node, (DEFAULTS,))
        given = self._defaults(node.values.get(DEFAULTS))
        if claims is not None:
            self.fiscal = self._fiscal(given)
            result.values["claims"] = self._claims(claims, _only(given, _SHARED_BY_ALL))
        return result

    def _report(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))

    def _defaults(self, node: Node | None) -> Mapping:
        if not isinstance(node, Mapping):
            if node is not None:
                message = f"`{DEFAULTS}` takes a mapping, as `claimant: id`"
                self._report(node.place, message)
            return Mapping(Place("", 0))
        for key, place in node.keys.items():
            if key not in _MAY_BE_DEFAULT:
                known = ", ".join(f"`{each}`" for each in _MAY_BE_DEFAULT)
                message = f"`{key}` is no default; those are {known}"
                self._report(place, message + nearest(key, _MAY_BE_DEFAULT))
        modality = node.values.get("modality")
        if isinstance(modality, Scalar) and modality.text == "denied":
            message = "`denied` is no default: what is denied is named in each claim"
            self._report(modality.place, message)
        return _only(node, _MAY_BE_DEFAULT)

    def _fiscal(self, defaults: Mapping) -> tuple[int, int] | None:
        if (given := defaults.values.get(_FISCAL)) is None:
            return None
        try:
            return first_day(given.text if isinstance(given, Scalar) else "a list")
        except ValueError as error:
            self._report(given.place, f"`{_FISCAL}`: {error}")
        return None

    def _in_days(self, node: Mapping) -> Mapping:
        """Return a claim or a content with its fiscal years in days."""
        fiscal = {
            key: value
            for key in ("period", "baseline")
            if isinstance(value := node.values.get(key), Scalar)
            and is_fiscal(value.text)
        }
        values, keys = dict(node.values), dict(node.keys)
        for key, value in fiscal.items():
            try:
                if self.fiscal is None:
                    example = f"`{DEFAULTS}: {{{_FISCAL}: 07-01}}`"
                    raise ValueError(f"write when fiscal years begin: {example}")
                days = as_days(value.text, self.fiscal)
            except ValueError as error:
                self._report(value.place, f"`{key}`: {error}")
                del values[key], keys[key]  # what is missing is not reported, too
                continue
            values[key] = Scalar(value.place, days)
            if key == "period" and "periodText" not in values:
                values["periodText"], keys["periodText"] = value, value.place
        return Mapping(node.place, values, keys)

    def _claims(self, section: Mapping, defaults: Mapping) -> Mapping:
        result = Mapping(section.place)
        for key, node in section.values.items():
            place = section.keys[key]
            if not isinstance(node, Mapping):
                written: Iterable[tuple[str, Node, Place]] = [(key, node, place)]
            else:
                written = self._written(key, node, place)
            for name, claim, at in written:
                if (first := result.keys.get(name)) is not None:
                    message = f"`{name}` is written twice; the first is on line "
                    self._report(at, f"{message}{first.line}")
                    continue
                if isinstance(claim, Mapping):
                    claim = self._with_defaults(name, claim, defaults, at)
                    claim = self._in_days(claim)
                    if isinstance(says := claim.values.get("says"), Mapping):
                        claim.values["says"] = self._in_days(says)
                result.values[name], result.keys[name] = claim, at
        return result

    def _with_defaults(
        self, key: str, claim: Mapping, defaults: Mapping, at: Place
    ) -> Mapping:
        """Return a claim with what it leaves out."""
        if "claimant" in defaults.values:
            self._whose_manner(key, defaults, claim, at)
            return _beside(defaults, claim)
        # whoever speaks: the manner is that of all claims, and no claimant's
        return _with(_without(defaults, _manner_of_its_own(claim)), claim)

    def _written(self, key: str, node: Mapping, place: Place) -> Entries:
        for name, claim, at in self._several(key, node, place):
            yield from self._step(name, claim, at)

    def _several(self, key: str, node: Mapping, place: Place) -> Entries:
        """Yield a claim for each content of an entry; most have one."""
        says = node.values.get("says")
        if not isinstance(says, Mapping) or not _by_name(says):
            yield key, node, place
            return
        for name in sorted(self._ties(node)):
            message = f"`{name}` beside several contents; write it in the one it is of"
            self._report(node.keys[name], message)
        shared = _without(node, ("says", *self._ties(node)))
        for name, content in says.values.items():
            at = says.keys[name]
            own = Mapping(at, {"says": content}, {"says": at})
            if isinstance(content, Mapping) and content.keys.keys() & set(_CONTENTS):
                own = content
            full = key if name == key else f"{key}_{name}"
            if self._whose_manner(full, node, own, at):
                yield full, _beside(shared, own), at

    def _ties(self, node: Mapping) -> list[str]:
        """Return the keys that tie one claim, or its figure, to another."""
        terms = (self.vocabulary.terms.get(key) for key in node.values)
        return [term.name for term in terms if term is not None and self._is_tie(term)]

    def _is_tie(self, term: Term) -> bool:
        claims = APF.Claim, APF.Observation
        return any(self.vocabulary.is_a(range_, *claims) for range_ in term.ranges)

    def _whose_manner(self, key: str, shared: Mapping, own: Mapping, at: Place) -> bool:
        """Tell whether it is known how a claimant of one content speaks."""
        other = "claimant" in own.values and "modality" in shared.values
        if not other or "modality" in own.values or _manner_of_its_own(own):
            return True
        message = f"`{key}` has a claimant of its own: write its `modality`, too"
        self._report(at, message)
        return False

    def _step(self, key: str, node: Mapping, place: Place) -> Entries:
        """Yield a claim, and one for all that its step says of the policy itself."""
        says = node.values.get("says")
        about, terms = self._carried(says) if isinstance(says, Mapping) else ("", [])
        if not isinstance(says, Mapping) or not terms:
            yield key, node, place
            return
        names = [term.name for term in terms]
        yield key, _beside(node, _one("says", _without(says, names), says.place)), place
        modality = node.values.get("modality")
        if isinstance(modality, Scalar) and modality.text == "denied":
            message = f"who denies a step denies no `{names[0]}`: write it as a claim"
            self._report(says.keys[names[0]], message)
            return
        shared = _without(node, self._ties(node))
        for name in names:
            at, value = says.keys[name], says.values[name]
            several = isinstance(value, Sequence)
            for item in value.items if isinstance(value, Sequence) else [value]:
                full = f"{key}_{name}"
                if several and isinstance(item, Scalar):
                    full += f"_{item.text}"
                if not KEY.fullmatch(full):
                    message = f"several values of `{name}` here are ids or codes"
                    self._report(item.place, message)
                    continue
                triple = [Scalar(at, about), Scalar(at, name), item]
                relation = _one("says", Sequence(at, triple), at)
                yield full, _beside(shared, relation), item.place

    def _carried(self, says: Mapping) -> tuple[str, list[Term]]:
        """Return a policy and the terms beside its step that are said of the policy."""
        vocabulary, type_ = self.vocabulary, says.values.get("type")
        cls = vocabulary.classes.get(type_.text) if isinstance(type_, Scalar) else None
        for name in vocabulary.carriers if cls is not None else ():
            carrier, about = vocabulary.terms[name], says.values.get(name)
            if cls is None or not isinstance(about, Scalar):
                continue
            terms = [
                term
                for key in says.values
                if key not in SHORT_FORMS
                and (term := vocabulary.terms.get(key)) is not None
                and term.domains
                and not vocabulary.is_a(cls, *term.domains)
                and self._describes(term, carrier)
            ]
            return about.text, terms
        return "", []

    def _describes(self, term: Term, carrier: Term) -> bool:
        """Tell whether a term describes the values of another, or some of them."""
        is_a = self.vocabulary.is_a
        return any(
            is_a(domain, *carrier.ranges) or is_a(range_, domain)
            for domain in term.domains
            for range_ in carrier.ranges
        )


def _by_name(says: Mapping) -> bool:
    """Tell whether a content is several, by name: none of them is a single word."""
    several = not any(isinstance(value, Scalar) for value in says.values.values())
    return several and bool(says.values)


def _manner_of_its_own(claim: Mapping) -> tuple[str, ...]:
    """Return what a dispute or a coding takes from no other claim, if it is one.

    Who codes a passage is not who speaks in it.
    """
    attribution = claim.values.get("attribution")
    if isinstance(attribution, Scalar) and attribution.text == "coding":
        return ("claimant", "modality", *_OF_SPEAKER)
    return ("modality",) if "disputes" in claim.values else ()


def _beside(shared: Mapping, own: Mapping) -> Mapping:
    """Return what claims share, with what one of them has of its own in its place."""
    replaced = _manner_of_its_own(own)
    if "claimant" in own.values:
        replaced += (*_OF_SPEAKER, "modality")
    if own.values.keys() & set(_PLACES):
        replaced += _PLACES
    return _with(_without(shared, replaced), own)


def _with(shared: Mapping, own: Mapping) -> Mapping:
    values, keys = {**shared.values, **own.values}, {**shared.keys, **own.keys}
    return Mapping(own.place, values, keys)


def _one(key: str, value: Node, place: Place) -> Mapping:
    return Mapping(place, {key: value}, {key: place})


def _without(node: Mapping, names: tuple[str, ...] | list[str]) -> Mapping:
    return _only(node, [key for key in node.values if key not in names])


def _only(node: Mapping, names: tuple[str, ...] | list[str]) -> Mapping:
    values = {key: value for key, value in node.values.items() if key in names}
    return Mapping(node.place, values, {key: node.keys[key] for key in values})
