"""Questions in a browser: typed, chosen, kept, predicted; by keyboard, without a script or a storage."""

import pytest
from conftest import HOMES, LECTURE, SHIFT, violations
from playwright.sync_api import Page, expect

SAYS = {
    "en": {
        "right": "nearly all of the error is gone",
        "wrong": "the part that is taken away",
        "low": "too small",
        "high": "too large",
        "what": "A number is wanted",
    },
    "zh": {
        "right": "走一步，误差就几乎没有了",
        "wrong": "是减去的部分",
        "low": "偏小",
        "high": "偏大",
        "what": "请填一个数",
    },
}
TYPED = [
    *(("0,947", "wrong"), ("= 0.053 岁", "right"), ("1/19", "right"), ("５。3e-2", "right")),
    *(("5.3 ％", "right"), ("5.3 × 10⁻²", "right"), ("−9", "low"), ("9", "high")),
    *(("", "what"), ("0x1", "what"), ("5.3 × 100", "what")),
    *(("1/0", "what"), ("5k", "what"), ("5万", "what"), ("0.053 kg", "right")),
]
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error() } })"
TYPING = ".check:has(input)"
TYPED_ON = "linear-regression/learning-rate/"  # where 0.053 is asked for
ASKING = f'{TYPING}:has([data-number="0.053"])'


@pytest.mark.parametrize("language", HOMES)
def test_a_typed_answer_is_judged(open_page, language):
    check = open_page(HOMES[language] + TYPED_ON).locator(ASKING)
    for number, (typed, said) in enumerate(TYPED):
        check.locator("input").fill(typed)
        if number % 2:
            check.locator("input").press("Enter")
        else:
            check.locator("button").click()
        expect(check.locator("output")).to_contain_text(SAYS[language][said])


def test_a_comma_is_a_point_or_parts_thousands(open_page):
    check = open_page("linear-regression/memory/").locator('.check:has([data-number="400000"])')
    for typed, verdict in (("400,000", "right"), ("400,0", "wrong"), ("4e5", "right")):
        check.locator("input").fill(typed)
        check.locator("button").click()
        expect(check.locator("form")).to_have_attribute("data-verdict", verdict)


def test_a_mixed_number_is_read(open_page):
    check = open_page("before-you-start/chance/").locator(
        '.check:has(.check-right[data-number="11.67"])'
    )
    for typed, verdict in (("11⅔", "right"), ("11 2/3", "right"), ("−11 2/3", "wrong")):
        check.locator("input").fill(typed)
        check.locator("button").click()
        expect(check.locator("form")).to_have_attribute("data-verdict", verdict)


def test_of_two_answers_within_the_slack_the_nearer_is_meant(open_page):
    """4.605 and 4.62, give or take 0.02."""
    check = open_page("softmax-regression/softmax-once/").locator(
        '.check:has([data-number="4.62"])'
    )
    check.locator("input").fill("4.62")
    check.locator("button").click()
    expect(check.locator("output")).to_contain_text("上界")


def moves(page: Page) -> bool:
    """Tell whether a page moves while it loads: on a busy machine one load may move by itself."""
    for _ in range(3):
        page.goto(page.url)
        page.wait_for_load_state("networkidle")
        if page.evaluate(SHIFT) < 0.001:
            return False
    return True


def test_a_guess_opens_the_output_and_is_kept_without_moving_anything(open_page):
    page = open_page(LECTURE)
    page.set_viewport_size({"width": 1280, "height": 2000})  # so that all of it is in sight
    check, output = page.locator(".check").first, page.locator("details.check-output").first
    expect(output.locator("pre")).to_be_hidden()
    check.get_by_role("button").first.focus()
    page.keyboard.press("Space")
    expect(check.locator("output")).to_contain_text("对：目标都是正数")
    expect(output.locator("pre")).to_be_visible()
    page.goto(page.url)
    expect(check.get_by_role("button").first).to_have_attribute("aria-pressed", "true")
    expect(check.locator("output")).to_have_text("对")
    expect(output.locator("pre")).to_be_visible()
    assert not moves(page)


def test_without_storage_an_answer_is_judged_all_the_same(browser, host):
    page = browser.new_page()
    page.add_init_script(BLOCKED)
    page.goto(host + HOMES["en"] + TYPED_ON)
    check = page.locator(ASKING)
    check.locator("input").fill("0.053")
    check.locator("button").click()
    expect(check.locator("output")).to_contain_text(SAYS["en"]["right"])
    page.close()


def test_without_a_script_the_fold_stands_below_the_question(open_page):
    check = open_page(LECTURE, java_script_enabled=False).locator(".check").first
    expect(check.locator("form")).to_be_hidden()
    check.locator("summary").click()
    right = check.locator(".check-right")
    expect(right).to_be_visible()
    assert "✓" in right.evaluate("(item) => getComputedStyle(item, '::marker').content")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_answered_questions(open_page, scheme):
    page = open_page(LECTURE, scheme=scheme)
    for check, number in ((0, 0), (1, 1)):
        page.locator(f".check:not({TYPING}) form").nth(check).locator("button").nth(number).click()
    page.locator(f"{TYPING} input").first.fill("7")
    page.locator(f"{TYPING} button").first.click()
    assert violations(page, ".check") == []
