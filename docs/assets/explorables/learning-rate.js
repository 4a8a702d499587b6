// Learning rate and start move; the path, the excess loss and the two factors follow.
class LearningRate extends Explorable {
  begin({ rate = "0.55", compact }) {
    this.floor = learningRateMath.valley(learningRateMath.DIABETES);
    this.compact = compact !== undefined; // as on the home page: no excess, no sliders for the start
    return { rate: Number(rate), w: 0, b: 0 };
  }

  // What happens to the steep direction, which decides.
  get regime() {
    const { steep } = learningRateMath.factors(this.floor, this.state.rate);
    return steep === 1 ? "rest" : steep <= -1 ? "diverges" : steep < 0 ? "flips" : "shrinks";
  }

  get loss() {
    return large(this.floor.lowest + this.path.at(-1).excess, 1);
  }

  view(width) {
    const { state, floor } = this;
    const wide = width >= 520;
    this.path = learningRateMath.path(floor, state.rate, state.w, state.b, 20);
    const half = wide ? Math.round(width * 0.54) : width;
    const drawings = this.compact
      ? this.compactDrawings(width, wide)
      : html`${this.plane(half, wide ? 250 : 210)}${this.curve(wide ? width - half : width, wide ? 250 : 132)}
        ${this.lines(width, wide ? 150 : 122)}${this.rateSlider()}`;
    return html`<div class="learning-rate ${this.regime}">
      <div class="explorable-row">${drawings}</div>
      ${this.buttons([0.03, 0.3, 0.55, Number(floor.best.toFixed(3)), ...(this.compact ? [] : [0.633]), 0.7].map((rate) => ({
        label: rate === Number(floor.best.toFixed(3)) ? html`${rate} = <i>η</i>*` : rate, change: { rate },
      })), html`<i>η</i> =`)}
      <p class="explorable-result">${this.show("result", {
        loss: html`<b>${this.loss}</b>`, lowest: fixed(floor.lowest, 1),
        regime: this.compact && !wide ? "" : this.words[this.regime], // there no plot says which is steep
      })}</p>
      ${this.compact ? nothing : this.startSliders()}
    </div>`;
  }

  compactDrawings(width, wide) {
    const half = wide ? Math.round(width * 0.5) : width;
    return html`${this.plane(half, wide ? 210 : 150)}
      <div style="width: ${width - (wide ? half : 0)}px">${wide ? this.lines(width - half, 150) : nothing}${this.rateSlider()}</div>`;
  }

  // Its track is as wide as the axis of the factors above it, so that the thumb is the place on it.
  rateSlider() {
    const rate = this.state.rate.toFixed(3);
    return this.slider({
      label: html`${this.words.rate} <i>η</i> =`, shown: rate,
      value: this.state.rate, min: 0, max: 0.7, step: 0.001,
      change: (value) => this.set({ rate: value }), kind: "axis",
    });
  }

  startSliders() {
    const slider = (name, min, max) => this.slider({
      label: html`${this.words.start} <i>${name}</i> =`, shown: fixed(this.state[name], 0),
      value: this.state[name], min, max, step: 1, change: (value) => this.set({ [name]: value }),
    });
    return html`<div class="explorable-pair">${slider("w", -110, 210)}${slider("b", -40, 195)}</div>`;
  }

  // The valley seen from above, its two axes, the path and the start, which can be dragged.
  plane(width, height) {
    const { floor, state } = this;
    const x = scale([-115, 215], [32, width - 4]);
    const y = scale([-45, 200], [height - 24, 4]);
    const at = ({ w, b }) => [x(w), y(b)];
    const move = (px, py) => this.set({
      w: Math.round(clamp(x.back(px), -110, 210)), b: Math.round(clamp(y.back(py), -40, 195)),
    });
    const axis = ([vw, vb]) => line([-400, 400].map((s) => [x(floor.w + s * vw), y(floor.b + s * vb)]));
    const shown = this.shown.map(at);
    const left = state.w < -50; // then the word stands to the right of the ring
    return html`<svg role="img" aria-label=${this.words.plane} width=${width} height=${height}>
      <clipPath id="learning-rate-plane">
        <rect x="32" y="4" width=${width - 36} height=${height - 28}></rect>
      </clipPath>
      <g clip-path="url(#learning-rate-plane)">
        <rect class="ground" x="32" y="4" width=${width - 36} height=${height - 28} @click=${placed(move)}></rect>
        ${[12592, 6400, 3200, 1400, 500, 120].map((above) => svg`<path class="level"
          d=${line(learningRateMath.level(floor, above).map(([w, b]) => [x(w), y(b)])) + "Z"}></path>`)}
        <path class="teal eigenvector" d=${axis(floor.flat)}></path>
        <path class="orange eigenvector" d=${axis(floor.steep)}></path>
        <path class="way" d=${line(shown)}></path><path class="way stops" d=${dots(shown.slice(1))}></path>
        <path class="cross" d="M${x(floor.w) - 6} ${y(floor.b)}h12m-6 -6v12"></path>
      </g>
      ${below(x, [-100, 0, 100, 200], height - 8)}${beside(y, [0, 100], 27)}
      <text class="tex" x=${x(50)} y=${height - 6} text-anchor="middle">w</text>
      <text class="tex" x="18" y=${y(50) + 4} text-anchor="end">b</text>
      ${this.handle(at(state), "ring way", move, svg`<text class="quiet name" x=${left ? 13 : -13} y="4"
        text-anchor=${left ? "start" : "end"}>${this.words.start}</text>`)}
    </svg>`;
  }

  // As far as the first point well outside, so that a diverging path leaves the picture.
  get shown() {
    const outside = this.path.findIndex(({ w, b }) => Math.abs(w) > 400 || Math.abs(b) > 400);
    return outside < 0 ? this.path : this.path.slice(0, outside + 1);
  }

  // The excess loss over the steps, on a logarithmic axis, and the parts of both directions.
  curve(width, height) {
    const x = scale([0, 20], [42, width - 8]);
    const y = scale([-2, 6], [height - 24, 24]);
    const heightOf = (value) => y(clamp(Math.log10(Math.max(value, 1e-30)), -3, 9));
    const over = (part) => this.path.map((state, t) => [x(t), heightOf(part(state))]);
    const all = over(({ excess }) => excess);
    return html`<svg role="img" aria-label=${this.words.curve} width=${width} height=${height}>
      <clipPath id="learning-rate-curve">
        <rect x="38" y="18" width=${width - 34} height=${height - 40}></rect>
      </clipPath>
      <text class="quiet" x="42" y="13">${this.words.excess}</text>
      ${[-2, 0, 2, 4, 6].map((power) => svg`<path class="grid" d="M42 ${y(power)}H${width - 8}"></path>
        <text class="quiet" x="36" y=${y(power) + 4} text-anchor="end">${powerOfTen(power)}</text>`)}
      ${below(x, [0, 5, 10, 15, 20], height - 6)}
      <g clip-path="url(#learning-rate-curve)">
        <path class="teal dashed" d=${line(over(({ parts }) => parts.flat))}></path>
        <path class="orange dashed" d=${line(over(({ parts }) => parts.steep))}></path>
        <path class="way" d=${line(all)}></path><path class="way stops" d=${dots(all)}></path>
      </g>
    </svg>`;
  }

  // Both factors 1 − ηλ over the learning rate; beyond the limit the steep one leaves the band.
  lines(width, height) {
    const { floor, state } = this;
    const x = scale([0, 0.7], [42, width - 18]);
    const y = scale([-1.35, 1.1], [height - 2, 24]);
    const ends = (lambda) => line([[x(0), y(1)], [x(0.7), y(1 - 0.7 * lambda)]]);
    const upright = (rate) => `M${x(rate)} ${y(1.1)}V${height - 2}`;
    const { flat, steep } = learningRateMath.factors(floor, state.rate);
    // The numbers stand where neither line comes: below both, at the left.
    const factor = (colour, name, value, below) => svg`
      <circle class=${colour} cx=${x(state.rate)} cy=${y(value)} r="6"></circle>
      <text class="${colour} halo" x="48" y=${below}>${name} <tspan class="value">${fixed(value, 3)}</tspan></text>`;
    return html`<svg role="img" aria-label=${this.words.lines} width=${width} height=${height}>
      <text class="quiet" x="42" y="13">${this.words.factors}</text>
      <rect class="band" x="42" y=${y(1)} width=${width - 60} height=${y(-1) - y(1)}></rect>
      <rect class="beyond" x=${x(floor.limit)} y=${y(-1)} width=${x(0.7) - x(floor.limit)}
        height=${height - 2 - y(-1)}></rect>
      ${[1, 0, -1].map((value) => svg`<path class="grid" d="M42 ${y(value)}H${width - 18}"></path>`)}
      ${beside(y, [1, 0, -1], 34)}
      <path class="mark" d=${upright(floor.best)}></path><path class="mark" d=${upright(floor.limit)}></path>
      ${this.limits(width, x)}
      <path class="teal" d=${ends(floor.low)}></path><path class="orange" d=${ends(floor.high)}></path>
      <path class="now" d=${upright(state.rate)}></path>
      ${factor("teal", this.words.flat, flat, y(-1) - 25)}${factor("orange", this.words.steep, steep, y(-1) - 7)}
    </svg>`;
  }

  // The two rates that the text names, above their marks; numbers only where there is room.
  limits(width, x) {
    const { best, limit } = this.floor;
    const roomy = width >= 480;
    const number = (value) => (roomy ? ` = ${value.toFixed(3)}` : nothing);
    const bestRate = svg`<text x=${x(best) - (roomy ? 4 : 0)} y="13" text-anchor=${roomy ? "end" : "middle"}><tspan
      class="tex">η</tspan>*${number(best)}</text>`;
    return svg`${width >= 330 ? bestRate : nothing}<text x=${width} y="13" text-anchor="end">2/<tspan
      class="tex">λ</tspan><tspan font-size="10" dy="3">max</tspan><tspan dy="-3">${number(limit)}</tspan></text>`;
  }

  spoken() {
    const { state, floor } = this;
    const { flat, steep } = learningRateMath.factors(floor, state.rate);
    return this.say("spoken", {
      rate: state.rate.toFixed(3), w: fixed(state.w, 0), b: fixed(state.b, 0), loss: this.loss,
      flat: fixed(flat, 3), steep: fixed(steep, 3), regime: this.words[this.regime],
    });
  }
}
customElements.define("explore-learning-rate", LearningRate);
