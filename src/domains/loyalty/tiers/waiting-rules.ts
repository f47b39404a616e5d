/** What breaks off is tried again after two seconds, then four, at most ten minutes later. */

export interface Waiting {
  readonly failures: number;
  /** Not before; as `performance.now` counts. */
  readonly nextAt: number;
}

export const noFailure: Waiting = { failures: 0, nextAt: 0 };

const LONGEST_MS = 600_000;

export const afterFailure = ({ failures }: Waiting): Waiting => ({
  failures: failures + 1,
  nextAt: performance.now() + Math.min(LONGEST_MS, 2_000 * 2 ** failures),
});
