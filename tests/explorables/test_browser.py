"""The explorables of the built site in Chromium: they come, move, speak, fit, and can be left out."""

import gzip
import re

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import ROOT, SITE

PAGES = {
    "learning-rate": "linear-regression/gradient-descent/",
    "softmax": "softmax-regression/softmax/",
    "squared-loss": "linear-regression/squared-loss/",
    "draw-a-digit": "softmax-regression/with-pytorch/",
    "two-descents": "softmax-regression/why-cross-entropy/",
}
# name -> (result at first, result after a drag from one place of its drawing to another by pixels)
STATES = {
    "learning-rate": ("1946.2", ".ring", (40, -30)),
    "softmax": ("0.435", "circle.rose", (-40, 30)),
    "squared-loss": ("1091.9", ".orange", (0, 30)),
    "draw-a-digit": ("0.9994", ".pixels", (-60, 60)),
    "two-descents": ("426", None, None),
}
each_name = pytest.mark.parametrize("name", PAGES)
# Layout shifts from now on, but for those that follow an input at once.
WATCH = """() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: "layout-shift" });
}"""


def ready(page: Page, name: str):
    """Scroll to an explorable and return it when it moves."""
    element = page.locator(f"explore-{name}")
    element.scroll_into_view_if_needed()
    expect(element).to_have_attribute("ready", "")
    return element


@each_name
@pytest.mark.parametrize("width", (1280, 390))
@pytest.mark.parametrize("language", ("zh", "en"))
def test_it_comes_without_a_shift_in_the_words_of_the_page(window, root, name, width, language):
    page, held = window("about:blank", width), []
    page.route(f"**/explorables/{name}.js", lambda route: held.append(route))
    page.goto(root + ("en/" if language == "en" else "") + PAGES[name])
    element = page.locator(f"explore-{name}")
    element.scroll_into_view_if_needed()
    page.wait_for_timeout(700)  # the theme has found its place
    before = element.bounding_box()
    page.evaluate(WATCH)
    held[0].continue_()
    ready(page, name)
    page.wait_for_timeout(300)
    assert element.bounding_box() == before and page.evaluate("() => window.shift") == 0
    heights = page.evaluate(HEIGHTS, name)
    assert 0 <= heights["reserved"] - heights["needed"] < 20, heights
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    words = yaml.safe_load((ROOT / f"docs/{language}/explorables.yml").read_text("utf-8"))[name]
    expect(element.locator(".explorable-caption")).to_have_text(words["caption"])
    expect(element.locator(".explorable-result")).to_contain_text(STATES[name][0])
    expect(element.locator("figure-drawing")).to_be_hidden()


HEIGHTS = """(name) => {
  const stage = document.querySelector(`explore-${name} .explorable`);
  const reserved = parseFloat(getComputedStyle(stage).minHeight);
  stage.style.minHeight = 0;
  const needed = stage.offsetHeight;
  stage.style.minHeight = "";
  return { reserved, needed };
}"""


@each_name
def test_keys_drive_it_and_it_speaks(window, root, name):
    element = ready(window(root + "en/" + PAGES[name]), name)
    before = element.locator(".explorable-result").inner_text()
    control = element.locator("input[type=range], .pixels button").first
    control.focus()
    control.press("ArrowRight" if name == "draw-a-digit" else "Home")
    control.page.keyboard.press("Space" if name == "draw-a-digit" else "ArrowRight")
    expect(element.locator(".explorable-result")).not_to_have_text(before)
    expect(element.locator(".explorable-spoken[aria-live]")).to_have_text(re.compile(r"\d"))


@each_name
def test_a_drag_and_every_button_change_it(window, root, name):
    page = window(root + PAGES[name])
    element = ready(page, name)
    result, (_, handle, way) = element.locator(".explorable-result"), STATES[name]
    if handle:
        before = result.inner_text()
        box = element.locator(handle).first.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + way[0], y + way[1], steps=4)
        page.mouse.up()
        expect(result).not_to_have_text(before)
    buttons = element.locator(".explorable-buttons button")
    for i in range(buttons.count()):
        was = buttons.nth(i).get_attribute("aria-pressed")
        buttons.nth(i).click()
        if (
            was == "false" and "→" not in buttons.nth(i).inner_text()
        ):  # that one turns into its reverse
            expect(buttons.nth(i)).to_have_attribute("aria-pressed", "true")
    for slider in element.locator("input[type=range]").all():
        for end in ("Home", "End"):
            slider.press(end)
            expect(result).not_to_contain_text(re.compile("NaN|Infinity|undefined"))


@each_name
def test_without_its_script_and_in_print_there_is_the_figure(window, browser, root, name):
    page = window(root + PAGES[name], java_script_enabled=False)
    for part in ("figure-drawing svg", "figcaption"):
        assert page.locator(f"explore-{name} {part}").is_visible()
    assert not page.locator(f"explore-{name} .explorable-caption").is_visible()
    page = window(root + PAGES[name])
    element = ready(page, name)
    page.emulate_media(media="print")
    expect(element.locator("figure-drawing svg")).to_be_visible()
    expect(element.locator("figcaption")).to_be_visible()
    expect(element.locator(".explorable")).to_be_hidden()
    context = browser.new_context()
    context.route(f"**/{name}.math.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(root + PAGES[name])
    element = page.locator(f"explore-{name}")
    element.scroll_into_view_if_needed()
    expect(element).to_have_attribute("failed", "")
    expect(element.locator("figure-drawing svg")).to_be_visible()
    expect(element.locator("figcaption")).to_be_visible()
    context.close()


@each_name
@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_axe_finds_nothing(window, root, name, scheme):
    page = window(root + PAGES[name], 390 if scheme == "dark" else 1280, color_scheme=scheme)
    ready(page, name)
    found = Axe().run(page, context=f"explore-{name}").response["violations"]
    assert not found, [
        (each["id"], node["target"], node["failureSummary"])
        for each in found
        for node in each["nodes"]
    ]


def test_instant_navigation_brings_it(window, root):
    page = window(root + "en/linear-regression/normal-equation/")
    page.locator("a.md-footer__link--next").click()
    page.wait_for_url("**/gradient-descent/")
    ready(page, "learning-rate")
    page.go_back()
    page.locator("a.md-footer__link--prev").click()
    ready(page, "squared-loss")


@each_name
def test_its_scripts_are_small_and_a_draw_is_quick(window, root, name):
    files = [
        "loader.js",
        "lit-html.js",
        "explorable.js",
        *(path.name for path in (SITE / "assets/explorables").glob(f"{name}.*js")),
    ]
    sizes = {
        file: len(gzip.compress((SITE / "assets/explorables" / file).read_bytes()))
        for file in files
    }
    assert sum(sizes.values()) <= 12 * 1024, sizes
    page = window(root + PAGES[name])
    ready(page, name)
    median = page.evaluate(DRAW, name)
    print(f"{name}: {sum(sizes.values())} bytes, {median:.2f} ms")
    assert median <= 2


# The median of 60 draws of 60 states, in which what can be dragged has moved.
DRAW = """(name) => {
  const element = document.querySelector(`explore-${name}`);
  const sliders = element.querySelectorAll("input[type=range], .pixels");
  const times = Array.from({ length: 60 }, (_, i) => {
    for (const key of ["w", "b", "c", "rate", "start", "T"]) if (key in element.state) element.state[key] += 0.001;
    if (element.state.scores) element.state.scores = element.state.scores.map((score) => score + 0.01 * i);
    const begin = performance.now();
    for (let k = 0; k < 5; k++) element.draw();
    return (performance.now() - begin) / 5;
  });
  return times.sort((a, b) => a - b)[30];
}"""
