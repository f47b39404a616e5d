import { readSteps } from '../../contract/event-steps.ts';
import { type Condition, conditionsIn } from '../../contract/segment-conditions.ts';
import { isDocument } from '../analytics/index.ts';
import { kindOf } from './condition-kinds.ts';
import type { Segment } from './segment-store.ts';

/** Something was written about a person. */
export interface Touch {
  readonly personId: number;
  /** Table. */
  readonly source: string;
  /** Of an event. */
  readonly name: string;
  /** Milliseconds, by the engine's clock. */
  readonly at: number;
  /** It was asked about before, perhaps too early. */
  readonly isAgain: boolean;
}

/** What segments listen to. */
export interface Interest {
  /** Names of events that some condition asks for. */
  readonly names: ReadonlySet<string>;
}

export const interestOf = (segments: readonly Segment[]): Interest => ({
  names: new Set(allConditions(segments).flatMap(namesIn)),
});

const allConditions = (segments: readonly Segment[]): Condition[] =>
  segments.flatMap(({ tree }) => conditionsIn(tree));

function namesIn(it: Condition): string[] {
  const text = it.kind === 'event' ? it.event : it.kind === 'sequence' ? it.steps : undefined;
  return text === undefined ? [] : readSteps(text)!.map(({ name }) => name);
}

/** An event nobody asks for changes nobody's membership; whatever else is written may. */
export const concerns = ({ source, name }: Touch, { names }: Interest): boolean =>
  source !== 'events' || names.has(name);

/** What a round may say for itself, the first that fits: by what was written, and by name where one event did it. */
export function causeOf(all: readonly Touch[]): string {
  const fresh = all.filter(({ isAgain }) => !isAgain);
  const touches = fresh.length > 0 ? fresh : all;
  const sources = new Set(touches.map(({ source }) => source));
  if (sources.has('override_rows')) return 'merge';
  if (sources.has('orders') || sources.has('refunds')) return 'order';
  const [event] = touches.filter(({ source }) => source === 'events');
  if (event !== undefined) return `event:${event.name}`;
  if (sources.has('ties')) return 'tie';
  if (sources.has('points')) return 'points';
  if (sources.has('plus')) return 'plus';
  return sources.has('time') ? 'time' : 'person';
}

/** Where a row's instant, so many milliseconds later, changes an answer though nothing is written. */
export interface Edge {
  readonly table: 'events' | 'orders' | 'refunds' | 'persons';
  readonly offsetMs: number;
}

/** Every table that can cross an edge of these segments, with the edges; few, as windows repeat. */
export function edgesOf(segments: readonly Segment[]): Edge[] {
  const edges = allConditions(segments).flatMap((it) =>
    (kindOf(it).turns?.(it).edges ?? []).flatMap((offsetMs) =>
      tablesOf(it).map((table): Edge => ({ table, offsetMs })),
    ),
  );
  return [...new Map(edges.map((it) => [`${it.table} ${it.offsetMs}`, it])).values()];
}

function tablesOf(it: Condition): Edge['table'][] {
  if (it.kind === 'seen') return ['persons'];
  if (it.kind === 'orders') return ['orders', 'refunds'];
  const names = namesIn(it);
  return ['events', ...(names.some(isDocument) ? (['orders', 'refunds'] as const) : [])];
}

/** Follows what models say or how all people are counted, which change for many at once. */
export const followsScores = ({ tree }: Segment): boolean =>
  conditionsIn(tree).some(({ kind }) => kind === 'score' || kind === 'band' || kind === 'standing');

/** Asks whether tags have run out. */
export const asksTags = ({ tree }: Segment): boolean => conditionsIn(tree).some(({ kind }) => kind === 'tag');

/**
 * Asks where somebody stands among all: that takes a count of everybody, so it is not asked anew for a few. Such segments are
 * counted when the people of the shop were.
 */
export const followsPeople = ({ tree }: Segment): boolean =>
  conditionsIn(tree).some(({ kind }) => kind === 'standing');

/** Asks for look-alikes, which are settled once a day: it is counted then, and not asked anew for a few. */
export const isDaily = ({ tree }: Segment): boolean =>
  conditionsIn(tree).some(({ kind }) => kind === 'alike');
