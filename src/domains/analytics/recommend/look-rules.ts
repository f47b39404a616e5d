/** What a look at a product says of who looked. Pure. */

/** A look counts half after so many days. */
export const HALF_LIFE_DAYS = 30;
/** Older ones, an eighth of a look, are not read. */
export const LOOK_DAYS = 90;
/** Products kept of one person. */
export const MOST_LOOKED = 20;

/** A look says as much as a quarter of an order, and more than eight say nothing more: what somebody opens daily they do not buy daily. */
export const weightOfLooks = (looks: number): number => Math.min(looks, 8) / 4;
