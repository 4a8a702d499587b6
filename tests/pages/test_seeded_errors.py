"""Each kind of error that a page can have, made once on a good pair of pages: its check finds it.

That the languages may differ in words and comments, all pages show.
"""

from pathlib import Path

import pytest
import test_equations
import test_form
import test_languages
import test_numbers
import test_questions
import test_snippets
import test_words
from pages import PAGES, ROOT, Page

from lecturekit.outputs import MARK

HERE = Path(__file__).parent / "seeded"
GOOD = {language: (HERE / f"{language}.md").read_text("utf-8") for language in ("zh", "en")}
TERMS = [
    {"zh": "学习率", "en": "learning rate", "avoid_zh": ["学习速率"], "must": True},
    {"zh": "交叉熵", "en": "cross-entropy", "avoid_en": ["cross entropy"]},
]
NAME = "constant.md"
CHECKS = {
    **{check.__name__: check for check in test_form.CHECKS if check is not test_form.next_page},
    "lesson": lambda page: test_form.lesson(page._replace(name=test_form.LESSONS[0] + NAME)),
    "fences": test_snippets.fences,
    "outputs": test_snippets.outputs,
    "equations": test_equations.equations,
    "numbers": test_numbers.numbers,
    "arithmetic": test_numbers.arithmetic,
    "form_of_questions": test_questions.form,
    "given": test_questions.given,
    "answers": test_questions.answers,
    "avoided": lambda page: test_words.avoided(page, TERMS),
    "doubled": test_words.doubled,
    "chinese": test_words.chinese,
    "in_step": lambda page: test_languages.in_step(page, Page("en", NAME, GOOD["en"])),
    "translated": lambda page: test_words.translated(page, Page("en", NAME, GOOD["en"]), TERMS),
}

# What these checks find is said with its line; the others name the head of a block, or the page.
AT_ITS_LINE = (
    "headings figures folds fences numbers arithmetic avoided doubled chinese translated".split()
)
# (check, what stands there, what stands there by mistake)
ERRORS = [
    ("described", "description: 五位病人的病情指标，只许用一个数去猜；平方损失会选均值", "description: 短"),
    ("lesson", "minutes: 10", "minutes: 90"),
    ("lesson", 'needs: "[记号](notation.md#notation)，会算平均数"', "needs:"),
    ("lesson", "- 说出一处错误的后果。", "- 说出: 后果。"),
    ("headings", "## 损失 {#loss}", "## 损失"),
    ("headings", "{#exercises}", "{#loss}"),
    ("headings", "## 练习", "#### 练习"),
    ("headings", "## 损失", "## 损失 $L$"),
    ("headings", "## 练习", "# 练习"),
    ("figures", "![一条开口向上的抛物线。]", "![]"),
    ("figures", "svg)\n损失是", "svg)\n\n损失是"),
    ("folds", '??? note "陷阱"', "??? note"),
    ("folds", '??? success "解答"\n        到均值', '??? success "解答"\n    到均值'),
    ("exercises", '    ??? success "解答"\n        五个数之和除以五。', "    五个数之和除以五。"),
    ("exercises", "        先求和。\n", '        先求和。\n\n    ??? tip "提示"\n        再除。\n'),
    ("fences", "```python\ny = [151.0", '```python title="a"\ny = [151.0'),
    ("fences", "        ```\n\n2.", "      ```\n\n2."),
    ("fences", "<!-- check: eq:seeded-loss -->", "<!--pytest-codeblocks:skip-->"),
    ("outputs", f"```\n\n{MARK}\n```text\nloss", "```\n\n```text\nloss"),
    ("outputs", "b = 100.0\n", "b = 100.0\n" + "b = 1.0\n" * 15),
    ("equations", "<!-- check: eq:seeded-loss -->\n", ""),
    ("equations", "check: eq:seeded-loss", "check: eq:seeded-loss eq:nothing"),
    ("equations", "$$\nL(b)", "$$ L(b)"),
    ("equations", "-->\n```python\ny", "-->\n\n```python\ny"),
    ("numbers", "均值是 141.6", "均值是 141.7"),
    ("numbers", "均值是 141.6", "均值是 $141.7$"),
    ("numbers", "均值是 141.6", "均值是 142"),
    ("numbers", "均值是 141.6", "均值约 95%"),
    ("numbers", "一条开口向上的抛物线", "最低点 1.5"),
    ("numbers", "误差还要平方", "误差还要平方，得 1.5"),
    ("arithmetic", "均值是 141.6", "均值是 $\\frac{708}{5} = 141.7$"),
    ("arithmetic", "均值是 141.6", "均值是 $708 - 708 = 141.6$"),
    ("form_of_questions", '??? question "每个', '??? question 每个'),
    ("form_of_questions", "[x] 6947", "6947"),
    ("form_of_questions", "：这是损失的两倍；误差还要平方。", ""),
    ("form_of_questions", "- 3473.6", "- 3473.6 ± 20"),
    ("form_of_questions", "- 3473.6", "- 两倍"),
    ("form_of_questions", "    损失的四倍。\n", ""),
    ("form_of_questions", "    <!-- answer: 4 * loss, 2 * loss, loss -->\n", ""),
    ("given", "每个误差都加倍", "每个误差都乘 $2.5$"),
    ("given", "每个误差都加倍", "每个误差都乘 100"),
    ("given", "每个误差都加倍", "每个误差都乘 7"),
    ("given", "距离平方的一半", "距离平方的 $17$ 倍"),
    ("answers", "6947 ± 20", "6960 ± 20"),
    ("answers", "6947 ± 20", "6947 ± 2000"),
    ("answers", "- 3473.6", "- 3493.6"),
    ("answers", "4 * loss, 2 * loss, loss", "4 * loss, 2 * loss"),
    ("answers", "4 * loss, 2 * loss, loss", "4 * cost"),
    ("answers", "41.6**2 != 1736.8", "41.6**2 == 1736.8"),
    ("answers", "0.5 * 41.6**2 != 1736.8", "1736.8"),
    ("answers", "865.28", "865.29"),
    ("avoided", "录错", "学习速率录错"),
    ("doubled", "录错", "The the 录错"),
    ("chinese", "录错", "用numpy画，录错"),
    ("chinese", "录错", "这一步(见下文)录错"),
    ("chinese", "录错", '所谓"陷阱"录错'),
    ("chinese", "录错", "系数½录错"),
    ("chinese", "# 五位病人", "# 五位病人,x与y"),
    ("translated", "学习率", "学习速度"),
    ("in_step", "minutes: 10", "minutes: 5"),
    ("in_step", "conventions: notation.md", "convention: notation.md"),
    ("in_step", "求出最好的 $b$", "求出最好的 $w$"),
    ("in_step", "\\frac{1}{2} \\left", "\\left"),
    ("in_step", "均值是 141.6", "均值是 142.6"),
    ("in_step", "`100`", "`200`"),
    ("in_step", "[@legendre1805]", "[@gauss1809]"),
    ("in_step", "notation.md#notation", "notation.md"),
    ("in_step", "| `100` | 1736.8 |", "| `100` 1736.8 |"),
    ("in_step", "## 损失 {", "### 损失 {"),
    ("in_step", "{#loss}", "{#losses}"),
    ("in_step", "constant-loss-parabolas", "home-fit"),
    ("in_step", "??? note", "??? tip"),
    ("in_step", "2. 均值", "3. 均值"),
    ("in_step", "check: eq:seeded-loss", "check: eq:other"),
    ("in_step", "- [x] 6947 ± 20：两倍的平方是平方的四倍。\n    - 3", "- 6947 ± 20：两倍的平方是平方的四倍。\n    - [x] 3"),
    ("in_step", "question predict", "question"),
    ("in_step", "b = 100.0", "b = 101.0"),
    ("in_step", "loss 1736.8, mean", "loss 1736.9, mean"),
    ("in_step", "## 练习", "多出的一段。\n\n## 练习"),
    ("in_step", "\n2. 均值是多少？\n", "\n"),
    ("in_step", "```python\ny = [151.0", "```py\ny = [151.0"),
]  # fmt: skip


@pytest.mark.parametrize("check", CHECKS)
def test_a_good_page_passes(check):
    assert list(CHECKS[check](Page("zh", NAME, GOOD["zh"]))) == []


@pytest.mark.parametrize(("check", "old", "new"), ERRORS)
def test_an_error_is_found(check, old, new):
    assert GOOD["zh"].count(old) >= 1
    page = Page("zh", NAME, GOOD["zh"].replace(old, new, 1))
    problems = list(CHECKS[check](page))
    assert problems and all(f"/{NAME}:" in problem for problem in problems)
    if check in AT_ITS_LINE:
        line = GOOD["zh"].count("\n", 0, GOOD["zh"].index(old)) + 1
        assert any(f"/{NAME}:{line}: " in problem for problem in problems)


def test_the_paragraph_that_is_missing_is_named():
    text = GOOD["zh"].replace("\n\n## 练习", "\n\n多出的一段。\n\n第 12 段。\n\n## 练习")
    other = GOOD["en"].replace("\n\n## Exercises", "\n\nParagraph 12.\n\n## Exercises")
    (problem,) = test_languages.in_step(Page("zh", NAME, text), Page("en", NAME, other))
    assert "missing: 多出的一段。 (docs/zh/" in problem and test_languages.ONE_LANGUAGE in problem


def test_a_colon_in_the_header_is_said():
    page = Page("zh", NAME, GOOD["zh"].replace("description: 五位", "description: a: b: 五位"))
    with pytest.raises(pytest.fail.Exception, match=f"docs/zh/{NAME}:2: "):
        next(test_form.described(page))


def test_an_english_word_for_which_there_is_a_term_is_found():
    page = Page("en", NAME, GOOD["en"].replace("One wrong", "One cross entropy wrong"))
    assert list(test_words.avoided(page, TERMS))


def test_a_wrong_way_on_is_found():
    page = PAGES["en"]["linear-regression/model.md"]
    wrong = page._replace(text=page.text.replace("Next: [", "Next: [x](with-pytorch.md) ["))
    assert list(test_form.next_page(wrong)) and not list(test_form.next_page(page))


def test_style_of_a_snippet_is_held_to_ruff(tmp_path):
    text = GOOD["en"].replace("```python\ny =", "```python\nimport os\n\ny =")
    (problem,) = test_snippets.style([Page("en", NAME, text)], tmp_path)
    assert "F401" in problem and problem.startswith(f"docs/en/{NAME}:30:")


def test_the_template_of_a_page_is_a_good_page():
    zh, en = (
        Page(language, NAME, (ROOT / f"docs/page.template.{language}.md").read_text("utf-8"))
        for language in ("zh", "en")
    )
    checks = [check for name, check in CHECKS.items() if name not in ("in_step", "translated")]
    problems = [problem for page in (zh, en) for check in checks for problem in check(page)]
    assert problems == [] == list(test_languages.in_step(zh, en))
