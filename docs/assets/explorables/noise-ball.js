// Batch size and rate move; the cloud of gradients, the run and its excess follow.
const STEPS = 600, DOTS = 60, PLACE = { w: 30, b: 140 };

class NoiseBall extends Explorable {
  begin() {
    return { k: 4, rate: 0.1, decreasing: false, seed: 18 };
  }

  // Batch sizes, √2 apart.
  get B() {
    return Math.min(noiseBallMath.n, Math.round(2 ** (this.state.k / 2)));
  }

  view(width) {
    const { rate, decreasing, seed } = this.state;
    const wide = width >= 520;
    const half = wide ? Math.round(width / 2) - 6 : width;
    const height = wide ? 236 : 178;
    this.run = noiseBallMath.run(seed, this.B, rate, decreasing, STEPS);
    return html`<div class="noise-ball">
      <div class="explorable-row">${this.cloud(half, height)}${this.path(half, height)}${this.curve(width, wide ? 150 : 128)}</div>
      ${this.sliders()}
      ${this.buttons([0, 4, 8, 12, 18].map((k) => ({ label: k < 18 ? 2 ** (k / 2) : noiseBallMath.n, change: { k } })), html`<i>B</i> =`)}
      ${this.buttons([0.05, 0.1, 0.2].map((each) => ({ label: each, change: { rate: each } })), html`<i>η</i> =`)}
      ${this.buttons([
        { label: this.words.constant, change: { decreasing: false } },
        { label: this.words.decreasing, change: { decreasing: true } },
        { label: this.words.again, action: () => this.set({ seed: seed + 1 }) },
      ])}
      ${this.written()}
    </div>`;
  }

  sliders() {
    const { k, rate } = this.state;
    return html`<div class="explorable-pair">
      ${this.slider({
        label: html`${this.words.batch} <i>B</i> =`, shown: this.B, text: `${this.B}`,
        value: k, min: 0, max: 18, step: 1, change: (value) => this.set({ k: value }),
      })}
      ${this.slider({
        label: html`${this.words.rate} <i>η</i> =`, shown: rate.toFixed(2),
        value: rate, min: 0.02, max: 0.5, step: 0.01, change: (value) => this.set({ rate: value }),
      })}
    </div>`;
  }

  // A square plane around a place, with what is drawn on it clipped.
  plane({ name, label, width, height, centre, reach, ticks, labels, content }) {
    const side = height - 44;
    const left = Math.round((width - side) / 2) + 10;
    const x = scale([centre[0] - reach, centre[0] + reach], [left, left + side]);
    const y = scale([centre[1] - reach, centre[1] + reach], [20 + side, 20]);
    const clip = `noise-ball-${name}`;
    return html`<svg role="img" aria-label=${label} width=${width} height=${height}>
      <clipPath id=${clip}><rect x=${left} y="20" width=${side} height=${side}></rect></clipPath>
      <text class="quiet" x=${left} y="13">${this.words[name]}</text>
      <g clip-path="url(#${clip})">
        <rect class="ground" x=${left} y="20" width=${side} height=${side}></rect>${content(x, y)}
      </g>
      ${below(x, ticks[0], height - 8)}${beside(y, ticks[1], left - 6)}
      <text class="tex" x=${left + side + 4} y=${height - 8}>${labels[0]}</text>
      <text class="tex" x=${left - 8} y="32" text-anchor="end">${labels[1]}</text>
    </svg>`;
  }

  // Gradients of minibatches at one place; the ellipse is two standard deviations wide.
  cloud(width, height) {
    const { w, b } = PLACE;
    const centre = noiseBallMath.gradient(w, b);
    const slopes = noiseBallMath.cloud(this.state.seed, this.B, w, b, DOTS);
    const ellipse = noiseBallMath.ellipse(this.B, w, b, 2);
    return this.plane({
      name: "cloud", label: this.words.cloudPlot, width, height, centre, reach: 110, ticks: [[-100, 0, 50], [-100, 0]],
      labels: ["∂L/∂w", "∂L/∂b"],
      content: (x, y) => svg`<path class="grid" d="M${x(0)} 0V${height}M0 ${y(0)}H${width}"></path>
        <path class="gradients" d=${dots(slopes.map(([p, q]) => [x(p), y(q)]))}></path>
        <path class="teal" d=${line(ellipse.map(([p, q]) => [x(p), y(q)])) + "Z"}></path>
        <path class="orange truth" d="M${x(centre[0]) - 7} ${y(centre[1])}h14m-7 -7v14"></path>`,
    });
  }

  // The run, from above, on the level lines of the loss.
  path(width, height) {
    const { w, b } = noiseBallMath.BEST;
    return this.plane({
      name: "path", label: this.words.pathPlot, width, height, centre: [w, b], reach: 44, ticks: [[20, 40, 60, 80], [120, 140, 160, 180]],
      labels: ["w", "b"],
      content: (x, y) => svg`${[8, 16, 24, 32, 40].map((radius) => svg`<circle class="level" cx=${x(w)} cy=${y(b)}
          r=${x(w + radius) - x(w)}></circle>`)}
        <path class="way" d=${line(this.run.map((state) => [x(state.w), y(state.b)]))}></path>
        <path class="way last" d=${dots([[x(this.run.at(-1).w), y(this.run.at(-1).b)]])}></path>
        <path class="cross" d="M${x(w) - 6} ${y(b)}h12m-6 -6v12"></path>`,
    });
  }

  // The excess after each step, on a logarithmic axis; dashed, the floor at its rate.
  curve(width, height) {
    const x = scale([0, STEPS], [42, width - 14]);
    const y = scale([-1.5, 5], [height - 24, 20]);
    const at = (value, t) => [x(t), y(clamp(Math.log10(Math.max(value, 1e-30)), -4, 7))];
    const floors = Array.from({ length: STEPS / 10 + 1 }, (_, k) => at(this.floorAt(10 * k), 10 * k));
    return html`<svg role="img" aria-label=${this.words.curvePlot} width=${width} height=${height}>
      <clipPath id="noise-ball-curve"><rect x="42" y="16" width=${width - 56} height=${height - 40}></rect></clipPath>
      <text class="quiet" x="42" y="12">${this.words.curve}</text>
      ${[0, 2, 4].map((power) => svg`<path class="grid" d="M42 ${y(power)}H${width - 14}"></path>
        <text class="quiet" x="36" y=${y(power) + 4} text-anchor="end">${powerOfTen(power)}</text>`)}
      ${below(x, [0, 200, 400, 600], height - 6)}
      <g clip-path="url(#noise-ball-curve)">
        <path class="way" d=${line(this.run.map(({ excess }, t) => at(excess, t)))}></path>
        <path class="orange floor" d=${line(floors)}></path>
      </g>
    </svg>`;
  }

  floorAt(t) {
    const { rate, decreasing } = this.state;
    return noiseBallMath.floor(noiseBallMath.rateAt(rate, t, decreasing), this.B);
  }

  result(emphasis) {
    const late = this.run.slice(STEPS / 2);
    const print = (value) => emphasis(value < 0.005 ? "0" : large(value, value < 10 ? 2 : 1));
    const excess = print(noiseBallMath.mean(late.map((state) => state.excess)));
    const floor = print(noiseBallMath.mean(late.map((_, t) => this.floorAt(STEPS / 2 + t))));
    const rate = this.state.rate.toFixed(2) + (this.state.decreasing ? "/(1 + t/50)" : "");
    return this.tell("result", { excess, floor, B: this.B, rate }, emphasis);
  }
}
customElements.define("explore-noise-ball", NoiseBall);
