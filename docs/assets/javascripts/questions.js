// Questions: an answer is judged at once, by what it comes from, and kept in this browser.
{
  const say = document.documentElement.lang.startsWith("en")
    ? { right: "Right", wrong: "Not yet", colon: ": ", high: "that is too large.", low: "that is too small.", what: "A number is wanted, such as 0.05, −1.2, 1/3 or 5e-2." }
    : { right: "对", wrong: "还不对", colon: "：", high: "偏大了。", low: "偏小了。", what: "请填一个数，例如 0.05、−1.2、1/3 或 5e-2。" };

  const keyOf = (form) => `check ${shown} ${form.previousElementSibling.textContent}`;
  // Where storage is blocked, to touch it is an error: then nothing is kept.
  const keep = (form, guess) => { try { localStorage.setItem(keyOf(form), guess); } catch { /* as said */ } };
  const kept = (form) => { try { return localStorage.getItem(keyOf(form)); } catch { return null; } };

  // "0,05", "−1.2", "1/3", "½", "3 1/2", "5e-2", "5 × 10⁻²", "1,736.8" and what a Chinese keyboard types for
  // them. A comma may be a point or part thousands, so "4,000" has two readings. A unit may follow, or a sign
  // of percent, but no multiple: 5k and 40万 are asked for again.
  const quotient = (text) => {
    const [top, bottom = "1", ...more] = text.split("/");
    return top && bottom && !more.length && !/x/i.test(text) ? top / bottom : NaN;
  };
  const readings = (text) => {
    const plain = text
      .replace(/[x*×·]\s*10\s*(?:\^\s*|(?=[⁺⁻⁰¹²³⁴-⁹]))/i, "e").replace(/\d(?=[¼-¾⅐-⅞])/g, "$& ").normalize("NFKC")
      .replace(/[−–]/g, "-").replace("⁄", "/").replace("。", ".").replace(/%\s*$/, "/100")
      .replace(/(\d+)\s+(\d{1,2})\s*\/\s*(\d+)/, (_, whole, top, bottom) => `${whole * bottom + +top}/${bottom}`)
      .replace(/\s|^[=≈大约]+/g, "")
      .replace(/(\d)(?![kKM]$|[百千万亿]|thousand|million|billion)\p{L}+$/u, "$1");
    const pointed = plain.replaceAll(",", plain.includes(".") ? "" : "."), joined = plain.replace(/,(?=\d{3}(?!\d))/g, "");
    return [pointed, joined].map(quotient).filter(Number.isFinite);
  };

  // The item of the fold that a guess is, and what to say of one that is none of them.
  const typed = (form, guess, items) => {
    form.elements.guess.value = guess;
    const right = items.find((each) => each.matches(".check-right"));
    const [value] = readings(guess).sort((a, b) => Math.abs(a - right.dataset.number) - Math.abs(b - right.dataset.number));
    if (value === undefined) return {};
    const off = (item) => Math.abs(item.dataset.number - value);
    // A hair more than the slack: 0.06 − 0.052 is more than 0.008 in binary.
    const [item] = items.filter((each) => off(each) <= form.dataset.slack * (1 + 1e-9)).sort((a, b) => off(a) - off(b));
    return { item, hint: value > right.dataset.number ? say.high : say.low };
  };
  const chosen = (form, guess, items) => {
    const buttons = [...form.querySelectorAll("button")];
    for (const each of buttons) each.setAttribute("aria-pressed", each.textContent === guess);
    return { item: items[buttons.findIndex((each) => each.textContent === guess)] };
  };

  // What was kept is told in short: it must fit into the line that is kept free for it.
  const judge = (form, guess, inShort) => {
    const items = [...form.parentElement.querySelectorAll("details li")];
    const { item, hint } = (form.elements.guess ? typed : chosen)(form, guess, items);
    const output = form.querySelector("output"), fold = document.getElementById(form.parentElement.dataset.output);
    output.ariaLive = inShort ? "off" : "polite"; // not while a page is being read from its top
    delete form.dataset.verdict;
    if (!guess.trim()) keep(form, "");
    if (!item && !hint) return output.replaceChildren(inShort ? "" : say.what);
    form.dataset.verdict = item?.matches(".check-right") ? "right" : "wrong";
    keep(form, guess);
    const reason = item ? item.querySelector(".check-reason").cloneNode(true) : hint;
    output.replaceChildren(say[form.dataset.verdict], ...(inShort ? [] : [say.colon, reason]));
    if (fold) fold.open = true;
  };

  addEventListener("submit", (event) => {
    if (!event.target.matches(".check form")) return;
    event.preventDefault();
    const { guess } = event.target.elements;
    judge(event.target, guess ? guess.value : event.submitter.textContent, false);
  });
  document$.subscribe(() => {
    for (const form of document.querySelectorAll(".check form")) {
      const guess = kept(form);
      if (guess !== null) judge(form, guess, true);
    }
  });
}
