// What the theme reads of a query is not quite what is typed. The index has a space between the
// scripts; and the theme, which looks for its words in a row of Chinese, never takes one that ends the
// row: 方差 would be asked as 方. So the row goes on with a sign that no page has. Nor does it take what
// follows a word that no page has, and people begin with 为啥. A colon within a word would name a field of
// the index: loss.py:634, in a pasted warning, finds nothing. A minus would forbid a word: Target -1 is out
// of bounds, in a pasted error, finds nothing. A short number gets ^1, its usual weight, and is looked up
// as it is: else the theme looks for all that begins with it, of which lunr may have made up some
// (olivernn/lunr.js, issue 503), and then finds nothing. This is the only place that changes something of
// the browser's, for one box; it goes when the theme asks for 方差.

const box = document.querySelector(".md-search__input");
const typed = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
Object.defineProperty(box, "value", {
  set: typed.set,
  get() {
    return typed.get.call(this)
      .replace(/为啥|啥|咋/g, " ")
      .replace(/\p{Script=Han}+/gu, (row) => ` ${row}〇 `)
      .replace(/:(?=\S)|-(?=\d)/g, " ")
      .replace(/(^|[^\w.])(\d{1,3})(?!\w|\.\d)/g, "$1 $2^1 ");
  },
});

// What is pasted without a key, as on a phone, is looked up as well.
box.addEventListener("input", () => box.dispatchEvent(new Event("keyup")));

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
