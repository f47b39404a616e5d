import { type Static, Type } from 'typebox';
import { dayText } from './measure.ts';
import { modelRunSchema } from './scores.ts';

/** Who brings whom: influence, communities, and how fast a shop grows by itself. Days are shop days, money minor units. */

const figure = Type.Union([Type.Number(), Type.Null()]);

/** What somebody comes by. */
export const tieKinds = ['group-buy', 'share', 'referral'] as const;
export type TieKind = (typeof tieKinds)[number];

export const socialSettingsSchema = Type.Object({
  window_days: Type.Integer({
    minimum: 1,
    maximum: 365,
    description: 'Whoever buys for the first time within so many days of coming by a tie was won by it',
  }),
});
export type SocialSettings = Static<typeof socialSettingsSchema>;

export const socialSettingsViewSchema = Type.Object({
  settings: socialSettingsSchema,
  version: Type.Integer({ description: 'Name it in a change; 0: nothing was chosen yet' }),
});

const community = Type.Object({
  community: Type.Integer({ description: 'The score of its members' }),
  customers: Type.Integer(),
  net_sales: Type.Number({ description: 'Of its members by the day' }),
});

/** What the newest run found. */
export const socialViewSchema = Type.Object({
  currency: Type.String(),
  run: modelRunSchema,
  window_days: Type.Integer(),
  tied: Type.Integer({ description: 'Customers with a tie to another' }),
  pairs: Type.Integer({ description: 'Of two customers with at least one tie' }),
  bringers: Type.Integer({ description: 'Whose tie somebody came by first' }),
  brought: Type.Integer({ description: 'Came by a tie and had bought nothing before' }),
  won: Type.Integer({ description: 'Of those, who bought within the window' }),
  value: Type.Number({ description: 'What those brought paid by the day, less refunds' }),
  by_kind: Type.Array(
    Type.Object({
      kind: Type.Enum([...tieKinds]),
      brought: Type.Integer(),
      won: Type.Integer(),
      value: Type.Number(),
    }),
    { description: 'What drives it: the same by the kind of tie they came by first' },
  ),
  reach: Type.Array(
    Type.Object({
      from: Type.Integer(),
      to: Type.Union([Type.Integer(), Type.Null()]),
      customers: Type.Integer({ description: 'Bringers with so much reach' }),
    }),
  ),
  modularity: figure,
  communities: Type.Integer({ description: 'Of 3 customers or more' }),
  largest: Type.Array(community, { description: 'At most 20, most customers first' }),
  most: Type.Array(
    Type.Object({
      customer: Type.Integer(),
      reach: Type.Integer(),
      conversions: Type.Integer(),
      value: Type.Number(),
    }),
    { description: 'At most 20, most downstream value first; nobody who objected to being profiled' },
  ),
});
export type SocialView = Static<typeof socialViewSchema>;

export const growthSteps = ['day', 'week', 'month'] as const;

export const growthQuerySchema = Type.Object({
  from: Type.Optional(
    Type.String({ ...dayText, description: 'First shop day; the 365 days up to `to` unless given' }),
  ),
  to: Type.Optional(Type.String({ ...dayText, description: 'Last shop day; today unless given' })),
  by: Type.Enum([...growthSteps], { default: 'month', description: 'Weeks start on Monday' }),
});

const counts = {
  customers: Type.Integer({ description: 'With a paid order or an invitation in the period' }),
  invitations: Type.Integer({ description: 'Group buys led, shares and referrals first seen in the period' }),
  inviters: Type.Integer({ description: 'Customers of those' }),
  newcomers: Type.Integer({
    description: 'First paid order in the period, within the window of coming by a tie of another customer',
  }),
  invitations_per_customer: figure,
  conversion: Type.Union([Type.Number(), Type.Null()], {
    description: 'Newcomers / invitations; above 1 where one invitation brings several',
  }),
  k: Type.Union([Type.Number(), Type.Null()], {
    description:
      'Invitations per customer x conversion = newcomers / customers: how many new ones each customer of a period brings',
  }),
};

/** The K-factor over time. */
export const growthSchema = Type.Object({
  from: dayText,
  to: dayText,
  by: Type.Enum([...growthSteps]),
  window_days: Type.Integer(),
  whole: Type.Object(counts, { description: 'The whole of the days as one period' }),
  periods: Type.Array(Type.Object({ period: dayText, ...counts })),
});
export type Growth = Static<typeof growthSchema>;

/** Behind a bar: the newcomers or inviters of some days. */
export const growthPeopleSchema = Type.Object({
  from: dayText,
  to: dayText,
  side: Type.Enum(['newcomers', 'inviters']),
});
export type GrowthPeople = Static<typeof growthPeopleSchema>;
