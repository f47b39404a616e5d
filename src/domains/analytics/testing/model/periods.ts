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
    const name = nameOf(day, by);
    if (periods.at(-1)?.name === name) continue;
    periods.push({ first: edge(day, by, -1), last: edge(day, by, 1), name });
  }
  return periods;
}

function mondayOf(day: string): string {
  let at = day;
  while (new Date(`${at}T00:00:00Z`).getUTCDay() !== 1) at = nextDay(at, -1);
  return at;
}

/** How the period of a day is written. */
function nameOf(day: string, by: Step): string {
  if (by === 'week') return mondayOf(day);
  if (by === 'month') return day.slice(0, 7);
  if (by === 'quarter') return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  return by === 'year' ? day.slice(0, 4) : day;
}

/** The last day, forwards or backwards, whose period has the same name. */
function edge(day: string, by: Step, direction: 1 | -1): string {
  let at = day;
  while (nameOf(nextDay(at, direction), by) === nameOf(day, by)) at = nextDay(at, direction);
  return at;
}
