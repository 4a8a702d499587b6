"""Labs: percent-format programs, run when the site is built, and pages of it like any other.

mkdocs-jupyter finds them; here a lab is run and turned into Markdown: text cells as they are, code
cells as `python` fences, what they print as `text` fences, plots as figures. A cell that fails stops
the build. A text cell that ends with the title of a fold (`??? success "Solution"`) folds the cell
below it, but not its plots. A `py` fence in a text cell has the blanks that the solution below fills.
"""

import asyncio
import json
import os
import re
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jupytext
from mkdocs.config import config_options as options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs_jupyter.plugin import Plugin
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell

from lecturekit import PageError, cache, figures, located

_log = get_plugin_logger("lecturekit")
_FOLD = re.compile(r'^\?\?\? [\w-]+ ".*"\s*\Z', re.M)
# Runs before the first cell and is not shown: plots as SVG, in the style of the figures.
PRELUDE = f"""
import matplotlib, matplotlib_inline.backend_inline as inline
matplotlib.use("module://matplotlib_inline.backend_inline")
inline.set_matplotlib_formats("svg", metadata={{"Date": None}})
matplotlib.rc_file({str(figures.STYLE)!r})
"""


class LabsPlugin(Plugin):
    """mkdocs-jupyter, but that a lab's page is Markdown, which is rendered like every other."""

    config_scheme = (*Plugin.config_scheme, ("package", options.Type(str)))

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Run the labs and add their plots."""
        files = super().on_files(files, config)
        self.markdown: dict[str, str] = {}
        labs = {file: Path(file.abs_src_path) for file in filter(self.should_include, files)}
        package = Path(self.config["package"])
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            running = [pool.submit(executed, path, package) for path in labs.values()]
        for (file, path), notebook in zip(labs.items(), running, strict=True):
            with located(path):
                self.markdown[file.src_uri], plots = markdown(notebook.result(), path.stem)
            for name, svg in plots.items():
                files.append(File.generated(config, f"assets/figures/{name}.svg", content=svg))
        return files

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """Return a lab with its results; other pages are read by mkdocs."""
        return self.markdown.get(page.file.src_uri)

    def on_pre_page(self, page: Page, config: MkDocsConfig, files: Files) -> Page:
        """Leave the page as it is: mkdocs-jupyter would render a notebook here."""
        return page


def executed(path: Path, package: Path) -> NotebookNode:
    """Return a lab with its results, from the cache if they are there: comments do not change them.

    Raises:
        PageError: If a cell fails.
    """
    notebook = jupytext.read(path)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    sources = [cache.behaviour(cell.source) for cell in code]
    sources += [cache.package_behaviour(package), figures.STYLE.read_text("utf-8")]
    results = cache.path_for(f"{path.stem}.json", *sources)
    if not results.is_file():
        _log.info("Running the lab %s", path.name)
        _execute(notebook, path.parent)
        results.write_text(json.dumps([cell.outputs for cell in code]), "utf-8")
    for cell, outputs in zip(code, json.loads(results.read_text("utf-8")), strict=True):
        cell.outputs = [from_dict(output) for output in outputs]
    return notebook


def _execute(notebook: NotebookNode, folder: Path) -> None:
    begun = []
    notebook.cells.insert(0, new_code_cell(PRELUDE))
    client = NotebookClient(
        notebook,
        on_cell_start=lambda cell, **_: begun.append(cell),
        kernel_name="python3",
        coalesce_streams=True,  # else what a cell prints comes in pieces, by how fast it is
        extra_arguments=["--IPKernelApp.log_level=40"],  # errors only: it warns of its transport
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        asyncio.run(client.async_execute())  # closes its loop, also in a thread
    except CellExecutionError as error:
        lines = begun[-1].source.split("\n")
        number = re.search(r"line (\d+)", re.sub(r"\x1b\[[\d;]*m", "", error.traceback))
        # The failed line and what follows it: that line alone may stand elsewhere, too.
        rest = lines[int(number[1]) - 1 :] if number else lines
        raise PageError("\n".join(rest), f"{error.ename}: {error.evalue}") from None
    del notebook.cells[0]


def markdown(notebook: NotebookNode, name: str) -> tuple[str, dict[str, str]]:
    """Return an executed lab as Markdown, and its plots by the names that the Markdown gives them.

    Raises:
        PageError: If a cell gives anything else than text or a plot.
    """
    parts: list[str] = []
    plots: dict[str, str] = {}
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":  # a raw cell is the front matter
            parts.append(cell.source)
            continue
        margin = " " * 4 if parts and _FOLD.search(parts[-1]) else ""
        shown = [f"```python\n{cell.source}\n```"]
        for output in cell.outputs:
            data = output.get("data", {})
            text = output.text if output.get("name") == "stdout" else data.get("text/plain")
            if "image/svg+xml" in data:
                plots[f"{name}-{number}"] = data["image/svg+xml"]
                alt = cell.metadata.get("alt", "")
                shown.append(f"![{alt}](../assets/figures/{name}-{number}.svg)")
            elif text:
                shown.append(f"```text\n{text.rstrip()}\n```")
            else:
                what = output.get("text", output.output_type).strip()
                raise PageError(cell.source, f"expected text or an SVG, but the cell gave {what}")
        # A plot is seen, whether its program is or not; so in a fold it comes last.
        parts += [part if part[0] == "!" else textwrap.indent(part, margin) for part in shown]
    return "\n\n".join(parts), plots
