"""The explorables compute what linearnets computes: their arithmetic runs in QuickJS, without a page.

Beside this file, `NAME.py` has `check`, which takes a caller of `NAME.math.js` and a number of random
cases, and `SLIPS`: what stands in the arithmetic, and what might stand there by mistake.
"""

from importlib import import_module

import pytest
import quickjs
from arithmetic import FOLDER, ROOT, caller, sources

NAMES = sorted(path.name.removesuffix(".math.js") for path in FOLDER.glob("*.math.js"))
MODULES = {name: import_module(name.replace("-", "_")) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_an_explorable_computes_what_linearnets_computes(name):
    MODULES[name].check(caller(name, "".join(sources(name))))


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("name", "right", "slip"), [(name, *slip) for name in NAMES for slip in MODULES[name].SLIPS]
)
def test_a_slip_in_a_formula_is_noticed(name, right, slip):
    data, arithmetic = sources(name)
    assert arithmetic.count(right) == 1
    with pytest.raises(AssertionError):
        MODULES[name].check(caller(name, data + arithmetic.replace(right, slip)), cases=10)


def test_no_two_scripts_define_the_same_name():
    """They share one scope, in which instant navigation brings the scripts of many pages together."""
    page = quickjs.Context()
    page.eval("class HTMLElement {}; const lit = {}, customElements = { define() {} };")
    order = [FOLDER / "explorable.js", *sorted(FOLDER.glob("*.*.js"))]
    order += [FOLDER / f"{name}.js" for name in NAMES]
    for script in order:
        try:
            page.eval(script.read_text("utf-8"))
        except quickjs.JSException as error:
            pytest.fail(f"{script.relative_to(ROOT)}: {error}", pytrace=False)
