"""What can go wrong, for the person who can mend it.

    KgError
    ├── InputErrors        files a person wrote are wrong; carries every problem found
    ├── CheckFailed        the sources break a rule; carries problems and findings
    ├── CannotRun          a shape cannot be run by the engine at hand
    ├── UnknownName        no such question, thing, document or parameter
    │   ├── BadArgument    a parameter got a value that it does not take
    │   ├── NoEngine       no such engine for shapes, or not on this machine
    │   └── NoExecutor     no such executor, or not on this machine
    ├── FolderTaken        a new project's folder is not empty, or cannot be made
    ├── MappingTaken       a file is where a mapping is to go, or none can be
    ├── DocumentTaken      a document or text is where one that is taken is to go
    ├── NotTaken           a file or page is none that a text can be made of
    ├── NotDrafted         nothing can be drafted from a text as it is
    ├── NotAccepted        a draft would be no sound claim, or is one no more
    ├── ReviewedElsewhere  somebody reviews the drafts of this document already
    ├── DraftsChanged      drafts or their text are others than a page shows
    ├── NotSelected        words that are selected do not stand in the text
    ├── NoAgreement        two codings cannot be compared on this machine
    ├── StoreError         no graph yet, one of a newer version, a locked or full disk
    ├── QueryFailed        a SPARQL query is malformed, too slow or too large
    │   ├── Refused        it asks a host that it was not allowed to ask
    │   └── Burst          its stack or memory was used up
    ├── Unreachable        a remote endpoint or a cluster does not answer as one
    ├── WorkerLost         a worker ends in the midst of its work, again and again
    ├── PartRefused        a store takes no part beside what it has
    ├── PartTooLarge       a store takes no request of that size
    ├── NotAllPushed       a store has not as many triples as it was given
    ├── NotThatFile        a download is another file than expected, or too large
    ├── NotAddable         a sum would mislead; carries the pair and the reason
    ├── NotDecided         a decision on a link must not be written
    ├── IndexFailed        an index of names cannot be opened or written
    ├── ExtractUnreadable  a file with entities cannot be opened, or breaks off
    ├── ExportFailed       the output cannot be written; nothing half-written is left
    ├── NothingToExport    the graph has nothing that the form can hold
    ├── ServiceUnavailable a service cannot be started on this machine as it is
    └── BadMapping         a project's mapping to Wikidata asks for what cannot be

Each stands where it is raised, those that several rooms raise stand here.
``exit_code`` is what the command line ends with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class KgError(Exception):
    """Any error this package raises on purpose; its text is for the user."""

    exit_code = 1

    def __reduce__(self) -> tuple[object, ...]:
        """Go from process to process whole, however an error is made."""
        return _remade, (type(self), self.args, self.__dict__)


def _remade(
    kind: type[KgError], args: tuple[object, ...], state: dict[str, object]
) -> KgError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file, both as the user knows them (``sources/x.yaml``, from 1).

    In a table it may be a cell: ``column`` is what the header calls that.
    """

    file: str
    line: int
    column: str = ""

    def __str__(self) -> str:
        column = f": {self.column}" if self.column else ""
        return f"{self.file}:{self.line}{column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where, what, and what was expected."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class InputErrors(KgError):
    """Files that a person wrote cannot be read as they are.

    ``problems`` holds all of them, in the order of the files.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = sorted(
            set(problems), key=lambda p: (p.place, p.message)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownName(KgError):
    """A name that nothing in the graph, the questions or the project answers to."""

    exit_code = 2


class BadArgument(UnknownName):
    """A value that a parameter does not take.

    ``parameter`` is its name as a caller in Python gives it, and stands where
    ``sentence`` has ``{}``; the command line puts the option of that name there.
    """

    def __init__(self, parameter: str, sentence: str) -> None:
        self.parameter, self._sentence = parameter, sentence
        super().__init__(self.calling_it(parameter))

    def calling_it(self, name: str) -> str:
        """Return the sentence with another name for the parameter."""
        return self._sentence.replace("{}", f"`{name}`", 1)


class UnknownTerm(UserWarning):
    """A warning: a query names a term that the ontology does not have.

    It is no error in SPARQL, and the query has been answered: mostly with no rows.
    """


class StoreError(KgError):
    """The graph cannot be opened or written."""

    exit_code = 3


class QueryFailed(KgError):
    """A query is malformed, or went over its time or memory."""

    exit_code = 4


class Unreachable(KgError):
    """A remote endpoint cannot be reached, or does not speak SPARQL 1.1 Protocol.

    Or it is a cluster without a scheduler, or with no worker that is like this process.
    """

    exit_code = 4


class Names:
    """Names that a misspelt one may have been meant for; made once, asked often."""

    LIKE = 0.6
    """How alike two names must be, as :mod:`difflib` counts it and by its default."""

    COMPARED = 40
    """How many of the likeliest are compared in full: enough for names that people make
    up, and 2,000 misspelt names among 4,000 numbered ones take 4 seconds."""

    def __init__(self, known: Iterable[str]) -> None:
        self.all = list(known)
        self._by_folded = {name.casefold(): name for name in self.all}
        self._folded = list(self._by_folded)

    def nearest(self, name: str) -> str | None:
        """Return the name most like another, as ``difflib.get_close_matches`` does.

        What its blocks have in common is a common subsequence, so twice the longest of
        those, which rapidfuzz finds at once, leaves out nothing that is alike enough.
        """
        from difflib import get_close_matches

        from rapidfuzz.distance import Indel
        from rapidfuzz.process import extract

        folded, like, most = (
            name.casefold(),
            Indel.normalized_similarity,
            self.COMPARED,
        )
        just_below = self.LIKE - 0.01  # rapidfuzz leaves out what is just as alike
        likeliest = extract(
            folded, self._folded, scorer=like, score_cutoff=just_below, limit=most
        )
        names = [name for name, *_ in likeliest]
        close = get_close_matches(folded, names, n=1, cutoff=self.LIKE)
        return self._by_folded[close[0]] if close else None


def nearest(name: str, known: Iterable[str], *, ask: str = "did you mean") -> str:
    """Return ``; did you mean `x`?`` for the known name most like ``name``, or ""."""
    close = Names(known).nearest(name)
    return f"; {ask} `{close}`?" if close else ""
