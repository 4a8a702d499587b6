// Axe looks at each element by itself, and a lecture has thousands of which it can say nothing or
// the same. A formula becomes plain text for readers of the screen and one box of its size and
// colour for the rest; a drawing loses its lines; of code tokens of one kind the first stays.
() => {
  const formulas = [...document.querySelectorAll(".katex-html")];
  const sizes = formulas.map((formula) => formula.getBoundingClientRect());
  formulas.forEach((formula, i) => {
    formula.textContent = "x";
    formula.style.cssText =
      `display: inline-block; width: ${sizes[i].width}px; height: ${sizes[i].height}px`;
  });
  for (const math of document.querySelectorAll("math")) math.replaceWith(math.textContent);
  for (const drawing of document.querySelectorAll("figure svg")) drawing.replaceChildren();
  const seen = new Set();
  for (const token of document.querySelectorAll("pre code span:not(:has(*))")) {
    const kind = `${token.className} in ${token.closest("details, .admonition")?.className}`;
    if (seen.has(kind)) token.replaceWith(token.textContent);
    seen.add(kind);
  }
};
