// The squared and the absolute loss of a line, for one feature. Arithmetic alone: a test runs it
// without a page. A line is its slope w and its height c where the feature has its mean; b = c − w·mean.
const squaredLossMath = (() => {
  // The first five patients of the diabetes study: bmi, and progression after a year.
  const BMI = [32.1, 21.6, 30.5, 25.3, 23];
  const PROGRESSION = [151, 75, 141, 206, 135];

  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const bias = (x, w, c) => c - w * mean(x);
  const heightAtMean = (x, w, b) => b + w * mean(x);

  const predict = (x, w, c, place) => w * (place - mean(x)) + c;
  const residuals = (x, y, w, c) => x.map((each, i) => predict(x, w, c, each) - y[i]);
  const halfSquaredError = (x, y, w, c) => mean(residuals(x, y, w, c).map((r) => (r * r) / 2));
  const rootMeanSquaredError = (x, y, w, c) => Math.sqrt(2 * halfSquaredError(x, y, w, c));
  const meanAbsoluteError = (x, y, w, c) => mean(residuals(x, y, w, c).map(Math.abs));
  const variance = (x) => mean(x.map((each) => (each - mean(x)) ** 2));

  // About the mean of x the loss has no mixed term: L = lowest + ½ variance (w − w*)² + ½ (c − c*)².
  function leastSquares(x, y) {
    const c = mean(y);
    const w = mean(x.map((each, i) => (each - mean(x)) * (y[i] - c))) / variance(x);
    return { w, c };
  }

  // Half the axes of the ellipse on which the loss is `above` its lowest.
  function ellipse(x, above) {
    return { w: Math.sqrt((2 * above) / variance(x)), c: Math.sqrt(2 * above) };
  }

  // The line through two points.
  function through(x, [x0, y0], [x1, y1]) {
    const w = (y1 - y0) / (x1 - x0);
    return { w, c: heightAtMean(x, w, y0 - w * x0) };
  }

  // The absolute error is linear but for its bends, so it is lowest at a line through two points.
  function leastAbsolute(x, y) {
    let best = { error: Infinity };
    for (let i = 0; i < x.length; i++) {
      for (let j = 0; j < i; j++) {
        const { w, c } = through(x, [x[i], y[i]], [x[j], y[j]]);
        const error = meanAbsoluteError(x, y, w, c);
        if (error < best.error) best = { w, c, error };
      }
    }
    return { w: best.w, c: best.c };
  }

  const median = (values) => [...values].sort((a, b) => a - b)[(values.length - 1) / 2]; // of an odd number

  // The polygon on which the absolute error is `above` its lowest: along each ray from the lowest
  // point the error is convex, so halving an interval finds where it gets there.
  function polygon(x, y, above, count = 48) {
    const { w, c } = leastAbsolute(x, y);
    const start = residuals(x, y, w, c);
    const target = mean(start.map(Math.abs)) + above;
    return Array.from({ length: count }, (_, i) => {
      const angle = (2 * Math.PI * i) / count;
      const [alongW, alongC] = [Math.cos(angle) / 4, Math.sin(angle)];
      const speeds = x.map((each) => alongW * (each - mean(x)) + alongC);
      const error = (t) => start.reduce((sum, r, k) => sum + Math.abs(r + t * speeds[k]), 0) / x.length;
      let inside = 0;
      let outside = 1;
      while (error(outside) < target) outside *= 2;
      for (let halving = 0; halving < 40; halving++) {
        const middle = (inside + outside) / 2;
        if (error(middle) < target) inside = middle;
        else outside = middle;
      }
      return [w + outside * alongW, c + outside * alongC];
    });
  }

  return {
    BMI, PROGRESSION, mean, bias, heightAtMean, predict, residuals, halfSquaredError, rootMeanSquaredError,
    meanAbsoluteError, leastSquares, ellipse, through, leastAbsolute, median, polygon,
  };
})();
