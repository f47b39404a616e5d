import { type Static, Type } from 'typebox';
import { mergePreview } from './customer.ts';

/** Values that would join too many customers, as staff see and decide them. */

const instant = Type.String({ format: 'date-time' });

const quarantinedView = Type.Object({
  person_id: Type.Integer({ description: 'Names it wherever it is decided' }),
  channel: Type.String(),
  kind: Type.String(),
  value: Type.String({ description: 'Masked where it is personal' }),
  named_with: Type.Integer({ description: 'Persons it was named together with' }),
  quarantined_at: instant,
  quarantined_by: Type.String(),
  kept_at: Type.Union([instant, Type.Null()], { description: 'When staff looked at it and left it so' }),
  kept_by: Type.Union([Type.String(), Type.Null()]),
});
export type QuarantinedView = Static<typeof quarantinedView>;

export const quarantinePage = Type.Object({
  quarantined: Type.Array(quarantinedView),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});

export const releasePreview = Type.Object({
  ...mergePreview.properties,
  customer_ids: Type.Array(Type.Integer(), { description: 'Would become one customer' }),
});

const reason = Type.String({ minLength: 4, maxLength: 500, description: 'Why; no personal values' });

export const keepRequest = Type.Object({ reason }, { additionalProperties: false });

export const releaseRequest = Type.Object(
  {
    reason,
    lift_never: Type.Optional(Type.Boolean({ description: 'Also where some of them were kept apart' })),
  },
  { additionalProperties: false },
);
