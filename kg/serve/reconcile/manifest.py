"""The manifest: what a client reads first."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from kg.names import ONTOLOGY
from kg.serve.reconcile.catalogue import Catalogue
from kg.serve.reconcile.extend import SETTINGS
from kg.serve.reconcile.pages import HEIGHT, WIDTH
from kg.serve.reconcile.query import BATCH
from kg.serve.reconcile.suggest import type_json

VERSIONS = ["0.2"]


def manifest(
    catalogue: Catalogue, title: str, base_url: str, view: str | None
) -> dict[str, Any]:
    """Return the manifest of a service at ``base_url``, which has no slash at its end.

    ``view`` is the address of a thing's page, with ``{{id}}`` in it; without one, that
    is the preview.
    """
    preview = f"{base_url}/preview?id={{{{id}}}}"
    return {
        "versions": VERSIONS,
        "name": title,
        "identifierSpace": catalogue.space,
        "schemaSpace": ONTOLOGY,
        "serviceVersion": _version(),
        "batchSize": BATCH,
        "defaultTypes": _default_types(catalogue),
        "view": {"url": view or preview},
        "preview": {"url": preview, "width": WIDTH, "height": HEIGHT},
        "suggest": {
            kind: {
                "service_url": base_url,
                "service_path": f"/suggest/{kind}",
                "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
            }
            for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {
                "service_url": base_url,
                "service_path": "/properties",
            },
            "property_settings": SETTINGS,
        },
    }


def _default_types(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return the kinds of thing that there are: places, actors and so on."""
    classes = catalogue.schema.classes
    used = (classes[cls] for cls in catalogue.used_types())
    return [type_json(cls, classes) for cls in used if cls.top]


def _version() -> str:
    try:
        return version("apf-kg")
    except PackageNotFoundError:
        return "0"
