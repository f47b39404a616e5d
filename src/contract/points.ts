import { type Static, Type } from 'typebox';

/** Points as the API shows and takes them. Points are whole numbers; money is in minor units of the shop's currency. */

/** What happens with points that are taken back and were spent already. */
export const shortfallPolicies = ['negative', 'debt', 'covered'] as const;
export type ShortfallPolicy = (typeof shortfallPolicies)[number];

const instant = Type.String({ format: 'date-time' });
const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(it: T) => Type.Union([it, Type.Null()]);
const day = Type.String({ format: 'date', description: 'Shop day, YYYY-MM-DD' });
const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const amount = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 });
const key = Type.String({
  pattern: '^[\\x21-\\x7e]{1,200}$',
  description:
    "Idempotency key, for ever: the same request with it gets the first answer again. A number of your own (an order's), kept as sent: nothing personal",
});
const reason = Type.String({ minLength: 4, maxLength: 500, description: 'Why; no personal values' });
const ref = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'What for, by its id; what looks like a personal value is not kept',
  }),
);

export const actIdSchema = id;
export const approvalIdSchema = id;

export const pointsAct = Type.Object({
  act_id: Type.Integer(),
  points: Type.Integer({ description: 'Granted (after caps), taken, held or given back' }),
  again: Type.Optional(Type.Boolean({ description: 'The key was answered before: this is that answer' })),
  pending: Type.Optional(Type.Boolean({ description: 'Granted, but not active yet' })),
  available: Type.Optional(Type.Integer({ description: 'What the customer could still spend' })),
  lots: Type.Optional(Type.Array(Type.Object({ lot_id: Type.Integer(), points: Type.Integer() }))),
  left: Type.Optional(Type.Integer({ description: 'What is left to be given back or repaid' })),
  expired: Type.Optional(
    Type.Integer({ description: 'Given back: so many expired at once. Taken back: so many had expired' }),
  ),
  shortfall: Type.Optional(Type.Integer({ description: 'Taken back, but spent already' })),
  covered: Type.Optional(Type.Integer({ description: 'Of the shortfall, what the shop bears' })),
});
export type PointsAct = Static<typeof pointsAct>;

const closed = { additionalProperties: false } as const;

export const pointsSpending = Type.Object({ points: amount, key, ref }, closed);
export const pointsReserving = Type.Object(
  {
    ...{ points: amount, key, ref },
    minutes: Type.Integer({ minimum: 1, maximum: 43_200, description: 'How long they are held at most' }),
  },
  closed,
);
export const pointsEnding = Type.Object({ key }, closed);
export const pointsReturning = Type.Object(
  { key, points: Type.Optional(amount), ref },
  { ...closed, description: 'Without points: all that is left' },
);
export const pointsDeed = Type.Object(
  { deed: Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' }), key, ref },
  closed,
);

export const pointsAdjusting = Type.Object(
  {
    points: Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 }),
    ...{ key, reason },
  },
  { ...closed, description: 'Below nothing: fewer. Points that are added expire by the rules' },
);
export type PointsAdjusting = Static<typeof pointsAdjusting>;

export const pointsRepaying = Type.Object(
  {
    points: amount,
    how: Type.Enum(['paid', 'forgiven']),
    ...{ key, reason },
  },
  closed,
);

export const approvalView = Type.Object({
  approval_id: Type.Integer(),
  customer_id: Type.Integer(),
  points: Type.Integer(),
  reason: Type.String(),
  state: Type.Enum(['waiting', 'approved', 'rejected']),
  asked_by: Type.String(),
  asked_by_name: maybe(Type.String()),
  asked_at: instant,
  decided_by: maybe(Type.String()),
  decided_at: maybe(instant),
  act_id: maybe(Type.Integer()),
});
export type ApprovalView = Static<typeof approvalView>;

export const approvalList = Type.Object({ approvals: Type.Array(approvalView) });
export const approvalDecision = Type.Object({ state: Type.Enum(['approved', 'rejected']) }, closed);

/** Done at once, or waiting for a second member of staff: one of the two. */
export const adjustedView = Type.Object({ act: maybe(pointsAct), approval_id: maybe(Type.Integer()) });

const pointsBalance = Type.Object({
  pending: Type.Integer({ description: 'Earned; the return window is open' }),
  active: Type.Integer(),
  reserved: Type.Integer(),
  owed: Type.Integer({ description: 'A shortfall that the next points pay' }),
  debt: Type.Integer({ description: 'A shortfall that is settled in money' }),
  available: Type.Integer({ description: 'What can be spent: active less owed' }),
});

export const pointsStanding = Type.Object({
  balance: pointsBalance,
  lots: Type.Array(
    Type.Object({
      lot_id: Type.Integer(),
      ...{ pending: Type.Integer(), active: Type.Integer(), reserved: Type.Integer() },
      active_from: instant,
      expires_at: maybe(instant),
    }),
    { description: 'In the order in which they are spent' },
  ),
});
export type PointsStanding = Static<typeof pointsStanding>;

/** Accounts of the double entry: five of the customer, and where points come from and go to. */
const pointsAccounts = [
  ...(['pending', 'active', 'reserved', 'owed', 'debt'] as const),
  ...(['issued', 'adjusted', 'spent', 'expired', 'revoked', 'settled', 'covered'] as const),
] as const;
export type PointsAccount = (typeof pointsAccounts)[number];

const pointsEntry = Type.Object({
  entry: Type.String({ description: 'Account and number: unique in the shop' }),
  act_id: Type.Integer(),
  kind: Type.String(),
  cause: Type.String(),
  ref: maybe(Type.String()),
  reason: maybe(Type.String()),
  of_act: maybe(Type.Integer()),
  made_by: Type.String(),
  made_by_name: maybe(Type.String()),
  lot_id: maybe(Type.Integer()),
  from: Type.Enum([...pointsAccounts]),
  to: Type.Enum([...pointsAccounts]),
  points: Type.Integer(),
  at: instant,
});
export type PointsEntry = Static<typeof pointsEntry>;

export const pointsEntries = Type.Object({
  entries: Type.Array(pointsEntry),
  next_cursor: maybe(Type.String()),
});

export const pointsAuditView = Type.Object({
  at: instant,
  is_done: Type.Boolean({ description: 'False: under way, piece by piece; ask again to go on' }),
  share: Type.Number({ description: 'How much of the ledger was added up, 0 to 1' }),
  accounts: Type.Integer(),
  lots: Type.Integer(),
  entries: Type.Integer(),
  findings: Type.Array(
    Type.Object({ what: Type.String(), count: Type.Integer(), ids: Type.Array(Type.Integer()) }),
    { description: 'Empty: everything adds up' },
  ),
});
export const lastPointsAudit = Type.Object({ audit: maybe(pointsAuditView) });

export const liabilityQuery = { from: Type.Optional(day), to: Type.Optional(day) };

const liabilityDay = Type.Object({
  day,
  issued: Type.Integer({ description: 'Earned and added by staff' }),
  spent: Type.Integer({ description: 'Less what was given back' }),
  expired: Type.Integer(),
  revoked: Type.Integer({ description: 'Taken back, also by staff and to pay what was owed' }),
  outstanding: Type.Integer({ description: 'Pending, active and reserved at the end of the day' }),
});

export const liabilityView = Type.Object({
  currency: Type.String(),
  value_minor: Type.Integer({ description: 'What 100 points are worth by the rules' }),
  outstanding: Type.Integer(),
  liability_minor: Type.Integer(),
  owed: Type.Integer(),
  debt: Type.Integer(),
  /** Null: nothing has been seen to be spent or to expire yet. */
  breakage: maybe(
    Type.Object({
      points: Type.Integer({ description: 'Of those outstanding, expected to expire unspent' }),
      liability_minor: Type.Integer({ description: 'What is left of the liability when they do' }),
      seen_points: Type.Integer({ description: 'Points whose whole life was seen, on which it rests' }),
      ever_spent: Type.Number({ description: 'Share of points that are ever spent, as seen so far' }),
    }),
  ),
  days: Type.Array(liabilityDay),
});
export type LiabilityView = Static<typeof liabilityView>;
