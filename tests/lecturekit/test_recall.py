"""A served site remembers what an edit leaves as it was, and a rebuilt site is as one built anew."""

import filecmp

import jinja2
import pytest
import yaml
from material.plugins.search.plugin import Parser
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page
from mkdocstrings_handlers.python import PythonHandler

from lecturekit import recall

from .test_languages import PAGES, lay, share_caches


@pytest.fixture
def served(tmp_path, monkeypatch):
    """Lay out a project and return a function that builds it as the server does."""
    monkeypatch.chdir(tmp_path)
    share_caches(monkeypatch)
    monkeypatch.setattr(recall, "_seen", {})
    monkeypatch.setattr(recall, "_now", {"surroundings": ""})
    lay(tmp_path)
    rendered = []
    render = Page.render
    monkeypatch.setattr(
        Page,
        "render",
        lambda self, *rest: rendered.append(self.file.src_uri) or render(self, *rest),
    )

    def made(folder, command="serve"):
        rendered.clear()
        config = load_config("mkdocs.yml", site_dir=folder)
        config.plugins.on_startup(command=command, dirty=False)
        build(config)
        return sorted(rendered)

    return made


def edit(root, name, text):
    (root / "docs" / name).write_text(text, "utf-8")


def test_only_the_edited_page_is_rendered_and_all_are_as_if_built_anew(served, tmp_path):
    assert len(served("first")) == 6
    assert served("same") == []
    edit(tmp_path, "en/part/page.md", PAGES["en/part/page.md"] + "\nOne sentence more.\n")
    assert served("edited") == ["part/page.md"]
    assert len(served("anew", "build")) == 6
    difference = filecmp.dircmp(tmp_path / "edited", tmp_path / "anew")
    assert "One sentence more." in (tmp_path / "edited/en/part/page/index.html").read_text("utf-8")
    while_looking = [difference]
    for each in while_looking:
        names = set(each.common_files) - {"sitemap.xml.gz"}  # which keeps the time
        assert filecmp.cmpfiles(each.left, each.right, names, shallow=False)[1:] == ([], [])
        assert not each.left_only and not each.right_only
        while_looking += each.subdirs.values()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("assets/figures/line.py", PAGES["assets/figures/line.py"] + "# Another.\n"),
        ("../src/thing/matplotlibrc", "lines.linewidth: 2\n"),
        ("references.yml", 'b2000: {author: ["B, B"], year: 2000, title: T}\n'),
        ("zh/index.md", PAGES["zh/index.md"].replace("# 首页", "# 主页")),  # named by links
    ],
)
def test_all_pages_are_rendered_when_what_they_depend_on_changes(served, tmp_path, name, text):
    served("first")
    edit(tmp_path, name, text)
    assert len(served("edited")) >= 3


def test_a_page_of_other_pages_is_always_rendered(served, tmp_path):
    for language in ("zh", "en"):
        edit(tmp_path, f"{language}/index.md", PAGES[f"{language}/index.md"] + "\n[glossary]\n")
    edit(tmp_path, "terms.yml", "- {zh: 交叉熵, en: cross-entropy}\n")
    served("first")
    assert served("same") == ["index.md", "index.md"]
    edit(tmp_path, "en/labs/lab.py", PAGES["en/labs/lab.py"].replace("See", "**Cross-entropy**:"))
    served("edited")
    assert 'href="labs/lab/#lab"' in (tmp_path / "edited/en/index.html").read_text("utf-8")
    assert "<strong>Cross-entropy</strong>" in (
        tmp_path / "edited/en/labs/lab/index.html"
    ).read_text("utf-8")


def test_documentation_is_made_once_and_is_as_if_made_anew(served, tmp_path, monkeypatch):
    made, render = [], PythonHandler.render
    monkeypatch.setattr(
        PythonHandler,
        "render",
        lambda self, data, options, locale=None: (
            made.append(data.path) or render(self, data, options, locale)
        ),
    )
    config = yaml.safe_load((tmp_path / "mkdocs.yml").read_text("utf-8"))
    config["plugins"]["mkdocstrings"] = {"handlers": {"python": {"paths": ["src"]}}}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    edit(tmp_path, "../src/thing/__init__.py", 'def f():\n    """Give one."""\n')
    for language in ("zh", "en"):
        edit(tmp_path, f"{language}/part/page.md", "# Thing {#page}\n\n::: thing\n")

    served("first")
    assert made == ["thing", "thing"]
    edit(tmp_path, "en/index.md", PAGES["en/index.md"] + "\nOne sentence more.\n")
    served("edited")
    assert made == ["thing", "thing"]
    served("anew", "build")
    for name in ("part/page/index.html", "en/part/page/index.html", "objects.inv"):
        assert filecmp.cmp(tmp_path / "edited" / name, tmp_path / "anew" / name, shallow=False)
    assert '<a href="#thing.f" class="md-nav__link">' in (
        tmp_path / "edited/part/page/index.html"
    ).read_text("utf-8")

    edit(tmp_path, "../src/thing/__init__.py", 'def f():\n    """Give two."""\n')
    served("changed")
    assert "Give two." in (tmp_path / "changed/part/page/index.html").read_text("utf-8")
    assert len(made) == 6


def test_what_an_edit_leaves_is_not_read_or_compiled_again(served, tmp_path, monkeypatch):
    fed, compiled = [], []
    monkeypatch.setattr(recall.Templates, "_compiled", {})
    feed, compile_ = Parser.feed, jinja2.Environment.compile
    monkeypatch.setattr(Parser, "feed", lambda self, html: fed.append(html) or feed(self, html))
    monkeypatch.setattr(
        jinja2.Environment,
        "compile",
        lambda self, source, name=None, *rest: (
            compiled.append(name) or compile_(self, source, name, *rest)
        ),
    )
    served("first")
    assert len(fed) == 6 and "main.html" in compiled
    fed.clear(), compiled.clear()
    edit(tmp_path, "en/part/page.md", PAGES["en/part/page.md"] + "\nOne sentence more.\n")
    served("edited")
    assert len(fed) == 1 and "main.html" not in compiled


def test_a_build_remembers_nothing(served):
    assert len(served("first", "build")) == len(served("second", "build")) == 6
    assert recall._seen == {}
