/** A turn at a shop's ledger: what the calendar asks of it, until the signal ends it behind the piece it is at. */
export interface KeepingPoints {
  readonly shopId: number;
  readonly at: Date;
  readonly signal: AbortSignal;
}
