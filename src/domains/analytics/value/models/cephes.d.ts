/** The package has types, but not where its `exports` would let them be found. */
declare module 'cephes' {
  const cephes: {
    readonly compiled: Promise<void>;
    /** log of the gamma function. */
    readonly lgam: (x: number) => number;
    /** Its derivative. */
    readonly psi: (x: number) => number;
    /** log of the beta function. */
    readonly lbeta: (a: number, b: number) => number;
    /** Riemann's zeta function of two arguments (Hurwitz). */
    readonly zeta: (x: number, q: number) => number;
    /** The quantile of the normal distribution. */
    readonly ndtri: (share: number) => number;
    /** Gauss's hypergeometric function. */
    readonly hyp2f1: (a: number, b: number, c: number, x: number) => number;
  };
  export default cephes;
}
