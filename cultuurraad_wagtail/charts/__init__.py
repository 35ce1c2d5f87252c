"""Charts of results: values and words in, SVG or PNG out. Knows nothing of Django or of the models."""

from .bars import Axis, BarRow, columns
from .diverging_bars import ScaleRow, diverging, whole_percent
from .drawing import Drawing
from .line_chart import Series, lines
from .network_chart import Edge, Node, network
from .png import as_png
from .svg import as_svg

__all__ = [
    "Axis",
    "BarRow",
    "Drawing",
    "Edge",
    "Node",
    "ScaleRow",
    "Series",
    "as_png",
    "as_svg",
    "columns",
    "diverging",
    "lines",
    "network",
    "whole_percent",
]
