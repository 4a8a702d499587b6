// Three scores and a temperature move; the point on the simplex, the bars and the loss follow.
const CLASS_COLOURS = ["blue", "orange", "teal"];
const CORNERS = [[1, 0, 0], [0, 1, 0], [0, 0, 1]].map(softmaxMath.place);
const signed = (value) => (value > 0 ? "+" : "") + fixed(value, 3);
// From hot, near the centre, to cold, near a corner.
const TEMPERATURES = Array.from({ length: 61 }, (_, i) => 10 ** (2 - (3.7 * i) / 60));

class Softmax extends Explorable {
  begin() {
    this.names = [this.words.setosa, this.words.versicolor, this.words.virginica];
    return { scores: softmaxMath.FLOWER, T: 1, label: 2, note: "rest" };
  }

  // Every change says something about itself, or else what the arrow is.
  move(change, note = "rest") {
    this.set({ ...change, note });
  }

  view(width) {
    const { scores, T, label } = this.state;
    const wide = width >= 520;
    const side = wide ? Math.round(width * 0.48) : width;
    this.p = softmaxMath.probabilities(scores, T);
    this.residual = softmaxMath.residual(scores, T, label);
    return html`<div class="softmax">
      <div class="explorable-row">
        ${this.simplex(side, wide ? 310 : 270)}
        <fieldset style="width: ${wide ? width - side : width}px">
          <legend class="explorable-spoken">${this.words.classes}</legend>
          ${this.names.map((name, j) => this.bar(name, j))}
        </fieldset>
      </div>
      ${this.slider({
        label: html`${this.words.temperature} <i>T</i> =`, shown: this.temperature, value: Math.log10(T),
        min: -1.3, max: 1.7, step: 0.01, text: this.temperature, change: (power) => this.move({ T: 10 ** power }),
      })}
      ${this.buttons([0.1, 0.5, 1, 2, 10].map((each) => ({ label: each, change: { T: each }, action: () => this.move({ T: each }) })), html`<i>T</i> =`)}
      ${this.buttons([
        { label: this.words.shift, action: () => this.shift() },
        { label: this.words.descend, action: () => this.descend() },
        { label: this.words.again, action: () => this.move({ scores: softmaxMath.FLOWER, T: 1, label: 2 }) },
      ])}
      <p class="explorable-result">${this.show("result", {
        p: small(this.p[label], 3), loss: html`<b>${this.loss}</b>`, note: this.note,
      })}</p>
    </div>`;
  }

  get temperature() {
    const { T } = this.state;
    return T.toFixed(T < 0.995 ? 3 : 2);
  }

  get loss() {
    const { scores, T, label } = this.state;
    return softmaxMath.loss(scores, T, label).toFixed(3);
  }

  get note() {
    return this.say(this.state.note, { step: this.state.step?.map(signed).join(", ") });
  }

  shift() {
    this.move({ scores: this.state.scores.map((score) => score + 1) }, "shifted");
  }

  descend() {
    const { scores, T, label } = this.state;
    const after = softmaxMath.step(scores, T, label, 1);
    this.move({ scores: after, step: after.map((score, j) => score - scores[j]) }, "descended");
  }

  // One class: the label's radio button, its probability as a bar, its score as a slider.
  bar(name, j) {
    const { scores, label } = this.state;
    const change = (score) => this.move({ scores: this.state.scores.map((old, k) => (k === j ? score : old)) });
    const right = j === label;
    return html`<div class="class ${CLASS_COLOURS[j]} ${right ? "right" : ""}">
      <label class="radio">
        <input type="radio" name="softmax-label" .checked=${right} @change=${() => this.move({ label: j })}>
        <span>${name}</span>${right ? html` <small>${this.words.label}</small>` : nothing}</label>
      <span class="residual"><i>ŷ</i><sub>${j}</sub> − <i>y</i><sub>${j}</sub> = ${signed(this.residual[j])}</span>
      <output aria-live="off" class=${CLASS_COLOURS[j]}>${this.p[j].toFixed(3)}</output>
      <div class="bar"><span style="transform: scaleX(${this.p[j]})"></span></div>
      ${this.slider({
        label: html`<i>o</i><sub>${j}</sub> =`, shown: fixed(scores[j], 2), value: clamp(scores[j], -6, 6), min: -6, max: 6, step: 0.01,
        text: `${name} ${fixed(scores[j], 2)}`, change, kind: "beside",
      })}
    </div>`;
  }

  // A corner is certainty. The three areas are the probabilities; the curve is the point's way as
  // the temperature changes.
  simplex(width, height) {
    const { scores, T, label } = this.state;
    const side = Math.min(width - 60, (height - 48) / 0.866);
    const left = (width - side) / 2, bottom = height - 24;
    const at = ([x, y]) => [left + side * x, bottom - side * y];
    const corners = CORNERS.map(at);
    const point = at(softmaxMath.place(this.p));
    const way = TEMPERATURES.map((each) => at(softmaxMath.place(softmaxMath.probabilities(scores, each))));
    const move = (px, py) => {
      const p = softmaxMath.probabilitiesAt((px - left) / side, (bottom - py) / side);
      const mean = scores.reduce((a, b) => a + b) / 3;
      this.move({ scores: softmaxMath.scoresOf(p, T, mean) });
    };
    const opposite = (j) => line([corners[(j + 1) % 3], corners[(j + 2) % 3], point]) + "Z";
    const names = [["start", -20, 20], ["end", 20, 20], ["middle", 0, -13]];
    return html`<svg role="img" aria-label=${this.words.simplex} width=${width} height=${height}>
      <path class="inside" d=${line(corners) + "Z"} @click=${placed(move)}></path>
      ${CLASS_COLOURS.map((colour, j) => svg`<path class="share ${colour}" d=${opposite(j)}></path>`)}
      <path class="edge" d=${line(corners) + "Z"}></path>
      <path class="way" d=${line(way)}></path><path class="centre" d=${dots([at([0.5, Math.sqrt(3) / 6])])}></path>
      ${corners.map(([x, y], j) => {
        const [anchor, across, down] = names[j];
        return svg`<circle class="${CLASS_COLOURS[j]} ${j === label ? "ring" : ""}" cx=${x} cy=${y} r=${j === label ? 7 : 4.5}></circle>
          <text class="${CLASS_COLOURS[j]} name" x=${x + across} y=${y + down} text-anchor=${anchor}>${this.names[j]}</text>`;
      })}
      ${this.arrow(corners[label], point)}
      ${this.handle(point, "rose", move)}
    </svg>`;
  }

  // ŷ − y, from the label's corner to the rim of the point; named on the side with more room.
  arrow([x0, y0], [x1, y1]) {
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length < 16) return nothing;
    const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
    const tip = [x1 - 12 * ux, y1 - 12 * uy];
    const degrees = (Math.atan2(uy, ux) * 180) / Math.PI;
    const side = this.state.label === 2 ? Math.sign(ux) || 1 : -1; // away from the middle
    const middle = [(x0 + x1) / 2 + 24 * Math.abs(uy) * side, (y0 + y1) / 2 + 5 - 16 * Math.abs(ux)];
    const name = svg`<text class="halo" x=${middle[0]} y=${middle[1]} text-anchor="middle"><tspan
      class="tex">ŷ</tspan> − <tspan class="tex">y</tspan></text>`;
    return svg`<path class="arrow" d=${line([[x0, y0], tip])}></path>
      <path class="head" d="M0 0L-9 -4.5V4.5Z" transform="translate(${tip[0]} ${tip[1]}) rotate(${degrees})"></path>
      ${length > 64 ? name : nothing}`;
  }

  spoken() {
    const shares = this.names.map((name, j) => `${name} ${this.p[j].toFixed(3)}`).join(", ");
    return this.say("spoken", { shares, loss: this.loss, note: this.note });
  }
}
customElements.define("explore-softmax", Softmax);
