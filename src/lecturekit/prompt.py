"""Snippets that a reader can paste at the prompt of Python as well as run from a file.

Before 3.13 the prompt takes what is pasted line by line: an empty line ends an indented block, and
anything else that is not indented is an error.
"""

import warnings
from codeop import compile_command
from collections.abc import Iterator

from lecturekit.pages import Page
from lecturekit.site import Problem, Site


def pasted(site: Site, page: Page) -> Iterator[Problem]:
    """Yield the lines at which the prompt would refuse a snippet."""
    if page.is_lab:
        return
    for fence in page.fences:
        line = refused(fence.code) if fence.info == "python" else None
        if line:
            message = "the prompt of Python needs an empty line after an indented block, none in it"
            yield Problem(page.path, fence.line + line, message)


def refused(code: str) -> int | None:
    """Return the number of the first line that ends in an error when it is typed, or None.

    Examples:
        >>> refused("for i in range(2):\\n    pass\\nprint(i)")
        3
        >>> refused("for i in range(2):\\n    pass\\n\\nprint(i)")
    """
    typed: list[str] = []
    for number, line in enumerate([*code.rstrip().split("\n"), ""], 1):
        typed.append(line)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                complete = compile_command("\n".join(typed), symbol="single")
        except SyntaxError:
            return number
        if complete:
            typed = []
    return None
