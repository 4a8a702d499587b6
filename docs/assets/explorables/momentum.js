// Learning rate and momentum move; the path, the errors of both directions and their long-run
// factors follow.
class Momentum extends Explorable {
  sides = ["flat", "steep"];
  colours = { flat: "teal", steep: "orange" };

  begin() {
    this.valley = momentumMath.VALLEY;
    this.curvatures = { flat: this.valley.low, steep: this.valley.high };
    this.best = momentumMath.best(this.valley.low, this.valley.high);
    return { rate: 0.3, beta: 0.6 };
  }

  get roots() {
    const of = (side) => momentumMath.roots(this.curvatures[side], this.state.rate, this.state.beta);
    return { flat: of("flat"), steep: of("steep") };
  }

  // How the error of a direction behaves.
  kind({ half, real, size }) {
    if (this.state.rate === 0) return "rests";
    if (!real) return this.state.beta < 1 ? "oscillates" : "keeps";
    return size >= 1 ? "grows" : half > 0 ? "steady" : "flips";
  }

  get facts() {
    const { flat, steep } = this.roots;
    return {
      loss: large(this.path.at(-1).loss, 1), lowest: fixed(this.valley.lowest, 1),
      flat: this.words[this.kind(flat)], steep: this.words[this.kind(steep)],
      limit: fixed(momentumMath.limit(this.curvatures.steep, this.state.beta), 3),
    };
  }

  view(width) {
    const { state, best } = this;
    const wide = width >= 520;
    this.path = momentumMath.path(state.rate, state.beta, 20);
    const half = wide ? Math.round(width * 0.54) : width;
    const grows = this.sides.some((side) => this.kind(this.roots[side]) === "grows");
    return html`<div class="momentum ${grows ? "diverges" : ""}">
      <div class="explorable-row">
        ${this.plane(half, wide ? 230 : 200)}${this.swings(wide ? width - half : width, wide ? 230 : 132)}
        ${this.sizes(width, wide ? 160 : 150)}${this.sliders()}
      </div>
      ${this.buttons([
        ...[0.1, 0.3].map((value) => ({ label: html`<i>η</i> = ${value}`, change: { rate: value } })),
        ...[0, 0.6, 0.9, 1].map((value) => ({ label: html`<i>β</i> = ${value}`, change: { beta: value } })),
        { label: html`<i>η</i>* = ${best.rate.toFixed(3)}, <i>β</i>* = ${best.beta.toFixed(3)}`, change: { ...best } },
      ])}
      <p class="explorable-result">${this.say("result", this.facts)}</p>
    </div>`;
  }

  // The track of the rate is as wide as the axis above it, so that the thumb is the place on it.
  sliders() {
    const rate = this.state.rate.toFixed(3), beta = this.state.beta.toFixed(3);
    return html`${this.slider({
      label: html`${this.words.rate} <i>η</i> =`, shown: rate,
      value: this.state.rate, min: 0, max: 1.3, step: 0.001, change: (value) => this.set({ rate: value }), kind: "axis",
    })}${this.slider({
      label: html`${this.words.momentum} <i>β</i> =`, shown: beta,
      value: this.state.beta, min: 0, max: 1, step: 0.001, change: (value) => this.set({ beta: value }), kind: "axis",
    })}`;
  }

  // The valley seen from above, its two axes and the path.
  plane(width, height) {
    const { valley } = this;
    const x = scale([-115, 215], [32, width - 4]);
    const y = scale([-45, 200], [height - 24, 4]);
    const axis = ([vw, vb]) => line([-400, 400].map((s) => [x(valley.w + s * vw), y(valley.b + s * vb)]));
    const outside = this.path.findIndex(({ w, b }) => Math.abs(w) > 400 || Math.abs(b) > 400);
    const shown = (outside < 0 ? this.path : this.path.slice(0, outside + 1)).map(({ w, b }) => [x(w), y(b)]);
    return html`<svg role="img" aria-label=${this.words.plane} width=${width} height=${height}>
      <clipPath id="momentum-plane"><rect x="32" y="4" width=${width - 36} height=${height - 28}></rect></clipPath>
      <g clip-path="url(#momentum-plane)">
        <rect class="ground" x="32" y="4" width=${width - 36} height=${height - 28}></rect>
        ${[12592, 6400, 3200, 1400, 500, 120].map((above) => svg`<path class="level"
          d=${line(momentumMath.level(above).map(([w, b]) => [x(w), y(b)])) + "Z"}></path>`)}
        ${this.sides.map((side) => svg`<path class="${this.colours[side]} eigenvector" d=${axis(valley[side])}></path>`)}
        <path class="way" d=${line(shown)}></path><path class="way stops" d=${dots(shown)}></path>
        <path class="cross" d="M${x(valley.w) - 6} ${y(valley.b)}h12m-6 -6v12"></path>
      </g>
      ${below(x, [-100, 0, 100, 200], height - 8)}${beside(y, [0, 100], 27)}
      <text class="tex" x=${x(50)} y=${height - 6} text-anchor="middle">w</text>
      <text class="tex" x="18" y=${y(50) + 4} text-anchor="end">b</text>
    </svg>`;
  }

  // The errors of both directions over the steps, as shares of what they were.
  swings(width, height) {
    const x = scale([0, 20], [42, width - 8]);
    const y = scale([-1.5, 1.5], [height - 24, 20]);
    const over = (side) => this.path.map((state, t) => [x(t), y(clamp(state[side], -9, 9))]);
    return html`<svg role="img" aria-label=${this.words.swings} width=${width} height=${height}>
      <clipPath id="momentum-swings"><rect x="38" y="18" width=${width - 34} height=${height - 40}></rect></clipPath>
      <text class="quiet" x="42" y="13">${this.words.errors}</text>
      ${[1, 0, -1].map((value) => svg`<path class="grid" d="M42 ${y(value)}H${width - 8}"></path>`)}
      ${beside(y, [1, 0, -1], 34)}${below(x, [0, 5, 10, 15, 20], height - 6)}
      <g clip-path="url(#momentum-swings)">${this.sides.map((side) => svg`
        <path class=${this.colours[side]} d=${line(over(side))}></path>
        <path class="${this.colours[side]} stops" d=${dots(over(side))}></path>`)}</g>
    </svg>`;
  }

  // The size of the larger root of each direction over the rate, for the β of now.
  sizes(width, height) {
    const { state, roots, curvatures } = this;
    const x = scale([0, 1.3], [42, width - 18]);
    const top = 1.25; // what is larger has no place
    const y = scale([0, top], [height - 2, 24]);
    const size = (side, rate) => momentumMath.roots(curvatures[side], rate, state.beta).size;
    const curve = (side) => {
      const bends = momentumMath.band(curvatures[side], state.beta).filter((rate) => rate < 1.3);
      const rates = [...Array.from({ length: 66 }, (_, i) => i / 50), ...bends].sort((a, b) => a - b);
      return line(rates.map((rate) => [x(rate), y(size(side, rate))]));
    };
    const limit = momentumMath.limit(curvatures.steep, state.beta);
    const upright = (rate) => `M${x(rate)} ${y(top)}V${height - 2}`;
    return html`<svg role="img" aria-label=${this.words.curves} width=${width} height=${height}>
      <clipPath id="momentum-sizes"><rect x="42" y="22" width=${width - 60} height=${height - 22}></rect></clipPath>
      <text class="quiet" x="42" y="13">${this.words.sizes}</text>
      ${width >= 480 ? this.values(width - 18, 13) : nothing}
      <rect class="beyond" x="42" y=${y(top)} width=${width - 60} height=${y(1) - y(top)}></rect>
      ${[0, 1].map((value) => svg`<path class="grid" d="M42 ${y(value)}H${width - 18}"></path>`)}
      ${beside(y, [0, 1], 34)}${this.level(y)}
      <g clip-path="url(#momentum-sizes)">
        <path class="mark dashed" d=${upright(limit)}></path>
        <path class="now" d=${upright(state.rate)}></path>
        ${this.sides.map((side) => svg`<path class="${this.colours[side]} size" d=${curve(side)}></path>`)}
      </g>
      ${this.sides.filter((side) => roots[side].size < top).map((side) => svg`<circle
        class=${this.colours[side]} cx=${x(state.rate)} cy=${y(roots[side].size)} r=${side === "flat" ? 8 : 5}></circle>`)}
      ${width < 480 ? this.values(width - 18, height - 12) : nothing}
    </svg>`;
  }

  // √β beside the axis, where it is clear of 0 and 1: within their bands both curves lie there.
  level(y) {
    const root = Math.sqrt(this.state.beta);
    return root > 0.2 && root < 0.85 ? svg`<text x="34" y=${y(root) + 4} text-anchor="end">√<tspan class="tex">β</tspan></text>` : nothing;
  }

  values(x, y) {
    return svg`<text class="halo" x=${x} y=${y} text-anchor="end">${this.sides.map((side, i) => svg`<tspan class=${this.colours[side]}>${i ? "  " : ""}${this.words[side]} <tspan
      class="value">${fixed(this.roots[side].size, 3)}</tspan></tspan>`)}</text>`;
  }

  spoken() {
    const { rate, beta } = this.state;
    return this.say("spoken", { rate: rate.toFixed(3), beta: beta.toFixed(3), ...this.facts });
  }
}
customElements.define("explore-momentum", Momentum);
