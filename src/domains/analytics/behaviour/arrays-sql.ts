/**
 * Looks from each place of an array to what comes behind it, in one pass of the engine over all arrays at once:
 * `arrayReverseFill` carries a value back to all places before it. A look from each place by itself would cost the
 * square of a customer's events.
 */

/** Each place gets what stands behind it; the last 0. Arrays are never empty. */
export const behind = (array: string): string => `arrayPushBack(arrayPopFront(${array}), toUInt64(0))`;

/** From each place the next value that is not 0, its own included; 0 without any. */
export const nextOf = (array: string): string => `arrayReverseFill(found -> found != 0, ${array})`;

/** Times of the places whose mask has one of the bits; 0 elsewhere. */
export const timesOf = (bits: number): string =>
  `arrayMap((time, mask) -> if(bitAnd(mask, ${bits}) != 0, time, 0), times, masks)`;

/** Whether a place is the last of its instant. */
export const lastOfInstant = `arrayMap((time, following) -> time != following, times, ${behind('times')})`;

/** From each place, what `array` says at the last place of the same instant. */
export const atInstantsEnd = (array: string): string =>
  `arrayReverseFill((found, is_last) -> is_last, ${array}, last_of_instant)`;
