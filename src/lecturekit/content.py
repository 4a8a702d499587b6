"""What is done to a page's HTML when Markdown is done with it: for the search, for the browser."""

import re

from lecturekit.kept import for_each_page

_UNSEARCHED = re.compile(
    r"<(tex-math|tex-display|figure-drawing)\b.*?</\1>"
    r'|<details class="figure-program".*?</details>',
    re.S,
)
_SHORT_CODE = re.compile(r"<code>([^<\n]{1,16})</code>")
_CODE_BLOCK = re.compile(r'(<div class="[^"]*highlight)(">.*?</pre>)', re.S)
_LONG = 24  # lines; a shorter block stays on one page
# Names, operators, punctuation and white space: site.css gives them the colour of the code.
_PLAIN_TOKEN = re.compile(r'<span class="(?:n|o|p|w)">([^<]*)</span>')


@for_each_page
def searchable(content: str) -> str:
    """Return a page's HTML without what nobody searches for: formulas, drawings, their programs.

    Reading them would also take the theme's search longer than all the rest of a build.

    Examples:
        >>> searchable("<p>the rate <tex-math><span>η</span></tex-math> is small</p>")
        '<p>the rate  is small</p>'
    """
    return _UNSEARCHED.sub("", content)


@for_each_page
def shown(html: str) -> str:
    """Return a page's HTML as the browser gets it."""
    return with_long_code_named(with_short_code_whole(without_plain_tokens(html)))


def without_plain_tokens(html: str) -> str:
    """Return a page's HTML without the elements around code tokens that have no colour.

    A long lecture has thousands of them, and the browser styles and places each one.

    Examples:
        >>> without_plain_tokens('<span class="n">x</span><span class="mi">1</span>')
        'x<span class="mi">1</span>'
    """
    return _PLAIN_TOKEN.sub(r"\1", html)


def with_short_code_whole(html: str) -> str:
    """Return a page's HTML with a class on code in the text that no line should break.

    Examples:
        >>> with_short_code_whole("<code>X @ w</code>")
        '<code class="short">X @ w</code>'
    """
    return _SHORT_CODE.sub(r'<code class="short">\1</code>', html)


def with_long_code_named(html: str) -> str:
    """Return a page's HTML with a class on the code blocks that paper may break between pages.

    Examples:
        >>> html = '<div class="highlight"><pre>' + "x = 1\\n" * 30 + "</pre></div>"
        >>> with_long_code_named(html)[:36]
        '<div class="highlight long"><pre>x ='
    """
    return _CODE_BLOCK.sub(
        lambda it: f"{it[1]} long{it[2]}" if it[2].count("\n") > _LONG else it[0], html
    )
