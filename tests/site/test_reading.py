"""What readers do with a page: change the language, copy, walk by keyboard, print, take it home."""

import io
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from conftest import HOMES, LECTURE, ROOT, SHIFT, SITE
from playwright.sync_api import Page, expect
from pypdf import PdfReader

NEXT = "linear-regression/learning-rate/"
SWITCH = "[data-language-switch]"
SCHEME = "() => document.body.dataset.mdColorScheme"
both_ways = pytest.mark.parametrize(("here", "there"), [("zh", "en"), ("en", "zh")])


def fences(path: Path, kind: str = "python") -> list[str]:
    """Return the snippets of a page, as they are written."""
    found = re.findall(rf"^( *)```{kind}\n(.*?)^\1```$", path.read_text("utf-8"), re.M | re.S)
    return [re.sub(rf"^{indent}", "", code, flags=re.M) for indent, code in found]


# ---- Two languages


@both_ways
def test_the_switch_leads_from_home_to_home(open_page, host, here, there):
    page = open_page(HOMES[here])
    page.locator(SWITCH).click()
    page.wait_for_url(host + HOMES[there])
    expect(page.locator("html")).to_have_attribute("lang", there)
    pencil = re.compile(f"/docs/{there}/index.md$")
    expect(page.locator("[rel=edit]")).to_have_attribute("href", pencil)


@both_ways
def test_the_switch_follows_instant_navigation(open_page, host, here, there):
    page = open_page(HOMES[here] + LECTURE)
    page.evaluate("window.loadedOnce = true")
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(f"{host}{HOMES[here]}{NEXT}")
    assert page.evaluate("window.loadedOnce"), "the page was loaded anew"
    page.locator(f"{SWITCH}[href*='{NEXT}']").click()
    page.wait_for_url(host + HOMES[there] + NEXT)


@pytest.mark.parametrize("home", HOMES.values())
def test_the_arrow_leads_from_lesson_to_lesson_past_the_optional_pages(home):
    last, first = "linear-regression/with-pytorch/", "softmax-regression/classification/"
    for here, there, arrow in ((last, first, "next"), (first, last, "prev")):
        html = (SITE / home / here / "index.html").read_text("utf-8")
        assert f'href="../../{there}" class="md-footer__link md-footer__link--{arrow}"' in html


@pytest.mark.parametrize("kind", ["h2", "tex-display[id]"])
def test_the_switch_arrives_at_the_section_or_equation_that_is_read(open_page, host, kind):
    page = open_page(LECTURE)
    place = page.locator(f"article {kind}").nth(3)
    place.evaluate("(place) => place.scrollIntoView()")
    name = place.get_attribute("id")
    page.locator(SWITCH).click()
    page.wait_for_url(f"{host}en/{LECTURE}#{name}")


def test_the_address_of_what_has_moved_leads_on(open_page, host):
    """From another site, and by the theme's own navigation."""
    old, new = f"{LECTURE}#error-recursion", f"{host}{NEXT}#error-recursion"
    open_page(old).wait_for_url(new)
    page = open_page("")
    link = page.locator("article a").first
    link.evaluate("(link, old) => (link.href = old)", host + old)
    link.click()
    page.wait_for_url(new)


def test_a_solution_that_is_opened_alone_is_as_wide_as_the_page(open_page):
    """The closed hint beside its title floats."""
    page = open_page(LECTURE, width=390)
    solution = page.locator("li > details.tip + details.success").first
    solution.locator("summary").click()
    assert solution.locator("p").first.bounding_box()["width"] > 300


def test_the_way_back_from_a_link_in_a_solution(open_page, host):
    """So far down that the page with its folds closed would end before it."""
    page = open_page(f"{LECTURE}#exercises")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    link = page.locator("details a[href*='with-pytorch/']").last
    link.hover()
    page.wait_for_timeout(300)  # by now the theme has kept the place
    link.click()
    page.wait_for_url(f"{host}linear-regression/with-pytorch/**")
    expect(page.locator("h1")).to_contain_text("PyTorch")
    page.go_back()
    expect(link).to_be_in_viewport()


def test_a_link_to_a_section_of_another_page_leads_there(open_page):
    page = open_page("linear-regression/momentum/")
    page.locator("article a[href$='learning-rate/#limit']").first.click()
    page.wait_for_url("**/learning-rate/#limit")
    page.wait_for_function("document.title.startsWith('学习率')")
    page.wait_for_timeout(500)
    assert 0 < page.locator("#limit").bounding_box()["y"] < 200


def test_a_page_that_comes_late_begins_at_its_title(open_page, host):
    """Though one scrolls while it comes."""
    page = open_page(LECTURE)
    waiting = []
    page.route(f"{host}{NEXT}", lambda route: waiting.append(route))
    page.locator(".md-footer__link--next").click()
    page.evaluate("scrollBy(0, -300)")
    page.wait_for_timeout(300)  # by now the theme has kept the place
    waiting[0].continue_()
    page.wait_for_function("document.title.startsWith('学习率')")
    expect(page.locator("h1")).to_be_in_viewport()


def test_back_and_forward_after_a_reload(open_page, host):
    page = open_page(LECTURE)
    here = page.locator("h1").text_content()
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(f"{host}{NEXT}")
    expect(page.locator("h1")).not_to_have_text(here)
    there = page.locator("h1").text_content()
    page.reload()
    page.go_back()
    expect(page.locator("h1")).to_have_text(here)
    page.go_forward()
    expect(page.locator("h1")).to_have_text(there)


def test_a_link_within_a_page_leaves_it_as_it_is(open_page):
    """Also the first one: the theme would set the page anew."""
    page = open_page(LECTURE)
    page.evaluate("() => { document.querySelector('article').same = true }")
    page.locator(".md-sidebar--secondary a").nth(2).click()
    page.go_back()
    page.wait_for_timeout(500)
    assert page.evaluate("() => document.querySelector('article').same")


def test_after_a_reload_the_place_is_the_same(open_page):
    page = open_page(LECTURE)
    heading = page.locator("article h2").nth(5)
    heading.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")  # what comes late may move the page
    page.wait_for_timeout(500)
    top = heading.bounding_box()["y"]
    page.reload()
    there = "(top) => Math.abs(document.querySelectorAll('article h2')[5].getBoundingClientRect().top - top) < 5"
    page.wait_for_function(there, arg=top)
    page.wait_for_timeout(500)
    assert page.evaluate(there, top), "it has moved away again"


# ---- Code


def test_copy_gives_each_snippet_and_each_program_of_a_figure(open_page):
    page = open_page(LECTURE, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    copied = []
    for block in page.locator("article .language-python.highlight").all():
        block.hover()
        block.locator("button[data-md-type=copy]").click()
        copied.append(page.evaluate("() => navigator.clipboard.readText()").rstrip("\n"))
    source = ROOT / f"docs/zh/{LECTURE.rstrip('/')}.md"
    programs = re.findall(r"figures/([\w-]+)\.svg", source.read_text("utf-8"))
    scripts = [(ROOT / f"docs/assets/figures/{name}.py").read_text("utf-8") for name in programs]
    assert sorted(copied) == sorted(code.rstrip("\n") for code in [*fences(source), *scripts])


def test_copying_a_formula_gives_its_latex(open_page):
    page = open_page(LECTURE, permissions=["clipboard-read", "clipboard-write"])
    page.locator("tex-display[id]").first.evaluate(
        "(formula) => getSelection().selectAllChildren(formula)"
    )
    page.keyboard.press("Control+C")
    assert page.evaluate("() => navigator.clipboard.readText()").startswith("$$\\")


def test_a_lab_is_taken_home_as_a_notebook_with_blanks_and_solved(open_page):
    page = open_page("labs/digits/")
    links = page.locator("a.md-content__button[download]").all()
    for link, name in zip(links, ("digits.ipynb", "digits-solved.ipynb"), strict=True):
        with page.expect_download() as download:
            link.click()
        assert download.value.path().read_bytes() == (SITE / "labs/digits" / name).read_bytes()


# ---- Keyboard

REACH = """() => {
  const acts = "a[href], button, input, summary, [tabindex='0']";
  const scrolls = (element) => element.scrollWidth > element.clientWidth + 1 &&
    ["auto", "scroll"].includes(getComputedStyle(element).overflowX) && !element.querySelector(acts);
  const wanted = [...document.querySelectorAll("body *")].filter((element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.getBoundingClientRect().width > 0 && (element.matches(acts) || scrolls(element)));
  wanted.forEach((element, i) => (element.dataset.reach = i));
  return wanted.map((element) => element.outerHTML.slice(0, 120));
}"""
STOP = """async () => {
  const element = document.activeElement;
  // The theme draws the focus of its palette, an invisible radio button, on the label beside it.
  const drawn = element.matches(".md-option") ? element.nextElementSibling : element;
  const isOutlined = () => {
    const style = getComputedStyle(drawn);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && style.opacity > 0;
  };
  for (let i = 0; i < 60 && element !== document.body && !isOutlined(); i++) await new Promise(requestAnimationFrame);
  return [element === document.body, element.dataset.reach, isOutlined(), element.outerHTML.slice(0, 120)];
}"""


BELOW_HEADER = """() => document.activeElement.getBoundingClientRect().bottom >
  document.querySelector(".md-header").getBoundingClientRect().bottom"""


@pytest.mark.parametrize("width", [1280, 390])
def test_tab_reaches_everything_and_shows_where(open_page, width):
    page = open_page("linear-regression/model/", width=width, reduced_motion="reduce")
    wanted = page.evaluate(REACH)
    reached, unseen = set(), []
    for _ in range(len(wanted) + 50):
        page.keyboard.press("Tab")
        is_body, number, outlined, text = page.evaluate(STOP)
        reached.add(number)
        # At the end, and on a slow machine seldom between two stops, nothing has the focus: Tab goes on.
        unseen += [] if outlined or is_body else [text]
    assert [text for i, text in enumerate(wanted) if str(i) not in reached] == []
    assert unseen == []
    page.locator("article a").last.focus()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(BELOW_HEADER), page.evaluate(STOP)


def test_after_a_link_the_keyboard_begins_at_the_title(open_page, host):
    page = open_page(LECTURE)
    page.locator(".md-footer__link--next").press("Enter")
    page.wait_for_url(f"{host}{NEXT}")
    expect(page.locator("h1")).to_be_focused()


def test_the_menu_of_a_phone_opens_by_keyboard(open_page):
    page = open_page(LECTURE, width=390, reduced_motion="reduce")
    page.locator(".md-header__button[for=__drawer]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#__drawer")).to_be_checked()
    expect(page.locator(".md-nav--primary a[href$='/minibatch-sgd/']")).to_be_visible()
    expect(page.locator("[aria-current=page]")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("#__drawer")).not_to_be_checked()
    expect(page.locator(".md-header__button[for=__drawer]")).to_be_focused()


def test_the_contents_of_a_page_are_below_its_title_where_there_is_no_sidebar(open_page, host):
    page = open_page(LECTURE, width=390)
    page.locator(".contents summary").click()
    last = page.locator(".contents a").last
    section = last.get_attribute("href")
    last.click()
    page.wait_for_url(urljoin(host + LECTURE, section))
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator(".contents")).to_be_hidden()


# ---- Print, and the rest


def test_a_lecture_is_printed_whole_and_dark_on_white(open_page):
    page = open_page(LECTURE, scheme="dark")
    page.evaluate("""addEventListener("beforeprint", () => {
      window.ink = getComputedStyle(document.querySelector("article > p:not([class])")).color })""")
    printed = page.pdf(format="A4")
    assert max(map(int, re.findall(r"\d+", page.evaluate("ink"))[:3])) < 80
    assert page.evaluate(SCHEME) == "slate"
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(printed)).pages)
    solution = page.locator("article details.success pre code").last
    last = solution.text_content().strip().splitlines()[-1]
    assert last.replace(" ", "") in text.replace(" ", "").replace("\n", "")
    page.set_viewport_size({"width": 605, "height": 900})  # between the margins of A4
    page.emulate_media(media="print")
    expect(page.locator(".check-output pre").first).to_be_visible()
    expect(page.locator(".check form").first).to_be_hidden()
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= 605
    # One below the other: what is folded on the screen has no room beside another.
    lefts = page.locator("#exercises ~ ol > li > details:visible").evaluate_all(
        "(folds) => folds.map((fold) => fold.getBoundingClientRect().left)"
    )
    assert len(set(lefts)) == 1


def test_an_exercise_sheet_is_printed_without_solutions(open_page):
    page = open_page(LECTURE)
    page.evaluate("() => { window.print = () => dispatchEvent(new Event('beforeprint')) }")
    page.locator("[data-sheet]").click()
    expect(page.locator("body.sheet")).to_be_visible()  # when all fonts are there
    assert page.evaluate("() => [...document.fonts].every((font) => font.status === 'loaded')")
    page.emulate_media(media="print")
    expect(page.locator("#exercises ~ ol > li").last).to_be_visible()
    expect(page.locator(".check form button").first).to_be_visible()
    assert not any(fold.is_visible() for fold in page.locator(".check-output").all())
    assert not any(fold.is_visible() for fold in page.locator("details:is(.success, .tip)").all())
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert all(fold.is_visible() for fold in page.locator("details.success").all())


def test_an_unknown_address_leads_home_in_both_languages(open_page, host):
    page = open_page("404.html")
    zh, en = (link.get_attribute("href") for link in page.locator("article a").all())
    assert zh.startswith("https://") and en == f"{zh}en/"
    for other in ("en/", ""):
        page.locator(".language-switch").click()
        page.wait_for_url(host + other)


@pytest.mark.parametrize("address", [LECTURE, "before-you-start/chance/#large-numbers"])
def test_nothing_moves_while_a_page_loads(open_page, address):
    page: Page = open_page(address, width=390)
    assert page.evaluate(SHIFT) <= 0.02
    page.reload()
    assert page.evaluate(SHIFT) <= 0.02


def test_a_hint_says_what_a_term_means_until_escape(open_page):
    page = open_page("softmax-regression/proper-scores/")
    term = page.locator("a.term").first
    hint = page.get_by_role("tooltip").filter(has_text=term.get_attribute("title"))
    for show in (term.hover, term.focus):
        show()
        hint.wait_for()
        page.keyboard.press("Escape")
        hint.wait_for(state="hidden")
