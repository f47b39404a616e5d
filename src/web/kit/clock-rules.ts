/** Times of day as they are typed. Pure. */

/** `HH:MM`, as the server takes it. */
export const isClock = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** `9:30`, `930`, `9：30` and `9` as `HH:MM`; undefined where it is no time of day. */
export function readClock(text: string): string | undefined {
  const [, hour = '', minute = ''] = /^(\d{1,2})[:：.]?(\d{2})?$/.exec(text.trim()) ?? [];
  const time = `${hour.padStart(2, '0')}:${minute || '00'}`;
  return hour !== '' && isClock(time) ? time : undefined;
}
