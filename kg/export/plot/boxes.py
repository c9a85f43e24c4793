"""Boxes and lines on paper, many at once: what they share, cover and cross.

Boxes are rows of left, lower, right and upper end; lines are rows of points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

Box = tuple[float, float, float, float]
"""Left, lower, right and upper end, in points from the lower left of a panel."""


def wider(boxes: Array, by: float) -> Array:
    """Return boxes with some points more on every side."""
    import numpy as np

    widened: Array = boxes + np.array([-by, -by, by, by])
    return widened


def shared(boxes: Array, others: Array) -> Array:
    """Return the areas that boxes share with others, a row for each box."""
    import numpy as np

    wide = np.minimum(boxes[:, None, 2], others[None, :, 2]) - np.maximum(
        boxes[:, None, 0], others[None, :, 0]
    )
    high = np.minimum(boxes[:, None, 3], others[None, :, 3]) - np.maximum(
        boxes[:, None, 1], others[None, :, 1]
    )
    area: Array = np.maximum(wide, 0) * np.maximum(high, 0)
    return area


def distance(boxes: Array, others: Array) -> Array:
    """Return how far boxes are from others, a row for each box."""
    import numpy as np

    along = np.maximum(
        boxes[:, None, 0] - others[None, :, 2], others[None, :, 0] - boxes[:, None, 2]
    )
    up = np.maximum(
        boxes[:, None, 1] - others[None, :, 3], others[None, :, 1] - boxes[:, None, 3]
    )
    far: Array = np.hypot(np.maximum(along, 0), np.maximum(up, 0))
    return far


def touched(paths: Array, boxes: Array) -> Array:
    """Tell which lines go through which boxes, a row for each line."""
    import numpy as np

    x, y = paths[:, :, None, 0], paths[:, :, None, 1]
    left, low, right, high = (boxes[None, None, :, side] for side in range(4))
    inside = np.all([x > left, x < right, y > low, y < high], axis=0)
    through: Array = inside.any(axis=1)
    return through


def crossed(paths: Array, others: Array) -> Array:
    """Tell which lines cross which others, ends left out, a row for each line."""
    import numpy as np

    a, b = paths[:, None, 0], paths[:, None, -1]
    c, d = others[None, :, 0], others[None, :, -1]
    one = _side(a, b, c) * _side(a, b, d) < 0
    other = _side(c, d, a) * _side(c, d, b) < 0
    both: Array = np.logical_and(one, other)
    return both


def _side(p: Array, q: Array, r: Array) -> Array:
    """Return on which side of a line points lie: above 0, below, or 0 on it."""
    along, up = q[..., 0] - p[..., 0], q[..., 1] - p[..., 1]
    side: Array = along * (r[..., 1] - p[..., 1]) - up * (r[..., 0] - p[..., 0])
    return side
