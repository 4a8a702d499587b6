// Normal and Laplace noise about a line, for one feature. Arithmetic alone: a test runs it without a
// page. A line is its slope w and its height c where the feature has its mean; b = c − w·mean. The
// scale of normal noise is σ, that of Laplace noise s.
const sigmaMath = (() => {
  // The first five patients of the diabetes study: bmi, and progression after a year.
  const BMI = [32.1, 21.6, 30.5, 25.3, 23];
  const PROGRESSION = [151, 75, 141, 206, 135];

  const sum = (values) => values.reduce((total, value) => total + value, 0);
  const mean = (values) => sum(values) / values.length;
  const median = (values) => [...values].sort((a, b) => a - b)[(values.length - 1) / 2]; // of an odd number
  const bias = (x, w, c) => c - w * mean(x);
  const heightAtMean = (x, w, b) => b + w * mean(x);
  const predict = (x, w, c, place) => w * (place - mean(x)) + c;
  const residuals = (x, y, w, c) => x.map((each, i) => predict(x, w, c, each) - y[i]);

  // The line through two points.
  function through(x, [x0, y0], [x1, y1]) {
    const w = (y1 - y0) / (x1 - x0);
    return { w, c: heightAtMean(x, w, y0 - w * x0) };
  }

  const normal = {
    density: (r, scale) => Math.exp(-(r * r) / (2 * scale * scale)) / (Math.sqrt(2 * Math.PI) * scale),
    cost: (r, scale) => Math.log(2 * Math.PI * scale * scale) / 2 + (r * r) / (2 * scale * scale),
    scale: (errors) => Math.sqrt(mean(errors.map((r) => r * r))),
    middle: mean,
    slope: (x, y) => {
      const centred = x.map((each) => each - mean(x));
      return sum(centred.map((each, i) => each * y[i])) / sum(centred.map((each) => each * each));
    },
  };

  const laplace = {
    density: (r, scale) => Math.exp(-Math.abs(r) / scale) / (2 * scale),
    cost: (r, scale) => Math.log(2 * scale) + Math.abs(r) / scale,
    scale: (errors) => mean(errors.map(Math.abs)),
    middle: median,
    // The sum of sizes is linear but for its bends, so it is least for a line through two points.
    slope: (x, y) => {
      const slopes = x.flatMap((a, i) => x.slice(0, i).map((b, j) => through(x, [a, y[i]], [b, y[j]]).w));
      const size = (w) => sum(residuals(x, y, w, bestHeight("laplace", x, y, w)).map(Math.abs));
      return slopes.reduce((best, w) => (size(w) < size(best) ? w : best));
    },
  };
  const NOISES = { normal, laplace };

  const density = (noise, r, scale) => NOISES[noise].density(r, scale);
  const nll = (noise, x, y, w, c, scale) =>
    sum(residuals(x, y, w, c).map((r) => NOISES[noise].cost(r, scale)));
  const likelihood = (noise, x, y, w, c, scale) => Math.exp(-nll(noise, x, y, w, c, scale));

  // The best of each for what is given: height for a slope, both, the scale for a line.
  const bestHeight = (noise, x, y, w) => NOISES[noise].middle(y.map((each, i) => each - w * (x[i] - mean(x))));
  function bestLine(noise, x, y) {
    const w = NOISES[noise].slope(x, y);
    return { w, c: bestHeight(noise, x, y, w) };
  }
  const bestScale = (noise, x, y, w, c) => NOISES[noise].scale(residuals(x, y, w, c));
  const leastNll = (noise, x, y, w, scale) => nll(noise, x, y, w, bestHeight(noise, x, y, w), scale);

  return {
    BMI, PROGRESSION, bias, heightAtMean, predict, through, density, nll, likelihood, bestHeight, bestLine, bestScale,
    leastNll,
  };
})();
