import { type Static, Type } from 'typebox';
import { interestDimensions } from './interests.ts';
import { dayText } from './measure.ts';

/** Look-alikes of a set of people: customers whose interests lie in the same direction, and how well that finds members held out. */

/** Customer numbers with commas. */
const numbers = Type.String({ pattern: '^[1-9]\\d{0,9}(,[1-9]\\d{0,9}){0,999}$', maxLength: 8000 });

const of = Type.String({
  maxLength: 2000,
  description: 'The set as filters of the list of customers, such as rfm_group=champions&province=浙江省',
});

export const lookAlikeQuerySchema = Type.Object({
  as_of: Type.Optional(
    Type.String({ ...dayText, description: 'Last shop day that is seen; today unless given' }),
  ),
  of: Type.Optional(of),
  customers: Type.Optional({
    ...numbers,
    description: 'Or the set as customer numbers, with commas; one of both must be given',
  }),
  limit: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 50,
    description: 'Most look-alikes of the answer',
  }),
});

export const lookAlikeSchema = Type.Object({
  model: Type.Literal('look-alike'),
  version: Type.Integer(),
  as_of: dayText,
  half_life_days: Type.Integer(),
  members: Type.Integer({ description: 'Of the set, with interests' }),
  candidates: Type.Integer({ description: 'All others with interests' }),
  check: Type.Union(
    [
      Type.Object({
        held_out: Type.Integer({
          description: 'Members, a fifth by a hash of their number, that the check did not learn from',
        }),
        ranked: Type.Integer({ description: 'Customers ranked: those held out and all candidates' }),
        auc: Type.Number({
          description: 'Chance that somebody held out is ranked before somebody else; 0.5 is guessing',
        }),
        tops: Type.Array(
          Type.Object({
            share: Type.Number({ description: 'First part of the ranking' }),
            found: Type.Integer({ description: 'Of those held out' }),
            lift: Type.Number({ description: 'Found / what as many drawn by chance would hold' }),
          }),
        ),
      }),
      Type.Null(),
    ],
    { description: 'null: too few members to hold any out' },
  ),
  low_confidence: Type.Boolean({ description: 'Fewer than 30 held out' }),
  drivers: Type.Array(
    Type.Object({
      dimension: Type.Enum([...interestDimensions]),
      value: Type.String({ description: 'Hours as parts of the day: 0 is 0:00 to 3:00' }),
      more: Type.Number({ description: 'How much more the members like it than all, of lengths of 1' }),
    }),
    { description: 'What sets the members apart, most first' },
  ),
  look_alikes: Type.Array(
    Type.Object({ customer: Type.Integer(), likeness: Type.Number({ description: 'Cosine; above 0' }) }),
    {
      description: 'Not members themselves; most alike first',
    },
  ),
});
export type LookAlike = Static<typeof lookAlikeSchema>;

/** Behind a list of look-alikes: the first of them. */
export const lookAlikePeopleSchema = Type.Object({
  of,
  top: Type.Integer({ minimum: 1, maximum: 100_000, default: 500 }),
});
export type LookAlikePeople = Static<typeof lookAlikePeopleSchema>;
