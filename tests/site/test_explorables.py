"""The explorables of the built site in Chromium: they come, move, speak, fit, and can be left out."""

import re

import pytest
import yaml
from conftest import HEIGHT, HOMES, ROOT, violations
from playwright.sync_api import Page, expect

# name -> page, a number of the first result, what can be dragged, and by how many pixels
EXPLORABLES = {
    "die": ("before-you-start/chance/", "0.427", "input", (40, 0)),
    "circle": ("before-you-start/directions/", "2.75", ".ring", (-40, -30)),
    "learning-rate": ("linear-regression/learning-rate/", "1946.2", ".ring", (40, -30)),
    "momentum": ("linear-regression/momentum/", "1945.4", "input", (60, 0)),
    "softmax": ("softmax-regression/softmax/", "0.435", "circle.rose", (-40, 30)),
    "squared-loss": ("linear-regression/squared-loss/", "1091.9", ".ring.orange", (0, 30)),
    "sigma": ("linear-regression/maximum-likelihood/", "26.58", "circle.ring.orange", (0, 30)),
    "draw-a-digit": ("softmax-regression/with-pytorch/", "0.9994", ".pixels", (-60, 60)),
    "degree": ("linear-regression/generalization/", "2.681", "input", (-60, 0)),
    "two-descents": ("softmax-regression/why-cross-entropy/", "426", ".ring", (-40, 0)),
    "sampling": ("softmax-regression/language-model/", "0.280", "input", (-60, 0)),
    "border": ("softmax-regression/cross-entropy/", "0.0758", "circle.ring", (0, 30)),
    "two-coins": ("softmax-regression/information-theory/", "2.166", "circle.ring", (40, 0)),
    "softmax-twice": ("softmax-regression/softmax-once/", "1.5051", "input", (-60, 0)),
    "noise-ball": ("linear-regression/minibatch-sgd/", "B = 4", "input", (60, 0)),
}
SOURCES = ROOT / "docs/assets/explorables"
ALONE = EXPLORABLES.keys() ^ {path.name.split(".")[0] for path in SOURCES.glob("*.math.js")}
assert not ALONE, f"expected a row and a script of each explorable, but {ALONE} has one of them"
each_name = pytest.mark.parametrize("name", EXPLORABLES)
# The room of a stage, which the style sheet reserves, and what it needs when it is drawn.
HEIGHTS = """async (stage) => {
  for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  const room = parseFloat(getComputedStyle(stage).minHeight);
  stage.style.minHeight = 0;
  const needed = stage.offsetHeight;
  stage.style.minHeight = "";
  return [room, needed];
}"""


def ready(page: Page, name: str):
    """Scroll to an explorable and return it when it moves."""
    element = page.locator(f"explore-{name}")
    element.scroll_into_view_if_needed()
    expect(element).to_have_attribute("ready", "")
    return element


def arrived(open_page, name: str, language: str, width: int, scheme: str) -> Page:
    """Return a page whose explorable came, in the room that was kept for it and the words of the page."""
    address, number, *_ = EXPLORABLES[name]
    page = open_page(HOMES[language] + address, width, scheme)
    element = ready(page, name)
    for size in (1280 + 390 - width, width):
        page.set_viewport_size({"width": size, "height": HEIGHT[size]})
        room, needed = element.locator(".explorable").evaluate(HEIGHTS)
        assert 0 <= room - needed < 20, (
            f"site.css: {name} needs {needed} px at {size} in {language}, not {room}"
        )
        assert page.evaluate("() => document.documentElement.scrollWidth") <= size
    words = yaml.safe_load((ROOT / f"docs/{language}/explorables.yml").read_text("utf-8"))[name]
    expect(element.locator(".explorable-caption")).to_have_text(words["caption"])
    expect(element.locator(".explorable-result")).to_contain_text(number)
    expect(element.locator("figure-drawing")).to_be_hidden()
    assert violations(page, f"explore-{name}") == []
    return page


@each_name
def test_it_comes_to_a_chinese_page_on_a_phone_in_the_dark(open_page, name):
    arrived(open_page, name, "zh", 390, "dark")


@each_name
def test_it_comes_to_an_english_page_and_moves(open_page, name):
    """By keys, by a drag, by its buttons and to both ends of its sliders."""
    page = arrived(open_page, name, "en", 1280, "light")
    _, _, handle, (across, down) = EXPLORABLES[name]
    element = page.locator(f"explore-{name}")
    result = element.locator(".explorable-result")
    before = result.inner_text()
    control = element.locator("input[type=range], .pixels button").first
    control.press("ArrowRight" if name == "draw-a-digit" else "Home")
    page.keyboard.press("Space" if name == "draw-a-digit" else "ArrowRight")
    expect(result).not_to_have_text(before)
    expect(element.locator(".explorable-spoken[aria-live]")).to_have_text(re.compile(r"\d"))
    element.locator(handle).first.hover()  # when it stands still
    before, box = result.inner_text(), element.locator(handle).first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y + down, steps=4)
    page.mouse.up()
    expect(result).not_to_have_text(before)
    for button in element.locator(".explorable-buttons button").all():
        was = button.get_attribute("aria-pressed")
        button.click()
        if was == "false" and "→" not in button.inner_text():  # that one turns into its reverse
            expect(button).to_have_attribute("aria-pressed", "true")
    for slider in element.locator("input[type=range]").all():
        for end in ("Home", "End"):
            slider.press(end)
            expect(result).not_to_contain_text(re.compile("NaN|Infinity|undefined"))


def swipe_up(page: Page, x: float, y: float) -> None:
    """Move a finger up by 60 pixels."""
    finger = page.context.new_cdp_session(page)
    for kind, up in (("Start", 0), ("Move", 20), ("Move", 40), ("Move", 60)):
        points = [{"x": x, "y": y - up}]
        finger.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
        page.wait_for_timeout(50)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_drags_a_handle_and_not_the_page_and_scrolls_from_a_slider(open_page):
    address, _, ring, _ = EXPLORABLES["learning-rate"]
    page = open_page(address, width=390, has_touch=True)
    element = ready(page, "learning-rate")
    handle, slider = element.locator(ring).first, element.locator("input").first
    page.wait_for_load_state("networkidle")  # what comes late may move the page
    box, scrolled = handle.bounding_box(), page.evaluate("scrollY")
    swipe_up(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert handle.bounding_box()["y"] == pytest.approx(box["y"] - 60, abs=5)
    assert page.evaluate("scrollY") == scrolled
    slider.scroll_into_view_if_needed()
    box, before, scrolled = slider.bounding_box(), slider.input_value(), page.evaluate("scrollY")
    swipe_up(page, box["x"] + 40, box["y"] + 16)
    expect(slider).to_have_value(before)
    assert page.evaluate("scrollY") > scrolled


def test_in_print_without_scripts_and_if_one_fails_there_is_the_figure(open_page, browser, host):
    name, address = "learning-rate", EXPLORABLES["learning-rate"][0]
    printed = open_page(address)
    ready(printed, name)
    printed.emulate_media(media="print")
    plain = open_page(address, java_script_enabled=False)
    broken = browser.new_context().new_page()
    broken.route(f"**/{name}.math.js", lambda route: route.abort())
    broken.goto(host + address)
    broken.locator(f"explore-{name}").scroll_into_view_if_needed()
    expect(broken.locator(f"explore-{name}")).to_have_attribute("failed", "")
    says = "(it) => getComputedStyle(it, '::after').content"
    assert "刷新页面" in broken.locator(f"explore-{name}").evaluate(says)
    for page in (printed, plain, broken):
        for part in ("figure-drawing svg", "figcaption"):
            expect(page.locator(f"explore-{name} {part}")).to_be_visible()
        expect(page.locator(f"explore-{name} .explorable-caption")).to_be_hidden()
    broken.context.close()


def test_instant_navigation_brings_it(open_page):
    page = open_page("en/" + EXPLORABLES["learning-rate"][0])
    ready(page, "learning-rate")
    page.evaluate("() => { window.same = true }")
    page.locator("a.md-footer__link--next").click()
    row = ready(page, "noise-ball").locator(".explorable-row")
    expect(row).to_have_css("display", "flex")  # by the style sheet that came with the page before
    assert page.evaluate("() => window.same"), "the page was loaded anew"


def test_words_that_a_search_has_marked_are_drawn_anew(open_page):
    """The theme replaces text that lit-html has drawn."""
    result = ready(open_page("linear-regression/learning-rate/"), "learning-rate").locator(
        ".explorable-result"
    )
    mark = "(it) => (it.innerHTML = it.innerHTML.replace('1946.2', '<mark>1946.2</mark>'))"
    result.evaluate(mark)
    result.page.locator("explore-learning-rate button").first.click()
    expect(result).to_contain_text("2392.7")
    expect(result).not_to_contain_text("1946.2")
