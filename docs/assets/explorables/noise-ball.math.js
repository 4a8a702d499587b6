// Minibatch descent for one feature and a bias. Arithmetic alone: a test runs it without a page.
const noiseBallMath = (() => {
  // The 442 patients in the order of their bmi: 18.0, then by how many tenths each is above the one
  // before, a digit of base 36 each; and the disease progression, two digits each.
  const RISES = `
    1412011201111011100111001000100101001010101000010100010011110110100100000010011100010000100010000100100001000100
    1000001000100000001000010111000000100000001000001000100100000101000010100001010100010000100001000010000001000010
    0001000100001001000100110000010010100000100001000020100010100200000100100100010001001001101010100110020000111001
    0101011000100101010101000101020020110001010020100001000010002102101011000011121214030040012116051382218m9`;
  const PROGRESSION = `
    2m2w2i2t2d1f202t3t383q1j1c3y1l251d1c4e1r201j1n27251n2o5y494q2o2b1t11371h192r2h1y202e1s704i4e2g1r1w53131r3r313z1o
    162b51232f593k332o3u5k204y2220251b361x2u2i2l1z1s234y552v2p161z20481t263g2j3j2l715q143k353l3r5k1e2u421h1g553h5a3w
    3c2c1t5y1i4o2m1h2w262f2u162j4a1j4s171u4g302g1x3a4z2g5t483a4q1z2q70225j4j2h1u5k1t1m322c2k461z401z1s1d1f4c2c3n7t2z
    331b6p6h2p445y634r4o462t252i282w471h2w3o2p3g2b605m844g2j5q5a2m5k512p1p4z0p4o1n29751o5h2s4h294x130v3n4b1g6w2n527v
    3q634k7a2k3i386e1w1p5m2g5i3x3v611r553118843735776d5g3y1f761d2d3f6t3l21401c1n5k2z5b1o3u6x8n1v7p1v52313n3j4u5u4647
    6j7o33403z6j2i3y893a5b642o5l6q697g5w1x3k4t3v7d6w357l6l7a4y6u5h7t4y7d6g3d7d523e5g7v1g694q8e414s665m3e6s885s7i465i
    2c6k546w1y2i4n8m6u2d644b50431g5i4m3t2v5f3x3l6g5m7k4v4u2r8t76407s654k6e4j3y575c851w4t7k8f8m7n3s2d4y7g2j7b6t565z6r
    3o47327t6q612n3126773d647p80703x87641j3n7n7n986h75508i797r7c8m3k5k3w7b7m7n6r7i8x769c6l7t9h8k776h9m6q`;
  const numbers = (text, digits) => text.match(digits).map((number) => parseInt(number, 36));
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const product = (a, b) => a.map((value, i) => value * b[i]);

  const y = numbers(PROGRESSION, /\w\w/g);
  const n = y.length;
  const bmi = [180];
  for (const rise of numbers(RISES, /\w/g)) bmi.push(bmi.at(-1) + rise);
  const centred = bmi.map((value) => value - mean(bmi));
  const deviation = Math.sqrt(mean(product(centred, centred)));
  const x = centred.map((value) => value / deviation);

  // As x has mean 0 and variance 1, the Hessian is the identity: the minimum is the means themselves.
  const BEST = { w: mean(product(x, y)), b: mean(y) };
  const excess = (w, b) => ((w - BEST.w) ** 2 + (b - BEST.b) ** 2) / 2;
  const gradient = (w, b) => [w - BEST.w, b - BEST.b];

  // The covariance matrix of the gradients of single patients at a place.
  function covariance(w, b) {
    const r = x.map((value, i) => w * value + b - y[i]);
    const [meanW, meanB] = gradient(w, b);
    const errorW = product(r, x).map((slope) => slope - meanW);
    const errorB = r.map((slope) => slope - meanB);
    const [ww, wb, bb] = [[errorW, errorW], [errorW, errorB], [errorB, errorB]].map(([a, c]) => mean(product(a, c)));
    return { ww, wb, bb };
  }

  // What is left of a variance in the mean of B patients drawn without replacement.
  const share = (B) => (n - B) / (n - 1) / B;

  // Where the gradients of minibatches are that lie some standard deviations from the mean.
  function ellipse(B, w, b, deviations, count = 60) {
    const { ww, wb, bb } = covariance(w, b);
    const [slopeW, slopeB] = gradient(w, b);
    const radius = deviations * Math.sqrt(share(B));
    return Array.from({ length: count }, (_, k) => {
      const p = radius * Math.cos((2 * Math.PI * k) / count);
      const q = radius * Math.sin((2 * Math.PI * k) / count);
      return [slopeW + p * Math.sqrt(ww), slopeB + (p * wb) / Math.sqrt(ww) + q * Math.sqrt(bb - (wb * wb) / ww)];
    });
  }

  // The excess loss around which runs of a constant rate hover. Both eigenvalues are 1, so the
  // variances of both directions may be added up.
  const { ww, bb } = covariance(BEST.w, BEST.b);
  const floor = (rate, B) => ((rate * (ww + bb)) / (2 - rate) / 2) * share(B);

  // Random numbers in [0, 1) from a seed: mulberry32.
  function generator(seed) {
    let state = seed | 0;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  // Minibatches of B different patients, one after another, from a shuffle. Its first places are the
  // minibatch, or, if those are fewer, all who are left out.
  function* minibatches(seed, B) {
    const random = generator(seed);
    const order = x.map((_, i) => i);
    const few = Math.min(B, n - B);
    while (true) {
      for (let k = 0; k < few; k++) {
        const other = k + Math.floor(random() * (n - k));
        [order[k], order[other]] = [order[other], order[k]];
      }
      yield few === B ? order.slice(0, B) : order.slice(few);
    }
  }

  function batchGradient(batch, w, b) {
    let sumW = 0, sumB = 0;
    for (const i of batch) {
      const r = w * x[i] + b - y[i];
      sumW += r * x[i];
      sumB += r;
    }
    return [sumW / batch.length, sumB / batch.length];
  }

  // The gradients of the first minibatches of a seed, at one place.
  function cloud(seed, B, w, b, count) {
    const batches = minibatches(seed, B);
    return Array.from({ length: count }, () => batchGradient(batches.next().value, w, b));
  }

  // The rate of step t: constant, or decreasing like 1/t in the long run.
  const rateAt = (rate, t, decreasing) => (decreasing ? rate / (1 + t / 50) : rate);

  // All states of a run from zero.
  function run(seed, B, rate, decreasing, steps) {
    const batches = minibatches(seed, B);
    let w = 0, b = 0;
    const states = [{ w, b, excess: excess(w, b) }];
    for (let t = 0; t < steps; t++) {
      const lr = rateAt(rate, t, decreasing);
      const [slopeW, slopeB] = batchGradient(batches.next().value, w, b);
      w -= lr * slopeW;
      b -= lr * slopeB;
      states.push({ w, b, excess: excess(w, b) });
    }
    return states;
  }

  return { BEST, n, excess, gradient, covariance, share, ellipse, floor, cloud, rateAt, run, mean };
})();
