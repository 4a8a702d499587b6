"""A snippet can be pasted at the prompt of Python."""

import subprocess
import sys

import pytest

from lecturekit.prompt import refused

LOOP = "for i in range(2):\n    j = i\n"
CASES = [
    ("x = 1\nprint(x)", None),
    (LOOP + "print(j)", 3),
    (LOOP + "\nprint(j)", None),
    (LOOP + "\n    print(j)", 4),
    ("if 1:\n    x = 1\nelse:\n    x = 2\n\nprint(x)", None),
    ("print(\n    1,\n\n    2,\n)\nprint(3)", None),
    ("def f():\n    return 1\n\n\nprint(f())", None),
]


@pytest.mark.parametrize(("code", "line"), CASES)
def test_the_line_that_the_prompt_refuses_is_found(code, line):
    assert refused(code) == line


@pytest.mark.parametrize(("code", "line"), CASES)
def test_the_prompt_agrees(code, line):
    prompt = [sys.executable, "-c", "import code; code.interact(banner='', exitmsg='')"]
    typed = subprocess.run(prompt, input=f"{code}\n\n", capture_output=True, text=True, check=True)
    assert ("Error" in typed.stderr) == (line is not None), typed.stderr


def test_a_page_with_such_a_snippet_is_reported(project):
    line = project.swap("```python\n", "```python\nfor i in (1, 2):\n    j = i\n")
    project.expect("pasted", line + 3, "the prompt of Python needs an empty line")
