// What the theme leaves open: the language switch, old addresses, search on a phone, the keyboard, paper.

const english = document.documentElement.lang.startsWith("en");
const home = new URL("../..", document.currentScript.src).href; // of this language
const languageSwitch = document.querySelector("[data-language-switch]");
const otherHome = new URL(languageSwitch.dataset.languageSwitch, location).href;

// Instant navigation replaces the page but keeps the header: its link is set for each page anew.
function switchLanguage() {
  const [page] = location.href.split("#");
  const isThere = page.startsWith(home) && document.querySelector(".page-tools"); // a 404 has none
  languageSwitch.href = otherHome + (isThere ? page.slice(home.length) : "");
}
languageSwitch.addEventListener("click", () => {
  const passed = (place) => place.checkVisibility() && place.getBoundingClientRect().top < 100; // links put headings and equations at 67 to 87
  languageSwitch.hash = [...document.querySelectorAll("article :is(h2, h3, tex-display)[id]")].findLast(passed)?.id ?? "";
});

// What the address names may have moved to another page: the header of the lesson says where.
function leadOn() {
  const moved = document.querySelector(`[data-moved="${CSS.escape(location.hash.slice(1))}"]`);
  if (moved) location.replace(moved.href + location.hash);
}

// The theme's search dialog has no name; its line of progress is for the eye alone, and so is what it
// tells: how many results, or that something is copied.
document.querySelector("[data-md-component=search]").ariaLabel = english ? "Search" : "搜索";
document.querySelector("[data-md-component=progress]").ariaHidden = true;
for (const told of document.querySelectorAll(".md-search-result__meta, [data-md-component=dialog]")) told.role = "status";

// What is pasted without a key, as on a phone, is looked up as well.
const searchBox = document.querySelector(".md-search__input");
searchBox.addEventListener("input", () => searchBox.dispatchEvent(new Event("keyup")));

// On a phone the theme holds the page while its search is open, and lets it go where it was when a result
// has been pressed: the page is let go first, and the browser follows the link.
addEventListener("click", ({ target }) => {
  const link = target.closest(".md-search-result__link"), { body } = document;
  if (!link || !body.hasAttribute("data-md-scrolllock")) return;
  const place = -parseInt(body.style.top);
  link.target = "_self";
  body.removeAttribute("data-md-scrolllock");
  body.style.top = "";
  scrollTo(0, place);
}, true);

// A formula or table wider than the screen scrolls, so it must be reachable by keyboard.
const mayBeWide = "tex-display, .md-typeset__scrollwrap";
function reach(element) {
  if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
}
function reachWide() {
  document.querySelectorAll(mayBeWide).forEach(reach);
}

// The theme puts each copy button, when its code is first seen, into a landmark without a name; its own is
// a title, and gone while it has the focus. Results have none.
new MutationObserver((changes) => {
  for (const added of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
    if (added.matches?.(".md-code__nav")) {
      added.role = "none";
      for (const button of added.children) button.ariaLabel = button.title;
    } else if (added.matches?.(".md-search-result__item")) {
      for (const link of added.querySelectorAll("a")) link.ariaLabel = link.querySelector("h1, h2")?.textContent.replaceAll("\u200b", "");
    }
  }
}).observe(document.body, { childList: true, subtree: true });

// The theme's script presses a label on Enter, but the labels of its menu take no focus. Escape closes it, and a hint.
function reachMenu() {
  const labels = ".md-header__button[for=__drawer], .md-nav--primary .md-nav :is(.md-nav__title, .md-nav__link)[for]";
  for (const label of document.querySelectorAll(labels)) label.tabIndex = 0;
  document.querySelector(".md-header__button[for=__drawer]").title = english ? "Menu" : "菜单";
}
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  document.querySelector("a.term:focus")?.blur(); // its hint goes with the focus, or with the mouse
  document.querySelector("a.term:hover")?.dispatchEvent(new Event("mouseleave"));
  const drawer = document.querySelector("#__drawer");
  if (!drawer.checked) return;
  drawer.checked = false;
  document.querySelector(".md-header__button[for=__drawer]").focus();
});

// The menu tells where one is to the eye alone.
function tellPlace() {
  for (const link of document.querySelectorAll(".md-nav--primary a.md-nav__link--active")) link.ariaCurrent = "page";
}

// The page on the screen: while the next one is fetched, the address is already that of the next.
let shown = location.pathname;

// The theme builds a page that one comes back to anew: what was open is opened, else its place is missed.
const openFolds = {}; // path of a page -> the numbers of its open folds
const folds = () => [...document.querySelectorAll("article details")];
function keepFolds() {
  openFolds[shown] = folds().flatMap((fold, number) => (fold.open ? number : []));
}
function openFoldsAgain() {
  for (const number of openFolds[shown] ?? []) folds()[number].open = true;
}

// After a link a browser begins at the top; here the keyboard and a screen reader would go on amid the menu.
function beginAtTitle() {
  const title = document.querySelector("article h1");
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}

// Where to be on the page that is now shown. The theme keeps the place that one scrolls to while a page
// is fetched for that page, although it belongs to the one before.
let cameBack = {}; // path of the page that one comes back to -> its place
addEventListener("popstate", ({ state }) => { // null: the theme goes to a section of a new page
  cameBack = state ? { [location.pathname]: state.y } : {};
});
function arrive() {
  if (shown in cameBack) return scrollTo(0, cameBack[shown]); // the theme did it while the folds were closed
  scrollTo(0, 0);
  if (location.hash) return location.replace(location.hash);
  beginAtTitle();
}

document$.subscribe(() => {
  const arrived = location.pathname !== shown;
  shown = location.pathname;
  leadOn();
  switchLanguage();
  reachMenu();
  tellPlace();
  openFoldsAgain();
  if (arrived) arrive();
  cameBack = {};
  requestAnimationFrame(reachWide);
});
addEventListener("hashchange", leadOn);
addEventListener("resize", reachWide);
// What is in a fold, or far from the screen (see site.css), has no width until it is shown.
addEventListener("toggle", ({ target }) => {
  target.querySelectorAll(mayBeWide).forEach(reach);
  keepFolds();
}, true);
addEventListener("contentvisibilityautostatechange", ({ target, skipped }) => {
  if (!skipped && target.matches(mayBeWide)) reach(target);
});

// What is far from the screen has not asked for its fonts yet (see site.css), and paper does not wait
// for them: the button does; a key that may begin Ctrl+P or ⌘P calls them, and the way to the menu.
const loadFonts = () => Promise.allSettled([...document.fonts].map((font) => font.load()));
addEventListener("keydown", ({ key }) => {
  if (key === "Control" || key === "Meta") loadFonts();
});
document.documentElement.addEventListener("mouseleave", loadFonts);

// An exercise sheet: printed without solutions.
addEventListener("click", async ({ target }) => {
  if (!target.closest("[data-sheet]")) return;
  await loadFonts();
  document.body.classList.add("sheet");
  print();
});

// Paper is white, whatever the screen.
let schemeOnScreen;
addEventListener("beforeprint", () => {
  schemeOnScreen = document.body.dataset.mdColorScheme;
  document.body.dataset.mdColorScheme = "default";
});
addEventListener("afterprint", () => {
  document.body.dataset.mdColorScheme = schemeOnScreen;
  document.body.classList.remove("sheet");
});
