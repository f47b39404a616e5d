import fc from 'fast-check';
import {
  anniversaryOf,
  type Condition,
  comparisons,
  eventMeasures,
  type Group,
  orderMeasures,
  plusIs,
  type Tree,
} from '../../../contract/segment-conditions.ts';

/** Trees as tests draw them: every kind of condition, with values near those that small shops have. */

const op = fc.constantFrom(...comparisons);
const small = fc.integer({ min: 0, max: 3 });
const windows = [
  ...['ever', '12h', '24h', '48h', '1d', '2d', '7d', 'this-week', 'last-week', 'this-month', 'last-month'],
  ...['this-quarter', 'this-year', '2024-03-30..2024-03-31', '2024-04-01..', '..2024-03-31'],
];
const window = fc.constantFrom(...windows);

const names = ['A', 'B', 'C', 'Order Placed', 'Order Completed', 'Order Refunded'];
const narrowings = [
  ...['', '', '', '', '[channel=web|]', '[quantity>=2]', '[price=12.5]', '[path!=/p]', '[path~/q]'],
  ...['[category=家居]', '[category!=家居|]', '[category=]', '[product=2]', '[product!=3]', '[amount>500]'],
];
const step = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...narrowings)).map((it) => it.join(''));

const conditions: fc.Arbitrary<Condition>[] = [
  fc.record({
    kind: fc.constant('event' as const),
    ...{ event: step, op, window },
    measure: fc.constantFrom('times', 'times', ...eventMeasures),
    value: fc.oneof(small, fc.constantFrom(500, 1000)),
  }),
  fc
    .record({
      kind: fc.constant('sequence' as const),
      steps: fc.array(step, { minLength: 2, maxLength: 3 }),
      within: fc.constantFrom('1m', '12h', '1d', '3d'),
      end: fc.constantFrom('did', 'did-not'),
      window,
    })
    .map((it) => ({ ...it, steps: it.steps.slice(0, it.end === 'did' ? 3 : 2).join(',') })),
  fc.record({
    kind: fc.constant('orders' as const),
    measure: fc.constantFrom(...orderMeasures),
    ...{ op, window, value: fc.oneof(small, fc.constantFrom(100, 500, 1000)) },
  }),
  fc
    .record({
      kind: fc.constant('trait' as const),
      trait: fc.constantFrom('city', 'age', 'joined', 'vip'),
      op: fc.constantFrom('=', '!=', '>=', '<', '~', 'known'),
      values: fc.constantFrom<string[]>(['上海'], ['12'], ['2024-03-01'], ['true'], ['']),
    })
    .map((it) => ({ ...it, values: it.op === 'known' ? [] : orderable(it.op, it.values) })),
  fc.record({ kind: fc.constant('tag' as const), tag: fc.constantFrom('vip', '老客') }),
  fc.record({
    kind: fc.constant('consent' as const),
    consent: fc.constantFrom('marketing:sms:granted', 'marketing:sms:refused', 'marketing:sms:none'),
  }),
  fc.record({ kind: fc.constant('seen' as const), what: fc.constantFrom('first', 'last'), window }),
  fc.record({
    kind: fc.constant('score' as const),
    score: fc.constantFrom('lifetime-value', 'alive'),
    from: fc.constantFrom(1, 2),
  }),
  fc.record(
    {
      ...{ kind: fc.constant('score' as const), score: fc.constant('interest-category') },
      ...{ is: fc.constantFrom('家居', '食品', '茶'), from: fc.constantFrom(0.25, 0.5) },
    },
    { requiredKeys: ['kind', 'score', 'is'] },
  ),
  fc.record({
    kind: fc.constant('standing' as const),
    of: fc.constantFrom('quadrant', 'stage', 'rfm_group'),
    values: fc.constantFrom<string[]>(['often-much', 'lost'], ['new'], ['seldom-much', 'x']),
  }),
  fc.record({
    kind: fc.constant('tie' as const),
    role: fc.constantFrom('leader', 'member'),
    op,
    value: small,
  }),
  fc.record({
    kind: fc.constant('points' as const),
    within: fc.constantFrom('ever', '1d', '2d', '7d'),
    ...{ op, value: fc.oneof(small, fc.constantFrom(100, 150, -50)) },
  }),
  fc.record(
    {
      kind: fc.constant('plus' as const),
      is: fc.constantFrom(...plusIs),
      plan: fc.constantFrom(1, 2),
      within: fc.constantFrom('ever', 'ever', '1d', '2d', '7d'),
    },
    { requiredKeys: ['kind', 'is', 'within'] },
  ),
  fc.record({
    kind: fc.constant('random' as const),
    ...{ from: fc.constantFrom(0, 30), to: fc.constantFrom(50, 100), salt: fc.constantFrom('x', 'y') },
  }),
  fc.record({ kind: fc.constant('segment' as const), segment: fc.constantFrom(1, 2, 3) }),
  fc.record({ kind: fc.constant('birthday' as const), when: fc.constantFrom('today', 'this-month') }),
  fc.record({
    kind: fc.constant('anniversary' as const),
    of: fc.constantFrom(...anniversaryOf),
    when: fc.constantFrom('today', 'this-month', 'next-7-days'),
  }),
  fc.record({
    kind: fc.constant('band' as const),
    score: fc.constantFrom('lifetime-value', 'alive'),
    ...{ from: fc.constantFrom(0, 50), to: fc.constantFrom(80, 100) },
  }),
  fc.record({ kind: fc.constant('alike' as const), segment: fc.constant(1), most: fc.constantFrom(2, 3) }),
  fc.record({ kind: fc.constant('list' as const), list: fc.constantFrom(1, 2, 3) }),
];

const orderable = (operator: string, values: string[]): string[] =>
  (operator === '>=' || operator === '<') && !/^\d/.test(values[0]!) ? ['12'] : values;

const condition: fc.Arbitrary<Condition> = fc.oneof(...conditions);

const group = (of: fc.Arbitrary<Tree>): fc.Arbitrary<Group> =>
  fc.record({
    op: fc.constantFrom('all', 'any', 'none'),
    of: fc.array(of, { minLength: 1, maxLength: 3 }),
  });

/** A condition as often as a group of them, or of such groups. */
export const tree: fc.Arbitrary<Tree> = fc.oneof(
  condition,
  group(condition),
  group(fc.oneof(condition, group(condition))),
);
