// Two coins move; what it costs to take one for the other follows, both ways.
const BELIEFS = Array.from({ length: 201 }, (_, i) => i / 200);
const MOST_BITS = 4; // what the plots show

class TwoCoins extends Explorable {
  begin() {
    return { p: 0.7, q: 0.05 };
  }

  view(width) {
    const { p } = this.state;
    const wide = width >= 520;
    const half = wide ? width / 2 : width;
    return html`<div class="two-coins">
      <div class="explorable-row">
        ${this.plot("p", "q", half, wide ? 260 : 210)}${this.plot("q", "p", half, wide ? 260 : 210)}
      </div>
      <div class="explorable-pair">${["p", "q"].map((coin) => this.slider({
        label: html`<i>${coin}</i><sub>1</sub> =`, shown: fixed(this.state[coin], 2), value: this.state[coin],
        min: 0, max: 1, step: 0.01, change: (value) => this.set({ [coin]: value }),
      }))}</div>
      ${this.buttons([
        ...[[0.7, 0.05], [0.9, 0.5], [0.5, 0.9]].map(([p, q]) => ({ label: `${p}, ${q}`, change: { p, q } })),
        { label: html`<i>q</i><sub>1</sub> → <i>p</i><sub>1</sub>`, action: () => this.set({ q: p }) },
      ], html`<i>p</i><sub>1</sub>, <i>q</i><sub>1</sub> =`)}
      ${this.written()}
    </div>`;
  }

  // What a toss of one coin costs over what is believed of it, and the gap at the belief in the other.
  plot(tossed, believed, width, height) {
    const truth = this.state[tossed], belief = this.state[believed];
    const x = scale([0, 1], [30, width - 16]);
    const y = scale([0, MOST_BITS], [height - 24, 36]);
    const cost = (q) => y(clamp(twoCoinsMath.crossEntropy(truth, q), 0, MOST_BITS + 1));
    const floor = y(twoCoinsMath.entropy(truth)), top = Math.max(cost(belief), 36);
    const gap = twoCoinsMath.divergence(truth, belief);
    const title = this.show("title", { tossed: coinLetter(tossed), believed: coinLetter(believed) });
    const name = this.say("plot", { tossed, believed });
    const side = belief > truth || belief === 1 ? -1 : 1; // the one to which the curve falls has no room
    const id = `two-coins-${tossed}`;
    return html`<svg role="img" aria-label=${name} width=${width} height=${height}>
      <clipPath id=${id}><rect x="30" y="36" width=${width - 46} height=${height - 60}></rect></clipPath>
      <rect class="ground" x="30" y="36" width=${width - 46} height=${height - 60}></rect>
      <text x="30" y="13">${title}</text>
      <path class="entropy" d="M30 ${floor}H${width - 16}"></path>
      <path class="blue" clip-path="url(#${id})" d=${line(BELIEFS.map((q) => [x(q), cost(q)]))}></path>
      <path class="orange gap" d="M${x(belief)} ${floor}V${top}"></path>
      ${floor - top > 16 ? svg`<text class="orange halo" x=${x(belief) + (belief < 0.5 ? 13 : -13)} y=${top + 9}
        text-anchor=${belief < 0.5 ? "start" : "end"}>${bits(gap)}</text>` : nothing}
      <path class="mark" d="M${x(truth)} ${floor}V${height - 24}"></path>
      ${beside(y, [0, 1, 2, 3, 4], 24)}
      ${below(x, [0, 1].filter((end) => Math.abs(end - truth) > 0.08), height - 8)}
      <text x=${x(truth)} y=${height - 8} text-anchor="middle">${coinLetter(tossed)}</text>
      <text class="halo" x=${x(belief) + 10 * side} y=${top - 9}
        text-anchor=${side < 0 ? "end" : "start"}>${coinLetter(believed)}</text>
      ${this.coin(tossed, x, floor, "orange")}${this.coin(believed, x, top, "ring blue")}
    </svg>`;
  }

  coin(name, x, height, look) {
    return this.handle([x(this.state[name]), height], look,
      (px) => this.set({ [name]: Math.round(100 * clamp(x.back(px), 0, 1)) / 100 }));
  }

  result(emphasis) {
    const { p, q } = this.state;
    const values = { p: fixed(p, 2), q: fixed(q, 2) };
    for (const [way, tossed, believed] of [["", p, q], ["Back", q, p]]) {
      values[`cost${way}`] = emphasis(bits(twoCoinsMath.crossEntropy(tossed, believed)));
      values[`entropy${way}`] = bits(twoCoinsMath.entropy(tossed));
      values[`gap${way}`] = emphasis(bits(twoCoinsMath.divergence(tossed, believed)));
    }
    return this.tell("result", values, emphasis);
  }
}

const coinLetter = (coin) => svg`<tspan class="tex">${coin}</tspan>₁`;
const bits = (cost) => (Number.isFinite(cost) ? fixed(cost, 3) : "∞");
customElements.define("explore-two-coins", TwoCoins);
