"""Draw what ``scale.py`` measured: seconds and memory over size, as SVG.

    python benchmarks/plot_scale.py FIGURES.json docs/scale.svg

Both axes are logarithmic, so that what grows with the size is a line that climbs one
step a step. Equal figures give an equal file. Needs ``apf-kg[plot]``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")

import matplotlib.pyplot as plt

LINES = {
    "map": ("kg: columns to triples", "#0072b2", "-"),
    "morph": ("Morph-KGC: the same", "#0072b2", ":"),
    "validate": ("kg: validation", "#d55e00", "-"),
    "pyshacl": ("pySHACL: the same", "#d55e00", ":"),
    "load": ("kg: load, on disk", "#009e73", "-"),
    "rdflib": ("rdflib: load, in memory", "#009e73", ":"),
    "derive": ("kg: what follows", "#cc79a7", "-"),
    "build": ("kg: a whole build", "#000000", "-"),
    "tables": ("kg: the graph as tables", "#56b4e9", "-"),
    "questions": ("kg: a question, in the middle", "#e69f00", "-"),
}
"""Steps in the order of the legend; colours of Okabe and Ito, peers dotted."""

PANELS = (("seconds", "seconds of the processor"), ("MB", "megabytes, at most"))


def main() -> None:
    """Draw two panels: time and memory."""
    source, to = map(Path, sys.argv[1:])
    kept = json.loads(source.read_text("utf-8"))
    mpl.rcParams.update({"svg.hashsalt": "kg", "svg.fonttype": "none"})
    figure, axes = plt.subplots(1, 2, figsize=(10, 4.6), layout="constrained")
    for axis, (what, label) in zip(axes, PANELS, strict=True):
        _draw(axis, kept["figures"], what)
        axis.set(xscale="log", yscale="log", xlabel="triples", ylabel=label)
        axis.grid(visible=True, which="major", alpha=0.3)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=3, frameon=False)
    figure.suptitle(kept["machine"], fontsize="small")
    figure.savefig(to, format="svg", metadata={"Date": None, "Creator": "kg"})


def _draw(axis: Any, figures: list[dict[str, Any]], what: str) -> None:
    for step, (label, colour, style) in LINES.items():
        of = (f for f in figures if f["step"] == step and f.get(what) is not None)
        points = sorted((f["triples"], f[what]) for f in of)
        if points:
            sizes, values = zip(*points, strict=True)
            axis.plot(sizes, values, style, color=colour, label=label, marker="o", ms=4)


if __name__ == "__main__":
    main()
