// A matrix and an arrow move; the image of the circle, and what becomes of the arrow, follow.
const MATRICES = { A: [2, 1, 1, 2], B: [2, 2, 2, -1], M: [-1, -2, 2, 1], N: [1, 2, 0.5, 1] }; // of the page
const ROUND = Array.from({ length: 121 }, (_, i) => 3 * i);
const HALF = Array.from({ length: 91 }, (_, i) => 2 * i);

class Circle extends Explorable {
  begin() {
    return { matrix: MATRICES.A, angle: 20, symmetric: true };
  }

  view(width) {
    const { matrix, angle } = this.state;
    const wide = width >= 520;
    const half = wide ? Math.round(width / 2) : width;
    const height = wide ? Math.min(half, 288) : 260;
    this.kept = circleMath.eigen(matrix);
    this.axes = circleMath.singular(matrix);
    this.reach = Math.max(3.4, 1.08 * this.axes[0].value); // what both drawings show
    const onHalf = angle > 180 ? angle - 180 : angle;
    const mirrored = [matrix[0], matrix[1], matrix[1], matrix[3]];
    return html`<div class="circle">
      <div class="explorable-row">
        ${this.plane(half, height)}
        <div>
          ${this.curve(wide ? width - half : width, wide ? height - 58 : 150, onHalf)}
          ${this.slider({
            label: this.words.angle, shown: `${fixed(onHalf, 1)}°`, value: onHalf, min: 0, max: 180, step: 0.5,
            text: `${fixed(onHalf, 1)}°`, change: (value) => this.set({ angle: angle > 180 && value > 0 ? value + 180 : value }), kind: "axis",
          })}
        </div>
      </div>
      ${[0, 1].map((row) => html`<div class="explorable-pair">${[0, 1].map((column) => this.entry(2 * row + column))}</div>`)}
      ${this.buttons([
        ...Object.entries(MATRICES).map(([name, entries]) => ({
          label: html`<b class="matrix">${name}</b>`,
          change: { matrix: entries, symmetric: entries[1] === entries[2] },
        })),
        { label: this.words.symmetric, change: { matrix: mirrored, symmetric: true } },
        { label: this.words.any, change: { symmetric: false } },
        { label: this.words.align, action: () => this.align() },
      ])}
      ${this.written()}
    </div>`;
  }

  entry(i) {
    const { matrix, symmetric } = this.state;
    const mirror = symmetric ? [0, 2, 1, 3][i] : i;
    return this.slider({
      label: this.say("entry", { row: i < 2 ? 1 : 2, column: (i % 2) + 1 }), shown: fixed(matrix[i], 1),
      value: matrix[i], min: -3, max: 3, step: 0.1,
      change: (value) => this.set({ matrix: this.state.matrix.map((old, k) => (k === i || k === mirror ? value : old)) }),
    });
  }

  // To the next direction that is kept, if there is one.
  align() {
    if (this.kept.length === 0) return;
    const { angle } = this.state;
    const ahead = this.kept.map((each) => (each.angle - (angle % 180) + 180 - 0.01) % 180);
    this.set({ angle: this.kept[ahead[0] <= ahead[1] ? 0 : 1].angle });
  }

  // The circle and its image, the arrow and its image; dotted, the directions that are kept.
  plane(width, height) {
    const { matrix, angle } = this.state;
    const unit = Math.min(width, height) / 2 / this.reach;
    const at = ([x, y]) => [width / 2 + unit * x, height / 2 - unit * y];
    const through = (degrees) => line([-9, 9].map((s) => at(circleMath.unit(degrees).map((each) => s * each))));
    const move = (px, py) => {
      const degrees = Math.atan2(height / 2 - py, px - width / 2) * (180 / Math.PI);
      this.set({ angle: circleMath.snapped(matrix, (degrees + 360) % 360, 2) });
    };
    const tip = at(circleMath.unit(angle));
    return html`<svg role="img" aria-label=${this.words.plane} width=${width} height=${height}>
      <clipPath id="circle-plane"><rect width=${width} height=${height}></rect></clipPath>
      <g clip-path="url(#circle-plane)">
        <rect class="ground" width=${width} height=${height} @click=${placed(move)}></rect>
        <path class="grid" d="M0 ${height / 2}H${width}M${width / 2} 0V${height}"></path>
        ${this.kept.map((each) => svg`<path class="teal kept" d=${through(each.angle)}></path>`)}
        ${this.axes.map((each) => svg`<path class="mark" d=${line([at([0, 0]), at(circleMath.image(matrix, each.angle))])}></path>`)}
        <path class="blue" d=${line(ROUND.map((each) => at(circleMath.unit(each)))) + "Z"}></path>
        <path class="orange" d=${line(ROUND.map((each) => at(circleMath.image(matrix, each)))) + "Z"}></path>
        ${this.arrow(at([0, 0]), at(circleMath.image(matrix, angle)), "orange", 0)}
        ${this.arrow(at([0, 0]), tip, "blue", 6)}
      </g>
      ${this.handle(tip, "ring blue", move)}
      ${this.name("v", circleMath.unit(angle), [width, height], at, "blue")}
      ${this.name("Av", circleMath.image(matrix, angle), [width, height], at, "orange")}
    </svg>`;
  }

  arrow([x0, y0], [x1, y1], colour, short) {
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length < 14) return svg`<circle class=${colour} cx=${x1} cy=${y1} r="4"></circle>`;
    const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
    const [tipX, tipY] = [x1 - short * ux, y1 - short * uy];
    const degrees = Math.atan2(uy, ux) * (180 / Math.PI);
    return svg`<path class="${colour} shaft" d=${line([[x0, y0], [tipX - 8 * ux, tipY - 8 * uy]])}></path>
      <path class="${colour} head" d="M0 0L-11 -5V5Z" transform="translate(${tipX} ${tipY}) rotate(${degrees})"></path>`;
  }

  // Beyond the tip of an arrow, and within the drawing.
  name(text, [x, y], [width, height], at, colour) {
    const [px, py] = at([x, y]);
    const [dx, dy] = [px - width / 2, py - height / 2];
    const length = Math.hypot(dx, dy) || 1;
    const place = [px + (20 * dx) / length, py + (16 * dy) / length + 5];
    return svg`<text class="${colour} matrix halo" x=${clamp(place[0], 14, width - 14)} y=${clamp(place[1], 14, height - 6)}
      text-anchor="middle">${text}</text>`;
  }

  // The length of the image over the angle of the arrow, between both singular values.
  curve(width, height, onHalf) {
    const { matrix } = this.state;
    const x = scale([0, 180], [42, width - 18]);
    const y = scale([0, this.reach], [height - 22, 8]);
    const ticks = (this.reach < 5 ? [0, 1, 2, 3] : [0, 2, 4, 6]).filter((tick) => tick < this.reach);
    return html`<svg role="img" aria-label=${this.words.curve} width=${width} height=${height}>
      <rect class="ground" x="42" y="8" width=${width - 60} height=${height - 30}></rect>
      ${this.kept.map((each) => svg`<path class="teal kept" d="M${x(each.angle)} 8V${height - 22}"></path>`)}
      ${this.axes.map((each) => svg`<path class="mark" d="M42 ${y(each.value)}H${width - 18}"></path>`)}
      <path class="orange" d=${line(HALF.map((each) => [x(each), y(circleMath.length(matrix, each))]))}></path>
      <circle class="orange" cx=${x(onHalf)} cy=${y(circleMath.length(matrix, onHalf))} r="6"></circle>
      ${beside(y, ticks, 36)}
      ${[0, 45, 90, 135, 180].map((each) => svg`<text class="quiet" x=${x(each)} y=${height - 5} text-anchor="middle">${each}°</text>`)}
    </svg>`;
  }

  result(emphasis) {
    const { matrix, angle } = this.state;
    const tell = (key, values) => this.tell(key, values, emphasis);
    const number = (value) => emphasis(fixed(value, 2));
    const isKept = Math.abs(circleMath.aside(matrix, angle)) < 0.004;
    const arrow = isKept
      ? tell("kept", { value: number(circleMath.form(matrix, angle)) })
      : tell("turned", {
        length: number(circleMath.length(matrix, angle)), turn: emphasis(`${fixed(circleMath.turn(matrix, angle), 1)}°`),
      });
    const eigen = this.kept.length
      ? tell("real", { first: number(this.kept[0].value), second: number(this.kept[1].value) })
      : this.words.none;
    return tell("result", { arrow, long: number(this.axes[0].value), short: number(this.axes[1].value), eigen });
  }
}
customElements.define("explore-circle", Circle);
