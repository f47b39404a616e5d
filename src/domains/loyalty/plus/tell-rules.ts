/**
 * When customers are told of a renewal that comes by itself. Pure. 网络交易监督管理办法 art. 18: conspicuously, five days before
 * the day of the renewal, and before they accept the service.
 */

const DAY_MS = 86_400_000;

/** Notice must have gone out by then for an automatic renewal now. */
export const toldBy = (now: Date): Date => new Date(now.getTime() - 5 * DAY_MS);

/**
 * Periods that end between the two are told of now: two days before the last moment, which leaves time for a worker that was
 * away; later than five days before their end nobody is told any more, as it will not be renewed.
 */
export const tellingOf = (now: Date): { readonly from: Date; readonly to: Date } => ({
  from: new Date(now.getTime() + 5 * DAY_MS),
  to: new Date(now.getTime() + 7 * DAY_MS),
});

/** A renewal in points that nobody made for so long after the end is not made: the customer had nothing of those days. */
export const isTooLate = (paidTo: Date, now: Date): boolean => now.getTime() - paidTo.getTime() >= DAY_MS;
