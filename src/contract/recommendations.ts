import { type Static, Type } from 'typebox';
import { dayText } from './measure.ts';
import { modelRunSchema } from './scores.ts';

/** Recommendations: what to show whom, in which place, and how well that does. */

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);

/** Where a list is shown. Beside a product, a cart or a paid order, what goes with it comes first. */
export const places = ['home', 'product', 'cart', 'after-payment'] as const;
export type Place = (typeof places)[number];

const methods = ['popular', 'sought-now', 'bought-together', 'personal'] as const;

/** beside: goes with the products named in the question. */
const listMethod = Type.Enum([...methods, 'beside'], {
  description:
    'popular: most customers bought it; sought-now: most did within 30 days; bought-together: goes with what they bought; personal: by their taste; beside: goes with the products named. Of a mix the one that gave most',
});
export type ListMethod = Static<typeof listMethod>;

const judged = Type.Object({
  method: Type.Enum(['mix', ...methods]),
  recall_at_10: Type.Number({
    description: 'Share found, in ten places, of what was bought later and never before',
  }),
  recall_low: Type.Number({ description: '95% interval over customers' }),
  recall_high: Type.Number(),
  ndcg_at_10: Type.Number({ description: 'The same, a hit counting more the higher it stands' }),
  coverage: Type.Number({ description: 'Share of the products that stand in any list' }),
});

const mixSchema = Type.Array(Type.Object({ method: Type.Enum([...methods]), share: Type.Number() }), {
  description: 'Shares of the methods in the lists of this shop, chosen by what would have found most',
});

const check = Type.Object({
  calibration_end: Type.String({ ...dayText, description: 'Last day that was learnt from' }),
  to: Type.String({ ...dayText, description: 'Last day that checked' }),
  customers: Type.Integer({
    description:
      'Who had bought or looked at something, and then bought something new; the mix was chosen by as many others',
  }),
  methods: Type.Array(judged),
});
export type RecommendationCheck = Static<typeof check>;

/** What the page of recommendations shows. */
export const recommendationViewSchema = Type.Object({
  run: modelRunSchema,
  customers: Type.Integer({ description: 'Learnt from' }),
  is_sample: Type.Boolean({ description: 'More customers there are than are learnt from' }),
  products: Type.Integer({ description: 'The most bought, 2,000 at most: no other is recommended' }),
  mix: mixSchema,
  check: orNull(check),
});
export type RecommendationView = Static<typeof recommendationViewSchema>;

const price = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));

const numbers = (description: string) =>
  Type.Optional(Type.String({ pattern: '^[0-9]{1,9}(,[0-9]{1,9}){0,49}$', description }));

export const recommendationQuerySchema = Type.Object({
  customer: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 2 ** 32 - 1,
      description: 'Number of the customer; none, or nobody known: what most buy',
    }),
  ),
  place: Type.Enum([...places], {
    default: 'home',
    description: 'Where it is shown; in every place but home what goes with `products` comes first',
  }),
  products: numbers(
    'Numbers of the products looked at, in the cart or just paid, by comma; they are not in the list',
  ),
  viewed: numbers(
    'Numbers of the products looked at in this visit, by comma: a look counts a quarter of an order, also of a visitor nobody knows; not where the customer switched it off. Looks of earlier visits are known from their events',
  ),
  limit: Type.Integer({ minimum: 1, maximum: 50, default: 10 }),
  price_from: price('Minor units; a product without a price is in no list that asks for one'),
  price_to: price('Minor units'),
  bought: Type.Boolean({ default: false, description: 'Also what they bought already' }),
});
export type RecommendationQuery = Static<typeof recommendationQuerySchema>;

/** Why a list is not personal. */
const whyPlain = ['no-customer', 'nothing-known', 'switched-off', 'held-out'] as const;
export type WhyPlain = (typeof whyPlain)[number];

export const recommendationListSchema = Type.Object({
  as_of: Type.String({ ...dayText, description: 'Last day that was learnt from' }),
  personal: Type.Boolean({
    description: 'Made of what the customer bought and looked at of late, in this visit too',
  }),
  why_plain: orNull(
    Type.Enum([...whyPlain], {
      description:
        'switched-off: the customer objected to personalised recommendation or to profiles, or is restricted; nothing of them was looked at. held-out: of the universal holdout, shown what most buy so that lists can be measured',
    }),
  ),
  products: Type.Array(
    Type.Object({
      product: Type.Integer(),
      title: Type.String(),
      price: orNull(Type.Integer({ description: 'Minor units' })),
      method: listMethod,
      because: orNull(Type.Object({ product: Type.Integer(), title: Type.String() })),
      codes: Type.Array(Type.Object({ channel: Type.String(), product_no: Type.String() }), {
        description: 'What the channels call it',
      }),
    }),
  ),
  currency: Type.String(),
});
export type RecommendationList = Static<typeof recommendationListSchema>;
