// The degree and the penalty move; the curve and both losses of every degree follow.
const HIGHEST = 12;
const NO_PENALTY = -7; // the leftmost power of ten of the slider stands for 0
const BOTTOM = -3, TOP = 1; // powers of ten that the losses are drawn between
const PLACES = Array.from({ length: 241 }, (_, i) => -1 + i / 120);
const KINDS = [["training", "blue"], ["validation", "orange"]];

class Degree extends Explorable {
  begin() {
    return { degree: HIGHEST, power: NO_PENALTY, sample: "1" };
  }

  get penalty() {
    return this.state.power <= NO_PENALTY ? 0 : 10 ** this.state.power;
  }

  view(width) {
    const { degree, power, sample } = this.state;
    const wide = width >= 520;
    const left = wide ? Math.round(width * 0.52) : width;
    this.halves = degreeMath.halves(degreeMath.SAMPLES[sample - 1]);
    this.losses = degreeMath.losses(degreeMath.SAMPLES[sample - 1], this.penalty, HIGHEST);
    return html`<div class="degree">
      <div class="explorable-row">
        ${this.plot(degree, left, wide ? 250 : 200)}${this.errors(degree, wide ? width - left : width, wide ? 250 : 190)}
      </div>
      <div class="explorable-pair">
        ${this.slider({
          label: html`${this.words.penalty} <i>λ</i> =`, shown: this.shownPenalty, value: power,
          min: NO_PENALTY, max: 1, step: 0.25, text: this.shownPenalty, change: (value) => this.set({ power: value }),
        })}
        ${this.slider({
          label: html`${this.words.degree} <i>d</i> =`, shown: degree, value: degree, min: 0, max: HIGHEST, step: 1,
          change: (value) => this.set({ degree: value }),
        })}
      </div>
      ${this.buttons([1, 4, 6, 12].map((d) => ({ label: d, change: { degree: d } })), html`<i>d</i> =`)}
      ${this.buttons([
        { label: 0, change: { power: NO_PENALTY } },
        { label: 0.001, change: { power: -3 } },
        { label: 1, change: { power: 0 } },
      ], html`<i>λ</i> =`)}
      ${this.buttons(["1", "2", "3", "4"].map((name) => ({ label: name, change: { sample: name } })), this.words.sample)}
      ${this.written()}
    </div>`;
  }

  get shownPenalty() {
    return this.penalty && this.penalty < 1e-4 ? power(this.penalty) : `${+this.penalty.toPrecision(2)}`;
  }

  // The points of both halves, the true curve and the fitted one.
  plot(degree, width, height) {
    const { training, validation } = this.halves;
    const model = degreeMath.fit(training.x, training.y, degree, this.penalty);
    const x = scale([-1.05, 1.05], [30, width - 8]);
    const y = scale([-2, 2], [height - 24, 6]);
    const along = (value) => line(PLACES.map((place) => [x(place), y(clamp(value(place), -9, 9))]));
    const points = (half, kind) => half.x.map((place, i) => svg`<circle class=${kind} cx=${x(place)} cy=${y(half.y[i])}
      r="4.5"></circle>`);
    return html`<svg role="img" aria-label=${this.words.plot} width=${width} height=${height}>
      <clipPath id="degree-plot"><rect x="30" y="6" width=${width - 38} height=${height - 30}></rect></clipPath>
      <rect class="ground" x="30" y="6" width=${width - 38} height=${height - 30}></rect>
      <g clip-path="url(#degree-plot)">
        <path class="mark dashed" d=${along(degreeMath.truth)}></path>
        <path class="rose" d=${along((place) => degreeMath.predict(model, place))}></path>
      </g>
      ${points(training, "blue")}${points(validation, "ring orange")}
      ${below(x, [-1, 0, 1], height - 8)}${beside(y, [-1, 0, 1], 24)}
      <text class="tex" x=${x(0.5)} y=${height - 6} text-anchor="middle">x</text>
    </svg>`;
  }

  // Both losses over the degree, on a logarithmic axis; a tap chooses a degree.
  errors(degree, width, height) {
    const x = scale([0, HIGHEST], [58, width - 14]);
    const y = scale([BOTTOM, TOP], [height - 24, 26]);
    const tap = placed((px) => this.set({ degree: Math.round(clamp(x.back(px), 0, HIGHEST)) }));
    const at = (kind, d) => y(clamp(Math.log10(this.losses[d][kind]), BOTTOM - 1, 9));
    return html`<svg role="img" aria-label=${this.words.errors} width=${width} height=${height}>
      <clipPath id="degree-errors"><rect x="48" y="20" width=${width - 52} height=${height - 44}></rect></clipPath>
      <rect class="ground" x="48" y="20" width=${width - 52} height=${height - 44} @click=${tap}></rect>
      <path class="mark" d="M${x(degree)} 20V${height - 24}"></path>
      <g clip-path="url(#degree-errors)">
        ${KINDS.map(([kind, colour]) => svg`<path class=${colour} d=${line(this.losses.map((_, d) => [x(d), at(kind, d)]))}></path>`)}
      </g>
      ${KINDS.map(([kind, colour]) => svg`<circle class=${colour} cx=${x(degree)} cy=${Math.max(at(kind, degree), 20)} r="6"></circle>`)}
      ${KINDS.map(([kind, colour], i) => svg`<text class=${colour} x=${i ? width - 4 : 48} y="13"
        text-anchor=${i ? "end" : "start"}>${this.words[kind]}</text>`)}
      ${below(x, [0, 4, 8, 12], height - 8)}
      ${[-3, -2, -1, 0, 1].map((each) => svg`<text class="quiet" x="42" y=${y(each) + 4} text-anchor="end">${10 ** each}</text>`)}
      <text class="tex" x=${x(10)} y=${height - 6} text-anchor="middle">d</text>
    </svg>`;
  }

  result(emphasis) {
    const { degree } = this.state;
    const number = (value) => (value < 1000 ? fixed(value, 3) : large(value, 0));
    const { training, validation } = this.losses[degree];
    const lowest = Math.min(...this.losses.map((each) => each.validation));
    const best = this.losses.findIndex((each) => each.validation === lowest);
    const key = degree === best ? "best" : validation < 1.1 * lowest ? "near" : degree < best ? "under" : "over";
    const values = {
      degree, penalty: this.shownPenalty, training: emphasis(number(training)), validation: emphasis(number(validation)),
      note: this.say(key, { best }),
    };
    return this.tell("result", values, emphasis);
  }
}
customElements.define("explore-degree", Degree);
