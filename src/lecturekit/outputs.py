"""Rewrite the outputs that the pages show: `python -m lecturekit.outputs [PAGE...]`.

A snippet that fails keeps its output, and is named. Whether both languages are still in step, and
whether the same is printed each time, the tests tell.
"""

import contextlib
import io
import re
import sys
import textwrap
from pathlib import Path

MARK = "<!--pytest-codeblocks:expected-output-->"
SNIPPET = re.compile(
    rf"^( *)```python\n(.*?)^\1```$(?:\n\n\1{MARK}\n\1```text\n.*?^\1```$)?", re.M | re.S
)


def updated(text: str, name: str) -> str:
    """Return a page with what its snippets print; `name` is what an error calls it.

    Examples:
        >>> print(updated("```python\\nprint(1 + 1)\\n```\\n", "a page"))
        ```python
        print(1 + 1)
        ```
        <BLANKLINE>
        <!--pytest-codeblocks:expected-output-->
        ```text
        2
        ```
        <BLANKLINE>
    """

    def rewritten(match: re.Match) -> str:
        indent, code = match.groups()
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                exec(textwrap.dedent(code), {"__name__": "__main__"})
        except Exception as error:
            line = text.count("\n", 0, match.start()) + 1
            print(f"{name}:{line}: {type(error).__name__}: {error}", file=sys.stderr)
            return match[0]
        snippet = f"{indent}```python\n{code}{indent}```"
        output = printed.getvalue().removesuffix("\n")
        if not output:
            return snippet
        return f"{snippet}\n\n" + textwrap.indent(f"{MARK}\n```text\n{output}\n```", indent)

    return SNIPPET.sub(rewritten, text)


def main(names: list[str]) -> None:
    pages = [Path(name) for name in names]
    for page in pages or sorted([*Path("docs").rglob("*.md"), *Path().glob("README*.md")]):
        text = page.read_text("utf-8")
        new = updated(text, str(page))
        if new != text:
            page.write_text(new, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
