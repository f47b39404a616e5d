import cephes from 'cephes';

/** Cephes (Moshier; the mathematics of Numerical Recipes' readers since 1984), compiled to WebAssembly. */
await cephes.compiled;

export const { lgam, psi, lbeta, hyp2f1, ndtri } = cephes;

/** Second derivative of the logarithm of the gamma function: Hurwitz's zeta at 2. */
export const trigamma = (x: number): number => cephes.zeta(2, x);
