"""The package knows nothing of Django, and looks for no font of the system."""

import subprocess
import sys

CODE = """
import sys
from cultuurraad_wagtail.charts import BarRow, as_png, as_svg, columns
drawing = columns([BarRow("A", 1, "1")], title="T", description="D", withheld="W")
as_svg(drawing), as_png(drawing)
print(sorted({name.split(".")[0] for name in sys.modules} & {"django", "wagtail", "numpy"}))
"""


def test_charts_are_drawn_without_django():
    found = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)

    assert found.stdout == "[]\n"
