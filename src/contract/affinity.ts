import { type Static, Type } from 'typebox';
import { dayText } from './measure.ts';

/** What is bought together, as the API shows and takes it. Days are shop days; counts are paid orders of known customers. */

export const affinityLevels = ['product', 'category'] as const;
export type AffinityLevel = (typeof affinityLevels)[number];

export const affinityRulesQuerySchema = Type.Object({
  level: Type.Enum([...affinityLevels], {
    default: 'product',
    description: 'product: one thing on all channels it is mapped to; category: root categories',
  }),
  from: Type.Optional(
    Type.String({ ...dayText, description: 'First shop day; the 365 days up to `to` unless given' }),
  ),
  to: Type.Optional(Type.String({ ...dayText, description: 'Last shop day; today unless given' })),
  min_support: Type.Optional(
    Type.Integer({
      minimum: 2,
      maximum: 1_000_000_000,
      description: 'Fewest orders with both; unless given, 1 in 2,000 orders, at least 5',
    }),
  ),
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200, description: 'Most rules of the answer' }),
});

const item = Type.Object({
  key: Type.String({ description: 'Number of the product, or the category' }),
  title: Type.String({ description: 'Empty where no title is known' }),
  orders: Type.Integer({ description: 'Paid orders with it' }),
});

const share = (description: string) => Type.Number({ description });

const rule = Type.Object({
  from: item,
  to: item,
  together: Type.Integer({ description: 'Orders with both' }),
  support: share('Orders with both / orders'),
  confidence: share('Orders with both / orders with `from`'),
  usual: share(
    'Orders with `to` / orders: what the confidence would be if they had nothing to do with each other',
  ),
  lift: share('Confidence / usual: how popular `to` is by itself is divided out'),
  lift_low: share('95 % interval of the lift (delta method on its logarithm)'),
  lift_high: share('The same, upper end'),
  lift_shrunk: share(
    '(together + 5) / (expected + 5), expected = orders of one x orders of the other / orders: drawn toward 1 where counts are few. Rules are sorted by it',
  ),
  leverage: share('Support less what it would be by chance, as a share of orders'),
  p_value: share("Fisher's exact test, one-sided: so many together, or more, by chance"),
  q_value: share('The same corrected for all pairs tested (Benjamini and Hochberg)'),
  significant: Type.Boolean({ description: 'q_value <= 0.05' }),
  low_confidence: Type.Boolean({
    description: 'Fewer than 10 orders with both, or an interval whose ends are 4 times apart',
  }),
});

/** How rules did on days they were not learnt from. */
const rulesCheck = Type.Object({
  calibration_end: Type.String({
    ...dayText,
    description: 'Last shop day the rules of the check were learnt from',
  }),
  to: dayText,
  baskets: Type.Integer({ description: 'Orders behind it, as above' }),
  rules: Type.Integer({ description: 'Rules significant before, whose items are looked at later as well' }),
  lifts_held: Type.Integer({ description: 'Of these, with a lift above 1 later' }),
  predicted: Type.Number({
    description: 'Later orders with `from`, times the confidence learnt before, over all these rules',
  }),
  actual: Type.Integer({ description: 'Later orders with both, over the same' }),
  by_popularity: Type.Number({ description: 'What `usual` alone would have made of them' }),
});

export const affinityRulesSchema = Type.Object({
  model: Type.Literal('pair-rules'),
  version: Type.Integer(),
  level: Type.Enum([...affinityLevels]),
  from: dayText,
  to: dayText,
  baskets: Type.Integer({
    description: 'Paid orders of known customers with a known item, of at most 100 items',
  }),
  baskets_of_several: Type.Integer({ description: 'Of those, with two items or more' }),
  left_out: Type.Integer({ description: 'Orders of more than 100 items, such as wholesale: in no count' }),
  min_support: Type.Integer(),
  items: Type.Integer({ description: 'Different items bought' }),
  items_looked_at: Type.Integer({
    description: 'The 300 in most orders at most, and of those what is in min_support orders',
  }),
  pairs_tested: Type.Integer({
    description: 'All pairs of the items looked at, those never bought together too',
  }),
  rules_found: Type.Integer({ description: 'Rules with min_support and a lift above 1' }),
  significant_found: Type.Integer(),
  check: Type.Union([rulesCheck, Type.Null()], {
    description:
      'Rules learnt anew from the first three quarters of the days with orders, held against the last; null where either has none',
  }),
  rules: Type.Array(rule, { description: 'Strongest first' }),
  matrix: Type.Object(
    {
      items: Type.Array(item),
      cells: Type.Array(
        Type.Object({
          row: Type.Integer({ description: 'Place in items' }),
          column: Type.Integer({ description: 'Greater than row' }),
          together: Type.Integer(),
          lift: Type.Number({ description: '0: never together' }),
          lift_shrunk: Type.Number(),
        }),
      ),
    },
    { description: 'Pairs of the 16 items in most orders, also those bought together less than by chance' },
  ),
});

export type AffinityRules = Static<typeof affinityRulesSchema>;
export type RulesCheck = Static<typeof rulesCheck>;
export type AffinityRule = AffinityRules['rules'][number];
export type AffinityItem = AffinityRule['from'];

/** `product:12` or `category:家居` as a regular expression. */
export const itemForm = '^(product:[1-9]\\d{0,8}|category:.{1,100})$';
