"""One word for a concept: other words are reported, and a term has its twin in Chinese."""

from pathlib import Path

import pytest

from lecturekit.terms import TERMS, glossary

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("text", ["学习速率取 1", "**学习速率**", "[学习速率](notation.md)"])
def test_a_word_for_which_there_is_a_term_is_reported(project, text):
    line = project.swap("录错", text)
    project.expect("avoided", line, "write 学习率, not 学习速率")


def test_an_english_word_for_which_there_is_a_term_is_reported(project):
    line = project.swap("One wrong", "One Mini-batch wrong", "docs/en/constant.md")
    assert project.problems("avoided") == [
        f"docs/en/constant.md:{line}: write minibatch, not mini-batch"
    ]


@pytest.mark.parametrize(("text", "count"), [("cross entropy", 1), ("cross-entropy", 0)])
def test_a_term_with_a_hyphen_is_not_the_avoided_one_without(project, text, count):
    entry = "- {zh: 交叉熵, en: cross-entropy, avoid_en: [cross entropy]}\n"
    project.write(TERMS, (project.root / TERMS).read_text("utf-8") + entry)
    project.swap("One wrong", f"One {text} wrong", "docs/en/constant.md")
    assert len(project.problems("avoided")) == count


@pytest.mark.parametrize("text", ["$\\text{精度}$", "`精度`", "双精度"])
def test_code_formulas_and_longer_words_are_allowed(project, text):
    project.swap("录错", text)
    assert project.problems("avoided") == []


def test_a_page_may_mention_words_that_it_lists(project):
    project.swap("录错", "学习速率、精度")
    project.swap("---\n\n# 最好", "mentions: [学习速率]\n---\n\n# 最好")
    (problem,) = project.problems("avoided")
    assert problem.endswith("write 准确率, not 精度")


@pytest.mark.parametrize("wrong", ["学习速度", "$\\eta$", ""])
def test_a_line_without_the_term_that_the_english_line_has_is_reported(project, wrong):
    line = project.swap("学习率", wrong)
    project.expect(
        "translated", line, "expected 学习率, since docs/en/constant.md:18 has learning rate"
    )


def test_a_page_out_of_step_or_without_a_twin_is_left_to_other_checks(project):
    path = project.root / "docs/zh/constant.md"
    path.write_text("\n".join(path.read_text("utf-8").split("\n")[:12]), "utf-8")
    assert project.problems("translated") == []
    (project.root / "docs/en/constant.md").unlink()
    assert project.problems("translated") == []


@pytest.mark.parametrize(
    ("english", "reported"),
    [
        ("Gradient Descent", "梯度下降"),
        ("minibatches", "小批量"),
        ("mini-batch", None),
        ("mean squared error", "均方误差"),
        ("root mean squared error", "均方根误差"),
        ("learning-rate", "学习率"),
        ("gradient descents", "梯度下降"),
        ("unlearning rate", None),
        ("accuracy", None),
    ],
)
def test_terms_are_whole_words_in_singular_or_plural_and_the_longest_counts(
    project, english, reported
):
    line = project.swap("One wrong number", f"One wrong {english}", "docs/en/constant.md")
    problems = project.problems("translated")
    expected = [f"docs/zh/constant.md:{line}: expected {reported},"] if reported else []
    assert [
        problem[: len(start)] for problem, start in zip(problems, expected, strict=True)
    ] == expected


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("{zh: 轮, en: epoch, avoids: [期]}", r"at \$\[0\]: .*'avoids' was unexpected"),
        ("{zh: 轮, en: epoch, allow: 轮廓}", r"at \$\[0\]\.allow: '轮廓' is not of type 'array'"),
        ("{zh: 轮}", "'en' is a required property"),
    ],
)
def test_an_entry_that_is_none_is_an_error(project, entry, why):
    project.write(TERMS, f"- {entry}\n")
    with pytest.raises(ValueError, match=f"docs/terms.yml: .*{why}"):
        glossary(project.root)


def test_the_glossary_has_each_term_once_and_never_avoids_a_term_of_its_own():
    terms = glossary(ROOT)
    for forms in (
        [term.en for term in terms],
        [term.zh for term in terms if term.en != "bias (statistics)"],
    ):
        assert len(forms) == len(set(forms))
    good = {word for term in terms for word in (term.zh, *term.zh_also)}
    for term in terms:
        for word in term.avoid_zh:
            containing = [each for each in good if word in each]
            assert set(containing) <= set(term.allow), f"{word} is avoided and part of {containing}"


def test_the_glossary_avoids_the_doubtful_words_of_the_reference_works():
    avoided = {word for term in glossary(ROOT) for word in term.avoid_zh}
    assert {
        "极大似然",
        "迭代周期",
        "精度",
        "准确度",
        "学习速率",
        "矢量化",
        "正则",
        "纳特",
    } <= avoided
