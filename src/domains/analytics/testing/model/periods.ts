import type { Step } from '../../facts/scope.ts';

export interface Period {
  readonly first: string;
  readonly last: string;
  readonly name: string;
}

export const nextDay = (day: string, count = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

/** Cuts [from, to] into calendar periods by walking its days. */
export function cut(from: string, to: string, by: Step): Period[] {
  if (by === 'none') return [{ first: from, last: to, name: `${from}/${to}` }];
  const periods: Period[] = [];
  for (let day = from; day <= to; day = nextDay(day)) {
    const start = by === 'day' ? day : by === 'month' ? `${day.slice(0, 7)}-01` : mondayOf(day);
    if (periods.at(-1)?.first === start) continue;
    const last = by === 'day' ? day : by === 'week' ? nextDay(start, 6) : lastOfMonth(start);
    periods.push({ first: start, last, name: by === 'month' ? start.slice(0, 7) : start });
  }
  return periods;
}

function mondayOf(day: string): string {
  let at = day;
  while (new Date(`${at}T00:00:00Z`).getUTCDay() !== 1) at = nextDay(at, -1);
  return at;
}

function lastOfMonth(first: string): string {
  let at = first;
  while (nextDay(at).slice(0, 7) === first.slice(0, 7)) at = nextDay(at);
  return at;
}
