import { type Static, Type } from 'typebox';
import { dayText } from './measure.ts';

/** What customers are interested in, as the API shows and takes it. Days are shop days. */

export const interestDimensions = ['category', 'brand', 'price', 'hour', 'channel'] as const;
export type InterestDimension = (typeof interestDimensions)[number];

const dimension = Type.Enum([...interestDimensions], {
  description:
    'category: root category; brand; price: band of the unit price, 1 the lowest of 5; hour: of the shop day, 0 to 23; channel',
});

/** What says an interest: a line of a paid order, an event near to one (a cart, a wish, a share, a review), any other event. */
const interestSources = ['purchase', 'near', 'look'] as const;
export type InterestSource = (typeof interestSources)[number];

export const interestSettingsSchema = Type.Object({
  half_life_days: Type.Integer({
    minimum: 7,
    maximum: 365,
    description: 'A sign counts half after so many days, a quarter after twice as many',
  }),
});
export type InterestSettings = Static<typeof interestSettingsSchema>;

export const interestSettingsViewSchema = Type.Object({
  settings: interestSettingsSchema,
  version: Type.Integer({ description: 'Name it in a change; 0: nothing was chosen yet' }),
});

export const interestQuerySchema = Type.Object({
  as_of: Type.Optional(
    Type.String({ ...dayText, description: 'Last shop day that is seen; today unless given' }),
  ),
});

const bands = Type.Array(
  Type.Object({
    band: Type.Integer({ description: '1 the cheapest' }),
    from: Type.Union([Type.Number(), Type.Null()], { description: 'Minor units, above this' }),
    to: Type.Union([Type.Number(), Type.Null()], { description: 'Minor units, up to this' }),
  }),
  {
    description:
      'Fifths of what was sold in the 365 days up to the day, by unit price before discounts; empty where nothing was',
  },
);

const standing = {
  as_of: dayText,
  half_life_days: Type.Integer(),
  currency: Type.String(),
  bands,
};

/** The interests of one customer. */
export const customerInterestsSchema = Type.Object({
  customer: Type.Integer(),
  ...standing,
  acts: Type.Integer({
    description: 'Signs counted: lines of paid orders, and events that name a product or category',
  }),
  low_confidence: Type.Boolean({
    description: 'Fewer than five signs: what they like most may be what they happened to look at',
  }),
  dimensions: Type.Array(
    Type.Object({
      dimension,
      values: Type.Array(
        Type.Object({
          value: Type.String(),
          score: Type.Number({
            description:
              'Decayed weight: a line of a paid order weighs 8, a product added to a cart, wished for, shared or reviewed 3, any other event that names it 1',
          }),
          share: Type.Number({ description: 'Of the scores of the dimension' }),
          acts: Type.Integer(),
        }),
        { description: 'Strongest first' },
      ),
    }),
  ),
});
export type CustomerInterests = Static<typeof customerInterestsSchema>;

/** How many customers like what most. */
export const shopInterestsSchema = Type.Object({
  ...standing,
  customers: Type.Integer({
    description: 'With a sign that still counts; of nobody who objected to being profiled',
  }),
  dimensions: Type.Array(
    Type.Object({
      dimension,
      values: Type.Array(
        Type.Object({
          value: Type.String(),
          customers: Type.Integer({ description: 'Whose strongest interest of the dimension it is' }),
        }),
        { description: 'Most customers first; 50 at most' },
      ),
    }),
  ),
  drivers: Type.Array(
    Type.Object({
      source: Type.Enum([...interestSources], {
        description: 'purchase: lines of paid orders; near: cart, wish, share, review; look: any other event',
      }),
      age: Type.Integer({ description: 'In whole half-lives; 4: four or more' }),
      signs: Type.Integer(),
      share: Type.Number({ description: 'Of all decayed weight' }),
    }),
    { description: 'What drives the figures: the signs they are made of, over everybody' },
  ),
});
export type ShopInterests = Static<typeof shopInterestsSchema>;

/** Behind a bar: whose strongest interest it is. */
export const interestPeopleSchema = Type.Object({
  ...interestQuerySchema.properties,
  dimension,
  value: Type.String({ minLength: 1, maxLength: 100 }),
});
export type InterestPeople = Static<typeof interestPeopleSchema>;

/** Something somebody likes. Hours are parts of the day here: 0 is 0:00 to 3:00, 7 is 21:00 to 24:00. */
const feature = Type.Object({ dimension, value: Type.String() });
export type InterestFeature = Static<typeof feature>;

export const similarQuerySchema = Type.Object({
  ...interestQuerySchema.properties,
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'Most customers of the answer' }),
});

/** Who is like one customer. */
export const similarCustomersSchema = Type.Object({
  customer: Type.Integer(),
  as_of: dayText,
  half_life_days: Type.Integer(),
  compared: Type.Integer({ description: 'Customers with an interest: all of them are compared' }),
  similar: Type.Array(
    Type.Object({
      customer: Type.Integer(),
      similarity: Type.Number({
        description:
          'Cosine of the interests, 0 to 1; dimensions count 0.4 (category), 0.25 (brand), 0.15 (price), 0.1 (hour), 0.1 (channel)',
      }),
      shared: Type.Array(feature, { description: 'What makes them alike most, two dimensions' }),
    }),
    { description: 'Nearest first' },
  ),
});
export type SimilarCustomers = Static<typeof similarCustomersSchema>;
