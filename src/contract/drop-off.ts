import { type Static, Type } from 'typebox';
import { windowText } from './funnel.ts';
import { dayText } from './measure.ts';

/** Who looked or filled a cart and did not pay, as the API takes and shows it. */

const dropOffKinds = ['browsed', 'carted'] as const;

const dropOffQuestion = {
  kind: Type.Enum([...dropOffKinds], {
    description: 'Product Viewed; or Product Added, but for what was removed again',
  }),
  within: Type.Optional(Type.String({ ...windowText, default: '7d' })),
  from: dayText,
  to: dayText,
};

export const dropOffQuerySchema = Type.Object(dropOffQuestion, { additionalProperties: false });
export type DropOffQuery = Static<typeof dropOffQuerySchema>;

const dropOffStates = ['bought', 'waiting', 'dropped'] as const;

export const dropOffAnswerSchema = Type.Object({
  from: dayText,
  to: dayText,
  within: Type.String(),
  currency: Type.String({ description: 'ISO 4217; values are in its minor units' }),
  customers: Type.Integer({ description: 'Who browsed, or had something in the cart' }),
  bought: Type.Integer({ description: 'Paid an order within the time after they last did' }),
  waiting: Type.Integer({ description: 'Did not yet; there is time left' }),
  dropped: Type.Integer({ description: 'Did not' }),
  value: Type.Integer({
    description:
      'Of the products of those who did not: last price told x quantity, each product of a customer once',
  }),
  products: Type.Array(
    Type.Object({
      product_id: Type.Integer(),
      title: Type.String({ description: 'Empty: not known' }),
      customers: Type.Integer(),
      value: Type.Integer(),
    }),
    { description: 'What they left, most value first; 100 at most' },
  ),
  more_products: Type.Boolean(),
});
export type DropOffAnswer = Static<typeof dropOffAnswerSchema>;

export const dropOffPeopleSchema = Type.Object(
  {
    ...dropOffQuestion,
    state: Type.Enum([...dropOffStates]),
    product: Type.Optional(Type.Integer({ minimum: 1, description: 'Only who left this product' })),
  },
  { additionalProperties: false },
);
export type DropOffPeople = Static<typeof dropOffPeopleSchema>;
