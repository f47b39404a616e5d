import { type Static, Type } from 'typebox';
import { newShopSchema } from './shops.ts';

/** The first hour of an installation: its owner, its first shop, and what the shop begins with. */

export const setupSchema = Type.Object({
  needed: Type.Boolean({ description: 'There is no account yet: POST /api/setup makes the first' }),
  demo_offered: Type.Boolean({ description: 'This process can fill a demo shop' }),
});

export const newSetupSchema = Type.Object(
  {
    code: Type.String({ maxLength: 40, description: 'As the server printed it when it started' }),
    email: Type.String({ format: 'email', maxLength: 254 }),
    name: Type.String({ minLength: 1, maxLength: 100 }),
    password: Type.String({ minLength: 10, maxLength: 128 }),
    shop: Type.Optional(newShopSchema),
    demo: Type.Optional(Type.Boolean({ description: 'Fill a demo shop, called demo' })),
  },
  { additionalProperties: false },
);

export type NewSetup = Static<typeof newSetupSchema>;

export const setupDoneSchema = Type.Object({
  email: Type.String(),
  /** To enter after signing in; null where neither a shop nor the demo was asked for. */
  shop: Type.Union([Type.String(), Type.Null()]),
});

export const demoFillingSchema = Type.Object({
  state: Type.Enum(['none', 'generating', 'storing', 'done', 'failed']),
  done: Type.Integer(),
  total: Type.Integer(),
  problem: Type.Union([
    Type.Null(),
    Type.Object({ code: Type.String(), message: Type.Object({ zh: Type.String(), en: Type.String() }) }),
  ]),
});

export type DemoFilling = Static<typeof demoFillingSchema>;
