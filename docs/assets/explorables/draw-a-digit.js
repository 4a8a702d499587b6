// A reader draws on 8 × 8 pixels; ten probabilities follow, and what each pixel adds to a score.
const { SIDE } = drawADigitMath;
const ARROW_STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SIDE, ArrowDown: SIDE };
const FULL = 4; // a part of a score that fills its cell

function square(part, i, cell) {
  const side = cell * Math.sqrt(Math.min(Math.abs(part) / FULL, 1));
  const corner = [(i % SIDE) + 0.5, Math.floor(i / SIDE) + 0.5].map((middle) => middle * cell - side / 2);
  return `M${pair(corner)}h${side.toFixed(1)}v${side.toFixed(1)}h${(-side).toFixed(1)}Z`;
}

class DrawADigit extends Explorable {
  begin() {
    this.cursor = 0; // the pixel that the Tab key reaches; arrow keys lead to the others
    return { image: drawADigitMath.example("eight"), chosen: null, erases: false };
  }

  // The digit whose score is looked at: the most probable one, unless the reader chose another.
  get digit() {
    return this.state.chosen ?? this.read;
  }

  view(width) {
    const wide = width >= 520;
    const side = wide ? 256 : Math.min(240, width - 112); // beside it the arrows have room
    const rest = wide ? (width - side - 48) / 2 : (width - 20) / 2;
    this.p = drawADigitMath.probabilities(this.state.image);
    this.read = this.p.indexOf(Math.max(...this.p));
    return html`<div class="draw-a-digit ${wide ? "wide" : ""}">
      <div class="tops">
        ${this.pixels(side)}${wide ? nothing : this.moves()}
        <fieldset style="width: ${rest}px">
          <legend>${this.words.probabilities}</legend>
          ${this.p.map((p, digit) => this.bar(p, digit))}
        </fieldset>
        ${this.map(rest)}
      </div>
      ${wide ? this.moves() : nothing}
      ${this.buttons([
        { label: this.words.eight, change: { image: drawADigitMath.example("eight"), chosen: null, erases: false } },
        { label: this.words.six, change: { image: drawADigitMath.example("six"), chosen: null, erases: false } },
        { label: this.words.empty, change: { image: drawADigitMath.empty(), chosen: null, erases: false } },
        { label: this.words.invert, action: () => this.set({ image: drawADigitMath.inverted(this.state.image) }) },
      ])}
      ${this.written()}
    </div>`;
  }

  // The image moves, or the eraser takes the place of the pen.
  moves() {
    const { image, erases } = this.state;
    const move = (arrow, name, right, down) => ({
      label: html`<span aria-hidden="true">${arrow}</span><span class="explorable-spoken">${this.words[name]}</span>`,
      action: () => this.set({ image: drawADigitMath.moved(image, right, down) }),
    });
    return html`<div class="moves">${this.buttons([
      move("←", "left", -1, 0), move("↑", "up", 0, -1), move("↓", "down", 0, 1), move("→", "right", 1, 0),
      { label: this.words.eraser, change: { erases: true }, action: () => this.set({ erases: !erases }) },
    ], this.words.move)}</div>`;
  }

  // Each pixel is a button: arrow keys go from one to the next, Space inks it or wipes it.
  pixels(side) {
    const draw = (event) => {
      const box = event.currentTarget.getBoundingClientRect();
      // A quick stroke has passed places since the last frame.
      for (const { clientX, clientY } of [...(event.getCoalescedEvents?.() ?? []), event]) {
        const x = (SIDE * (clientX - box.left)) / box.width;
        const y = (SIDE * (clientY - box.top)) / box.height;
        this.set({ image: drawADigitMath.drawn(this.state.image, x, y, this.state.erases) });
      }
    };
    const down = (event) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      draw(event);
    };
    const move = (event) => event.currentTarget.hasPointerCapture(event.pointerId) && draw(event);
    return html`<div class="pixels" role="application" aria-label=${this.words.grid} style="width: ${side}px; height: ${side}px"
      @pointerdown=${down} @pointermove=${move} @keydown=${(event) => this.walk(event)}>
      ${this.state.image.map((ink, i) => html`<button type="button" tabindex=${i === this.cursor ? 0 : -1}
        aria-label=${this.say("pixel", { row: Math.floor(i / SIDE) + 1, column: (i % SIDE) + 1, ink: ink.toFixed(1) })}
        @focus=${() => { this.cursor = i; this.draw(); }} @click=${(event) => this.press(event, i)}><span style="transform: scale(${Math.sqrt(ink)})"></span></button>`)}
    </div>`;
  }

  // A click without a pointer comes from the keyboard; the pen has answered the others.
  press(event, i) {
    if (event.detail === 0) this.set({ image: this.state.image.map((ink, k) => (k !== i ? ink : ink > 0 ? 0 : 1)) });
  }

  walk(event) {
    const next = this.cursor + ARROW_STEPS[event.key];
    const sameRow = Math.floor(next / SIDE) === Math.floor(this.cursor / SIDE);
    const sideways = Math.abs(ARROW_STEPS[event.key]) === 1;
    if (!(next >= 0 && next < SIDE * SIDE) || (sideways && !sameRow)) return;
    event.preventDefault();
    event.currentTarget.querySelectorAll("button")[next].focus();
  }

  bar(p, digit) {
    const choose = () => this.set({ chosen: digit === this.read ? null : digit });
    return html`<label class=${digit === this.read ? "read" : ""}>
      <input type="radio" name="draw-a-digit" .checked=${digit === this.digit} @change=${choose}>
      <span>${digit}</span><span class="bar"><span style="transform: scaleX(${p})"></span></span><output aria-live="off">${p.toFixed(2)}</output>
    </label>`;
  }

  // Squares whose area is what each pixel adds to the score, blue up and orange down.
  map(width) {
    const size = Math.min(width, 190);
    const cell = size / SIDE;
    const parts = drawADigitMath.contributions(this.state.image, this.digit);
    const squares = (isOne) => parts.map((part, i) => (isOne(part) ? square(part, i, cell) : "")).join("");
    return html`<div class="map" style="width: ${width}px">
      <p>${this.show("adds", { digit: html`<b>${this.digit}</b>` })}</p>
      <svg role="img" aria-label=${this.say("mapped", { digit: this.digit })} width=${size} height=${size}>
        <rect class="ground" width=${size} height=${size}></rect>
        <path class="up" d=${squares((part) => part > 0.01)}></path>
        <path class="down" d=${squares((part) => part < -0.01)}></path>
      </svg>
      <p class="key"><span class="up"></span>${this.words.more} <span class="down"></span>${this.words.less}</p>
    </div>`;
  }

  result(emphasis) {
    const { image } = this.state;
    const { digit } = this;
    const score = drawADigitMath.score(image, digit);
    const bias = drawADigitMath.bias(digit);
    const values = {
      read: emphasis(`${this.read}`), p: emphasis(this.p[this.read].toFixed(4)), digit,
      score: emphasis(fixed(score, 2)), bias: fixed(bias, 2), pixels: fixed(score - bias, 2),
    };
    return this.tell("result", values, emphasis);
  }
}
customElements.define("explore-draw-a-digit", DrawADigit);
