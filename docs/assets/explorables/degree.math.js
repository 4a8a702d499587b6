// Polynomials fitted to half of 30 points, with or without a penalty. Arithmetic alone: a test runs
// it without a page.
const degreeMath = (() => {
  // Four samples of sin 3x with noise, at the same places; the points numbered in `fitted` are fitted.
  const X = Array.from({ length: 30 }, (_, i) => -1 + (2 * i) / 29);
  const SAMPLES = [
    {
      y: [-0.206445, -0.297475, -0.326547, -0.844811, -1.300212, -1.147423, -0.786241, -0.726671, -0.930088, -1.150435,
        -0.326268, -0.766518, -0.329972, 0.038655, -0.673603, 0.177736, 0.279232, 0.389824, 0.536785, 0.302782,
        0.803015, 0.742128, 1.055051, 0.936209, 0.914096, 0.911422, 0.788754, 0.203218, 0.502612, 0.378137],
      fitted: [0, 1, 3, 4, 11, 15, 19, 20, 21, 22, 24, 25, 26, 27, 28],
    },
    {
      y: [-0.057606, -0.903563, -0.089063, -0.850008, -0.908494, -1.089152, -0.830047, -0.838227, -1.151988, -0.636055,
        -0.893773, -1.076327, -0.878922, -0.253617, -0.138847, 0.459571, 0.147865, 0.486907, 0.459039, 1.268461,
        1.199207, 0.712258, 1.423349, 1.242718, 0.997447, 0.754396, 0.825693, 0.729273, 0.710277, 0.2085],
      fitted: [0, 5, 6, 8, 13, 14, 16, 18, 19, 22, 23, 25, 26, 27, 28],
    },
    {
      y: [-0.013349, -0.841932, -0.784544, -0.72085, -0.904327, -1.178195, -0.963019, -0.85457, -0.788659, -1.187913,
        -0.900317, -0.541424, -0.534777, 0.016441, -0.326345, -0.25906, 0.122025, -0.183764, 1.161529, 1.281298,
        0.824055, 0.792149, 1.064321, 1.763786, 1.092493, 1.422749, 0.281844, 0.580401, 0.283673, -0.578798],
      fitted: [0, 1, 3, 4, 8, 10, 11, 12, 14, 16, 19, 21, 23, 25, 28],
    },
    {
      y: [0.025118, -0.263041, -0.620871, -0.376773, -0.762478, -0.601366, -0.689199, -0.898113, -1.215442, -1.189833,
        -0.547464, -0.716749, -0.494287, -0.337056, -0.346246, 0.284501, 0.418416, 0.364716, 0.031265, 0.799305,
        0.876677, 1.531774, 0.864571, 0.803743, 1.092105, 0.93137, 1.028898, 0.273624, 0.191112, -0.000177],
      fitted: [0, 1, 7, 11, 13, 15, 16, 17, 18, 19, 23, 24, 26, 28, 29],
    },
  ];
  const truth = (x) => Math.sin(3 * x);

  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const dot = (u, v) => u.reduce((sum, each, i) => sum + each * v[i], 0);
  const minusTimes = (u, factor, v) => u.map((each, i) => each - factor * v[i]);

  // The weights of x, x², … that minimise half the mean square and penalty/2 times their own squares.
  // Each column is made orthogonal to those before it, and below it stands the root of n · penalty
  // in its own row: the squares of these rows are the penalty.
  function fit(x, y, degree, penalty) {
    const root = Math.sqrt(x.length * penalty);
    const below = (k) => Array.from({ length: degree }, (_, i) => (i === k ? root : 0));
    const means = [];
    const columns = Array.from({ length: degree }, (_, k) => {
      const power = x.map((each) => each ** (k + 1));
      means.push(mean(power));
      return [...power.map((each) => each - means[k]), ...below(k)];
    });
    let rest = [...y.map((each) => each - mean(y)), ...below(-1)];
    const R = columns.map(() => []);
    const components = columns.map((_, k) => {
      const length = Math.sqrt(dot(columns[k], columns[k]));
      R[k][k] = length;
      const q = columns[k].map((each) => each / length);
      for (let j = k + 1; j < degree; j++) {
        R[k][j] = dot(q, columns[j]);
        columns[j] = minusTimes(columns[j], R[k][j], q);
      }
      const component = dot(q, rest);
      rest = minusTimes(rest, component, q);
      return component;
    });
    const w = new Array(degree).fill(0);
    for (let k = degree - 1; k >= 0; k--) {
      let known = 0;
      for (let j = k + 1; j < degree; j++) known += R[k][j] * w[j];
      w[k] = (components[k] - known) / R[k][k];
    }
    return { w, b: mean(y) - dot(means, w) };
  }

  const predict = ({ w, b }, x) => b + x * w.reduceRight((sum, each) => each + x * sum, 0);
  const loss = (model, x, y) => mean(x.map((each, i) => (predict(model, each) - y[i]) ** 2 / 2));

  // Both halves of a sample, and the losses of every degree on them.
  function halves({ y, fitted }) {
    const half = (isFitted) => {
      const rows = X.map((_, i) => i).filter((i) => fitted.includes(i) === isFitted);
      return { x: rows.map((i) => X[i]), y: rows.map((i) => y[i]) };
    };
    return { training: half(true), validation: half(false) };
  }

  function losses(sample, penalty, highest) {
    const { training, validation } = halves(sample);
    return Array.from({ length: highest + 1 }, (_, degree) => {
      const model = fit(training.x, training.y, degree, penalty);
      return { training: loss(model, training.x, training.y), validation: loss(model, validation.x, validation.y) };
    });
  }

  return { X, SAMPLES, truth, fit, predict, loss, halves, losses };
})();
