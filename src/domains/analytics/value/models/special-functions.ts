import cephes from 'cephes';

/** Cephes (Moshier; the mathematics of Numerical Recipes' readers since 1984), compiled to WebAssembly. */
await cephes.compiled;

export const { lgam, psi, lbeta, hyp2f1 } = cephes;
