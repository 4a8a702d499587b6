"""Fit the 650 numbers of softmax regression on the digits, as the page does, and write them down.

python docs/assets/explorables/draw-a-digit.py
"""

import json
from pathlib import Path

import torch

from linearnets import fit_digits, load_digits

SCRIPT = Path(__file__).with_name("draw-a-digit.data.js")
UNIT = 1000  # three decimals are enough for the probabilities that the page prints
EXAMPLES = {"eight": 394, "six": 362}  # the image of the figure, and the first of the page


def numbers() -> dict[str, list[int]]:
    """Return weights (64 rows of 10) and biases in thousandths, and two images in sixteenths."""
    X, _ = load_digits(torch.float64)
    W, b = fit_digits()
    scaled = {"W": (UNIT * W).flatten(), "b": UNIT * b}
    scaled |= {name: 16 * X[row] for name, row in EXAMPLES.items()}
    return {name: values.round().long().tolist() for name, values in scaled.items()}


if __name__ == "__main__":
    lines = (
        f"  {name}: {json.dumps(row, separators=(',', ':'))}," for name, row in numbers().items()
    )
    SCRIPT.write_text(
        "// Written by draw-a-digit.py: weights and biases in thousandths, images in sixteenths.\n"
        "const DIGITS = {\n" + "\n".join(lines) + "\n};\n",
        "utf-8",
    )
