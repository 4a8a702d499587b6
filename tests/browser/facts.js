// What the crawl asks of a page: its links and anchors, and what is wrong with it.
() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const scroller = document.scrollingElement;
  const scrolls = (element) =>
    element && element !== scroller &&
    (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
  const name = (element) =>
    element.tagName.toLowerCase() + [...element.classList].map((each) => `.${each}`).join("");
  return {
    ids: all("[id]").map((element) => element.id),
    links: all("a[href]").map((link) => link.href),
    overflow: Math.max(0, scroller.scrollWidth - innerWidth),
    wide: all("body *")
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .filter((element) => !scrolls(element.parentElement))
      .map(name)
      .slice(0, 3),
    nameless: all("img:not([alt]), figure svg:not([role=img][aria-label])").map(name),
    mathScripts: all("script[type^='math/'], script[src*='mathjax' i], script[src*='katex.min']," +
      "script[src*='auto-render']").map((script) => script.src || script.type),
  };
}
