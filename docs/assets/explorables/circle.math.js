// What a 2×2 matrix does to directions. Arithmetic alone: a test runs it without a page. A matrix is
// [a, b, c, d], row by row; a direction is its angle in degrees.
const circleMath = (() => {
  const DEGREE = Math.PI / 180;

  const unit = (angle) => [Math.cos(angle * DEGREE), Math.sin(angle * DEGREE)];
  const times = ([a, b, c, d], [x, y]) => [a * x + b * y, c * x + d * y];
  const image = (M, angle) => times(M, unit(angle));
  const length = (M, angle) => Math.hypot(...image(M, angle));

  // The angle of the line through a vector, from 0 to 180.
  const direction = ([x, y]) => (Math.atan2(y, x) / DEGREE + 180) % 180;

  // vᵀMv, and how far Mv leaves the line of v: zero for an eigenvector.
  function form(M, angle) {
    const [x, y] = unit(angle);
    const [u, w] = image(M, angle);
    return x * u + y * w;
  }
  function aside(M, angle) {
    const [x, y] = unit(angle);
    const [u, w] = image(M, angle);
    return x * w - y * u;
  }
  const turn = (M, angle) => Math.atan2(aside(M, angle), form(M, angle)) / DEGREE;

  // The real eigenvalues with the directions that are kept, the larger first. A multiple of the unit
  // matrix keeps every direction; the two of the axes stand for all.
  function eigen([a, b, c, d]) {
    const square = ((a - d) / 2) ** 2 + b * c;
    if (square < -1e-12) return [];
    const root = Math.sqrt(Math.max(square, 0));
    return [root, -root].map((step, k) => {
      const value = (a + d) / 2 + step;
      // Both rows of (M − λ)v = 0 have this solution; the longer one is the safer.
      const rows = [[b, value - a], [value - d, c]];
      const [first, second] = rows.map((row) => Math.hypot(...row));
      if (Math.max(first, second) < 1e-9) return { value, angle: 90 * k };
      return { value, angle: direction(rows[first > second ? 0 : 1]) };
    });
  }

  const gram = ([a, b, c, d]) => [a * a + c * c, a * b + c * d, a * b + c * d, b * b + d * d]; // MᵀM

  // The singular values with the directions that are stretched so much, the larger first.
  function singular(M) {
    return eigen(gram(M)).map(({ value, angle }) => ({ value: Math.sqrt(Math.max(value, 0)), angle }));
  }

  // The nearest kept direction, if it is at most `reach` degrees away; or else the angle itself.
  function snapped(M, angle, reach) {
    for (const { angle: kept } of eigen(M)) {
      const off = ((angle - kept + 270) % 180) - 90;
      if (Math.abs(off) <= reach) return angle - off;
    }
    return angle;
  }

  return { unit, times, image, length, direction, form, aside, turn, eigen, gram, singular, snapped };
})();
