/** A customer of a check: what was said of them, and what came of them. */
export interface Judged {
  readonly risk: number;
  /** Days since the last purchase. */
  readonly recency: number;
  readonly lost: boolean;
}
