import { type Static, Type } from 'typebox';
import { bilingual, dayText, maybeNumber } from './measure.ts';
import { rfmAnswerSchema } from './rfm.ts';

/**
 * Everything one screen shows of who the customers are, counted over the same people at the same moment. Each figure
 * opens in the list of customers by the filter named after it: rfm_group, r and f, quadrant, stage, province, channel,
 * tier, or orders_from/orders_to with spend_from/spend_to.
 */

const sums = {
  customers: Type.Integer(),
  share: Type.Union([Type.Number(), Type.Null()], { description: 'Of all of its kind; null over nobody' }),
  orders: Type.Integer({ description: 'Paid orders' }),
  net_sales: Type.Integer({ description: 'Minor units' }),
};

const edge = (description: string) => Type.Union([Type.Integer(), Type.Null()], { description });

const valueRow = Type.Object({
  value: Type.String({ description: 'Empty = not known' }),
  buyers: Type.Integer({ description: 'Of the customers, those with a paid order' }),
  ...sums,
});

export const peopleOverviewSchema = Type.Object({
  as_of: dayText,
  counted_at: Type.String({ format: 'date-time', description: 'Data of this moment' }),
  currency: Type.String(),
  customers: Type.Integer(),
  buyers: Type.Integer(),
  orders: Type.Integer(),
  net_sales: Type.Integer({ description: 'Minor units; over all time up to the day' }),
  groups: rfmAnswerSchema.properties.groups,
  cells: rfmAnswerSchema.properties.cells,
  quadrants: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), label: bilingual, ...sums })),
  frequency_cut: Type.Union([Type.Number(), Type.Null()], {
    description: 'Often is more orders than this median',
  }),
  amount_cut: Type.Union([Type.Number(), Type.Null()], {
    description: 'Much is more net sales than this median',
  }),
  density: Type.Array(
    Type.Object({
      orders_from: Type.Integer(),
      orders_to: edge('null: or more'),
      spend_from: edge('Minor units; null: or less'),
      spend_to: edge('Minor units, inclusive; null: or more'),
      customers: Type.Integer(),
      net_sales: Type.Integer({ description: 'Minor units' }),
    }),
    { description: 'Buyers by paid orders and net sales, in bins' },
  ),
  stages: Type.Array(Type.Object({ code: Type.String(), label: bilingual, definition: bilingual, ...sums })),
  provinces: Type.Array(valueRow),
  channels: Type.Array(valueRow),
  tiers: Type.Array(valueRow),
  average_net_sales: maybeNumber,
});
export type PeopleOverview = Static<typeof peopleOverviewSchema>;
