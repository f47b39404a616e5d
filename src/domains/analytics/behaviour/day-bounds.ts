import type { Zoned } from '../facts/scope.ts';

/** SQL of the first instant of a shop day, in milliseconds; the day as SQL of a Date. Where clocks skip midnight: the first there is. */
export const dayBegins = (day: string, { zone }: Zoned): string =>
  `toUnixTimestamp64Milli(toDateTime64(toDateTime(${day}, ${zone}), 3, ${zone}))`;
