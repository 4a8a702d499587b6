// A start and a rate move; two losses are descended from there, and their steps are counted.
const FROM = -10, TO = 1.5; // what the plots show of z
const LOSSES = [
  { loss: "crossEntropy", colour: "blue", ticks: [0, 5, 10], top: 10.5 },
  { loss: "squared", colour: "orange", ticks: [0, 0.5], top: 0.62 },
];
const CURVE = Array.from({ length: 101 }, (_, i) => FROM + ((TO - FROM) * i) / 100);

class TwoDescents extends Explorable {
  begin() {
    return { start: -6, rate: 1 };
  }

  view(width) {
    const { start, rate } = this.state;
    const wide = width >= 520;
    const half = wide ? Math.round(width / 2) - 8 : width;
    this.ways = LOSSES.map(({ loss }) => twoDescentsMath.descent(loss, start, rate));
    return html`<div class="two-descents">
      <div class="explorable-row">
        <div>
          ${LOSSES.map((each, i) => this.hill(each, this.ways[i], half, wide ? 124 : 108))}
          ${this.slider({
            label: html`${this.words.start} <i>z</i> =`, shown: fixed(start, 2),
            value: start, min: FROM, max: 0, step: 0.01,
            change: (value) => this.set({ start: value }), kind: "axis",
          })}
        </div>
        ${this.steps(wide ? width - half - 16 : width, wide ? 300 : 190)}
      </div>
      ${this.buttons([-2, -4, -6].map((z) => ({ label: minus(z), change: { start: z } })), html`<i>z</i> =`)}
      ${this.buttons([1, 10, 100].map((each) => ({ label: each, change: { rate: each } })), html`<i>η</i> =`)}
      ${this.written()}
    </div>`;
  }

  // A loss over z, with a dot after each step; where they lie on one another, some are left out.
  hill({ loss, colour, ticks, top }, way, width, height) {
    const x = scale([FROM, TO], [42, width - 18]);
    const y = scale([0, top], [height - 22, 20]);
    const at = (z) => [x(z), y(twoDescentsMath.value(loss, z))];
    const start = at(way[0]);
    const stops = [];
    for (const z of way.slice(1)) {
      const isApart = stops.length === 0 || x(z) - stops.at(-1)[0] > 1.5;
      if (z <= TO && isApart) stops.push(at(z));
    }
    const move = (px) => this.set({ start: Math.round(100 * clamp(x.back(px), FROM, 0)) / 100 });
    const label = this.say("lossPlot", { loss: this.words[loss] });
    return html`<svg role="img" aria-label=${label} width=${width} height=${height}>
      <text class="${colour} name" x="46" y="13">${this.words[loss]}</text>
      ${ticks.map((value) => svg`<path class="grid" d="M42 ${y(value)}H${width - 18}"></path>`)}
      ${beside(y, ticks, 36)}${below(x, [-10, -8, -6, -4, -2, 0], height - 5)}
      <path class="${colour} dashed" d=${line(CURVE.map(at))}></path><path class="${colour} stops" d=${dots(stops)}></path>
      ${this.handle(start, `${colour} ring`, move)}
    </svg>`;
  }

  // z over the steps, on a logarithmic axis: where a line crosses 0, its loss has arrived.
  steps(width, height) {
    const x = scale([0, 5], [38, width - 16]);
    const y = scale([FROM, TO], [height - 24, 8]);
    const along = (way) => sampled(way).map((t) => [x(Math.log10(t)), y(Math.min(way[t] ?? way[0], TO))]);
    return html`<svg role="img" aria-label=${this.words.stepsPlot} width=${width} height=${height}>
      ${[-10, -5, 0].map((z) => svg`<path class=${z ? "grid" : "mark"} d="M38 ${y(z)}H${width - 8}"></path>`)}
      ${beside(y, [-10, -5, 0], 32)}
      ${[0, 1, 2, 3, 4, 5].map((power) => svg`<text class="quiet" x=${x(power)} y=${height - 6}
        text-anchor="middle">${power < 3 ? 10 ** power : powerOfTen(power)}</text>`)}
      <text class="tex" x="22" y=${y(-7.5) + 4} text-anchor="end">z</text>
      <text class="quiet halo" x=${width - 8} y=${height - 30} text-anchor="end">${this.words.steps}</text>
      ${LOSSES.map(({ colour }, i) => {
        const points = along(this.ways[i]);
        const [endX, endY] = points.at(-1);
        const [x, anchor] = endX < width / 2 ? [endX + 4, "start"] : [endX - 12, "end"];
        return svg`<path class=${colour} d=${line(points)}></path>
          <circle class=${colour} cx=${endX} cy=${endY} r="6"></circle>
          <text class="${colour} count halo" x=${x} y=${endY + (i && this.ways[0].length === this.ways[1].length ? 44 : 26)} text-anchor=${anchor}>${this.ways[i].length - 1}</text>`;
      })}
    </svg>`;
  }

  result(emphasis) {
    const { start, rate } = this.state;
    const [cross, square] = this.ways.map((way) => emphasis(`${way.length - 1}`));
    const [crossSlope, squareSlope] = LOSSES.map(({ loss }) => small(twoDescentsMath.slope(loss, start), 4));
    const [crossTime, squareTime] = LOSSES.map(({ loss }) => fixed(twoDescentsMath.time(loss, -start) / rate, 1));
    const values = { start: fixed(start, 2), rate, cross, square, crossSlope, squareSlope, crossTime, squareTime };
    return this.tell("result", values, emphasis);
  }
}

// Numbers of steps from 1 to the last, closer together than the eye can tell apart.
function sampled(way) {
  const last = way.length - 1;
  const some = [];
  for (let t = 1; t < last; t = Math.max(t + 1, Math.floor(t * 1.04))) some.push(t);
  return [...some, Math.max(last, 1)];
}
customElements.define("explore-two-descents", TwoDescents);
