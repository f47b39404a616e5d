import { type Static, Type } from 'typebox';
import { permissions, roles } from './auth.ts';

/** A shop as the API shows and takes it, and who works in it. */

export const slugSchema = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
  description: 'The shop as it stands in URLs',
});

export const roleSchema = Type.Enum([...roles]);

const permissionSchema = Type.Enum([...permissions]);

export const newShopSchema = Type.Object(
  {
    slug: slugSchema,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
    time_zone: Type.String({ maxLength: 64, description: 'IANA name; decides where a day begins' }),
  },
  { additionalProperties: false },
);

export type NewShop = Static<typeof newShopSchema>;

export const shopSchema = Type.Object({
  slug: Type.String(),
  name: Type.String(),
  currency: Type.String(),
  time_zone: Type.String(),
  is_demo: Type.Boolean(),
});

/** A shop with what the caller may do there. */
export const myShopSchema = Type.Object({
  ...shopSchema.properties,
  role: roleSchema,
  permissions: Type.Array(permissionSchema),
});

export const meSchema = Type.Object({
  user_id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  two_factor_enabled: Type.Boolean(),
  /** Runs the installation: may open shops. */
  operator: Type.Boolean(),
  shops: Type.Array(myShopSchema),
});

export const memberSchema = Type.Object({
  user_id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  role: roleSchema,
  since: Type.String({ format: 'date-time' }),
});

export const invitationSchema = Type.Object({
  invitation_id: Type.String(),
  email: Type.String(),
  role: roleSchema,
  expires_at: Type.String({ format: 'date-time' }),
});

/** Answer of inviting: the only time the link is shown. */
export const sentInvitationSchema = Type.Object({
  ...invitationSchema.properties,
  link: Type.String({ description: 'To hand to the invited person; shown once' }),
});

export const newInvitationSchema = Type.Object(
  { email: Type.String({ format: 'email', maxLength: 254 }), role: roleSchema },
  { additionalProperties: false },
);

export const tokenSchema = Type.String({
  pattern: '^[A-Za-z0-9_-]{43}$',
  description: 'What stands after # in the link',
});

export const acceptanceSchema = Type.Object(
  {
    token: tokenSchema,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    password: Type.Optional(Type.String({ minLength: 10, maxLength: 128 })),
  },
  { additionalProperties: false },
);
