// Axe looks at each element by itself, and a lecture has thousands that look alike. Each formula
// becomes one box of its size and colour; of the code tokens of one kind the first one stays.
() => {
  const formulas = [...document.querySelectorAll(".katex-html")];
  const sizes = formulas.map((formula) => formula.getBoundingClientRect());
  formulas.forEach((formula, i) => {
    formula.textContent = "x";
    formula.style.cssText =
      `display: inline-block; width: ${sizes[i].width}px; height: ${sizes[i].height}px`;
  });
  const seen = new Set();
  for (const token of document.querySelectorAll("pre code span:not(:has(*))")) {
    const kind = `${token.className} in ${token.closest("details, .admonition")?.className}`;
    if (seen.has(kind)) token.replaceWith(token.textContent);
    seen.add(kind);
  }
};
