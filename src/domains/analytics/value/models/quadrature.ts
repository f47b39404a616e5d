/** Points and weights of Gauss and Legendre on [-1, 1]: exact for polynomials of degree 2n - 1. */
export interface Rule {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/** The roots of the Legendre polynomial of degree n by Newton's method (Press et al., Numerical Recipes, 4.6). */
export function gaussLegendre(n: number): Rule {
  const [points, weights] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i += 1) {
    let z = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step += 1) {
      const [value, derivative] = legendre(n, z);
      slope = derivative;
      const by = value / slope;
      z -= by;
      if (Math.abs(by) < 1e-15) break;
    }
    points[i] = z;
    weights[i] = 2 / ((1 - z * z) * slope * slope);
  }
  return { points, weights };
}

/** The polynomial of degree n at z, and its derivative. */
function legendre(n: number, z: number): [number, number] {
  let [last, value] = [1, z];
  for (let j = 2; j <= n; j += 1) [last, value] = [value, ((2 * j - 1) * z * value - (j - 1) * last) / j];
  return [value, (n * (z * value - last)) / (z * z - 1)];
}
