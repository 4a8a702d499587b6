"""Labs: percent-format notebooks, run when the site is built and shown like every other page.

mkdocs-jupyter makes such a file a page of the site. Here it is executed and turned into Markdown:
its text cells as they are, its code cells as `python` fences, what they print as `text` fences and
their plots as figures. From then on it is a page like any other, so headings, formulas, links and
search need no second implementation. A cell that fails stops the build.
"""

import functools
import json
from pathlib import Path

import jupytext
from jupyter_client.kernelspec import NoSuchKernel
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils.meta import get_data
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell

from lecturekit import kept, source
from lecturekit.draw import RC
from lecturekit.errors import PageError
from lecturekit.figures import drawing, themed
from lecturekit.lines import scan
from lecturekit.pages import Page
from lecturekit.prose import unborne

_log = get_plugin_logger("lecturekit")
CACHE = kept.CACHE / "labs"
TIMEOUT = 120  # seconds a cell
# Runs before the first cell and is not shown: plots as SVG, in the style of the figures, whatever
# backend the environment asks for.
PRELUDE = f"""
import matplotlib, matplotlib_inline.backend_inline as inline
matplotlib.use("module://matplotlib_inline.backend_inline")
inline.set_matplotlib_formats("svg", metadata={{"Date": None}})
matplotlib.rc_file({str(RC)!r})
"""


def is_lab(uri: str) -> bool:
    """Whether a source path is that of a lab."""
    return uri.endswith(".py")


@functools.cache
def prose(source: str) -> str:
    """Return the text cells of a percent-format notebook as one Markdown text."""
    cells = jupytext.reads(source, "py:percent").cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


class Lab:
    """One lab: its file, the name that errors give it, and the package that it depends on."""

    def __init__(self, path: Path, uri: str, package: Path | str) -> None:
        self.path, self.uri, self.package = path, uri, Path(package)

    def markdown(self) -> tuple[dict, str]:
        """Return the lab's front matter and its text with all results, from the cache if it can.

        The cache's key is the lab's code without comments, which is the same in both languages, what
        the package does, and all installed packages with their versions.

        Raises:
            PageError: If a cell fails, takes too long or writes to standard error, there is nothing
                to run it, or its text names a number that its results do not bear out.
        """
        notebook = jupytext.read(self.path)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        path = CACHE / f"{self.path.stem}-{self._key(code)}.json"
        if known := path.is_file():
            for cell, outputs in zip(code, json.loads(path.read_text("utf-8")), strict=True):
                cell.outputs = list(map(from_dict, outputs))
        else:
            self._run(notebook)
        text = self._text(notebook)  # which refuses what a page cannot show, before it is kept
        if not known:
            kept.keep(path, json.dumps([cell.outputs for cell in code]).encode())
        self._bear_out(text)
        return get_data(text)[::-1]

    def _bear_out(self, text: str) -> None:
        """Refuse a number in the text that no result of a cell prints."""
        lines = [line for line in text.split("\n") if not line.startswith("<figure ")]
        page = Page(self.uri, self.uri, "", tuple(scan(lines)))
        outputs = [fence.code for fence in page.fences if fence.info == "text"]
        for line, message in unborne(page, outputs, []):
            raise PageError(self.uri, self._line_of(lines[line - 1]), message)

    def _key(self, code: list[NotebookNode]) -> str:
        cells = [source.uncommented(cell.source) for cell in code]
        modules = source.modules(self.package)
        return kept.digest(kept.environment(), RC, Path(__file__), *cells, *modules)

    def _run(self, notebook: NotebookNode) -> None:
        """Give each code cell its outputs."""
        _log.info("Running the lab %s", self.uri)
        notebook.cells.insert(0, new_code_cell(PRELUDE))
        began = []
        client = NotebookClient(
            notebook,
            on_cell_start=lambda cell, **_: began.append(cell),
            timeout=TIMEOUT,
            kernel_name="python3",
            coalesce_streams=True,  # else what a cell prints comes in pieces, by how fast it is
            # Errors only: it warns of its transport.
            extra_arguments=["--IPKernelApp.log_level=40"],
            resources={"metadata": {"path": str(self.path.parent)}},
        )
        try:
            client.execute()
        except NoSuchKernel as error:
            message = f"expected a kernel to run the lab in: pip install ipykernel ({error})"
            raise PageError(self.uri, 1, message) from None
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            message = strip_ansi(str(error))
            raise PageError(self.uri, self._line(began[-1]), message) from None
        del notebook.cells[0]

    def _text(self, notebook: NotebookNode) -> str:
        return "\n\n".join(self._cell(cell, n) for n, cell in enumerate(notebook.cells))

    def _line(self, cell: NotebookNode) -> int:
        return self._line_of(cell.source)

    def _line_of(self, part: str) -> int:
        text = self.path.read_text("utf-8")
        return text.count("\n", 0, max(text.find(part), 0)) + 1

    def _cell(self, cell: NotebookNode, number: int) -> str:
        if cell.cell_type != "code":  # a raw cell is the front matter
            return cell.source
        parts = [f"```python\n{cell.source}\n```"]
        parts += [self._output(output, cell, number) for output in cell.outputs]
        return "\n\n".join(parts)

    def _output(self, output: NotebookNode, cell: NotebookNode, number: int) -> str:
        if output.output_type == "stream" and output.name == "stdout":
            return f"```text\n{output.text.rstrip()}\n```"
        data = output.get("data", {})
        if "image/svg+xml" in data:
            svg = themed(data["image/svg+xml"], f"cell-{number}")
            return f'<figure class="figure">{drawing(svg, cell.metadata.get("alt", ""))}</figure>'
        if "text/plain" in data:
            return f"```text\n{data['text/plain'].rstrip()}\n```"
        what = output.get("text", output.output_type)
        raise PageError(
            self.uri, self._line(cell), f"expected text or an SVG, but the cell gave {what}"
        )
