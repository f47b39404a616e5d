import { findScoreKind } from '../../../../contract/score-kinds.ts';
import {
  anniversaryOf,
  type Condition,
  type ConditionKindName,
  comparisons,
  dayTurns,
  eventMeasures,
  orderMeasures,
  plusIs,
  pointsWithin,
  standings,
  tieRoles,
  traitOperators,
} from '../../../../contract/segment-conditions.ts';

/** How an argument of a condition is set. */
export type Control =
  | {
      readonly as: 'choice';
      readonly of: readonly string[];
      readonly words:
        | 'measure'
        | 'role'
        | 'standing'
        | 'end'
        | 'when'
        | 'seen'
        | 'anniversary'
        | 'points'
        | 'plus'
        | 'plus-within';
    }
  | { readonly as: 'comparison'; readonly of: readonly string[] }
  | {
      readonly as:
        | 'event'
        | 'steps'
        | 'window'
        | 'length'
        | 'text'
        | 'texts'
        | 'number'
        | 'trait'
        | 'segment'
        | 'list'
        | 'plan'
        | 'score'
        | 'codes'
        | 'consent';
    };

export interface FieldOf {
  readonly name: string;
  readonly control: Control;
}

const field = (name: string, control: Control): FieldOf => ({ name, control });
const choice = (
  name: string,
  of: readonly string[],
  words:
    | 'measure'
    | 'role'
    | 'standing'
    | 'end'
    | 'when'
    | 'seen'
    | 'anniversary'
    | 'points'
    | 'plus'
    | 'plus-within',
) => field(name, { as: 'choice', of, words });
const plain = (name: string, as: Exclude<Control['as'], 'choice' | 'comparison'>) => field(name, { as });
const op = (of: readonly string[] = comparisons) => field('op', { as: 'comparison', of });
const window = plain('window', 'window');
const value = plain('value', 'number');

/** The arguments of each kind in the order they are read. */
export const fieldsOf: Readonly<Record<ConditionKindName, readonly FieldOf[]>> = {
  event: [window, plain('event', 'event'), choice('measure', eventMeasures, 'measure'), op(), value],
  sequence: [
    window,
    plain('steps', 'steps'),
    choice('end', ['did', 'did-not'], 'end'),
    plain('within', 'length'),
  ],
  orders: [window, choice('measure', orderMeasures, 'measure'), op(), value],
  trait: [plain('trait', 'trait'), op(traitOperators), plain('values', 'texts')],
  tag: [plain('tag', 'text')],
  seen: [choice('what', ['first', 'last'], 'seen'), window],
  standing: [choice('of', standings, 'standing'), plain('values', 'codes')],
  score: [plain('score', 'score'), plain('is', 'text'), plain('from', 'number'), plain('to', 'number')],
  points: [choice('within', pointsWithin, 'points'), op(), value],
  plus: [choice('is', plusIs, 'plus'), plain('plan', 'plan'), choice('within', pointsWithin, 'plus-within')],
  tie: [choice('role', tieRoles, 'role'), op(), value],
  band: [plain('score', 'score'), plain('from', 'number'), plain('to', 'number')],
  birthday: [choice('when', dayTurns, 'when')],
  anniversary: [choice('of', anniversaryOf, 'anniversary'), choice('when', dayTurns, 'when')],
  alike: [plain('segment', 'segment'), plain('most', 'number')],
  list: [plain('list', 'list')],
  consent: [plain('consent', 'consent')],
  segment: [plain('segment', 'segment')],
  random: [plain('from', 'number'), plain('to', 'number'), plain('salt', 'text')],
};

/** A condition of a kind as it stands before anybody sets it: usable where that can be. */
export const newCondition = (kind: ConditionKindName): Condition => starts[kind];

const starts: { readonly [K in ConditionKindName]: Condition } = {
  event: { kind: 'event', event: 'Product Viewed', measure: 'times', op: '>=', value: 1, window: '30d' },
  sequence: {
    ...{ kind: 'sequence', steps: 'Product Added,Order Completed', within: '24h', end: 'did-not' },
    window: '7d',
  },
  orders: { kind: 'orders', measure: 'orders', op: '>=', value: 1, window: '90d' },
  trait: { kind: 'trait', trait: 'city', op: '=', values: [] },
  tag: { kind: 'tag', tag: '' },
  seen: { kind: 'seen', what: 'last', window: '30d' },
  standing: { kind: 'standing', of: 'quadrant', values: ['often-much'] },
  score: { kind: 'score', score: 'lifetime-value', from: 10_000 },
  points: { kind: 'points', within: 'ever', op: '>=', value: 100 },
  plus: { kind: 'plus', is: 'member', within: 'ever' },
  tie: { kind: 'tie', role: 'leader', op: '>=', value: 1 },
  band: { kind: 'band', score: 'lifetime-value', from: 90, to: 100 },
  birthday: { kind: 'birthday', when: 'this-month' },
  anniversary: { kind: 'anniversary', of: 'first-order', when: 'this-month' },
  alike: { kind: 'alike', segment: 0, most: 1000 },
  list: { kind: 'list', list: 0 },
  consent: { kind: 'consent', consent: 'marketing:sms:granted' },
  segment: { kind: 'segment', segment: 0 },
  random: { kind: 'random', from: 0, to: 10, salt: 'a' },
};

/** Whether a score names something in words. */
export const isNamed = (score: string): boolean => findScoreKind(score)?.unit === 'word';

type ScoreCondition = Extract<Condition, { kind: 'score' }>;

/** The condition on another score: of what it names where it is in words, of a range where it is a number. */
export function onScore({ kind, score: before, from, to }: ScoreCondition, score: string): ScoreCondition {
  if (isNamed(score)) return { kind, score, is: '' };
  const ends = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  return isNamed(before) ? { kind, score, from: 0 } : { kind, score, ...ends };
}
