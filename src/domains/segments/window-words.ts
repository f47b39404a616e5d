import type { Text } from '../../platform/errors.ts';

const periods: Readonly<Record<string, Text>> = {
  'this-week': { zh: '本周', en: 'this week' },
  'last-week': { zh: '上周', en: 'last week' },
  'this-month': { zh: '本月', en: 'this month' },
  'last-month': { zh: '上月', en: 'last month' },
  'this-quarter': { zh: '本季度', en: 'this quarter' },
  'last-quarter': { zh: '上季度', en: 'last quarter' },
  'this-year': { zh: '今年', en: 'this year' },
  'last-year': { zh: '去年', en: 'last year' },
  '1d': { zh: '今天', en: 'today' },
  ever: { zh: '至今', en: 'ever' },
};

/** A window, read aloud: 近 30 天, in the last 30 days. */
export function sayWindow(window: string): Text {
  const period = periods[window];
  if (period !== undefined) return period;
  const count = Number.parseInt(window, 10);
  if (/^\d+h$/.test(window)) return { zh: `近 ${count} 小时`, en: `in the last ${count} hours` };
  if (/^\d+d$/.test(window)) return { zh: `近 ${count} 天`, en: `in the last ${count} days` };
  const [from, to] = window.split('..');
  if (!from) return { zh: `${to} 及以前`, en: `until ${to}` };
  if (!to) return { zh: `${from} 起`, en: `since ${from}` };
  return { zh: `${from} 至 ${to} 期间`, en: `from ${from} to ${to}` };
}

const units = { m: ['分钟', 'minutes'], h: ['小时', 'hours'], d: ['天', 'days'] } as const;

/** `30m`, `24h`, `7d`, read aloud. */
export function sayLength(length: string): Text {
  const [zh, en] = units[length.at(-1) as keyof typeof units];
  const count = Number.parseInt(length, 10);
  return { zh: `${count} ${zh}`, en: `${count} ${count === 1 ? en.slice(0, -1) : en}` };
}
