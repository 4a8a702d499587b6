// A line and the target of the fourth of five patients move; the squares, the valley and both errors follow.
const PATIENTS = squaredLossMath.BMI;
const MEASURED = squaredLossMath.PROGRESSION;
const TYPED = MEASURED.map((target) => (target === 206 ? 2060 : target));
const ENDS = [19.5, 34.5]; // where the line has its handles
const LOW = 60, HIGH = 225; // what the plots show of progression

class SquaredLoss extends Explorable {
  begin() {
    return { ...this.lineOf(10, -118), y: MEASURED, measure: "squared" };
  }

  lineOf(w, b) {
    return { w, c: squaredLossMath.heightAtMean(PATIENTS, w, b) };
  }

  get lowest() {
    const { y, measure } = this.state;
    return squaredLossMath[measure === "squared" ? "leastSquares" : "leastAbsolute"](PATIENTS, y);
  }

  get bestConstant() {
    const { y, measure } = this.state;
    return { w: 0, c: squaredLossMath[measure === "squared" ? "mean" : "median"](y) };
  }

  view(width) {
    const { w, c, y, measure } = this.state;
    const wide = width >= 520;
    const left = wide ? Math.min(Math.round(width * 0.53), 382) : Math.min(width, 360);
    return html`<div class="squared-loss ${measure}">
      <div class="explorable-row">
        ${this.plot(left)}${this.valley(wide ? width - left : width, wide ? this.heightOf(left) : 190)}
      </div>
      <div class="explorable-pair">
        ${this.slider({
          label: html`${this.words.slope} <i>w</i> =`, shown: fixed(w, 1), value: w, min: -15, max: 30, step: 0.1,
          change: (value) => this.set({ w: value }),
        })}
        ${this.slider({
          label: html`${this.words.height} <i>ŷ</i> =`, shown: fixed(c, 1), value: c, min: LOW, max: HIGH, step: 0.5,
          change: (value) => this.set({ c: value }),
        })}
      </div>
      <div class="explorable-pair">
        ${this.slider({
          label: html`${this.words.target} <i>y</i><sub>4</sub> =`, shown: y[3], value: y[3], min: LOW, max: HIGH, step: 1,
          change: (value) => this.setTarget(value),
        })}
        ${this.buttons([
          { label: this.words.squared, change: { measure: "squared" } },
          { label: this.words.absolute, change: { measure: "absolute" } },
        ])}
      </div>
      ${this.buttons([
        { label: html`<i>ŷ</i> = 10<i>x</i> − 118`, change: this.lineOf(10, -118) },
        { label: html`<i>ŷ</i> = 100`, change: this.lineOf(0, 100) },
        { label: this.words.constant, change: this.bestConstant },
        { label: this.words.lowest, change: this.lowest },
        y[3] === 2060 ? { label: "2060 → 206", change: { y: MEASURED } } : { label: "206 → 2060", change: { y: TYPED } },
      ])}
      ${this.written()}
    </div>`;
  }

  setTarget(value) {
    this.set({ y: this.state.y.map((target, i) => (i === 3 ? value : target)) });
  }

  result(emphasis) {
    const { w, c, y, measure } = this.state;
    const b = squaredLossMath.bias(PATIENTS, w, c);
    const line = w === 0 ? fixed(b, 1) : `${fixed(w, 1)}x ${b < 0 ? "−" : "+"} ${Math.abs(b).toFixed(1)}`;
    const loss = squaredLossMath.halfSquaredError(PATIENTS, y, w, c);
    const values = {
      line: emphasis(`ŷ = ${line}`), area: fixed(2 * loss, 1), loss: emphasis(fixed(loss, 1)),
      rmse: emphasis(fixed(squaredLossMath.rootMeanSquaredError(PATIENTS, y, w, c), 1)),
      mae: emphasis(fixed(squaredLossMath.meanAbsoluteError(PATIENTS, y, w, c), 1)),
    };
    const key = measure === "squared" ? "result" : "resultAbsolute";
    return this.tell(key, values, emphasis);
  }

  // A step up is as long as a step to the right of a tenth of bmi: squares look square.
  heightOf(width) {
    return Math.round(((width - 44) / 195) * (HIGH - LOW)) + 30;
  }

  plot(width) {
    const { w, c, y, measure } = this.state;
    const height = this.heightOf(width);
    const across = scale([18, 37.5], [38, width - 6]);
    const up = scale([LOW, HIGH], [height - 24, 6]);
    const shown = (value) => up(clamp(value, LOW, HIGH));
    const predicted = (bmi) => squaredLossMath.predict(PATIENTS, w, c, bmi);
    const drawMiss = measure === "squared" ? this.square : this.stick;
    return html`<svg role="img" aria-label=${this.words.plot} width=${width} height=${height}>
      <clipPath id="squared-loss-plot">
        <rect x="38" y="6" width=${width - 44} height=${height - 30}></rect>
      </clipPath>
      <rect class="ground" x="38" y="6" width=${width - 44} height=${height - 30}></rect>
      <g clip-path="url(#squared-loss-plot)">
        ${PATIENTS.map((bmi, i) => drawMiss(across(bmi), up(y[i]), up(predicted(bmi))))}
        <path class="blue" d=${line([18, 37.5].map((bmi) => [across(bmi), up(predicted(bmi))]))}></path>
      </g>
      ${below(across, [20, 25, 30, 35], height - 8)}${beside(up, [100, 150, 200], 32)}
      <text class="tex" x=${across(27.5)} y=${height - 6} text-anchor="middle">x</text>
      <text class="tex" x="22" y=${up(175) + 4} text-anchor="end">y</text>
      ${PATIENTS.map((bmi, i) => (i === 3 ? nothing : svg`<circle class="orange" cx=${across(bmi)} cy=${up(y[i])} r="6"></circle>`))}
      ${this.fourth(across(PATIENTS[3]), up)}
      ${ENDS.map((bmi, i) => this.end(across(bmi), shown(predicted(bmi)), up, i))}
    </svg>`;
  }

  // To the left of a target above the line and to the right of others, clear of a line that rises.
  square(x, target, predicted) {
    const side = Math.abs(target - predicted);
    const left = target < predicted ? x - side : x;
    return svg`<rect class="miss" x=${left} y=${Math.min(target, predicted)} width=${side} height=${side}></rect>`;
  }

  stick(x, target, predicted) {
    return svg`<path class="miss" d=${line([[x, target], [x, predicted]])}></path>`;
  }

  // The patient whose target moves.
  fourth(x, up) {
    const value = this.state.y[3];
    const beyond = value > HIGH ? svg`<text class="orange halo" x="12" y="5">↑ ${value}</text>` : nothing;
    return this.handle([x, up(Math.min(value, HIGH))], "ring orange",
      (_, py) => this.setTarget(Math.round(clamp(up.back(py), LOW, HIGH))), beyond);
  }

  // An end of the line: the other one stays where it is.
  end(x, y, up, i) {
    return this.handle([x, y], "ring blue", (_, py) => {
      const { w, c } = this.state;
      const ends = ENDS.map((bmi) => [bmi, squaredLossMath.predict(PATIENTS, w, c, bmi)]);
      ends[i][1] = clamp(up.back(py), LOW, HIGH);
      this.set(squaredLossMath.through(PATIENTS, ...ends));
    });
  }

  // The loss over slope and height, from above: the dot is the line, the cross the lowest point.
  valley(width, height) {
    const { w, c } = this.state;
    const across = scale([-15, 30], [40, width - 4]);
    const up = scale([LOW, HIGH], [height - 24, 6]);
    const { lowest } = this;
    const move = (px, py) => this.set({
      w: clamp(across.back(px), -15, 30), c: clamp(up.back(py), LOW, HIGH),
    });
    const place = [across(clamp(w, -15, 30)), up(clamp(c, LOW, HIGH))];
    return html`<svg role="img" aria-label=${this.words.valley} width=${width} height=${height}>
      <clipPath id="squared-loss-valley">
        <rect x="40" y="6" width=${width - 44} height=${height - 30}></rect>
      </clipPath>
      <g clip-path="url(#squared-loss-valley)">
        <rect class="ground" x="40" y="6" width=${width - 44} height=${height - 30} @click=${placed(move)}></rect>
        ${this.levels(across, up)}
        <path class="cross" d="M${across(lowest.w) - 6} ${up(lowest.c)}h12m-6 -6v12"></path>
      </g>
      ${below(across, [-10, 0, 10, 20], height - 8)}${beside(up, [100, 150, 200], 34)}
      <text class="tex" x=${across(25)} y=${height - 6} text-anchor="middle">w</text>
      <text class="quiet" x="48" y="22">${this.words.height} <tspan class="tex">ŷ</tspan></text>
      ${this.handle(place, "blue", move)}
    </svg>`;
  }

  // Rings of the valley: ellipses of the squared loss, polygons of the absolute one.
  levels(across, up) {
    const { y, measure } = this.state;
    const { w, c } = this.lowest;
    if (measure === "absolute") {
      return [3, 9, 18, 30, 45].map((above) => {
        const corners = squaredLossMath.polygon(PATIENTS, y, above);
        return svg`<path class="level" d=${line(corners.map((corner) => [across(corner[0]), up(corner[1])])) + "Z"}></path>`;
      });
    }
    return [10, 25, 45, 70, 100, 140, 190, 250, 320, 400].map((radius) => {
      const half = squaredLossMath.ellipse(PATIENTS, radius ** 2 / 2);
      return svg`<ellipse class="level" cx=${across(w)} cy=${up(c)} rx=${across(half.w) - across(0)}
        ry=${up(0) - up(half.c)}></ellipse>`;
    });
  }
}
customElements.define("explore-squared-loss", SquaredLoss);
