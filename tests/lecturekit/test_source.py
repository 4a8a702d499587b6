"""The tokens and comments of a snippet."""

import pytest

from lecturekit import source


def test_rows_are_the_same_whatever_the_comments_and_spaces():
    one = source.rows("if a:  # one\n    # two\n    b = f( c )\n")
    assert one == source.rows("if a:\n    # other\n    b = f(c)  # three\n")
    assert one != source.rows("if a:\n\n    b = f(d)\n")


@pytest.mark.parametrize("code", ["f(", "'''", "if a:\n  b\n c"])
def test_code_that_is_no_python_is_a_syntax_error(code):
    with pytest.raises(SyntaxError):
        source.rows(code)


def test_uncommented_code_keeps_its_numbers():
    assert source.uncommented("x = 0.5  # 1.5\n") == "x = 0.5 \n"
    assert source.uncommented("f( # 1.5") == "f( # 1.5"


def test_what_modules_do_changes_with_their_code_alone(tmp_path):
    module = tmp_path / "package/module.py"
    module.parent.mkdir()

    def after(code):
        module.write_text(code)
        return source.modules(tmp_path)

    code = 'def f(x):\n    """Double."""\n    return "a" + x\n'
    before = after(code)
    assert after(code.replace("Double.", "Twice.\n\n    A line more.\n    ") + "# end\n") == before
    assert after(code.replace('"a"', '"b"')) != before
    assert after("def f(") == ["package/module.py", "def f("]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("print(1)", True),
        ("def f():\n    print(1)", True),
        ("f = print", False),
        ("# print(1)\n'print(1)'", False),
        ("a.print(1)", False),
    ],
)
def test_code_prints_if_it_calls_print(code, expected):
    assert source.prints(code) is expected
