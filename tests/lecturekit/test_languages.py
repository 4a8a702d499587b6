"""One build makes both languages, with their own search, 404 and sitemap, and refuses what is wrong."""

import json
import re
import shutil
import tempfile
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.utils.yaml import get_yaml_loader

from lecturekit import fonts, notebooks, wheel

ROOT = Path(__file__).parents[2]
KEPT = Path(tempfile.mkdtemp())
PAGES = {
    "zh/index.md": "# 首页 {#home}\n\n用交叉熵。安装 {wheel} 吧。\n\n```python\nx = 1\n```\n\n$$\na = b\n\\label{eq:home}\n$$\n",
    "en/index.md": "# Home {#home}\n\nUse cross-entropy. Install {wheel} now.\n\n```python\nx = 1\n```\n\n$$\na = b\n\\label{eq:home}\n$$\n",
    "zh/part/page.md": "# 页 {#page}\n\n由 $\\eqref{eq:home}$ 得。\n\n![图](../assets/figures/line.svg)\n说明。\n",
    "en/part/page.md": "# Page {#page}\n\nBy $\\eqref{eq:home}$.\n\n![Plot](../assets/figures/line.svg)\nCaption.\n",
    "zh/labs/lab.py": "# %% [markdown]\n# # 实验 {#lab}\n#\n# 见[页](../part/page.md#page)。\n\n# %%\nprint(6 * 7)\n",
    "en/labs/lab.py": "# %% [markdown]\n# # Lab {#lab}\n#\n# See [page](../part/page.md#page).\n\n# %%\nprint(6 * 7)\n",
    "references.yml": 'a2000: {author: ["A, B"], year: 2000, title: T}\n',
    "../README.md": "A thing.\n",
    "../pyproject.toml": '[project]\nname = "thing"\nversion = "1.2"\nreadme = "README.md"\nlicense-files = []\n',
    "../src/thing/__init__.py": "x = 1\n",
    "assets/figures/line.py": "import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.show()\n",
}


LAB = "# %% [markdown]\n# # Lab {{#lab}}\n#\n# {}\n"


def lay(root, changes=None):
    """Write the pages and the real configurations, without what these pages do not need."""
    for name, text in (PAGES | (changes or {})).items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "package").mkdir(exist_ok=True)
    for folder in ("images", "javascripts", "stylesheets"):
        shutil.copytree(
            ROOT / "docs/assets" / folder, root / "docs/assets" / folder, dirs_exist_ok=True
        )
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        config = yaml.load((ROOT / name).read_text("utf-8"), get_yaml_loader())
        config |= {
            "nav": ["index.md", "part/page.md", "labs/lab.py"],
            "edit_uri": "https://site.example/",
        }
        config["site_url"] = "https://site.example/course/" + ("en/" if "en" in name else "")
        if name == "mkdocs.yml":
            config["theme"]["custom_dir"] = str(ROOT / "src/lecturekit/theme")
            config["markdown_extensions"]["lecturekit.citations"] = {
                "references": "docs/references.yml"
            }
            config["markdown_extensions"]["lecturekit.figures"] |= {
                "depends": [],
                "cache": str(KEPT / "figures"),
            }
            config["plugins"].pop("mkdocstrings")
            config.pop("watch")
            config["plugins"]["lecturekit"]["package"] = "package"
        (root / name).write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")


def share_caches(monkeypatch):
    """Let what all these sites have in common be drawn, run and cut once."""
    monkeypatch.setattr(fonts, "CACHE", KEPT / "fonts")
    monkeypatch.setattr(notebooks, "CACHE", KEPT / "labs")
    monkeypatch.setattr(wheel, "CACHE", KEPT / "wheel")


def make(root, monkeypatch, changes=None):
    monkeypatch.chdir(root)
    share_caches(monkeypatch)
    lay(root, changes)
    config = load_config("mkdocs.yml", strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield make(tmp_path_factory.mktemp("site"), monkeypatch)


def test_both_languages_are_built_with_the_same_pages(site):
    chinese = {
        p.relative_to(site) for p in site.rglob("*.html") if p.parts[len(site.parts)] != "en"
    }
    english = {p.relative_to(site / "en") for p in (site / "en").rglob("*.html")}
    assert chinese == english
    assert Path("labs/lab/index.html") in chinese
    assert Path("404.html") in chinese


def test_each_language_says_which_it_is(site):
    assert '<html lang="zh"' in (site / "index.html").read_text("utf-8")
    assert '<html lang="en"' in (site / "en/index.html").read_text("utf-8")


def test_language_switch_leads_to_the_same_page(site):
    link = re.compile(r'data-language-switch\s+href="([^"]+)"')
    assert (
        link.search((site / "part/page/index.html").read_text("utf-8"))[1] == "../../en/part/page/"
    )
    assert (
        link.search((site / "en/part/page/index.html").read_text("utf-8"))[1]
        == "../../../part/page/"
    )
    assert link.search((site / "index.html").read_text("utf-8"))[1] == "./en/"
    assert link.search((site / "en/index.html").read_text("utf-8"))[1] == "./../"


def test_sitemaps_pair_the_languages(site):
    pair = (
        '<xhtml:link rel="alternate" hreflang="zh-Hans" href="https://site.example/course/part/page/"/>\n'
        '    <xhtml:link rel="alternate" hreflang="en" href="https://site.example/course/en/part/page/"/>'
    )
    for name, loc in (("sitemap.xml", "course/part"), ("en/sitemap.xml", "course/en/part")):
        text = (site / name).read_text("utf-8")
        assert pair in text
        assert f"<loc>https://site.example/{loc}/page/</loc>" in text


def test_404_page_leads_home_in_both_languages(site):
    for name in ("404.html", "en/404.html"):
        text = (site / name).read_text("utf-8")
        assert 'href="https://site.example/course/"' in text
        assert 'href="https://site.example/course/en/"' in text


def test_each_language_has_its_own_search_index(site):
    chinese, english = (
        " ".join(entry["text"] for entry in json.loads(path.read_text("utf-8"))["docs"])
        for path in (site / "search/search_index.json", site / "en/search/search_index.json")
    )
    assert "交叉熵" in chinese.replace("\u200b", "")
    assert "\u200b" in chinese, "without jieba, Chinese search finds almost nothing"
    assert "cross-entropy" not in chinese
    assert "cross-entropy" in english
    assert "tag{1}" not in english + chinese, "the search index holds a formula"
    assert "0.2 0.4" not in english + chinese, "the search index holds a figure's ticks"


def test_equations_are_linked_between_pages(site):
    assert 'href="../../#eq:home">首页 (1)</a>' in (site / "part/page/index.html").read_text(
        "utf-8"
    )
    assert 'href="../../#eq:home">Home (1)</a>' in (site / "en/part/page/index.html").read_text(
        "utf-8"
    )


def test_lab_is_a_page_like_the_others(site):
    text = (site / "labs/lab/index.html").read_text("utf-8")
    assert re.search(r"<title>实验 - linearnets</title>", text)
    assert 'href="../../part/page/#page"' in text
    assert re.search(r'language-text highlight">.*?42', text, re.S)
    assert "jp-" not in text


def test_pages_with_code_and_the_package_can_be_taken_home(site):
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    taken = {path for path in files if path.endswith((".ipynb", ".py", ".whl"))}
    of_language = {"index.ipynb", "labs/lab/lab.ipynb", "labs/lab/lab.py"}
    assert taken == of_language | {f"en/{path}" for path in of_language} | {
        "thing-1.2-py3-none-any.whl"
    }
    address = "https://site.example/course/thing-1.2-py3-none-any.whl"
    for home in ("index.html", "en/index.html"):
        text = (site / home).read_text("utf-8")
        assert f" {address} " in text
        assert 'href="index.ipynb"' in text
        assert f"@ {address}" in (site / home).with_name("index.ipynb").read_text("utf-8")
    assert "download" not in (site / "part/page/index.html").read_text("utf-8")


def test_what_has_no_public_home_is_not_offered(site):
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "colab" not in text.lower() and "-site.zip" not in text


def test_colab_and_the_release_are_offered_where_they_are_public(tmp_path, monkeypatch):
    monkeypatch.setenv("COLAB", "owner/name/gh-pages")
    monkeypatch.setenv("RELEASE", "https://site.example/course/release/")
    site = make(tmp_path, monkeypatch)
    colab = "https://colab.research.google.com/github/owner/name/blob/gh-pages"
    for within, language in (("", "zh"), ("en/", "en")):
        lab = (site / within / "labs/lab/index.html").read_text("utf-8")
        assert f'href="{colab}/{within}labs/lab/lab.ipynb"' in lab
        assert (site / within / "labs/lab/lab.ipynb").is_file()
        home = (site / within / "index.html").read_text("utf-8")
        assert f'href="{colab}/{within}index.ipynb"' in home
        for name in (f"thing-1.2-{language}.pdf", "thing-1.2-site.zip"):
            address = f'href="https://site.example/course/release/{name}"'
            assert address in home and address not in lab


def test_shared_assets_reach_both_languages_and_sources_do_not(site):
    for home in (site, site / "en"):
        assert (home / "assets/katex/katex.min.css").is_file()
        assert (home / "assets/stylesheets/site.css").is_file()
        assert not list((home / "assets").rglob("*.py"))
    font = "assets/katex/fonts/KaTeX_Main-Regular.woff2"
    assert (site / font).stat().st_size < (
        ROOT / "src/lecturekit/katex/fonts" / Path(font).name
    ).stat().st_size


BROKEN = {
    "dead link": ("en/part/page.md", "# Page {#page}\n\n[x](nowhere.md)\n", "'nowhere.md'"),
    "dead anchor": (
        "en/part/page.md",
        "# Page {#page}\n\n[x](../index.md#no)\n",
        "an anchor '#no'",
    ),
    "dead link in a lab": ("en/labs/lab.py", LAB.format("[x](nowhere.md)"), "'nowhere.md'"),
    "dead anchor in a lab": (
        "zh/labs/lab.py",
        LAB.format("[x](../index.md#no)"),
        "an anchor '#no'",
    ),
    "failing cell": ("zh/labs/lab.py", LAB.format("x") + "\n# %%\n1 / 0\n", "labs/lab.py:7: "),
    "bad formula": ("en/part/page.md", "# Page {#page}\n\n$\\frac{1$\n", "part/page.md:3: "),
    "unknown equation": (
        "zh/part/page.md",
        "# 页 {#page}\n\n$\\eqref{eq:none}$\n",
        "part/page.md:3: ",
    ),
    "equation of two pages": ("zh/part/page.md", PAGES["zh/index.md"], "duplicate label eq:home"),
    "failing figure": ("assets/figures/line.py", "raise ValueError('no')\n", "ValueError: no"),
    "page that is not in the nav": ("en/orphan.md", "# Orphan {#orphan}\n", "orphan.md"),
}


@pytest.mark.parametrize("name, text, why", BROKEN.values(), ids=BROKEN)
def test_build_stops_at(name, text, why, tmp_path, monkeypatch, caplog):
    with pytest.raises(Abort):
        make(tmp_path, monkeypatch, {name: text})
    assert why in caplog.text
