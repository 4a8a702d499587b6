// The border between two species moves, and so does the size of all scores; the loss and the number
// of flowers that are judged right follow.
const BORDER_ENDS = [3.5, 6.5]; // petal lengths at which the border is held
const HEIGHTS = [1.2, 2]; // what the curves show of the border's height
const HEIGHT_STEPS = Array.from({ length: 81 }, (_, i) => HEIGHTS[0] + i / 100);
const PLANE = { x1: [0.5, 7.3], x2: [-0.2, 2.8] };
const SPECIES_COLOURS = ["blue", "orange", "teal"];
const SPECIES_PLACES = [[0.9, 1], [5.7, 0.1], [6.9, 2.55]]; // of their numbers

class Border extends Explorable {
  begin() {
    return this.after("500");
  }

  after(steps) {
    const { h, g } = borderMath.MODELS[steps];
    return { steps, h, g, power: 0 };
  }

  get model() {
    const { steps, h, g } = this.state;
    return { ...borderMath.MODELS[steps], h, g };
  }

  get factor() {
    return 2 ** this.state.power;
  }

  view(width) {
    const { h, g, power } = this.state;
    const wide = width >= 520;
    const left = wide ? Math.round(width * 0.58) : width;
    [this.loss, this.right] = borderMath.lossAndRight(this.model, this.factor);
    return html`<div class="border">
      <div class="explorable-row">
        ${this.plane(left, wide ? 300 : 270)}
        <div>
          ${this.curves(wide ? width - left : width, wide ? 250 : 200)}
          ${this.slider({
            label: html`${this.words.height} <i>h</i> =`, shown: fixed(h, 2), value: h, min: HEIGHTS[0], max: HEIGHTS[1],
            step: 0.01, change: (value) => this.set({ h: value }), kind: "axis",
          })}
        </div>
      </div>
      <div class="explorable-pair">
        ${this.slider({
          label: this.words.slope, shown: fixed(g, 2), value: g, min: -1, max: 0.4, step: 0.01,
          change: (value) => this.set({ g: value }),
        })}
        ${this.slider({
          label: this.words.scores, shown: this.shownFactor, value: power, min: -3, max: 3, step: 0.1,
          text: this.shownFactor, change: (value) => this.set({ power: value }),
        })}
      </div>
      ${this.buttons([
        ...["5", "100", "500"].map((steps) => ({ label: steps, change: this.after(steps) })),
        { label: this.words.most, change: { ...this.after("500"), ...borderMath.MOST_RIGHT } },
      ], this.words.steps)}
      ${this.written()}
    </div>`;
  }

  get shownFactor() {
    return fixed(this.factor, 2);
  }

  // Three regions, the flowers, and around each a disc whose area is its loss.
  plane(width, height) {
    const { model, factor } = this;
    const x = scale(PLANE.x1, [30, width - 8]);
    const y = scale(PLANE.x2, [height - 24, 6]);
    const [[x0, x1], [y0, y1]] = [PLANE.x1, PLANE.x2];
    const corners = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
    const drawn = (points) => (points.length ? `${line(points.map(([a, b]) => [x(a), y(b)]))}Z` : "");
    const regions = [0, 1, 2].map((species) => drawn(borderMath.region(model, species, corners)));
    const along = (above) => line(PLANE.x1.map((each) => [x(each), y(borderMath.height(model, each) + above)]));
    const away = borderMath.distance(model, factor, 9);
    const discs = (isRight) => borderMath.FLOWERS.map((flower) => {
      const { cost, right } = borderMath.judged(model, factor, flower);
      const radius = 9 * Math.sqrt(cost * flower.count);
      return right === isRight && radius > 1 ? disc(x(flower.x[0]), y(flower.x[1]), radius) : "";
    }).join("");
    const flowers = SPECIES_COLOURS.map((_, label) => dots(
      borderMath.FLOWERS.filter((flower) => flower.label === label).map((flower) => [x(flower.x[0]), y(flower.x[1])]),
    ));
    return html`<svg role="img" aria-label=${this.words.plane} width=${width} height=${height}>
      <clipPath id="border-plane"><rect x="30" y="6" width=${width - 38} height=${height - 30}></rect></clipPath>
      <clipPath id="border-two"><path d=${regions[1] + regions[2]}></path></clipPath>
      <rect class="ground" x="30" y="6" width=${width - 38} height=${height - 30}></rect>
      ${SPECIES_COLOURS.map((colour, j) => svg`<path class="region ${colour}" d=${regions[j]}></path>
        <text class="${colour} number" x=${x(SPECIES_PLACES[j][0])} y=${y(SPECIES_PLACES[j][1])} text-anchor="middle">${j}</text>`)}
      <g clip-path="url(#border-two)">
        <path class="mark" d=${along(away) + along(-away)}></path><path class="held" d=${along(0)}></path>
      </g>
      <g clip-path="url(#border-plane)">
        <path class="cost" d=${discs(true)}></path><path class="cost wrong" d=${discs(false)}></path>
      </g>
      ${SPECIES_COLOURS.map((colour, j) => svg`<path class="${colour} stops" d=${flowers[j]}></path>`)}
      ${below(x, [1, 3, 5, 7], height - 8)}${beside(y, [0, 1, 2], 24)}
      <text class="tex" x=${x(6)} y=${height - 7} text-anchor="middle">x</text><text class="quiet" x=${x(6) + 5} y=${height - 7}>₁</text>
      <text class="tex" x="8" y=${y(2.5) + 4}>x</text><text class="quiet" x="16" y=${y(2.5) + 4}>₂</text>
      ${BORDER_ENDS.map((each, i) => this.end(each, i, x, y))}
    </svg>`;
  }

  // An end of the border: the other one stays where it is.
  end(length, i, x, y) {
    const shown = clamp(borderMath.height(this.state, length), ...PLANE.x2);
    return this.handle([x(length), y(shown)], "ring grey", (_, py) => {
      const ends = BORDER_ENDS.map((each) => borderMath.height(this.state, each));
      ends[i] = clamp(y.back(py), ...PLANE.x2);
      const g = clamp((ends[1] - ends[0]) / (BORDER_ENDS[1] - BORDER_ENDS[0]), -1, 0.4);
      this.set({ g, h: clamp(ends[0] + g * (5 - BORDER_ENDS[0]), ...HEIGHTS) });
    });
  }

  // Loss and accuracy over the height of the border, the slope being as it is.
  curves(width, height) {
    const { h } = this.state;
    const { model, factor, loss } = this;
    const values = HEIGHT_STEPS.map((each) => borderMath.lossAndRight({ ...model, h: each }, factor));
    const floor = Math.min(...values.map(([loss]) => loss));
    const middle = Math.round((height - 26) / 2);
    const x = scale(HEIGHTS, [42, width - 18]);
    const losses = scale([floor - 0.02, floor + 0.18], [middle - 6, 20]);
    const shares = scale([0.84, 1], [height - 26, middle + 18]);
    const ticks = [1, 2].map((each) => (Math.ceil(10 * (floor - 0.02)) + each - 1) / 10);
    const stairs = values.map(([, right], i) => `${i ? `H${x(HEIGHT_STEPS[i]).toFixed(1)}V` : `M${x(HEIGHTS[0])} `}${
      shares(right / borderMath.ALL).toFixed(1)}`).join("");
    return html`<svg role="img" aria-label=${this.words.curves} width=${width} height=${height}>
      <clipPath id="border-losses"><rect x="42" y="20" width=${width - 60} height=${middle - 26}></rect></clipPath>
      <clipPath id="border-shares"><rect x="42" y=${middle + 18} width=${width - 60} height=${height - middle - 44}></rect></clipPath>
      <rect class="ground" x="42" y="20" width=${width - 60} height=${middle - 26}></rect>
      <rect class="ground" x="42" y=${middle + 18} width=${width - 60} height=${height - middle - 44}></rect>
      <text class="blue" x="42" y="14">${this.words.loss}</text>
      <text class="rose" x="42" y=${middle + 12}>${this.words.accuracy}</text>
      <path class="blue" clip-path="url(#border-losses)" d=${line(values.map(([loss], i) => [x(HEIGHT_STEPS[i]), losses(loss)]))}></path>
      <path class="rose stairs" clip-path="url(#border-shares)" d=${stairs}></path>
      <path class="mark" d="M${x(h)} 20V${middle - 6}M${x(h)} ${middle + 18}V${height - 26}"></path>
      ${below(x, [1.2, 1.6, 2], height - 9)}${beside(losses, ticks, 36)}${beside(shares, [0.9, 1], 36)}
      <circle class="blue" cx=${x(h)} cy=${losses(Math.min(loss, floor + 0.18))} r="6"></circle>
      <circle class="rose" cx=${x(h)} cy=${shares(Math.max(this.right / borderMath.ALL, 0.84))} r="6"></circle>
    </svg>`;
  }

  result(emphasis) {
    const values = {
      right: this.right, all: borderMath.ALL, accuracy: emphasis(fixed(this.right / borderMath.ALL, 4)),
      loss: emphasis(fixed(this.loss, 4)),
    };
    return this.tell("result", values, emphasis);
  }
}

const disc = (x, y, r) => `M${pair([x - r, y])}a${r.toFixed(1)} ${r.toFixed(1)} 0 1 0 ${(2 * r).toFixed(1)} 0a${
  r.toFixed(1)} ${r.toFixed(1)} 0 1 0 ${(-2 * r).toFixed(1)} 0`;
customElements.define("explore-border", Border);
