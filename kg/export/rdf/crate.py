"""The description of a release as an RO-Crate, for repositories of research data.

RO-Crate 1.2, an attached package. Its date is that of the data, as for catalogues: when
the latest document was published.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from kg.read.project import Project

CRATE = "ro-crate-metadata.json"
_CRATE_1_2 = "https://w3id.org/ro/crate/1.2"
_NOT_COVERED = (
    "The licence of the data. The texts of the sources belong to their publishers: "
    "they are not in this folder and not covered by it. The ontology has the licence "
    "that each of its modules names."
)


@dataclass(frozen=True, slots=True)
class CrateFile:
    """A file of a release: path, name, media type, bytes and SHA-256 in hex.

    ``digest`` is ``None`` for the one that holds the digests of all others.
    """

    path: str
    name: str
    media: str
    size: int
    digest: str | None


def crate_text(
    project: Project,
    about: str,
    issued: str,
    files: Sequence[CrateFile],
    folders: Mapping[str, str],
) -> str:
    """Return the description of files, and of the folders that some of them lie in.

    ``about`` is a sentence on all, ``issued`` an ISO day, ``folders`` what each is by
    its path, which ends in ``/``.
    """
    inside = {
        path: [file for file in files if file.path.startswith(path)] for path in folders
    }
    nested = {file.path for some in inside.values() for file in some}
    top = [_iri(f.path) for f in files if f.path not in nested]
    parts = [*top, *(path for path in folders if inside[path])]
    graph = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "name": "Description of this release as an RO-Crate",
            "conformsTo": {"@id": _CRATE_1_2},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": project.title,
            "description": about,
            "datePublished": issued,
            "inLanguage": project.language,
            "license": {"@id": project.licence},
            "hasPart": _refer(parts),
        },
        {
            "@id": project.licence,
            "@type": "CreativeWork",
            "name": project.licence,
            "description": _NOT_COVERED,
        },
        *(
            {
                "@id": path,
                "@type": "Dataset",
                "name": path,
                "description": words,
                "hasPart": _refer(_iri(file.path) for file in inside[path]),
            }
            for path, words in folders.items()
            if inside[path]
        ),
        *map(_file, files),
    ]
    context = f"{_CRATE_1_2}/context"
    crate = {"@context": context, "@graph": graph}
    return json.dumps(crate, ensure_ascii=False, indent=2) + "\n"


def _file(file: CrateFile) -> dict[str, str]:
    entity = {
        "@id": _iri(file.path),
        "@type": "File",
        "name": file.path.rsplit("/", 1)[-1],
        "description": file.name,
        "encodingFormat": file.media,
        "contentSize": str(file.size),
    }
    return entity if file.digest is None else entity | {"sha256": file.digest}


def _refer(iris: Iterable[str]) -> list[dict[str, str]]:
    return [{"@id": iri} for iri in iris]


def _iri(path: str) -> str:
    """Return a path as the relative IRI that it is."""
    return quote(path)
