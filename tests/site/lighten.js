// Axe looks at each element by itself, and a lecture has thousands of which it can say nothing or the
// same. Of formulas and code tokens of one kind the first stays, the others become plain text; a
// formula that stays is text for readers of the screen and one box of its size and colour for the
// rest; a drawing loses its lines.
() => {
  const seen = new Set();
  const keepFirst = (element) => {
    const place = element.closest("details, .admonition, figcaption, td, th, a, h1, h2, h3");
    const kind = [element.tagName, element.className, place?.tagName, place?.className].join();
    if (seen.has(kind)) element.replaceWith(element.matches("tex-math") ? "x" : element.textContent);
    seen.add(kind);
  };
  document.querySelectorAll("tex-math").forEach(keepFirst);
  const formulas = [...document.querySelectorAll(".katex-html")];
  const sizes = formulas.map((formula) => formula.getBoundingClientRect());
  formulas.forEach((formula, i) => {
    formula.textContent = "x";
    formula.style.cssText =
      `display: inline-block; width: ${sizes[i].width}px; height: ${sizes[i].height}px`;
  });
  for (const math of document.querySelectorAll("math")) math.replaceWith(math.textContent);
  for (const drawing of document.querySelectorAll("figure svg")) drawing.replaceChildren();
  document.querySelectorAll("pre code span:not(:has(*))").forEach(keepFirst);
};
