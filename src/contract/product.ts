import { type Static, Type } from 'typebox';

/** Products as the API shows and takes them. Prices in minor units of `currency`. */

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(it: T) => Type.Union([it, Type.Null()]);
const name = Type.String({ minLength: 1, maxLength: 200 });
const minor = Type.Integer({ minimum: 0 });

export const productIdSchema = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

const claim = Type.Object({ channel: name, product_no: name }, { additionalProperties: false });

const facts = {
  title: Type.String({ minLength: 1, maxLength: 500 }),
  brand: name,
  category: Type.Array(name, { minItems: 1, maxItems: 4, description: 'From the root down' }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  price_minor: minor,
  cost_minor: minor,
  stock: Type.Integer({ minimum: -2_147_483_648, maximum: 2_147_483_647 }),
  status: Type.Enum(['on-sale', 'off-sale']),
};

export const productView = Type.Object({
  product_id: Type.Integer(),
  canonical_id: Type.Integer({ description: 'Smallest number of those mapped to be one thing' }),
  title: maybe(Type.String()),
  brand: maybe(Type.String()),
  category: Type.Array(Type.String()),
  currency: maybe(Type.String()),
  price_minor: maybe(Type.Integer()),
  cost_minor: maybe(Type.Integer()),
  stock: maybe(Type.Integer()),
  status: maybe(Type.String()),
  names: Type.Array(claim, { description: 'What each channel calls it, and those it is one thing with' }),
});
export type ProductView = Static<typeof productView>;

export const productQuery = {
  text: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'Part of the title, or a number' }),
  ),
};

export const productPage = Type.Object({
  products: Type.Array(productView),
  next_cursor: maybe(Type.String()),
});

/** What somebody says of a product as one channel names it; what is left out stays as it is. */
export const productChange = Type.Object(
  {
    ...claim.properties,
    ...(Object.fromEntries(Object.entries(facts).map(([field, it]) => [field, Type.Optional(it)])) as {
      [K in keyof typeof facts]: ReturnType<typeof Type.Optional<(typeof facts)[K]>>;
    }),
    same_as: Type.Optional(claim),
  },
  { additionalProperties: false },
);
export type ProductChange = Static<typeof productChange>;
