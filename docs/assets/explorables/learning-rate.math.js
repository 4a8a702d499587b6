// Gradient descent for one feature and a bias. Arithmetic alone: a test runs it without a page.
const learningRateMath = (() => {
  // The diabetes data with x = (bmi − 20) / 5: means of x², x, xy, y and y² over the 442 patients.
  const DIABETES = { xx: 2.405054298642534, x: 1.275158371040724, xy: 233.85361990950227, y: 152.13348416289594, yy: 29074.481900452487 };

  // The loss is a quadratic: its lowest point, and the eigenvalues and eigenvectors of its Hessian
  // [[mean x², mean x], [mean x, 1]].
  function valley({ xx, x, xy, y, yy }) {
    const high = (xx + 1) / 2 + Math.hypot((xx - 1) / 2, x);
    const low = (xx - x * x) / high; // the determinant is the product of both
    const length = Math.hypot(high - 1, x);
    const steep = [(high - 1) / length, x / length];
    const flat = [-steep[1], steep[0]];
    const w = (xy - x * y) / (xx - x * x);
    const b = y - w * x;
    const lowest = (yy - w * xy - b * y) / 2;
    return { means: { xx, x, xy, y }, w, b, lowest, low, high, flat, steep, limit: 2 / high, best: 2 / (low + high) };
  }

  function gradient({ means: { xx, x, xy, y } }, w, b) {
    return [xx * w + x * b - xy, x * w + b - y];
  }

  // The two parts of the excess loss: ½ λ (distance along the eigenvector)².
  function excess({ w: lowestW, b: lowestB, low, high, flat, steep }, w, b) {
    const along = ([vw, vb]) => vw * (w - lowestW) + vb * (b - lowestB);
    return { flat: (low * along(flat) ** 2) / 2, steep: (high * along(steep) ** 2) / 2 };
  }

  function path(floor, rate, w, b, steps) {
    const states = [];
    for (let t = 0; t <= steps; t++) {
      const parts = excess(floor, w, b);
      states.push({ w, b, parts, excess: parts.flat + parts.steep });
      const [slopeW, slopeB] = gradient(floor, w, b);
      w -= rate * slopeW;
      b -= rate * slopeB;
    }
    return states;
  }

  // By what one step multiplies the error in each direction.
  const factors = ({ low, high }, rate) => ({ flat: 1 - rate * low, steep: 1 - rate * high });

  // The ellipse of an excess loss, as points [w, b].
  function level({ w, b, low, high, flat, steep }, above, count = 72) {
    return Array.from({ length: count }, (_, i) => {
      const angle = (2 * Math.PI * i) / count;
      const p = Math.sqrt((2 * above) / low) * Math.cos(angle);
      const q = Math.sqrt((2 * above) / high) * Math.sin(angle);
      return [w + p * flat[0] + q * steep[0], b + p * flat[1] + q * steep[1]];
    });
  }

  return { DIABETES, valley, gradient, excess, path, factors, level };
})();
