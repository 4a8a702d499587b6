// A line, the size of the noise about it and one patient move; five densities, their product, and
// the least NLL over the slope follow.
const FIVE_BMIS = sigmaMath.BMI;
const FIVE_TARGETS = sigmaMath.PROGRESSION;
const WILD_TARGETS = FIVE_TARGETS.map((target) => (target === 206 ? 406 : target));
const LINE_HANDLES = [20, 34]; // where the line is held
const PLOT_LOW = -40, PLOT_HIGH = 430; // what the plot shows of progression
const SLOPE_RANGE = [-15, 30];
const NOISE_LETTER = { normal: "σ", laplace: "s" };
const BAR_LENGTH = 188; // of a density, in units of bmi: 1.25 at the peak of σ = 60

class Sigma extends Explorable {
  begin() {
    return { ...this.lineOf(10, -118), scale: 60, y: FIVE_TARGETS, noise: "normal" };
  }

  lineOf(w, b) {
    return { w, c: sigmaMath.heightAtMean(FIVE_BMIS, w, b) };
  }

  get best() {
    return sigmaMath.bestLine(this.state.noise, FIVE_BMIS, this.state.y);
  }

  get bestScale() {
    const { noise, y, w, c } = this.state;
    return sigmaMath.bestScale(noise, FIVE_BMIS, y, w, c);
  }

  view(width) {
    const { w, c, scale: spread, y, noise } = this.state;
    const wide = width >= 520;
    const left = wide ? Math.round(width * 0.6) : width;
    return html`<div class="sigma">
      <div class="explorable-row">
        ${this.plot(left, wide ? 300 : 280)}${this.curve(wide ? width - left : width, wide ? 300 : 180)}
      </div>
      <div class="explorable-pair">
        ${this.slider({
          label: html`${this.words.noise} <i>${NOISE_LETTER[noise]}</i> =`, shown: fixed(spread, 1), value: spread,
          min: 20, max: 120, step: 1, change: (value) => this.set({ scale: value }),
        })}
        ${this.slider({
          label: html`${this.words.target} <i>y</i><sub>4</sub> =`, shown: y[3], value: y[3], min: 60, max: PLOT_HIGH,
          step: 1, change: (value) => this.setTarget(value),
        })}
        ${this.slider({
          label: html`${this.words.slope} <i>w</i> =`, shown: fixed(w, 1), value: w,
          min: SLOPE_RANGE[0], max: SLOPE_RANGE[1], step: 0.1, change: (value) => this.set({ w: value }),
        })}
        ${this.slider({
          label: html`${this.words.height} <i>ŷ</i> =`, shown: fixed(c, 1), value: c, min: 60, max: 300, step: 0.5,
          change: (value) => this.set({ c: value }),
        })}
      </div>
      ${this.buttons([
        { label: this.words.normal, change: { noise: "normal" } },
        { label: this.words.laplace, change: { noise: "laplace" } },
        { label: html`<i>y</i><sub>4</sub> = 206`, change: { y: FIVE_TARGETS } },
        { label: html`<i>y</i><sub>4</sub> = 406`, change: { y: WILD_TARGETS } },
      ])}
      ${this.buttons([
        { label: "A", change: this.lineOf(10, -118) },
        { label: "B", change: this.lineOf(7, -74) },
        { label: this.words.bestLine, change: this.best },
        { label: html`<i>${NOISE_LETTER[noise]}</i> = 60`, change: { scale: 60 } },
        { label: html`${this.words.bestScale} <i>${NOISE_LETTER[noise]}</i>`, change: { scale: this.bestScale } },
      ])}
      ${this.written()}
    </div>`;
  }

  setTarget(value) {
    this.set({ y: this.state.y.map((target, i) => (i === 3 ? value : target)) });
  }

  equation({ w, c }) {
    const b = sigmaMath.bias(FIVE_BMIS, w, c);
    return `${fixed(w, 1)}x\u00a0${b < 0 ? "−" : "+"}\u00a0${Math.abs(b).toFixed(1)}`;
  }

  result(emphasis) {
    const { w, c, scale: spread, y, noise } = this.state;
    const values = {
      line: this.equation(this.state), best: emphasis(this.equation(this.best)),
      product: emphasis(power(sigmaMath.likelihood(noise, FIVE_BMIS, y, w, c, spread))),
      nll: emphasis(fixed(sigmaMath.nll(noise, FIVE_BMIS, y, w, c, spread), 2)),
      lowest: emphasis(fixed(sigmaMath.leastNll(noise, FIVE_BMIS, y, this.best.w, spread), 2)),
    };
    return this.tell("result", values, emphasis);
  }

  plot(width, height) {
    const { w, c, y } = this.state;
    const across = scale([18.8, 35], [38, width - 8]);
    const up = scale([PLOT_LOW, PLOT_HIGH], [height - 24, 6]);
    const heightOf = (line, bmi) => sigmaMath.predict(FIVE_BMIS, line.w, line.c, bmi);
    const drawn = (line) => [18.8, 35].map((bmi) => [across(bmi), up(heightOf(line, bmi))]);
    return html`<svg role="img" aria-label=${this.words.plot} width=${width} height=${height}>
      <clipPath id="sigma-plot"><rect x="38" y="6" width=${width - 46} height=${height - 30}></rect></clipPath>
      <rect class="ground" x="38" y="6" width=${width - 46} height=${height - 30}></rect>
      <g clip-path="url(#sigma-plot)">
        ${FIVE_BMIS.map((bmi) => this.bell(bmi, heightOf({ w, c }, bmi), across, up))}
        <path class="mark" d=${line(drawn(this.best))}></path>
        <path class="blue" d=${line(drawn({ w, c }))}></path>
        ${FIVE_BMIS.map((bmi, i) => this.bar(bmi, y[i], heightOf({ w, c }, bmi) - y[i], across, up))}
      </g>
      ${below(across, [20, 25, 30], height - 8)}${beside(up, [0, 100, 200, 300, 400], 32)}
      <text class="tex" x=${across(34)} y=${height - 6} text-anchor="middle">x</text>
      <text class="tex" x="46" y="22">y</text>
      ${FIVE_BMIS.map((bmi, i) => svg`<circle class="orange" cx=${across(bmi)} cy=${up(y[i])} r="5"></circle>`)}
      ${this.target(across(FIVE_BMIS[3]), up)}
      ${LINE_HANDLES.map((bmi, i) => this.end(bmi, heightOf({ w, c }, bmi), i, across, up))}
    </svg>`;
  }

  // The density of a target, on its side: its centre is on the line.
  bell(bmi, centre, across, up) {
    const { scale: spread, noise } = this.state;
    const points = Array.from({ length: 61 }, (_, k) => {
      const e = (k / 30 - 1) * 3.3 * spread;
      return [across(bmi + BAR_LENGTH * sigmaMath.density(noise, e, spread)), up(centre + e)];
    });
    const ends = [points[0], points[60]].map(([, height]) => [across(bmi), height]);
    return svg`<path class="bell" d=${`${line([ends[0], ...points, ends[1]])}Z`}></path>`;
  }

  bar(bmi, target, r, across, up) {
    const { scale: spread, noise } = this.state;
    const end = bmi + BAR_LENGTH * sigmaMath.density(noise, r, spread);
    return svg`<path class="orange bar" d=${line([[across(bmi), up(target)], [across(end), up(target)]])}></path>`;
  }

  target(x, up) {
    return this.handle([x, up(this.state.y[3])], "ring orange",
      (_, py) => this.setTarget(Math.round(clamp(up.back(py), 60, PLOT_HIGH))));
  }

  // An end of the line: the other one stays where it is.
  end(bmi, height, i, across, up) {
    const place = [across(bmi), up(clamp(height, PLOT_LOW, PLOT_HIGH))];
    return this.handle(place, "ring blue", (_, py) => {
      const { w, c } = this.state;
      const ends = LINE_HANDLES.map((bmi) => [bmi, sigmaMath.predict(FIVE_BMIS, w, c, bmi)]);
      ends[i][1] = clamp(up.back(py), PLOT_LOW, PLOT_HIGH);
      this.set(sigmaMath.through(FIVE_BMIS, ...ends));
    });
  }

  // For each slope the NLL with the best height; the dot is our line, the upright the best slope.
  curve(width, height) {
    const { w, c, scale: spread, y, noise } = this.state;
    const least = (slope) => sigmaMath.leastNll(noise, FIVE_BMIS, y, slope, spread);
    const floor = least(this.best.w);
    const across = scale(SLOPE_RANGE, [40, width - 8]);
    const up = scale([floor - 1, floor + 15], [height - 24, 6]);
    const slopes = Array.from({ length: 91 }, (_, k) => SLOPE_RANGE[0] + k / 2);
    const points = slopes.map((slope) => [across(slope), up(least(slope))]);
    const first = 5 * Math.ceil((floor - 1) / 5);
    const numbers = [first, first + 5, first + 10];
    const now = clamp(sigmaMath.nll(noise, FIVE_BMIS, y, w, c, spread), floor - 1, floor + 15);
    return html`<svg role="img" aria-label=${this.words.curve} width=${width} height=${height}>
      <clipPath id="sigma-curve"><rect x="40" y="6" width=${width - 48} height=${height - 30}></rect></clipPath>
      <rect class="ground" x="40" y="6" width=${width - 48} height=${height - 30}></rect>
      <g clip-path="url(#sigma-curve)"><path class="teal" d=${line(points)}></path></g>
      <path class="mark" d="M${across(this.best.w)} 6V${height - 24}"></path>
      ${below(across, [-10, 0, 10, 20], height - 8)}${beside(up, numbers, 34)}
      <text class="tex" x=${across(27)} y=${height - 6} text-anchor="middle">w</text>
      <text class="quiet halo" x="46" y="22">NLL</text>
      <circle class="blue" cx=${across(clamp(w, ...SLOPE_RANGE))} cy=${up(now)} r="7"></circle>
    </svg>`;
  }
}
customElements.define("explore-sigma", Sigma);
