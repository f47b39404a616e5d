import { Type } from 'typebox';
import { bilingual, dayText, maybeNumber } from './measure.ts';

/** RFM, quadrants and lifecycle as the API shows and takes them. */

const fourNumbers = (description: string) => Type.String({ pattern: '^-?\\d+(,-?\\d+){3}$', description });

export const rfmQuerySchema = Type.Object({
  as_of: dayText,
  mode: Type.Enum(['quintile', 'thresholds'], { default: 'quintile' }),
  cut: Type.Enum(['mean', '2', '3', '4', '5'], {
    default: 'mean',
    description: 'High is above the mean score, or from this score up',
  }),
  recency: Type.Optional(fourNumbers('Longest days since the last order for 2, 3, 4 and 5 points')),
  frequency: Type.Optional(fourNumbers('Fewest paid orders for 2, 3, 4 and 5 points')),
  monetary: Type.Optional(fourNumbers('Least net sales, minor units, for 2, 3, 4 and 5 points')),
});

const sums = {
  customers: Type.Integer(),
  share: maybeNumber,
  orders: Type.Integer(),
  net_sales: Type.Integer({ description: 'Minor units' }),
  average_net_sales: maybeNumber,
};

export const rfmAnswerSchema = Type.Object({
  as_of: dayText,
  currency: Type.String(),
  mode: Type.String(),
  cut: Type.Union([Type.Literal('mean'), Type.Integer()]),
  customers: Type.Integer({ description: 'Known customers with a paid order by the day' }),
  mean_scores: Type.Object({ r: maybeNumber, f: maybeNumber, m: maybeNumber }),
  groups: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String({ description: '重要价值, ...' }),
      label: bilingual,
      ...sums,
    }),
  ),
  cells: Type.Array(Type.Object({ recency: Type.Integer(), frequency: Type.Integer(), ...sums })),
});

export const rfmMovesSchema = Type.Object({
  from: dayText,
  to: dayText,
  moves: Type.Array(
    Type.Object({
      from_group: Type.Union([Type.String(), Type.Null()], { description: 'null: had not bought yet' }),
      to_group: Type.String(),
      customers: Type.Integer(),
    }),
  ),
});

export const rfmCustomersSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      customer_id: Type.Integer(),
      group: Type.String(),
      recency: Type.Integer(),
      frequency: Type.Integer(),
      monetary: Type.Integer(),
      last_order_day: dayText,
      orders: Type.Integer(),
      net_sales: Type.Integer({ description: 'Minor units' }),
    }),
  ),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});

const count = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: 36_500, description }));

export const quadrantQuerySchema = Type.Object({
  as_of: dayText,
  since: Type.Optional(dayText),
  frequency_cut: Type.Optional(
    Type.Integer({ description: 'Often from so many paid orders; median unless given' }),
  ),
  amount_cut: Type.Optional(
    Type.Integer({ description: 'Much from so much net sales; median unless given' }),
  ),
});

const quadrantCut = Type.Object({ rule: Type.Enum(['above-median', 'from']), value: maybeNumber });

export const quadrantAnswerSchema = Type.Object({
  as_of: dayText,
  since: Type.Union([dayText, Type.Null()]),
  currency: Type.String(),
  frequency_cut: quadrantCut,
  amount_cut: quadrantCut,
  quadrants: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String({ description: '高频高额, ...' }),
      customers: Type.Integer(),
      share: maybeNumber,
      orders: Type.Integer(),
      net_sales: Type.Integer({ description: 'Minor units' }),
    }),
  ),
});

export const lifecycleQuerySchema = Type.Object({
  as_of: dayText,
  new_days: count('New while the first order is fewer days ago'),
  active_days: count('Active while the last order is fewer days ago'),
  lost_days: count('Lost once the last order is as many days ago'),
  loyal_orders: count('Loyal from so many orders'),
  loyal_days: count('in so many days'),
});

export const lifecycleAnswerSchema = Type.Object({
  as_of: dayText,
  thresholds: Type.Object({
    new_days: Type.Integer(),
    active_days: Type.Integer(),
    lost_days: Type.Integer(),
    loyal_orders: Type.Integer(),
    loyal_days: Type.Integer(),
  }),
  stages: Type.Array(
    Type.Object({
      code: Type.String(),
      label: bilingual,
      definition: bilingual,
      customers: Type.Integer(),
      share: maybeNumber,
    }),
  ),
});
