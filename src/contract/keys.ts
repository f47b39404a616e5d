import { type Static, Type } from 'typebox';
import { scopes } from './auth.ts';

/** Keys as the API shows and takes them. The key itself is shown once, in the answer that creates it. */

const scopeSchema = Type.Enum([...scopes]);

const name = Type.String({ minLength: 1, maxLength: 100, description: 'What it is for' });

/** `write`: sends data in from one source. `api`: reads and acts within its scopes. */
export const newKeySchema = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('write'),
      name,
      source: Type.String({
        pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
        description: 'Where its data comes from, such as mini-program',
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Literal('api'), name, scopes: Type.Array(scopeSchema, { minItems: 1, uniqueItems: true }) },
    { additionalProperties: false },
  ),
]);

export type NewKey = Static<typeof newKeySchema>;

const instant = Type.String({ format: 'date-time' });

export const keySchema = Type.Object({
  key_id: Type.String(),
  kind: Type.Enum(['write', 'api']),
  name: Type.String(),
  source: Type.Union([Type.String(), Type.Null()]),
  scopes: Type.Array(Type.String()),
  prefix: Type.String({ description: 'First characters, to recognise it by' }),
  created_at: instant,
  created_by: Type.Union([Type.String(), Type.Null()]),
  last_used_at: Type.Union([instant, Type.Null()]),
  revoked_at: Type.Union([instant, Type.Null()]),
});

export type KeyShown = Static<typeof keySchema>;

export const issuedKeySchema = Type.Object({
  ...keySchema.properties,
  key: Type.String({ description: 'The key itself: shown now and never again' }),
});
