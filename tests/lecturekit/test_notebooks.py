"""Labs run when the site is built; a failing cell stops it; results follow the package."""

import re

import pytest
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from nbformat.v4 import new_output

from lecturekit import kept, notebooks
from lecturekit.errors import PageError
from lecturekit.notebooks import Lab, prose

LAB = """# ---
# description: What it is about
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A lab {{#lab}}
#
# With $x^2$.

# %%
print("printed")
{code}
"""


@pytest.fixture
def make(tmp_path, monkeypatch):
    monkeypatch.setattr(notebooks, "CACHE", tmp_path / "cache")
    (tmp_path / "package").mkdir()
    (tmp_path / "package/module.py").write_text("A = 1\n")

    def lab(code):
        path = tmp_path / "lab.py"
        path.write_text(LAB.format(code=code))
        return Lab(path, "labs/lab.py", tmp_path / "package")

    return lab


def test_front_matter_text_code_and_results_become_a_page_in_order(make):
    meta, text = make("1 + 1").markdown()
    assert meta == {"description": "What it is about"}
    assert "description" not in text
    parts = [part for part in text.split("\n\n") if part]
    assert parts[0] == "# A lab {#lab}"
    assert parts[2] == '```python\nprint("printed")\n1 + 1\n```'
    assert parts[3:] == ["```text\nprinted\n```", "```text\n2\n```"]


@pytest.mark.parametrize("backend", ["agg", ""])
def test_plot_becomes_a_themed_svg_with_its_alt_text(make, monkeypatch, backend):
    monkeypatch.setenv("MPLBACKEND", backend)
    code = (
        '\n# %% alt="a \\"line\\""\nimport matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.show()'
    )
    _, text = make(code).markdown()
    figure = text.split("\n\n")[-1]
    assert figure.startswith(
        '<figure class="figure"><figure-drawing><svg role="img" aria-label="a &quot;line&quot;"'
    )
    assert "var(--figure-blue)" in figure
    assert "\n" not in figure


def test_failing_cell_is_named_with_its_line_and_error_and_nothing_is_kept(make, tmp_path):
    with pytest.raises(PageError, match=r"labs/lab.py:16: (.|\n)*ValueError: no such patient"):
        make("raise ValueError('no such patient')").markdown()
    assert not list((tmp_path / "cache").glob("*"))


@pytest.mark.parametrize(
    ("code", "why"),
    [("import time; time.sleep(60)", "timed out"), ("import os; os._exit(1)", "Kernel died")],
)
def test_a_cell_that_does_not_end_or_ends_the_kernel_is_named(make, monkeypatch, code, why):
    monkeypatch.setattr(notebooks, "TIMEOUT", 3)
    with pytest.raises(PageError, match=rf"labs/lab.py:16: (.|\n)*{why}"):
        make(code).markdown()


@pytest.mark.parametrize(
    "code", ["import sys; print('oh', file=sys.stderr)", "import warnings; warnings.warn('oh')"]
)
def test_writing_to_standard_error_is_an_error(make, code):
    with pytest.raises(PageError, match=r"labs/lab.py:16: expected text or an SVG(.|\n)*oh"):
        make(code).markdown()


def test_result_is_kept_until_lab_or_package_changes(make, tmp_path, monkeypatch):
    runs = []
    monkeypatch.setattr(Lab, "_run", lambda self, notebook: runs.append(1))
    make("1").markdown()
    make("1").markdown()
    assert len(runs) == 1
    make("2").markdown()
    assert len(runs) == 2
    make("2  # as the other language says it").markdown()
    assert len(runs) == 2
    (tmp_path / "package/module.py").write_text('"""Of A."""\nA = 1\n')
    make("2").markdown()
    assert len(runs) == 2
    (tmp_path / "package/module.py").write_text("A = 2\n")
    make("2").markdown()
    assert len(runs) == 3
    monkeypatch.setattr(kept, "environment", lambda: "another PyTorch")
    make("2").markdown()
    assert len(runs) == 4


def test_a_missing_kernel_is_told_with_what_to_do(make, monkeypatch):
    def none(self, name):
        raise NoSuchKernel(name)

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", none)
    with pytest.raises(PageError, match=r"labs/lab.py:1: .*pip install ipykernel.*python3"):
        make("1").markdown()


def test_kept_result_is_what_was_computed(make, tmp_path):
    code = (
        '1 + 1\n\n# %% alt="a line"\nimport matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.show()'
    )
    first = make(code).markdown()
    assert len(list((tmp_path / "cache").glob("*.json"))) == 1
    assert "```text\nprinted\n```\n\n```text\n2\n```" in first[1] and "<svg" in first[1]
    again = make(code.replace("a line", "one line") + "  # done").markdown()
    assert again[1] == first[1].replace("a line", "one line").replace(
        "plt.show()", "plt.show()  # done"
    )


def test_prose_is_the_text_cells_only(make):
    lab = make("# $$not a formula$$")
    assert prose(lab.path.read_text("utf-8")) == "# A lab {#lab}\n\nWith $x^2$."


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Prints 42, is near 3.5, from $15$ on; 7 of 3.25.", None),
        ("It printed 41.", "labs/lab.py:22: 41 stands in no output, formula or code of this page"),
        ("Nearly 3.51.", "labs/lab.py:22: 3.51 stands in no output"),
        ("Drawn at 1234.5.", "labs/lab.py:22: 1234.5 stands in no output"),
    ],
)
def test_a_number_of_the_text_is_borne_out_by_the_results(make, monkeypatch, words, wrong):
    svg = '<svg viewBox="0 0 1 1"><text>1234.5</text></svg>'
    outputs = [new_output("stream", name="stdout", text="42\n")]
    outputs.append(new_output("display_data", {"image/svg+xml": svg}))

    def run(self, notebook):
        notebook.cells[2].outputs = outputs

    monkeypatch.setattr(Lab, "_run", run)
    lab = make(f"x = 15, 3.25, 3.5\n\n# %% [markdown]\n# Text.\n#\n# {words}")
    for _ in ("when it runs", "from the cache"):
        if wrong:
            with pytest.raises(PageError, match=re.escape(wrong)):
                lab.markdown()
        else:
            lab.markdown()
