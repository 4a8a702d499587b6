"""Count the pairs of characters of Alice, and write them down for the script beside this file.

python docs/assets/explorables/sampling.py
"""

import json
from pathlib import Path

from linearnets import load_bigrams

SCRIPT = Path(__file__).with_name("sampling.data.js")


def rows() -> list[str]:
    """Return each character with those that follow it, and how often: "q u11"."""
    letters, x, y = load_bigrams("alice")
    counts = {letter: {} for letter in letters}
    for a, b in zip(x.tolist(), y.tolist(), strict=True):
        row = counts[letters[a]]
        row[letters[b]] = row.get(letters[b], 0) + 1
    return [a + "".join(f"{b}{n}" for b, n in sorted(row.items())) for a, row in counts.items()]


if __name__ == "__main__":
    SCRIPT.write_text(
        "// Written by sampling.py: each character, then those that follow it and how often.\n"
        "const BIGRAMS = " + json.dumps(rows(), indent=0, ensure_ascii=False) + ";\n",
        "utf-8",
    )
