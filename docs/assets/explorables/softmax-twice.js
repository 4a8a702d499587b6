// A score and the number of classes move; the loss follows, with softmax once and twice.
const SCORES = Array.from({ length: 97 }, (_, i) => i / 4 - 12);
const CLASSES = Array.from({ length: 49 }, (_, i) => 10 ** (Math.log10(2) + (i / 48) * (4 - Math.log10(2))));
const TOP_LOSS = 10.4; // what both drawings show; their axes of the loss are one

class SoftmaxTwice extends Explorable {
  begin() {
    return { m: 5, power: 1 };
  }

  get classes() {
    return Math.round(10 ** this.state.power);
  }

  view(width) {
    const { m, power } = this.state;
    const q = this.classes;
    const wide = width >= 520;
    const half = wide ? Math.round(width / 2) : width;
    const height = wide ? 270 : 220;
    return html`<div class="softmax-twice">
      <div class="explorable-row">
        <div>
          ${this.losses(q, half, height)}
          ${this.slider({
            label: html`${this.words.score} <i>m</i> =`, shown: fixed(m, 1), value: m, min: -12, max: 12, step: 0.1,
            change: (value) => this.set({ m: value }), kind: "axis",
          })}
        </div>
        <div>
          ${this.window(q, wide ? width - half : width, height)}
          ${this.slider({
            label: html`${this.words.classes} <i>q</i> =`, shown: q, value: power, min: 0.3, max: 4, step: 0.1,
            text: `${q}`, change: (value) => this.set({ power: value }), kind: "axis",
          })}
        </div>
      </div>
      ${this.buttons([
        { label: this.words.wrong, change: { m: -12 } },
        { label: this.words.nothing, change: { m: 0 } },
        { label: this.words.right, change: { m: 12 } },
      ])}
      ${this.buttons([0.3, 1, 2, 3].map((each) => ({ label: Math.round(10 ** each), change: { power: each } })), html`<i>q</i> =`)}
      ${this.written()}
    </div>`;
  }

  upwards(height) {
    return scale([0, TOP_LOSS], [height - 26, 6]);
  }

  // Both losses over the score of the right class; dashed, what the one with two softmaxes does not leave.
  losses(q, width, height) {
    const { m } = this.state;
    const x = scale([-12, 12], [42, width - 18]);
    const y = this.upwards(height);
    const along = (kind) => line(SCORES.map((each) => [x(each), y(Math.min(softmaxTwiceMath[kind](each, q), 13))]));
    const free = q > 1000 ? 5 : 8.2; // a loss at which the band leaves room for a word
    const dot = (kind) => y(Math.min(softmaxTwiceMath[kind](m, q), TOP_LOSS));
    return html`<svg role="img" aria-label=${this.words.plot} width=${width} height=${height}>
      <clipPath id="softmax-twice-losses"><rect x="42" y="6" width=${width - 60} height=${height - 32}></rect></clipPath>
      <rect class="ground" x="42" y="6" width=${width - 60} height=${height - 32}></rect>
      ${this.band([[42, q], [width - 18, q]], y)}
      <g clip-path="url(#softmax-twice-losses)">
        <path class="blue" d=${along("once")}></path><path class="orange" d=${along("twice")}></path>
      </g>
      <path class="mark" d="M${x(m)} 6V${height - 26}"></path>
      ${below(x, [-10, -5, 0, 5, 10], height - 9)}${beside(y, [0, 2, 4, 6, 8, 10], 36)}
      <circle class="blue" cx=${x(m)} cy=${dot("once")} r="6"></circle>
      <circle class="orange" cx=${x(m)} cy=${dot("twice")} r="6"></circle>
      <text class="blue halo" x=${x(SCORES.find((each) => softmaxTwiceMath.once(each, q) < free)) + 9} y=${y(free)}>${this.words.once}</text>
      <text class="orange halo" x=${width - 22} y=${y(softmaxTwiceMath.ceiling(q)) - 8} text-anchor="end">${this.words.twice}</text>
    </svg>`;
  }

  // The window over the number of classes, on a logarithmic axis; dashed, where the training starts.
  window(q, width, height) {
    const x = scale([Math.log10(2), 4], [42, width - 18]);
    const y = this.upwards(height);
    const at = (q, loss) => [x(Math.log10(q)), y(loss)];
    return html`<svg role="img" aria-label=${this.words.window} width=${width} height=${height}>
      <rect class="ground" x="42" y="6" width=${width - 60} height=${height - 32}></rect>
      ${this.band(CLASSES.map((q) => [x(Math.log10(q)), q]), y)}
      <path class="mark start" d=${line(CLASSES.map((q) => at(q, Math.log(q))))}></path>
      <path class="mark" d="M${x(Math.log10(q))} 6V${height - 26}"></path>
      ${[2, 10, 100, 1000, 10000].map((q) => svg`<text class="quiet" x=${x(Math.log10(q))} y=${height - 9}
        text-anchor="middle">${q}</text>`)}
      ${beside(y, [0, 2, 4, 6, 8, 10], 36)}
      <text class="halo" x=${x(1.9)} y=${y(5.6)} text-anchor="end">log <tspan class="tex">q</tspan></text>
      <circle class="orange" cx=${x(Math.log10(q))} cy=${y(softmaxTwiceMath.twice(this.state.m, q))} r="6"></circle>
    </svg>`;
  }

  // From the floor to the ceiling, along places [x, q].
  band(places, y) {
    const edge = (kind) => places.map(([x, q]) => [x, y(softmaxTwiceMath[kind](q))]);
    return svg`<path class="window" d=${`${line([...edge("floor"), ...edge("ceiling").reverse()])}Z`}></path>
      <path class="edge" d=${line(edge("floor")) + line(edge("ceiling"))}></path>`;
  }

  result(emphasis) {
    const { m } = this.state;
    const q = this.classes;
    const [slope, slopeTwice] = softmaxTwiceMath.norms(m, q);
    const number = (value) => small(value, 4);
    const values = {
      q, inner: number(softmaxTwiceMath.inner(m, q)[0]), outer: number(softmaxTwiceMath.outer(m, q)[0]),
      once: emphasis(number(softmaxTwiceMath.once(m, q))), twice: emphasis(number(softmaxTwiceMath.twice(m, q))),
      floor: number(softmaxTwiceMath.floor(q)), slope: number(slope), slopeTwice: number(slopeTwice),
    };
    return this.tell("result", values, emphasis);
  }
}
customElements.define("explore-softmax-twice", SoftmaxTwice);
