// Momentum on a quadratic valley: v ← βv + gradient, w ← w − ηv. Arithmetic alone: a test runs it
// without a page.
const momentumMath = (() => {
  // The loss of the diabetes data with x = (bmi − 20) / 5: lowest point, curvatures, their directions.
  const VALLEY = {
    w: 51.1656393505039, b: 86.8891908354503, lowest: 1945.2282927306364,
    low: 0.2466517196334, high: 3.1584025790091, flat: [0.5086520445119, -0.8609721816725], steep: [0.8609721816725, 0.5086520445119],
  };

  // The error in one direction of a curvature, at the start and after each step.
  function errors(curvature, rate, beta, first, steps) {
    const all = [first];
    for (let t = 0, e = first, v = 0; t < steps; t++) {
      v = beta * v + curvature * e;
      e -= rate * v;
      all.push(e);
    }
    return all;
  }

  // From w = b = 0: the parameters, the errors of both directions and the loss after each step.
  function path(rate, beta, steps) {
    const { w, b, lowest, low, high, flat, steep } = VALLEY;
    const start = ([vw, vb]) => -vw * w - vb * b;
    const flats = errors(low, rate, beta, start(flat), steps);
    const steeps = errors(high, rate, beta, start(steep), steps);
    return flats.map((p, t) => {
      const q = steeps[t];
      return {
        w: w + p * flat[0] + q * steep[0], b: b + p * flat[1] + q * steep[1],
        flat: p / flats[0], steep: q / steeps[0], loss: lowest + (low * p * p + high * q * q) / 2,
      };
    });
  }

  // The roots of r² − (1 + β − ηλ) r + β: half their sum, whether they are real, the larger size.
  function roots(curvature, rate, beta) {
    const half = (1 + beta - rate * curvature) / 2;
    const square = half * half - beta;
    const real = square > -1e-12; // of a double root, too, after rounding
    return { half, real, size: real ? Math.abs(half) + Math.sqrt(Math.max(square, 0)) : Math.sqrt(beta) };
  }

  // The rates between which a direction swings, and the rate beyond which it grows.
  const band = (curvature, beta) => [-1, 1].map((sign) => (1 + sign * Math.sqrt(beta)) ** 2 / curvature);
  const limit = (curvature, beta) => (2 * (1 + beta)) / curvature;

  // The pair that makes the slower direction as fast as possible.
  function best(low, high) {
    const [p, q] = [Math.sqrt(low), Math.sqrt(high)];
    return { rate: 4 / (p + q) ** 2, beta: ((q - p) / (q + p)) ** 2 };
  }

  // The ellipse of an excess loss, as points [w, b].
  function level(above, count = 72) {
    const { w, b, low, high, flat, steep } = VALLEY;
    return Array.from({ length: count }, (_, i) => {
      const angle = (2 * Math.PI * i) / count;
      const p = Math.sqrt((2 * above) / low) * Math.cos(angle);
      const q = Math.sqrt((2 * above) / high) * Math.sin(angle);
      return [w + p * flat[0] + q * steep[0], b + p * flat[1] + q * steep[1]];
    });
  }

  return { VALLEY, errors, path, roots, band, limit, best, level };
})();
