// What the theme reads of a query is not quite what is typed. The index has a space between the
// scripts; and the theme, which looks for its words in a row of Chinese, never takes one that ends the
// row: 方差 would be asked as 方. So the row goes on with a sign that no page has. Nor does it take what
// follows a word that no page has, and people begin with 为啥. A colon within a word would name a field of
// the index: loss.py:634, in a pasted warning, finds nothing. A minus would forbid a word: Target -1 is out
// of bounds, in a pasted error, finds nothing, and k-fold would be k without fold. A short number, a single
// letter or a small word before a space gets ^1, its usual weight, and is looked up as it is: else the theme
// looks for all that begins with it, of which lunr may have made up some (olivernn/lunr.js, issue 503), and
// finds nothing, or, with (n, 1), all words with n, and with "in" all of information theory. This is the only
// place that changes something of the browser's, for one box; each line of it goes when the theme asks for
// what is typed, and the file with the last.

const smallWords =
  "an|and|are|as|at|be|but|by|can|do|does|for|from|go|goes|has|how|if|in|is|it|its|my|not|of|on|or|out|so|" +
  "that|the|this|to|up|was|what|when|which|why|with";
const exact = new RegExp(`(^|[^\\w.])(\\d{1,3}|[a-z]|(?:${smallWords})(?=\\s))(?!\\w|\\.\\d)`, "gi");
const box = document.querySelector(".md-search__input");
const typed = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
Object.defineProperty(box, "value", {
  set: typed.set,
  get() {
    return typed.get.call(this)
      .replace(/为啥|啥|咋/g, " ")
      .replace(/\p{Script=Han}+/gu, (row) => ` ${row}〇 `)
      .replace(/:(?=\S)|-(?=\d)/g, " ")
      .replace(/(^|[^\w.])([a-z])-/gi, "$1$2 ")
      .replace(exact, "$1 $2^1 ");
  },
});
