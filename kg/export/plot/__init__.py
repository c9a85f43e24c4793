"""A picture of figures: intervals on a time axis, one colour per claimant."""

from kg.export.plot.draw import SUFFIXES, plot_figures

__all__ = ["SUFFIXES", "plot_figures"]
