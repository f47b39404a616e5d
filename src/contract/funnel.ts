import { type Static, Type } from 'typebox';
import { bilingual, dayText, maybeNumber } from './measure.ts';

/** Funnels as the API takes and shows them. */

const stepsText = (description: string) => Type.String({ minLength: 1, maxLength: 2000, description });

export const windowText = Type.String({
  pattern: '^\\d{1,6}[smhd]$',
  description: 'A length of time: 30m, 12h, 7d; 366 days at most',
});

const funnelQuestion = {
  steps: stepsText(
    'Two to ten events in their order: Product Viewed,Product Added[category=家居],Order Completed. In brackets: channel, category, product, amount, quantity, source, medium, campaign, province, city or a property, with = != ~ > >= < <=',
  ),
  window: windowText,
  from: dayText,
  to: dayText,
  order: Type.Optional(
    Type.Enum(['ordered', 'strict', 'any'], {
      default: 'ordered',
      description: 'Others may lie between; none may; the steps in any order',
    }),
  ),
  attempt: Type.Optional(
    Type.Enum(['furthest', 'first'], {
      default: 'furthest',
      description:
        'Which attempt of a customer counts: the one that got furthest (of equals the earliest), or the first',
    }),
  ),
  exclude: Type.Optional(stepsText('Events that end an attempt, written as steps are')),
  exclude_after: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 9,
      description: 'The step behind which they do; behind every one unless told',
    }),
  ),
  by: Type.Optional(
    Type.String({
      maxLength: 80,
      description:
        'channel, category, page, device, source, campaign, province, first-touch, tier, new-returning, or property:NAME',
    }),
  ),
  trend: Type.Optional(Type.Enum(['day', 'week', 'month'], { description: 'By when attempts began' })),
};

export const funnelQuerySchema = Type.Object(funnelQuestion, { additionalProperties: false });
export type FunnelQuery = Static<typeof funnelQuerySchema>;

const share = (description: string) => Type.Union([Type.Number(), Type.Null()], { description });

const barSchema = Type.Object({
  customers: Type.Integer({ description: 'Who got at least this far' }),
  dropped: Type.Integer({ description: 'Who got no further; of the last step 0' }),
  of_first: share('Share of those who began'),
  of_previous: share('Share of those of the step before'),
  mean_seconds: Type.Union([Type.Number(), Type.Null()], { description: 'From the step before' }),
  median_seconds: Type.Union([Type.Number(), Type.Null()], { description: 'From the step before' }),
});

const barsSchema = Type.Array(barSchema);

export const funnelAnswerSchema = Type.Object({
  from: dayText,
  to: dayText,
  window: Type.String(),
  order: Type.String(),
  attempt: Type.String(),
  steps: Type.Array(Type.Object({ step: Type.String({ description: 'As asked' }), label: bilingual })),
  customers: Type.Integer({ description: 'Who began' }),
  converted: Type.Integer({ description: 'Who did every step' }),
  conversion: maybeNumber,
  bars: barsSchema,
  done: Type.Array(Type.Integer(), {
    description:
      'In any order: customers who did each step of the question within the attempt that counts; else empty',
  }),
  is_complete: Type.Boolean({ description: 'false: the window of the last beginners is still open' }),
  values: Type.Array(Type.Object({ value: Type.String(), bars: barsSchema }), {
    description: 'By the dimension, most customers first; 50 at most',
  }),
  other_values: Type.Union([Type.Array(Type.Integer()), Type.Null()], {
    description: 'Customers by step of all values beyond those shown; null without any',
  }),
  periods: Type.Array(
    Type.Object({
      period: Type.String({ description: 'First day' }),
      reached: Type.Array(Type.Integer(), { description: 'Customers by step' }),
      conversion: maybeNumber,
      is_complete: Type.Boolean({ description: 'false: the window of some is still open' }),
    }),
  ),
});
export type FunnelAnswer = Static<typeof funnelAnswerSchema>;
export type FunnelBar = Static<typeof barSchema>;

/** Which people of a funnel: everybody who got to a step, or who got no further than it. */
const funnelPeople = {
  ...funnelQuestion,
  step: Type.Integer({ minimum: 1, maximum: 10 }),
  side: Type.Enum(['reached', 'dropped']),
  value: Type.Optional(Type.String({ maxLength: 200, description: 'Only under this value of `by`' })),
  begun_from: Type.Optional(dayText),
  begun_to: Type.Optional(dayText),
};

export const funnelPeopleSchema = Type.Object(funnelPeople, { additionalProperties: false });
export type FunnelPeople = Static<typeof funnelPeopleSchema>;
