"""What contributors and citers expect is there, and is what its readers can read."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))


def _project() -> dict[str, Any]:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project: dict[str, Any] = data["project"]
    return project


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("citation-file-format", [ROOT / "CITATION.cff"]),
        ("github-workflows", [ROOT / ".github/workflows/test.yml"]),
        ("github-issue-forms", [f for f in FORMS if f.name != "config.yml"]),
        ("github-issue-config", [ROOT / ".github/ISSUE_TEMPLATE/config.yml"]),
    ],
)
def test_a_file_for_others_is_valid(schema: str, files: list[Path]) -> None:
    """By the published schema of what reads it."""
    words = ("-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}")
    done = subprocess.run(
        [sys.executable, *words, "--default-filetype", "yaml", *files],
        capture_output=True,
        text=True,
        check=False,
    )

    assert files
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_citation_is_of_this_release() -> None:
    """Version, licence and keywords are those of the package."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = _project()

    assert citation["version"] == project["version"]
    assert citation["license"] == project["license"]
    assert citation["keywords"] == project["keywords"]


def test_the_workflow_runs_on_every_version_that_is_promised() -> None:
    """Each Python that the package says it supports is tested, by `make test`."""
    text = (ROOT / ".github/workflows/test.yml").read_text("utf-8")
    job = yaml.safe_load(text)["jobs"]["test"]
    prefix = "Programming Language :: Python :: 3."
    promised = [c for c in _project()["classifiers"] if c.startswith(prefix)]

    assert job["strategy"]["matrix"]["python"] == [
        classifier.rpartition(" ")[2] for classifier in promised
    ]
    assert job["steps"][-1]["run"] == "make test"


def test_the_changelog_keeps_to_its_form() -> None:
    """Versions newest first, and under each only the groups of Keep a Changelog."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    groups = re.findall(r"(?m)^### (.+)$", text)
    versions = re.findall(r"(?m)^## (.+)$", text)
    allowed = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}

    assert groups
    assert set(groups) <= allowed
    for version in versions:
        assert re.fullmatch(
            r"\[?Unreleased\]?|\d+\.\d+\.\d+ \((unreleased|\d{4}-\d\d-\d\d)\)", version
        )
    assert _project()["version"] in versions[0] or versions[0] == "Unreleased"
