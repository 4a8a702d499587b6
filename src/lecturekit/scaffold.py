"""Begin a page: the pair of files, with everything that a page has, and their place in the nav."""

import re
from pathlib import Path

from lecturekit.site import LANGUAGES

CONFIGS = {"zh": "mkdocs.yml", "en": "mkdocs.en.yml"}
_PATH = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*/)*[a-z0-9]+(-[a-z0-9]+)*")
_SKELETON = """\
---
description: {description}
---

# {title} {{#{id}}}

{case}

{question}

## {answer} {{#answer}}

{derivation}

$$
\\bar{{y}} = \\frac{{1}}{{n}} \\sum_{{i=1}}^{{n}} y_i.
\\label{{eq:{id}-mean}}
$$

<!-- check: eq:{id}-mean -->
```python
y = [151, 75, 141]

print(f"mean {{sum(y) / len(y):.4f}}")
```

<!--pytest-codeblocks:expected-output-->
```text
mean 122.3333
```

{meaning}

## {summary} {{#summary}}

- {first}
- {second}
- {third}

## {exercises} {{#exercises}}

1. {exercise}

    ??? success "{solution}"
        {solved}

        ```python
        y = [151, 75, 141]

        print(f"sum {{sum(y):.1f}}")
        ```

        <!--pytest-codeblocks:expected-output-->
        ```text
        sum 367.0
        ```

{next}
"""
_WORDS = {
    "zh": {
        "description": "用一句话说明这一页：读者先遇到哪个例子，再得出什么结论，最后拿它做什么。",
        "case": "从一个带数字的具体例子开始：三位病人的指标是 151、75、141。",
        "question": "然后提一个问题，让读者先猜：第四位病人的指标是多少？",
        "answer": "答案怎样算",
        "derivation": "先用文字说，再写公式，再逐个解释符号和形状。下面的程序按公式计算。",
        "meaning": "说明输出意味着什么，公式在哪里不再成立。",
        "summary": "小结",
        "first": "第一个要记住的事实。",
        "second": "第二个要记住的事实。",
        "third": "第三个要记住的事实。",
        "exercises": "练习",
        "exercise": "三个指标之和是多少？",
        "solution": "解答",
        "solved": "把它们加起来：",
        "next": "接下来读[首页]({up}index.md)；符号见[记号]({up}notation.md)。",
    },
    "en": {
        "description": "One sentence that says which example the reader meets and what follows.",
        "case": "Begin with a concrete case, in numbers: three patients measured 151, 75, 141.",
        "question": "Then ask, and let the reader guess: what will the fourth patient measure?",
        "answer": "How to compute the answer",
        "derivation": "Words first, then the formula, then each symbol with its shape; then code.",
        "meaning": "Say what the output means, and where the formula breaks.",
        "summary": "Summary",
        "first": "The first fact to remember.",
        "second": "The second fact to remember.",
        "third": "The third fact to remember.",
        "exercises": "Exercises",
        "exercise": "What is the sum of the three?",
        "solution": "Solution",
        "solved": "Add them up:",
        "next": "Then read [home]({up}index.md); the symbols are in [notation]({up}notation.md).",
    },
}


def new_page(root: Path, path: str, title_zh: str, title_en: str) -> str:
    """Write `docs/zh/PATH.md` and `docs/en/PATH.md`, and name them in both navs.

    Returns:
        What was written, and what is left to do by hand, a line each.

    Raises:
        ValueError: If `path` is not in kebab-case.
        FileExistsError: If one of the pages exists; then nothing is written.
    """
    name = path.removesuffix(".md")
    if not _PATH.fullmatch(name):
        raise ValueError(
            f"expected a path in kebab-case such as softmax-regression/odds, but path is {path}"
        )
    files = {language: root / "docs" / language / f"{name}.md" for language in LANGUAGES}
    for file in files.values():
        if file.exists():
            raise FileExistsError(f"expected the path of a new page, but {file} exists")
    for (language, file), title in zip(files.items(), (title_zh, title_en), strict=True):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_page(name, language, title), "utf-8")
    done = [file.relative_to(root).as_posix() for file in files.values()]
    return "\n".join([*done, *(_name_in_nav(root, language, name) for language in LANGUAGES)])


def _page(name: str, language: str, title: str) -> str:
    words = dict(_WORDS[language])
    words["next"] = words["next"].format(up="../" * name.count("/"))
    return _SKELETON.format(title=title, id=name.rpartition("/")[2], **words)


def _name_in_nav(root: Path, language: str, name: str) -> str:
    """Add a page to a nav below the last page of its folder; return what was or is to be done.

    By lines, since a YAML writer would drop the comments.
    """
    config = root / CONFIGS[language]
    lines = config.read_text("utf-8").split("\n") if config.is_file() else []
    at, indent = _last_sibling(lines, name.rpartition("/")[0])
    if at is None:
        return f"add to the nav of {config.name}: - {name}.md"
    lines.insert(at + 1, f"{indent}- {name}.md")
    config.write_text("\n".join(lines), "utf-8")
    return f"added to the nav: {config.name}:{at + 2}"


def _last_sibling(lines: list[str], folder: str) -> tuple[int | None, str]:
    """Return the index and indent of the nav's last page of a folder."""
    page = re.compile(rf"( *)- (.*: *)?{re.escape(folder)}/[^/]+\.(md|py) *(#.*)?$")
    found, inside = (None, ""), False
    for index, line in enumerate(lines):
        if re.match(r"\w", line):
            inside = line.startswith("nav:")
        elif inside and (match := page.fullmatch(line)):
            found = index, match[1]
    return found
