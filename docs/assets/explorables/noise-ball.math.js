// Minibatch descent for one feature and a bias. Arithmetic alone: a test runs it without a page.
const noiseBallMath = (() => {
  // The bmi, in tenths, and the disease progression of the 442 patients: two
  // digits of base 36 each.
  const BMI = `
    8x608h716e6a647a8x8c567s6l7a6o6v8f7n726v5v6r788w89705c8v6s768h5nak615p6j7x7m967p745l726q936f715g697p757r736x7z62
    8e5p5o6o787g756d6o6p6v6y6k655j87786t7e6j826e5u6d7n6r6f7l6b965e766a636o8o7g5o6w5u7l9m775o7s66828e906i5d8m8i736i7g
    7v7pa67d8u6s72647g7s9f887y745r7a5q7r9t5j6s5y8g8s588ma78x7p8k7n7h8jan8v9q7q7795787b677v8w726h5n8g5q8z84976u5m5s94
    8v6n6t65965a7l6c7u81746x7g687h6f7y6v8f5x795m70696j775t7z657f8q665u5w7d847i8j808i8d6v7p8a7f5i6h9r89855n696b6c6o6q
    5m86656k706x966j7c8a8c6y7i5k737u99746q658q6f6i588k8w8s9v8v878s5nbh5w6p6e7469am5c826o5q7b9m6i847k7i6t6p71805t6e6p
    7t50775z6r6t5x766w8r9b7t6r9q6j8c5r746d6z986p87886c6b7a6j657d908d6q8p8d6t7p6g7i7g848o8x757h8q74aa925w846oa1766463
    9j706h756z8v7w7t71797s6k6t5u8w6a5h5w8i736h8m557h7v75a16p766cavbq7e8b5u736q726g79937l7e6c80518w6l6k6u6a7q6p7d945j
    6k657t7d6j787q7x8i666h9u8qai599q61716m8u9j7b7i7k9e966p5x6e7r9c6b7m6a6g7h9m6h5v6j8r5s7d6q5f7u6x6x8c5g`;
  const PROGRESSION = `
    47233x5q3r2p3u1r328m2t1x4z553a4r4m402p4o1w1d1w6t545m3t2d3n7v3l1n9h2f1t2u7d7o702i2s1j1p2k771h5a3y233y4b691n2w523k
    1g114q4q1p401g3k1z4j462p4g4y1c7i5m332d164q5k70353z1f1g5u1t3x1j3q16332q4k1c2o2i4i467r2k2b3k2u8e5i2n1h3q406g292w1n
    6u89766d7n7t4z5k5k4t502c3d4h2r31377g7m4e2z2b2v7k2d7s9c7t3a8t6j1o4u774y3k2o3i802g841z5h560p2c2o5f1h614s3n5y1n1y64
    7g481b22872t473j6l6929472z1s3u557d2t3t3z3x27844y2j382e3e203l3y2i4e135g667p2r5g5m4b255b1y211d1t7b6w885y55262l7046
    255s25304g1h644a772i6u3g1v20757a7n4x1z1b573h261f765z8f6r2j468m499m1r2h1e132v8k38412219377c2f5m3j526p1u2m7v1s2u5k
    7d2m6e514c6h1o63281w986w2c5k1j2d2h0v3l2b7n1t5i6k713g184s363y3150404j432p645a315b3e6e6q6w6x5c3n6l263r6s5j7i4k202o
    8i2j5y2n607b4y355k3v3v2g442g6r1z25317k1o1i652i8n7t528x1m7a5q6h6q3f4n1r5h1z4o3w613d6j6t141g2w3o2g1x63205l321f7p1r
    3a1x7l76175i6q6g4v2l4o7n857t203w59515t3s79353n4u751j2c16425w6h2j33483c1v8m2m531u4t201d1s1c4y2w3o641l`;
  const numbers = (text) => text.match(/\w\w/g).map((pair) => parseInt(pair, 36));
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const product = (a, b) => a.map((value, i) => value * b[i]);

  const y = numbers(PROGRESSION);
  const n = y.length;
  const bmi = numbers(BMI);
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

  // The first minibatches of a seed, and their gradients at one place.
  function drawn(seed, B, count) {
    const batches = minibatches(seed, B);
    return Array.from({ length: count }, () => batches.next().value);
  }
  const cloud = (seed, B, w, b, count) => drawn(seed, B, count).map((batch) => batchGradient(batch, w, b));

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

  return { BEST, n, excess, gradient, covariance, share, ellipse, floor, cloud, rateAt, run, drawn };
})();
