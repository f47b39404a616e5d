import { type Static, Type } from 'typebox';
import { dayText } from './measure.ts';

/** Measured lift: what acting by a score brought, against the universal holdout. */

export const liftScores = ['churn', 'next-purchase', 'recommendations'] as const;
export type LiftScore = (typeof liftScores)[number];

/** How somebody was acted on; `list-read`: they stood in a list that a key read. */
const exposureWays = ['list-served', 'export', 'tag', 'list-read'] as const;
export type ExposureWay = (typeof exposureWays)[number];

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);

export const liftQuerySchema = Type.Object({
  score: Type.Enum([...liftScores]),
  from: Type.Optional(
    Type.String({
      ...dayText,
      description: 'First shop day of acts; 90 days and `days` before `to` unless given',
    }),
  ),
  to: Type.Optional(Type.String({ ...dayText, description: 'Last shop day of acts; today unless given' })),
  days: Type.Integer({
    ...{ minimum: 1, maximum: 365, default: 30 },
    description: 'What customers bought within so many shop days, that of the act the first',
  }),
});

const arm = Type.Object({
  customers: Type.Integer({ description: 'Whose days are over' }),
  compared: Type.Integer({
    description: 'Of them, those in bands of the score that hold two customers or more on both sides',
  }),
  orders: orNull(Type.Number({ description: 'Paid orders a customer compared' })),
  net_sales: orNull(Type.Number({ description: 'Minor units a customer compared, refunds taken off' })),
});

const difference = orNull(
  Type.Object(
    { value: Type.Number(), low: Type.Number(), high: Type.Number() },
    {
      description: 'Acted on less held out, a customer, with its 95% interval; null where nobody is compared',
    },
  ),
);

export const liftSchema = Type.Object({
  score: Type.Enum([...liftScores]),
  ...{ from: dayText, to: dayText },
  days: Type.Integer(),
  currency: Type.String(),
  holdout_share: Type.Number({ description: 'Share of customers that is held out now' }),
  acted_on: arm,
  held_out: Type.Object(arm.properties, {
    description: 'Who would have been acted on; averages weighted by bands as those acted on are',
  }),
  orders: difference,
  net_sales: difference,
  confidence: orNull(
    Type.Enum(['low', 'usual'], { description: 'low: fewer than 100 customers compared on a side' }),
  ),
  running: Type.Integer({ description: 'Customers whose days are not over: they count later' }),
  mixed: Type.Integer({ description: 'Customers who were both, as the holdout changed: they count nowhere' }),
  ways: Type.Array(
    Type.Object({ way: Type.Enum([...exposureWays]), acted_on: Type.Integer(), held_out: Type.Integer() }),
    { description: 'Customers by how they were acted on, or would have been' },
  ),
});
export type Lift = Static<typeof liftSchema>;
