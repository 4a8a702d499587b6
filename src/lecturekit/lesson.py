r"""The header of a lesson, from its front matter: what it takes and needs, what a reader can do then.

minutes: 40
needs: "[the squared loss](squared-loss.md), a derivative"
outcomes: [Derive the gradient of $L$., Choose a learning rate., Say when descent fails.]
deeper: true                                    # optional: this page may be left out
moved: { rank: solving-least-squares.md }       # optional: ids that now stand on another page
"""

import re
from collections.abc import Mapping

WORDS = {
    "zh": {"deeper": "选读", "minutes": "{} 分钟", "exercises": "，练习另计", "needs": "需要：{}", "outcomes": "学完后你能"},
    "en": {"deeper": "Optional", "minutes": "{} min", "exercises": " and the exercises", "needs": "needs {}", "outcomes": "Afterwards you can"},
}  # fmt: skip
_TITLE = re.compile(r"^# .*\n", re.M)


def headed(markdown: str, meta: Mapping, language: str) -> str:
    """Return a page's Markdown with its header below the title, and at its end links to what has moved.

    Examples:
        >>> meta = {"minutes": 9, "needs": "a loop", "outcomes": ["Count."], "moved": {"sum": "b.md"}}
        >>> print(headed("# Title\\n", meta, "en"))
        # Title
        <BLANKLINE>
        9 min · needs a loop
        { .lesson }
        <BLANKLINE>
        Afterwards you can
        { .outcomes }
        <BLANKLINE>
        - Count.
        <BLANKLINE>
        [](b.md){ hidden data-moved="sum" }
    """
    for name, page in meta.get("moved", {}).items():
        markdown += f'\n[]({page}){{ hidden data-moved="{name}" }}'  # all in one paragraph
    if not {"minutes", "needs", "outcomes"} <= meta.keys():  # a test says what is missing
        return markdown
    words = dict(WORDS[language])
    if "{#exercises}" in markdown:
        words["minutes"] += words["exercises"]
    facts = [words[key].format(meta[key]) for key in ("deeper", "minutes", "needs") if key in meta]
    outcomes = "\n".join(f"- {outcome}" for outcome in meta["outcomes"])
    header = f"\n{' · '.join(facts)}\n{{ .lesson }}\n\n{words['outcomes']}\n{{ .outcomes }}\n\n{outcomes}\n"
    return _TITLE.sub(lambda title: title[0] + header, markdown, count=1)
