// A temperature moves; the text that the bigrams of Alice write changes with it.
const WRITTEN = 120; // characters
const BARS = 10; // of the most frequent next characters

class Sampling extends Explorable {
  begin() {
    return { T: 1, seed: 2024, at: 0 };
  }

  view(width) {
    const { T, seed } = this.state;
    this.text = samplingMath.written("t", T, seed, WRITTEN);
    return html`<div class="sampling">
      ${this.bars(width, 150)}
      ${this.slider({
        label: html`${this.words.temperature} <i>T</i> =`, shown: T.toFixed(2),
        value: Math.log10(T), min: -1, max: 0.7, step: 0.01, text: T.toFixed(2),
        change: (power) => this.set({ T: Number((10 ** power).toFixed(2)) }),
      })}
      ${this.buttons([0.1, 0.5, 1, 2].map((each) => ({ label: each, change: { T: each } })), html`<i>T</i> =`)}
      <p class="written" lang="en" @click=${(event) => this.look(event)}>${this.text.map((letter, i) => html`<span
        class=${this.kind(i)}>${letter === "\n" ? "↵ " : letter}</span>`)}</p>
      ${this.slider({
        label: this.words.place, value: this.at, min: 0, max: WRITTEN - 2, step: 1, text: this.pair,
        change: (at) => this.set({ at }),
      })}
      ${this.buttons([{ label: this.words.another, action: () => this.set({ seed: seed + 1 }) }])}
      <p class="explorable-result">${this.show("result", this.values((text) => html`<b>${text}</b>`))}</p>
    </div>`;
  }

  look({ currentTarget, target }) {
    const i = [...currentTarget.children].indexOf(target);
    if (i >= 0) this.set({ at: Math.min(i, WRITTEN - 2) });
  }

  // The character that is looked at, and the one that was drawn after it.
  kind(i) {
    return i === this.at ? "now" : i === this.at + 1 ? "next" : nothing;
  }

  get at() {
    return this.state.at;
  }

  get letter() {
    return this.text[this.at];
  }

  get pair() {
    return `${this.spelt(this.letter)} ${this.spelt(this.text[this.at + 1])}`;
  }

  // A screen reader is silent at the signs of `name`.
  spelt(letter) {
    return { " ": this.words.space, "\n": this.words.newline }[letter] ?? letter;
  }

  // The most probable next characters, at T = 1 in outline; the one that was drawn is there and stands out.
  bars(width, height) {
    const before = Object.fromEntries(samplingMath.following(this.letter, 1));
    const next = this.text[this.at + 1];
    const all = samplingMath.following(this.letter, this.state.T).sort(([a], [b]) => before[b] - before[a]);
    const chances = all.slice(0, BARS);
    if (!chances.some(([letter]) => letter === next)) chances[BARS - 1] = all.find(([letter]) => letter === next);
    const x = scale([0, BARS], [36, width - 4]);
    const y = scale([0, 1], [height - 24, 16]);
    const bar = (p, i) => `M${x(i + 0.15)} ${y(0)}V${y(p)}H${x(i + 0.85)}V${y(0)}`;
    const heard = chances.map(([letter, p]) => `${this.spelt(letter)} ${p.toFixed(2)}`).join(", ");
    return html`<svg role="img" aria-label="${this.say("bars", { letter: this.spelt(this.letter) })} ${heard}" width=${width} height=${height}>
      ${[0, 0.5, 1].map((p) => svg`<path class="grid" d="M36 ${y(p)}H${width - 4}"></path>`)}
      ${beside(y, [0, 0.5, 1], 30)}
      ${chances.map(([letter, p], i) => svg`
        <path class=${letter === next ? "bar drawn" : "bar"} d=${bar(p, i)}></path>
        <path class="outline" d=${bar(before[letter], i)}></path>
        <text x=${x(i + 0.5)} y=${height - 7} text-anchor="middle">${name(letter)}</text>`)}
    </svg>`;
  }

  values(emphasis, told = name) {
    const next = this.text[this.at + 1];
    const chance = Object.fromEntries(samplingMath.following(this.letter, this.state.T))[next];
    return {
      letter: told(this.letter), next: told(next), T: this.state.T.toFixed(2), chance: emphasis(fixed(chance, 3)),
      faces: emphasis(fixed(samplingMath.faces(this.letter, this.state.T), 1)),
    };
  }

  spoken() {
    return this.say("result", this.values(String, (letter) => this.spelt(letter)));
  }
}

const name = (letter) => ({ " ": "␣", "\n": "↵" })[letter] ?? letter;
customElements.define("explore-sampling", Sampling);
