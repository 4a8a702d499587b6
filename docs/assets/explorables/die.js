// The number of throws moves; the means of 400 runs draw together around 3.5.
const RUNS = 400, MOST = 1024; // runs, and throws of each
const SHOWN = 10; // runs whose way is drawn
const POWERS = [0, 2, 4, 6, 8, 10]; // of two: numbers of throws that have a number on the axis, and a button
// Numbers of throws that are drawn, closer together than the eye can tell apart.
const THROWS = Array.from({ length: 121 }, (_, i) => 2 ** (i / 12));
const STOPS = THROWS.map(Math.round).filter((n, i, all) => n !== all[i - 1]);

class Die extends Explorable {
  begin() {
    return { power: 4, seed: 5 };
  }

  get throws() {
    return 2 ** this.state.power;
  }

  view(width) {
    const n = this.throws;
    const { seed } = this.state;
    if (this.thrown !== seed) {
      this.sums = dieMath.sums(seed, RUNS, MOST);
      this.thrown = seed;
    }
    this.means = dieMath.means(this.sums, n);
    const left = Math.round(width * 0.66);
    const height = width >= 520 ? 280 : 240;
    return html`<div class="die">
      <div class="explorable-row">
        <div style="width: ${left}px">
          ${this.ways(left, height, n)}
          ${this.slider({
            label: html`${this.words.throws} <i>n</i> =`, shown: n, value: this.state.power, min: 0, max: 10, step: 1,
            text: `${n}`, change: (value) => this.set({ power: value }), kind: "axis",
          })}
        </div>
        ${this.heap(width - left, height, n)}
      </div>
      ${this.buttons([
        ...POWERS.map((each) => ({ label: 2 ** each, change: { power: each } })),
        { label: this.words.again, action: () => this.set({ seed: this.state.seed + 1 }) },
      ], html`<i>n</i> =`)}
      ${this.written()}
    </div>`;
  }

  // The mean of the first n throws of some runs, over n; dashed, two standard deviations of it.
  ways(width, height, n) {
    const x = scale([0, 10], [42, width - 18]);
    const y = this.upwards(height);
    const at = (throws, value) => [x(Math.log2(throws)), y(value)];
    const edge = (sign) => THROWS.map((throws) => at(throws, dieMath.EXPECTATION + sign * 2 * dieMath.spread(throws)));
    const way = (sums) => STOPS.map((throws) => at(throws, sums[throws - 1] / throws));
    return html`<svg role="img" aria-label=${this.words.plot} width=${width} height=${height}>
      <rect class="ground" x="42" y="6" width=${width - 60} height=${height - 32}></rect>
      ${this.sums.slice(1, SHOWN).map((sums) => svg`<path class="blue way" d=${line(way(sums))}></path>`)}
      <path class="orange" d=${line(way(this.sums[0]))}></path>
      ${[-1, 1].map((sign) => svg`<path class="rose dashed" d=${line(edge(sign))}></path>`)}
      <path class="mark" d="M${x(Math.log2(n))} 6V${height - 26}"></path>
      ${beside(y, [1, 2, 3, 4, 5, 6], 36)}
      ${POWERS.map((each) => svg`<text class="quiet" x=${x(each)} y=${height - 9}
        text-anchor="middle">${2 ** each}</text>`)}
    </svg>`;
  }

  // How often each mean comes: bars that lie on the axis of the drawing beside it.
  heap(width, height, n) {
    const y = this.upwards(height);
    const bar = Math.max(1 / n, 1 / 32);
    const bars = dieMath.histogram(this.means, bar);
    const long = scale([0, Math.max(...bars.map(([, count]) => count))], [0, width - 14]);
    const thick = Math.max(y(0) - y(bar) - 1, 1.5);
    return html`<svg role="img" aria-label=${this.words.heap} width=${width} height=${height}>
      ${bars.map(([value, count]) => svg`<rect class="bar" x="4" y=${y(value) - thick / 2} width=${long(count)} height=${thick}></rect>`)}
      ${[-1, 1].map((sign) => {
        const level = y(dieMath.EXPECTATION + sign * 2 * dieMath.spread(n));
        return svg`<path class="rose dashed" d="M0 ${level}H${width}"></path>`;
      })}
    </svg>`;
  }

  upwards(height) {
    return scale([0, 7], [height - 26, 6]);
  }

  result(emphasis) {
    const n = this.throws;
    const spread = dieMath.spread(n);
    const values = {
      n, mean: fixed(dieMath.mean(this.means), 3), measured: emphasis(fixed(dieMath.deviation(this.means), 3)),
      formula: emphasis(fixed(spread, 3)), within: dieMath.within(this.means, 2 * spread),
    };
    return this.tell("result", values, emphasis);
  }
}
customElements.define("explore-die", Die);
