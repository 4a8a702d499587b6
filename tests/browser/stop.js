// Where the keyboard stands: which element that is, and whether the reader can see it there.
async (kinds) => {
  const element = document.activeElement;
  // The theme draws the focus of its palette, an invisible radio button, on the label beside it.
  const drawn = element.matches(".md-option") ? element.nextElementSibling : element;
  const end = element === document.body;
  const isSeen = () => {
    const style = getComputedStyle(drawn);
    const box = drawn.getClientRects()[0] ?? new DOMRect();
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return outlined && style.opacity > 0 && (drawn.contains(at) || at?.contains(drawn));
  };
  // What the focus opens takes a moment.
  for (let frame = 0; frame < 120 && !end && !isSeen(); frame++) {
    await new Promise(requestAnimationFrame);
  }
  return {
    reach: element.dataset.reach,
    kinds: Object.keys(kinds).filter((kind) => element.matches(kinds[kind])),
    html: element.outerHTML.slice(0, 120),
    seen: !end && isSeen(),
    end,
  };
};
