import { Type } from 'typebox';
import { bilingual, dayText } from './measure.ts';

/** Which events a shop has, to ask about. */

export const eventNamesQuerySchema = Type.Object(
  { from: dayText, to: dayText },
  { additionalProperties: false },
);

export const eventNamesSchema = Type.Object({
  names: Type.Array(
    Type.Object({
      name: Type.String(),
      label: bilingual,
      count: Type.Integer(),
      customers_events: Type.Boolean({
        description: 'false: something the shop did, such as a message it sent',
      }),
    }),
    { description: 'Most frequent first; 500 at most. Orders and refunds are events too' },
  ),
  properties: Type.Array(Type.String(), {
    description: 'Names of properties of the latest events, to narrow steps by; 100 at most',
  }),
});
