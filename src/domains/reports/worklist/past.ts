import type { Text } from '../../../platform/errors.ts';

/** The condition of a list of customers that are seen as of a past day; none as of today. */
export const asOf = (past: string | undefined): { readonly as_of?: string } =>
  past === undefined ? {} : { as_of: past };

/** Page of the console that lists the customers of a task. */
export const customersLink = (past: string | undefined, query: Readonly<Record<string, string>>): string =>
  `/customers?${new URLSearchParams({ ...query, ...asOf(past) })}`;

/** A reason, with the day it was true on where that is past: nobody reads the last days of an old file as this week. */
export function sinceThen(past: string | undefined, reason: Text): Text {
  if (past === undefined) return reason;
  const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${past}T00:00:00Z`),
  );
  return {
    zh: `截至最后一笔订单的 ${past}：${reason.zh}`,
    en: `As of ${day}, the day of the last order: ${reason.en}`,
  };
}
