r"""Questions: a fold becomes a form, which the reader answers before the fold is opened.

    ??? question "At $\eta = 0.3$, by what does one step multiply the steep error?"
        - [x] 0.052 ± 0.008: it is $1 - \eta\lambda$.
        - 0.947: that is $\eta\lambda$; the factor is what is left of 1.

        <!-- answer: 1 - 0.3 * steep, 0.3 * steep -->
        The reason, in full.

The items are answers, each with what it comes from; `[x]` is the right one. A number with a slack is
typed, anything else is chosen. `question predict` folds the next output of the page until there is a
guess. The comment has the number of the right answer, or of every answer, in the names of the snippets
above (and of a prediction's own); a test computes it. Without a script the fold stays as it is.
"""

import re
from itertools import count
from typing import NamedTuple

WORDS = {
    "zh": {"check": "核对", "answer": "答案", "output": "输出（先猜再看）"},
    "en": {"check": "Check", "answer": "Answer", "output": "Output (guess first)"},
}
TYPED = re.compile(r"([-−]?[\d.]+(?:e[-−]?\d+)?)(?: ± ([\d.]+(?:e-?\d+)?))?")
RIGHT = "[x] "
SOURCE = re.compile(r'^\?\?\? question( predict)? "(.*)"\n((?: {4}.*\n|\n(?= {4}))+)', re.M)
_FOLD = re.compile(
    r'<details class="question( predict)?"[^>]*>\s*<summary>(.*?)</summary>'
    r"((?:(?!</details>).)*?<ul>)(.*?)(</ul>.*?</details>)",
    re.S,
)
_ITEM = re.compile(r"<li>(.*?)</li>", re.S)
# Up to the first colon that is not within a formula, code or a tag.
_ANSWER = re.compile(
    r"((?:<script.*?</script>|<code.*?</code>|<[^>]*>|\$[^$]*\$|`[^`]*`|(?!: |：)[^<])*)(: |：)(.*)",
    re.S,
)
_PREDICTED = re.compile(
    r'(<div class="check"[^>]* data-output="([\w-]+)">.*?)'
    r'(<div class="language-text highlight[^"]*">.*?</pre></div>)',
    re.S,
)


class Answer(NamedTuple):
    """An item of a question: as written, right or not, what it comes from; as a number, if it is one."""

    text: str
    is_right: bool
    colon: str
    reason: str
    number: float | None
    slack: str | None  # how far off a typed number may be

    @property
    def shown(self) -> str:
        """The answer without its slack."""
        return self.text.partition(" ± ")[0]


def answer(item: str) -> Answer:
    r"""Return what an item says.

    Examples:
        >>> answer("[x] 0.052 ± 0.008: what is left.")
        Answer(text='0.052 ± 0.008', is_right=True, colon=': ', reason='what is left.',
        number=0.052, slack='0.008')
        >>> answer("−0.5：符号反了。").number
        -0.5
    """
    match = _ANSWER.fullmatch(item)
    written, colon, reason = match.groups() if match else (item, "", "")
    text = written.removeprefix(RIGHT).strip()
    typed = TYPED.fullmatch(text)
    number, slack = (float(typed[1].replace("−", "-")), typed[2]) if typed else (None, None)
    return Answer(text, written.startswith(RIGHT), colon, reason, number, slack)


def parts(body: str) -> tuple[list[Answer], str]:
    """Return the answers of a fold, from its Markdown, and what stands below them."""
    items, _, below = re.sub(r"^ {4}", "", body, flags=re.M).partition("\n\n")
    return [answer(item[2:]) for item in items.strip("\n").split("\n")], below.strip()


def with_forms(page: str, language: str) -> str:
    """Return a page's HTML with its questions as forms, the fold of each below its form.

    Examples:
        >>> items = "<ul><li>[x] Yes: it is 2.</li><li>No: it is even.</li></ul>"
        >>> fold = f'<details class="question"><summary>A prime?</summary>{items}</details>'
        >>> print(with_forms(fold, "en"))
        <div class="check" role="group" aria-labelledby="check-1">
        <p class="check-question" id="check-1">A prime?</p>
        <form><button aria-pressed="false">Yes</button><button aria-pressed="false">No</button>\
<output aria-live="polite"></output></form>
        <details class="question"><summary>Answer</summary><ul>
        <li class="check-right">Yes: <span class="check-reason">it is 2.</span></li>
        <li>No: <span class="check-reason">it is even.</span></li>
        </ul></details>
        </div>
    """
    numbers = count(1)
    page = _FOLD.sub(lambda fold: _check(fold, f"check-{next(numbers)}", WORDS[language]), page)
    summary = f"<summary>{WORDS[language]['output']}</summary>"
    return _PREDICTED.sub(rf'\1<details class="check-output" id="\2">{summary}\3</details>', page)


def _check(fold: re.Match, name: str, words: dict[str, str]) -> str:
    predict, question, above, items, below = fold.groups()
    answers = [answer(item) for item in _ITEM.findall(items)]
    output = f' data-output="{name}-output"' if predict else ""
    return (
        f'<div class="check" role="group" aria-labelledby="{name}"{output}>\n'
        f'<p class="check-question" id="{name}">{question}</p>\n'
        f"{_form(answers, name, words)}\n"
        f'<details class="question"><summary>{words["answer"]}</summary>{above}\n'
        f"{''.join(map(_item, answers))}{below}\n</div>"
    )


def _form(answers: list[Answer], name: str, words: dict[str, str]) -> str:
    if slack := next((each.slack for each in answers if each.slack), ""):
        slack = f' data-slack="{slack}"'
        fields = f'<input name="guess" autocomplete="off" aria-labelledby="{name}"><button>{words["check"]}</button>'
    else:
        fields = "".join(_button(each.text, f"{name}-{i}") for i, each in enumerate(answers))
    return f'<form{slack}>{fields}<output aria-live="polite"></output></form>'


def _button(text: str, name: str) -> str:
    """Return a choice; one with a formula names itself: else Chromium leaves MathML out of its name.

    Examples:
        >>> _button('<script type="math/tex">n</script> times', "check-1-0")
        '<button aria-pressed="false" id="check-1-0" aria-labelledby="check-1-0"><script
        type="math/tex">n</script> times</button>'
    """
    label = f' id="{name}" aria-labelledby="{name}"' if "<script" in text else ""
    return f'<button aria-pressed="false"{label}>{text}</button>'


def _item(each: Answer) -> str:
    mark = ' class="check-right"' if each.is_right else ""
    number = "" if each.number is None else f' data-number="{each.number:g}"'
    reason = f'<span class="check-reason">{each.reason}</span>'
    return f"<li{mark}{number}>{each.shown}{each.colon}{reason}</li>\n"


def for_notebook(markdown: str, language: str) -> str:
    """Return a page's Markdown with its questions as a notebook shows them: the answer stays folded.

    Examples:
        >>> fold = '??? question "1 + 1?"\\n    - [x] 2 ± 0.1: a pair.\\n\\n    Count them.\\n'
        >>> print(for_notebook(fold, "en"))
        **1 + 1?**
        <BLANKLINE>
        <details><summary>Answer</summary>
        <BLANKLINE>
        - ✓ 2: a pair.
        <BLANKLINE>
        Count them.
        <BLANKLINE>
        </details>
        <BLANKLINE>
    """

    def plain(fold: re.Match) -> str:
        _, question, body = fold.groups()
        answers, reason = parts(body)
        typed = any(each.slack for each in answers)
        choices = "" if typed else "".join(f"- {each.text}\n" for each in answers) + "\n"
        told = "".join(
            f"- {'✓ ' * each.is_right}{each.shown}{each.colon}{each.reason}\n" for each in answers
        )
        return (
            f"**{question}**\n\n{choices}<details><summary>{WORDS[language]['answer']}</summary>\n\n"
            f"{told}\n{reason}\n\n</details>\n"
        )

    return SOURCE.sub(plain, markdown)
