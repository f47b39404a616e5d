import { type Static, Type } from 'typebox';
import { dayText } from './measure.ts';

/** Potential-customer personas: rules over places, products, prices and hours that a shop sees, switches and changes. */

export const personaCodes = [
  'rural',
  'young',
  'price-led',
  'home-maker',
  'city-2-3',
  'specific-need',
] as const;
export type PersonaCode = (typeof personaCodes)[number];

/** Where an order went, or where somebody said to be. `county`: the place is called a county, banner, town or village. */
export const cityTiers = ['first', 'new-first', 'second', 'third', 'lower', 'county'] as const;
export type CityTier = (typeof cityTiers)[number];

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const share = (description: string) => orNull(Type.Number({ minimum: 0.05, maximum: 1, description }));
const hour = (description: string) => orNull(Type.Integer({ minimum: 0, maximum: 23, description }));

/** One persona: everything that is not null must hold. Shares are of decayed interest scores. */
const rule = Type.Object({
  persona: Type.Enum([...personaCodes]),
  on: Type.Boolean({ description: 'false: nobody has it' }),
  least_acts: Type.Integer({ minimum: 0, maximum: 1000, description: 'At least so many signs of interest' }),
  tiers: orNull(
    Type.Array(Type.Enum([...cityTiers]), { maxItems: 6, description: 'Their place is of one of these' }),
  ),
  words: orNull(
    Type.Array(Type.String({ minLength: 1, maxLength: 20 }), {
      maxItems: 60,
      description: 'Products whose categories or title have one of these words ...',
    }),
  ),
  word_share: share('... make at least this share'),
  bands_to: orNull(
    Type.Integer({ minimum: 1, maximum: 4, description: 'Products of price bands up to this ...' }),
  ),
  band_share: share('... make at least this share of those whose price is known'),
  hour_from: hour('Signs from this hour of the shop day ...'),
  hour_to: hour('... to the end of this one (over midnight where it is smaller) ...'),
  hour_share: share('... make at least this share'),
  need_share: share('One category of the second level makes at least this share'),
});
export type PersonaRule = Static<typeof rule>;

export const personaSettingsSchema = Type.Object({
  personas: Type.Array(rule, { minItems: 1, maxItems: personaCodes.length }),
});
export type PersonaSettings = Static<typeof personaSettingsSchema>;

export const personaSettingsViewSchema = Type.Object({
  settings: personaSettingsSchema,
  version: Type.Integer({ description: 'Name it in a change; 0: nothing was chosen yet' }),
});

/** How many customers have which persona, with the rules it was counted by. */
export const personasSchema = Type.Object({
  as_of: dayText,
  half_life_days: Type.Integer(),
  customers: Type.Integer({
    description: 'With a sign of interest or a known place; of nobody who objected to being profiled',
  }),
  personas: Type.Array(
    Type.Object({
      rule,
      customers: Type.Integer({ description: 'Who meet it; somebody may have several, or none' }),
      without_purchase: Type.Integer({ description: 'Of those, who never paid an order' }),
    }),
  ),
});
export type Personas = Static<typeof personasSchema>;

/** Behind a bar: who has a persona. */
export const personaPeopleSchema = Type.Object({
  persona: Type.Enum([...personaCodes]),
  as_of: Type.Optional(dayText),
});
export type PersonaPeople = Static<typeof personaPeopleSchema>;
