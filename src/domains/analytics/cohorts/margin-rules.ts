import type { Sums } from './cells.ts';

/** Minor units: sales of lines with a known cost, less their cost, less refunds of them. Null where no cost is known of what was sold. */
export const marginOf = ({ known, cost, unknown, back }: Sums): number | null =>
  known === 0 && unknown > 0 ? null : known - cost - back;

/** Share of line sales whose cost is known; null without sales. */
export const shareKnown = ({ known, unknown }: Sums): number | null =>
  known + unknown === 0 ? null : known / (known + unknown);
