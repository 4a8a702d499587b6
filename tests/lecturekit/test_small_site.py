"""The press on a site of three pages and a lab: what it makes, and one error of each kind.

An error stops the build and ends in one line: file, line, and why.
"""

import html
import json
import re
import socket
import subprocess
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

ROOT = Path(__file__).parents[2]
CONFIG = f"""
site_name: small
site_url: https://example.org/
docs_dir: docs/zh
theme: {{ name: material, language: zh, custom_dir: {ROOT}/src/lecturekit/theme }}
plugins:
  lecturekit-labs: {{ include: ["labs/*.py"], package: src/small }}
  lecturekit: {{ package: src/small }}
markdown_extensions:
  attr_list: {{}}
  toc: {{}}
  pymdownx.arithmatex: {{ preview: false, inline_syntax: [dollar], block_syntax: [dollar] }}
  pymdownx.details: {{}}
  pymdownx.superfences: {{}}
nav: [index.md, a/lecture.md, labs/lab.py, references.md]
"""
LECTURE = r"""---
minutes: 40
needs: "[the lab](../labs/lab.py), $x$"
outcomes: [See $y$., Say it., Do it.]
moved: { old: ../references.md }
---
# The lecture {#lecture}

The **mean** $\bar{y}$, see [@gauss1809] and $\eqref{eq:mean}$.

$$
\bar{y} = \frac{1}{n} \sum_i y_i
\label{eq:mean}
$$

```python
print(1 + 1)
```

<!--pytest-codeblocks:expected-output-->
```text
2
```

![A line.](../assets/figures/line.svg){ explorable=tilt data-rate=2 }
The caption, of $x$.

## Exercises {#exercises}
"""
LAB = """# %% [markdown]
# # The lab {#lab}

# %%
import matplotlib.pyplot as plt
print(6 * 7)

# %% [markdown]
# ```py
# def double(x):
#     return ...
# ```
#
# ??? success "Solution"

# %%
def double(x):
    return 2 * x

print(double(4))

# %% [markdown]
# ??? note "The drawing"

# %% alt="Two points."
plt.plot([1, 2])
plt.show()
"""
FILES = {
    "mkdocs.yml": CONFIG,
    "pyproject.toml": '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    '[project]\nname = "small"\nversion = "1.0"\nrequires-python = ">=3"\n',
    "src/small/__init__.py": "",
    "docs/terms.yml": "- {zh: 均值, en: mean}\n",
    "docs/references.yml": 'gauss1809: { author: ["Gauss, C. F."], year: 1809, title: Theoria motus }\n',
    "docs/assets/figures/line.py": "import matplotlib.pyplot as plt\n\nplt.plot([0, 1])\nplt.show()\n",
    "docs/assets/explorables/tilt.css": "",
    "docs/assets/explorables/tilt.js": "",
    "docs/assets/explorables/tilt.math.js": "",
    "docs/assets/explorables/tilted.js": "",
    "docs/zh/explorables.yml": 'tilt:\n  caption: Is it <b>steep</b>?\n  slope: the "slope"\n',
    "docs/zh/index.md": "# Home {#home}\n\nBy $\\eqref{eq:mean}$, {wheel}.\n\n[glossary]\n",
    "docs/zh/references.md": "# References {#references}\n\n[references]\n",
    "docs/zh/a/lecture.md": LECTURE,
    "docs/zh/labs/lab.py": LAB,
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """The folder of the small site, whose error-free parts are in the project's cache."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    (tmp_path / ".cache").symlink_to(cache)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_site_has_what_the_sources_say(project):
    build(load_config("mkdocs.yml", strict=True))
    home, lecture, lab, references = (
        (project / "site" / name / "index.html").read_text("utf-8")
        for name in ("", "a/lecture", "labs/lab", "references")
    )
    assert '<a class="eqref" href="a/lecture/#eq:mean">The lecture&nbsp;(1)</a>' in home
    assert "https://example.org/small-1.0-py3-none-any.whl" in home
    assert '>40 分钟，练习另计 · 需要：<a href="../../labs/lab/">the lab</a>' in lecture
    assert '<a data-moved="old" hidden href="../../references/"></a>' in lecture
    assert "<li>Say it.</li>" in lecture
    assert '<tex-display id="eq:mean"><span class="katex-display">' in lecture
    assert 'href="../../references/#gauss1809">Gauss 1809</a>' in lecture
    assert '<figure class="figure"><figure-drawing><svg role="img" aria-label="A line."' in lecture
    assert "math/tex" not in lecture and "<figcaption>The caption, of <span" in lecture
    assert (
        '<explore-tilt data-rate="2" data-files="tilt.css tilt.math.js tilt.js" data-words='
        in lecture
    )
    words = re.search('data-words="([^"]*)"', lecture)[1]
    assert json.loads(html.unescape(words)) == {"slope": 'the "slope"'}
    assert '<p class="explorable-caption">Is it &lt;b&gt;steep&lt;/b&gt;?</p>' in lecture
    assert '<svg role="img" aria-label="Two points."' in lab and "42" in lab and "explor" not in lab
    assert '<li id="gauss1809">Gauss, C. F. (1809).' in references
    notebook = json.loads((project / "site/a/lecture/lecture.ipynb").read_text("utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    assert sources[0].endswith(
        '\n%pip install -q "small[all] @ https://example.org/small-1.0-py3-none-any.whl"'
    )
    assert "[Gauss 1809](https://example.org/references/#gauss1809)" in sources[1]
    assert sources[2] == "print(1 + 1)" and notebook["cells"][2]["outputs"][0]["text"] == ["2\n"]
    assert (project / "site/small-1.0-py3-none-any.whl").is_file()
    sitemap = (project / "site/sitemap.xml").read_text("utf-8")
    assert 'hreflang="en" href="https://example.org/en/a/lecture/"' in sitemap


def test_a_lab_is_taken_home_with_blanks_and_solved(project):
    build(load_config("mkdocs.yml", strict=True))
    page = (project / "site/labs/lab/index.html").read_text("utf-8")
    assert page.index("...") < page.index("<summary>Solution</summary>") < page.index(">8\n")
    assert page.index(">The drawing<") < page.rindex("</details>") < page.index('="Two points."')
    blank, solved = "def double(x):\n    return ...", "def double(x):\n    return 2 * x"
    for name, program in (("lab", blank), ("lab-solved", f"{solved}\n\nprint(double(4))")):
        text = (project / f"site/labs/lab/{name}.ipynb").read_text("utf-8")
        cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
        assert "".join(cells[2]["source"]) == program and len(cells) == 4
        assert bool(cells[2]["outputs"]) == bool(cells[1]["outputs"]) == (name == "lab-solved")


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("docs/zh/a/lecture.md", r"\bar{y} =", r"\frac{y =", "docs/zh/a/lecture.md:12: ParseError: KaTeX parse error"),
        ("docs/zh/a/lecture.md", "eqref{eq:mean}", "eqref{eq:median}", "docs/zh/a/lecture.md:9: there is no equation eq:median"),
        ("docs/zh/index.md", "By", "$$\n1\n\\label{eq:mean}\n$$\n\nBy", "docs/zh/a/lecture.md:13: the label eq:mean is already on"),
        ("docs/zh/a/lecture.md", "@gauss1809", "@gauss", "docs/zh/a/lecture.md:9: docs/references.yml has no gauss"),
        ("docs/assets/figures/line.py", "[0, 1])", "[0, 1 / 0])", "docs/assets/figures/line.py:3: ZeroDivisionError: division by zero"),
        ("docs/assets/figures/line.py", "plt.show()", 'plt.title("$1^$")', "docs/assets/figures/line.py:1: ValueError: 1^"),
        ("docs/zh/explorables.yml", "tilt:", "tilted:", "docs/zh/a/lecture.md:25: expected words and tilt.js for tilt"),
        ("docs/assets/figures/line.py", "[0, 1])", "[0, 1)", "docs/assets/figures/line.py:3: SyntaxError: closing parenthesis"),
        ("docs/zh/labs/lab.py", "print(6 * 7)", "%timeit 6 * 7", "docs/zh/labs/lab.py:6: SyntaxError: invalid syntax"),
        ("docs/zh/labs/lab.py", "6 * 7", "6 / 0", "docs/zh/labs/lab.py:6: ZeroDivisionError: division by zero"),
        ("docs/zh/labs/lab.py", "print(6", "import sys; print(1, file=sys.stderr); (6", "docs/zh/labs/lab.py:5: expected text or an SVG"),
    ],
)  # fmt: skip
def test_an_error_is_one_line_with_its_place(project, name, old, new, message):
    text = (project / name).read_text("utf-8")
    assert old in text
    (project / name).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(Abort) as error:
        build(load_config("mkdocs.yml", strict=True))
    said = str(error.value.__context__)
    assert message in said and "\n" not in said


def test_a_port_in_use_is_said_with_another_one():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = ["make", "-s", "-o", ".venv/.ready", "-C", str(ROOT), "port", f"PORT={port}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode and f"port {port} is taken" in done.stdout
