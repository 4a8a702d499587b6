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
    // The number of an equation stands at the right edge, over whatever the formula has there.
    numbers: all("tex-display .katex-tag").length,
    covered: all("tex-display .katex-tag")
      .filter((tag) => {
        const parts = [...tag.parentElement.querySelectorAll(".katex-base")];
        const end = Math.max(...parts.map((part) => part.getBoundingClientRect().right));
        return end > tag.getBoundingClientRect().left;
      })
      .map((tag) => `${tag.textContent} lies on its formula`),
    split: all("article td code")
      .filter((code) => code.getClientRects().length > 1)
      .map((code) => `${code.textContent} is split`),
    // Punctuation behind a formula stands on the line where the formula ends.
    strays: all("article tex-math").flatMap((formula) => {
      const next = formula.nextSibling ?? formula.parentElement.nextSibling;
      if (!/^[，。、；：！？）》”’,.;:!?)]/.test(next?.data)) return [];
      const range = document.createRange();
      range.setStart(next, 0);
      range.setEnd(next, 1);
      const [end, mark] = [[...formula.getClientRects()].at(-1), range.getBoundingClientRect()];
      return end && mark.left < end.left && mark.top > end.top
        ? [`${next.data.slice(0, 9)} begins a line`] : [];
    }),
    nameless: all("img:not([alt]), figure svg:not([role=img][aria-label])").map(name),
    mathScripts: all("script[type^='math/'], script[src*='mathjax' i], script[src*='katex.min']," +
      "script[src*='auto-render']").map((script) => script.src || script.type),
  };
}
