// What Tab must reach: all that is visible and does something, and all that scrolls sideways.
// Each gets a number, by which the stops of the walk are compared with it.
() => {
  const acts = "a[href], button, input, summary, select, textarea, [tabindex='0']";
  const scrolls = (element) =>
    element.scrollWidth > element.clientWidth + 1 &&
    ["auto", "scroll"].includes(getComputedStyle(element).overflowX) &&
    !element.querySelector(acts);
  const visible = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.getBoundingClientRect().width > 0;
  const wanted = [...document.querySelectorAll("body *")].filter(
    (element) => visible(element) && (element.matches(acts) || scrolls(element)),
  );
  wanted.forEach((element, i) => (element.dataset.reach = i));
  return wanted.map((element) => element.outerHTML.slice(0, 120));
};
