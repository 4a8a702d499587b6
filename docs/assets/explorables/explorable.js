// What all explorables share: their words, their place, one draw a frame, what is spoken, inputs.
const { html, svg, render, nothing } = lit;

// A subclass has `begin(dataset)`, which returns the first state, `view(width)`, which returns
// lit-html, and `result(emphasis)` or `spoken()`, which return words.
class Explorable extends HTMLElement {
  connectedCallback() {
    try {
      this.words = JSON.parse(this.dataset.words);
      this.state ??= this.begin(this.dataset);
      this.stage ??= this.place();
      this.draw(this.clientWidth);
      this.setAttribute("ready", ""); // until here the page shows the figure
    } catch (error) {
      this.setAttribute("failed", "");
      throw error;
    }
    this.sized = new ResizeObserver(([{ contentRect }]) => this.draw(contentRect.width));
    this.sized.observe(this);
  }

  disconnectedCallback() {
    this.sized?.disconnect();
    clearTimeout(this.speaks);
  }

  // The stage stands beside the drawing that it replaces on the screen; paper gets the drawing.
  place() {
    const stage = document.createElement("div");
    stage.className = "explorable";
    // A finger on a handle drags it and not the page: `touch-action` has no effect within a drawing.
    stage.addEventListener("touchstart", (event) => {
      if (event.target.closest("g.handle")) event.preventDefault();
    }, { passive: false });
    this.spoke = document.createElement("p");
    this.spoke.className = "explorable-spoken";
    this.spoke.setAttribute("aria-live", "polite");
    this.querySelector("figure-drawing").after(stage, this.spoke);
    return stage;
  }

  draw(width = this.width) {
    if (!width) return; // in a closed fold
    this.width = width;
    if (this.stage.querySelector("mark")) { // the theme's search has marked words: lit-html has lost its text
      this.stage.remove();
      this.spoke.remove();
      this.stage = this.place();
    }
    render(this.view(width), this.stage);
  }

  // A change is drawn once a frame, and spoken when the reader rests.
  set(change) {
    Object.assign(this.state, change);
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
    clearTimeout(this.speaks);
    this.speaks = setTimeout(() => { this.spoke.textContent = this.spoken(); }, 600);
  }

  // Words with values for their {names}: as text, or as what lit-html draws.
  say(key, values = {}) {
    return this.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }
  show(key, values) {
    return this.words[key].split(/\{(\w+)\}/).map((part, i) => (i % 2 ? values[part] : part));
  }

  // The result: shown with bold numbers, spoken where `emphasis` is `String`.
  tell(key, values, emphasis) {
    return emphasis === String ? this.say(key, values) : this.show(key, values);
  }
  spoken() {
    return this.result(String);
  }
  written() {
    return html`<p class="explorable-result">${this.result((text) => html`<b>${text}</b>`)}</p>`;
  }

  // A native slider below its label and the number `shown`, which is no part of its name: a screen
  // reader hears the value, or `text`. A finger that scrolls the page moves it first: that is taken back.
  slider({ label, shown = nothing, value, min, max, step, text, change, kind = "" }) {
    return html`<label class="explorable-slider ${kind}">
      <span>${label} <b aria-hidden="true">${shown}</b></span>
      <input type="range" min=${min} max=${max} step=${step} .value=${`${value}`} aria-valuetext=${text ?? +value.toFixed(3)}
        @input=${({ target }) => change(target.valueAsNumber)} @pointerdown=${() => { this.before = value; }}
        @pointercancel=${() => change(this.before)}>
    </label>`;
  }

  // Buttons that set a state; the one whose state it is looks pressed. `what` they set stands first.
  buttons(choices, what = nothing) {
    const isNow = (change) => Object.entries(change).every(([key, value]) => same(this.state[key], value));
    const id = what === nothing ? nothing : `${this.localName}-${Object.keys(choices[0].change ?? {})}`;
    const name = what === nothing ? nothing : html`<span id=${id}>${what}</span>`;
    return html`<div class="explorable-buttons" role=${id === nothing ? nothing : "group"} aria-labelledby=${id}>${name}${choices.map(({ label, change, action }) => html`<button
      type="button" aria-pressed=${change ? `${isNow(change)}` : nothing} @click=${action ?? (() => this.set(change))}
      >${label}</button>`)}</div>`;
  }

  // A circle that is dragged: `move` gets the place in pixels of its drawing. The slider of the same
  // quantity serves the keyboard.
  handle([x, y], look, move, name = nothing) {
    const down = (event) => {
      if (event.button) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      event.preventDefault();
    };
    const to = placed(move);
    const drag = (event) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) to(event);
    };
    return svg`<g class="handle" @pointerdown=${down} @pointermove=${drag} transform="translate(${x} ${y})">
      <circle class="grip" r="22"></circle><circle class=${look} r="7"></circle>${name}
    </g>`;
  }
}

const placed = (move) => (event) => {
  const box = event.currentTarget.closest("svg").getBoundingClientRect();
  move(event.clientX - box.left, event.clientY - box.top);
};

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

// A straight scale from numbers [a, b] to pixels [p, q]; `back` leads from pixels to numbers.
function scale([a, b], [p, q]) {
  const there = (value) => p + ((value - a) / (b - a)) * (q - p);
  there.back = (pixel) => a + ((pixel - p) / (q - p)) * (b - a);
  return there;
}

// Points as the path of a line; and as that of dots, which are lines of no length with round ends.
const pair = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
const line = (points) => `M${points.map(pair).join("L")}`;
const dots = (points) => points.map((point) => `M${pair(point)}h0`).join("");

// The numbers of an axis, below a drawing and beside it.
const below = (x, numbers, y) => numbers.map((number) => svg`
  <text class="quiet" x=${x(number)} y=${y} text-anchor="middle">${minus(number)}</text>`);
const beside = (y, numbers, x) => numbers.map((number) => svg`
  <text class="quiet" x=${x} y=${y(number) + 4} text-anchor="end">${minus(number)}</text>`);
const powerOfTen = (power) => svg`10<tspan dy="-5" font-size="10">${minus(power)}</tspan>`;

// Numbers as they are printed: a minus and no hyphen; large ones, and those of which one digit would be
// left, as a power of ten.
const minus = (text) => `${text}`.replace("-", "−");
const fixed = (value, digits) => minus(value.toFixed(digits).replace(/^-(0\.?0*)$/, "$1"));
const large = (value, digits) => (value < 1e6 ? fixed(value, digits) : power(value));
const small = (value, digits) => (Math.abs(value) < 10 ** (1 - digits) ? power(value) : fixed(value, digits));
function power(value) {
  const [mantissa, exponent] = value.toExponential(1).split("e");
  const raised = exponent.replace("+", "").replace("-", "⁻").replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]);
  return `${minus(mantissa)}\u00a0×\u00a010${raised}`; // never broken over lines
}
