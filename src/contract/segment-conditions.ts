import { type Static, type TObject, Type } from 'typebox';
import { consentForm } from './people.ts';

/**
 * Conditions of a segment as data. A tree is groups of conditions: `all` of them, `any` of them, `none` of them. What
 * each kind means to the engine, in memory and in words stands in `domains/segments/conditions`, one file a kind.
 */

/**
 * When: `ever`; `24h` (rolling, to the millisecond); `30d` (shop days, today the last of them); `this-month` (to date);
 * `last-month`; `2026-11-01..2026-11-11` (shop days, either end may be left out).
 */
const windowForm =
  '^(ever|[1-9][0-9]{0,3}[hd]|(this|last)-(week|month|quarter|year)|\\d{4}-\\d{2}-\\d{2}\\.\\.(\\d{4}-\\d{2}-\\d{2})?|\\.\\.\\d{4}-\\d{2}-\\d{2})$';
const window = Type.String({
  pattern: windowForm,
  description: 'ever, 24h, 30d, this-month, last-month, 2026-11-01..2026-11-11',
});

export const comparisons = ['>=', '<=', '=', '>', '<', '!='] as const;
export type Comparison = (typeof comparisons)[number];
const op = Type.Enum([...comparisons]);
const value = Type.Number({ minimum: -1e12, maximum: 1e12 });
const strict = { additionalProperties: false };

export const eventMeasures = [
  'times',
  'days',
  'amount',
  'quantity',
  'products',
  'average-gap-days',
  'days-since-first',
  'days-since-last',
] as const;
export const orderMeasures = [
  'orders',
  'paid',
  'net',
  'average',
  'quantity',
  'products',
  'days-since-first',
  'days-since-last',
  'average-gap-days',
] as const;
export const traitOperators = ['=', '!=', '>=', '<=', '>', '<', '~', 'known'] as const;
export const pointsWithin = ['ever', '7d', '30d', '90d'] as const;
export const plusIs = ['member', 'trial', 'ever'] as const;
export const standings = ['quadrant', 'stage', 'rfm_group'] as const;
export const anniversaryOf = ['first-seen', 'first-order'] as const;
export const dayTurns = ['today', 'this-month', 'next-month', 'next-7-days'] as const;
export const tieRoles = ['leader', 'member', 'sharer', 'receiver', 'referrer', 'referred'] as const;

/** What each kind is asked, by its name. */
export const conditionSchemas = {
  /** One step of a funnel's line: a name, narrowed in brackets. Amounts are minor units. */
  event: Type.Object(
    {
      kind: Type.Literal('event'),
      event: Type.String({ minLength: 1, maxLength: 1000 }),
      measure: Type.Enum([...eventMeasures]),
      ...{ op, value, window },
    },
    strict,
  ),
  /** One step after another, each strictly later; `within` is from the first to the last. `did-not`: the last one did not come in time. */
  sequence: Type.Object(
    {
      kind: Type.Literal('sequence'),
      steps: Type.String({ minLength: 3, maxLength: 2000 }),
      within: Type.String({ pattern: '^[1-9][0-9]{0,3}[mhd]$' }),
      end: Type.Enum(['did', 'did-not']),
      window,
    },
    strict,
  ),
  /** Paid orders in the shop's currency. Money is minor units; `net` takes off refunds done in the window. */
  orders: Type.Object(
    { kind: Type.Literal('orders'), measure: Type.Enum([...orderMeasures]), op, value, window },
    strict,
  ),
  trait: Type.Object(
    {
      kind: Type.Literal('trait'),
      trait: Type.String({ minLength: 1, maxLength: 100 }),
      op: Type.Enum([...traitOperators]),
      values: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 }),
    },
    strict,
  ),
  tag: Type.Object({ kind: Type.Literal('tag'), tag: Type.String({ minLength: 1, maxLength: 64 }) }, strict),
  consent: Type.Object(
    { kind: Type.Literal('consent'), consent: Type.String({ pattern: consentForm }) },
    strict,
  ),
  seen: Type.Object({ kind: Type.Literal('seen'), what: Type.Enum(['first', 'last']), window }, strict),
  score: Type.Object(
    {
      kind: Type.Literal('score'),
      score: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
      from: Type.Optional(value),
      to: Type.Optional(value),
      /** What a score of the unit `word` names. */
      is: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    },
    strict,
  ),
  standing: Type.Object(
    {
      kind: Type.Literal('standing'),
      of: Type.Enum([...standings]),
      values: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1, maxItems: 20 }),
    },
    strict,
  ),
  /** What can be spent (`ever`), or what of it expires within so many shop days, today the first. */
  points: Type.Object(
    {
      kind: Type.Literal('points'),
      within: Type.String({ pattern: '^(ever|[1-9][0-9]{0,2}d)$', description: 'ever, 30d' }),
      ...{ op, value },
    },
    strict,
  ),
  /** PLUS now (its trial with it), a trial now, or at some time; of a plan; all that is paid ending within so many shop days, today the first. */
  plus: Type.Object(
    {
      kind: Type.Literal('plus'),
      is: Type.Enum([...plusIs]),
      plan: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
      within: Type.String({ pattern: '^(ever|[1-9][0-9]{0,2}d)$', description: 'ever, 30d' }),
    },
    strict,
  ),
  tie: Type.Object({ kind: Type.Literal('tie'), role: Type.Enum([...tieRoles]), op, value }, strict),
  /** A stable share of all customers; two conditions with one `salt` and shares that do not overlap share nobody. */
  random: Type.Object(
    {
      kind: Type.Literal('random'),
      from: Type.Number({ minimum: 0, maximum: 100 }),
      to: Type.Number({ minimum: 0, maximum: 100 }),
      salt: Type.String({ minLength: 1, maxLength: 40 }),
    },
    strict,
  ),
  segment: Type.Object(
    { kind: Type.Literal('segment'), segment: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) },
    strict,
  ),
  birthday: Type.Object({ kind: Type.Literal('birthday'), when: Type.Enum([...dayTurns]) }, strict),
  /** Of the day somebody was first seen, or paid a first order: a year later or more. */
  anniversary: Type.Object(
    {
      kind: Type.Literal('anniversary'),
      of: Type.Enum([...anniversaryOf]),
      when: Type.Enum([...dayTurns]),
    },
    strict,
  ),
  /** Place of a score among all: 90 to 100 is the top tenth. */
  band: Type.Object(
    {
      kind: Type.Literal('band'),
      score: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
      from: Type.Number({ minimum: 0, maximum: 100 }),
      to: Type.Number({ minimum: 0, maximum: 100 }),
    },
    strict,
  ),
  /** The so many who are most like the members of a segment, and are none of them. */
  alike: Type.Object(
    {
      kind: Type.Literal('alike'),
      segment: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
      most: Type.Integer({ minimum: 1, maximum: 10_000 }),
    },
    strict,
  ),
  /** Stands on an uploaded list. */
  list: Type.Object(
    { kind: Type.Literal('list'), list: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) },
    strict,
  ),
} as const satisfies Record<string, TObject>;

export type ConditionKindName = keyof typeof conditionSchemas;
export type ConditionOf<K extends ConditionKindName> = Static<(typeof conditionSchemas)[K]>;
export type Condition = { [K in ConditionKindName]: ConditionOf<K> }[ConditionKindName];
export const conditionKinds = Object.keys(conditionSchemas) as ConditionKindName[];

export const groupOperators = ['all', 'any', 'none'] as const;
export type GroupOperator = (typeof groupOperators)[number];
export interface Group {
  readonly op: GroupOperator;
  readonly of: readonly Tree[];
}
export type Tree = Group | Condition;

export const isGroup = (tree: Tree): tree is Group => 'of' in tree && Array.isArray(tree.of);

/** Bounds of a tree: a statement has to be written from it, and somebody has to read it aloud. */
export const deepestTree = 6;
export const mostConditions = 40;

/** Every condition of a tree, from left to right. */
export const conditionsIn = (tree: Tree): Condition[] =>
  isGroup(tree) ? tree.of.flatMap(conditionsIn) : [tree];
