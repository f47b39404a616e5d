import { type Static, Type } from 'typebox';
import { itemForm } from './affinity.ts';
import { cohortCellForm } from './cohort-cell.ts';
import { consentChannels, purposeCodes } from './consent.ts';
import { dayText } from './measure.ts';

/**
 * The people of a view: which customers a figure, a slice, a cell or a point on a screen counts. Every name is a query
 * parameter of the list of customers, of its count, of an export and of a bulk tag, so that whatever is counted can be
 * opened, tagged and taken away. All conditions hold together; days are shop days, money is minor units.
 */

const word = (description: string) => Type.Optional(Type.String({ maxLength: 100, description }));
const score = (description: string) => Type.Optional(Type.Integer({ minimum: 1, maximum: 5, description }));
const least = (description: string) => Type.Optional(Type.Integer({ description }));
const day = (description: string) => Type.Optional(Type.String({ ...dayText, description }));

/** What somebody may be found to have said: consent, refusal (a withdrawal or an objection), neither. */
export const consentAnswers = ['granted', 'refused', 'none'] as const;
export type ConsentAnswer = (typeof consentAnswers)[number];

/** `marketing:sms:granted` as a regular expression. */
export const consentForm = `^(${purposeCodes.join('|')}):(${consentChannels.join('|')}):(${consentAnswers.join('|')})$`;

/**
 * `lifetime-value:10000..,interest-category=家居` as a regular expression: codes of scores, each with a range of one end at least, or with
 * what it names, which has no comma.
 */
const bound = '-?\\d{1,12}(\\.\\d{1,6})?';
const range = `[a-z0-9-]{1,40}(:(${bound}\\.\\.(${bound})?|\\.\\.${bound})|=[^,]{1,100})`;
export const scoreRanges = `^${range}(,${range}){0,5}$`;

const item = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: itemForm,
      maxLength: 120,
      description: `${description}: product:NUMBER or category:NAME, a root category`,
    }),
  );

export const peopleFilter = {
  as_of: day('Shop day as of which customers are counted and scored; today unless given'),
  rfm_group: word('Code of an RFM group'),
  r: score('Recency score'),
  f: score('Frequency score'),
  m: score('Monetary score'),
  quadrant: word('Code of a frequency x amount quadrant'),
  stage: word('Code of a lifecycle stage'),
  score: Type.Optional(
    Type.String({
      pattern: scoreRanges,
      maxLength: 400,
      description:
        'CODE:LEAST..MOST of scores by models, several with commas, such as lifetime-value:10000..,alive:..0.3; either end may be left out, money is minor units. CODE=WORD of scores that name something, such as interest-category=家居. Scores are of the newest run that is done, as of `as_of` at the latest',
    }),
  ),
  province: word('Province of the customer; empty = not known'),
  channel: word('Channel on which the customer came in; empty = not known'),
  tier: word('Tier the customer holds; empty = none'),
  first_touch: word('Source of the first touch; empty = not known'),
  tag: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'Has this tag now' })),
  consent: Type.Optional(
    Type.String({
      pattern: consentForm,
      description:
        'PURPOSE:CHANNEL:ANSWER, such as marketing:sms:granted. Answer: granted, refused or none; of several persons the strictest counts, of somebody under 14 what a guardian said',
    }),
  ),
  segment: Type.Optional(
    Type.Integer({
      ...{ minimum: 1, maximum: 2 ** 31 - 1 },
      description: 'Number of a segment: its members now',
    }),
  ),
  behaviour: Type.Optional(
    Type.String({
      maxLength: 4000,
      description:
        'People behind a bar of a funnel, a link of paths and the like: KIND?QUESTION as their pages write it, such as funnel?steps=A%2CB&window=7d&from=2026-01-01&to=2026-01-31&step=1&side=dropped',
    }),
  ),
  bought: Type.Optional(Type.Enum(['yes', 'no'], { description: 'Whether there is a paid order' })),
  orders_from: least('At least so many paid orders'),
  orders_to: least('At most so many paid orders'),
  spend_from: least('Net sales of at least this'),
  spend_to: least('Net sales of at most this'),
  last_order_from: day('Last paid order on this day or later'),
  last_order_to: day('Last paid order on this day or before'),
  first_order_from: day('First paid order on this day or later: new since then'),
  first_order_to: day('First paid order on this day or before'),
  first_seen_from: day('First seen on this day or later'),
  first_seen_to: day('First seen on this day or before'),
  ordered_from: day('Has a paid order on this day or later ...'),
  ordered_to: day('... and on this day or before'),
  ordered_channel: word('... on this channel'),
  ordered_province: word('... sent to this province'),
  ordered_category: word('... with this root category among its lines; empty = with none'),
  first_category: word('Root category of the first paid order, its dearest line; empty = none, or no order'),
  bought_item: item('Ever bought it, up to the day'),
  not_bought_item: item('Never bought it, up to the day; also who never bought anything'),
  cohort: Type.Optional(
    Type.String({
      pattern: cohortCellForm,
      description:
        'BY:PERIOD:DAY, such as first-order:month:2024-02-01, or of those BY:PERIOD:DAY:OFFSET:ACTIVITY, such as first-order:month:2024-02-01:3:order: in that cohort, and back in the third period behind; events as event=NAME, percent-encoded',
    }),
  ),
};

const filterSchema = Type.Object(peopleFilter);

export type PeopleFilter = Static<typeof filterSchema>;

export const peopleSorts = [
  'last-order',
  'first-order',
  'net-sales',
  'orders',
  'first-seen',
  'last-seen',
  'newest',
  'score',
] as const;
export type PeopleSort = (typeof peopleSorts)[number];

export const peopleSort = Type.Enum([...peopleSorts], { default: 'last-seen' });
/** What `sort=score` sorts by. */
export const byScoreOf = Type.Optional(
  Type.String({
    pattern: '^[a-z0-9-]{1,40}$',
    description: 'Code of the score that sort=score sorts by; whoever has none comes last',
  }),
);
/** Which scores by models come with each customer of a list. */
export const scoresOf = Type.Optional(
  Type.String({
    pattern: '^([a-z0-9-]{1,40}(,[a-z0-9-]{1,40}){0,39})?$',
    description:
      'Codes of the scores that model_scores answers, several with commas; all = every one, which costs as much as the list; none unless given',
  }),
);
export const peopleDirection = Type.Enum(['desc', 'asc'], { default: 'desc' });

/** What one customer comes to. */
export const customerFigures = Type.Object({
  orders: Type.Integer({ description: 'Paid orders' }),
  paid: Type.Integer({ description: 'Minor units' }),
  refunded: Type.Integer({ description: 'Minor units' }),
  net_sales: Type.Integer({ description: 'Minor units' }),
  first_order_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  last_order_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  scores: Type.Union(
    [
      Type.Object({
        recency: Type.Integer(),
        frequency: Type.Integer(),
        monetary: Type.Integer(),
        rfm_group: Type.String(),
        quadrant: Type.String(),
      }),
      Type.Null(),
    ],
    {
      description: 'null: no paid order, no right to see scores, or the customer objected to being profiled',
    },
  ),
  stage: Type.Union([Type.String(), Type.Null()], { description: 'Lifecycle stage; null as for scores' }),
  channel: Type.String({ description: 'On which they came in; empty = not known' }),
  model_scores: Type.Array(
    Type.Object({
      score: Type.String({ description: 'Code' }),
      value: Type.Number({ description: 'Money in minor units' }),
      word: Type.Union([Type.String(), Type.Null()], {
        description: 'What a score of the unit `word` names',
      }),
      low: Type.Union([Type.Number(), Type.Null()]),
      high: Type.Union([Type.Number(), Type.Null()]),
    }),
    { description: 'By models, of the newest runs; in lists those of `scores`; empty as for scores' },
  ),
});
export type CustomerFigures = Static<typeof customerFigures>;

/** How many people a view holds. */
export const peopleCount = Type.Object({
  customers: Type.Integer({ description: 'Exact' }),
  withheld: Type.Integer({
    description: 'Counted in figures, but shown in no list by score: they objected to being profiled',
  }),
  orders: Type.Integer({ description: 'Paid orders of all of them' }),
  net_sales: Type.Integer({ description: 'Minor units' }),
  currency: Type.String(),
  as_of: dayText,
  counted_at: Type.String({ format: 'date-time', description: 'Data of this moment' }),
});
export type PeopleCount = Static<typeof peopleCount>;

const habit = Type.Array(
  Type.Object({
    value: Type.String({ description: 'Empty = not known' }),
    orders: Type.Integer(),
    amount: Type.Integer({ description: 'Minor units: of lines for categories, paid for channels' }),
  }),
);

const customerHabits = Type.Object({ categories: habit, channels: habit });
export type CustomerHabits = Static<typeof customerHabits>;

/** What one customer comes to, for their page. */
export const customerFiguresView = Type.Object({
  currency: Type.String(),
  figures: Type.Union([customerFigures, Type.Null()], {
    description: 'null: known for less than a minute or so, or no right to see orders',
  }),
  average_order: Type.Union([Type.Number(), Type.Null()], {
    description: 'Net sales / paid orders, minor units',
  }),
  refund_rate: Type.Union([Type.Number(), Type.Null()], { description: 'Refunded / paid' }),
  order_gap_days: Type.Union([Type.Number(), Type.Null()], {
    description: 'Mean days from one paid order to the next; null below two orders',
  }),
  habits: customerHabits,
});
export type CustomerFiguresView = Static<typeof customerFiguresView>;
