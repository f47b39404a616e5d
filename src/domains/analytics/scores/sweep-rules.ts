import { addDays } from '../metrics/days.ts';

export interface KeptRun {
  readonly runId: number;
  readonly model: string;
  readonly asOf: string;
  readonly status: string;
}

/** Every day of so many, and then the ends of so many months: what trends and year-on-year comparisons ask for. */
const DAYS = 35;
const MONTHS = 24;

/**
 * Runs whose scores have had their time: those that broke off; of one day all but the newest that is done; and of past
 * days all but the last 35 and the ends of 24 months, counted from the newest day. Of the newest day the run before the
 * newest stays as well, until the next: somebody may be reading it.
 */
export function outlived(runs: readonly KeptRun[]): number[] {
  const closed = runs.filter((it) => it.status === 'done' || it.status === 'failed');
  const kept = new Set(
    modelsOf(closed).flatMap((model) => keptOf(closed.filter((it) => it.model === model))),
  );
  return closed.filter((it) => !kept.has(it.runId)).map((it) => it.runId);
}

const modelsOf = (runs: readonly KeptRun[]): string[] => [...new Set(runs.map((it) => it.model))];

function keptOf(runs: readonly KeptRun[]): number[] {
  const byDay = new Map<string, number>();
  for (const { status, asOf, runId } of runs)
    if (status === 'done') byDay.set(asOf, Math.max(runId, byDay.get(asOf) ?? 0));
  const newest = [...byDay.keys()].sort().at(-1);
  if (newest === undefined) return [];
  const lastOfMonth = new Map([...byDay.keys()].sort().map((day) => [day.slice(0, 7), day]));
  const oldestMonth = monthsBefore(newest, MONTHS);
  const isKept = (day: string) =>
    day > addDays(newest, -DAYS) ||
    (day.slice(0, 7) >= oldestMonth && lastOfMonth.get(day.slice(0, 7)) === day);
  const kept = [...byDay].filter(([day]) => isKept(day)).map(([, runId]) => runId);
  return [...kept, ...beforeNewest(runs, newest)];
}

function beforeNewest(runs: readonly KeptRun[], day: string): number[] {
  const ofDay = runs.filter((it) => it.status === 'done' && it.asOf === day).map((it) => it.runId);
  return ofDay.sort((a, b) => b - a).slice(1, 2);
}

function monthsBefore(day: string, count: number): string {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() - count);
  return at.toISOString().slice(0, 7);
}
