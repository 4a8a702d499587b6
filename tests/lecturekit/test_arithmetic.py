"""A calculation in a formula holds to the digits that it shows."""

import pytest

from lecturekit.arithmetic import false_claims


@pytest.mark.parametrize(
    "tex",
    [
        r"3.7903 = 322.4 / 85.06",
        r"\frac{322.4}{85.06} \approx 3.79",
        r"w = 0 + 0.3 \cdot 233.85 = 70.16",
        r"|1 - 2 \cdot 1.05| = 1.1",
        r"10,000 \times 10 = 100,000",
        r"10\,001 / 30 > 333",
        r"\log 2 = 0.693",
        r"-\log 0.6 \approx 0.51",
        r"\log(2 \cdot 4) = 2.079",
        r"\log 2^3 = 3 \log 2",
        r"\sqrt{2}^2 = 2",
        r"1{,}000 \cdot 256 = 256{,}000",
        r"\sqrt{2} = 1.414",
        r"2^{10} = 1024, \quad 3^2 = 9",
        r"e^{-1} = 0.3679",
        r"0.3 < 2/5 \le 0.4",
        r"2(3 + 4) = 14",
        r"n = 442",
        r"75 / \sqrt{88} \approx 8",
        r"1/0 = 3",
        r"\log 0 = 3",
        r"f(2) = 5",
    ],
)
def test_what_holds_or_cannot_be_known_is_left_alone(tex):
    assert false_claims(tex) == []


@pytest.mark.parametrize(
    ("tex", "claim"),
    [
        (r"3.7904 = 322.4 / 85.06", "3.7904 = 322.4 / 85.06"),
        (r"w = 0 + 0.3 \cdot 233.85 = 70.26", r"0 + 0.3 \cdot 233.85 = 70.26"),
        (r"900 / 30 = 300", "900 / 30 = 300"),
        (r"0.3 > 2/5", "0.3 > 2/5"),
        (r"0.5 \le 2/5", r"0.5 \le 2/5"),
        (r"a = b, \quad \log 2 = 0.683", r"\log 2 = 0.683"),
        (r"-\log 0.6 \approx 9.99", r"-\log 0.6 \approx 9.99"),
        (r"\log(2 \cdot 4) = 99", r"\log(2 \cdot 4) = 99"),
        (r"1000 \cdot 256 = 999{,}000", r"1000 \cdot 256 = 999{,}000"),
        (r"2 \cdot 3 &= 7 \\ 1 &= 1", r"2 \cdot 3 = 7"),
    ],
)
def test_what_does_not_hold_is_found(tex, claim):
    assert false_claims(tex) == [claim]


def test_a_page_with_a_false_calculation_is_reported(project):
    line = project.swap("录错", r"录错（$900 / 30 = 300$）")
    project.expect("arithmetic", line, "the calculation 900/30 = 300 does not hold")
