/** What a customer holds at a moment, from stored lots and accounts. Pure; the ledger's own functions do the same when they act. */

export interface Lot {
  readonly lotId: number;
  readonly accountId: number;
  readonly pending: number;
  readonly active: number;
  readonly reserved: number;
  readonly activeFrom: Date;
  /** Null: never. */
  readonly expiresAt: Date | null;
}

export interface Account {
  readonly accountId: number;
  readonly owed: number;
  readonly debt: number;
}

export interface Balance {
  /** Earned, but the return window is open. */
  readonly pending: number;
  readonly active: number;
  readonly reserved: number;
  /** A shortfall that the next points pay. */
  readonly owed: number;
  /** A shortfall that is settled in money. */
  readonly debt: number;
  /** What can be spent: active less owed; below nothing while more is owed than there is. */
  readonly available: number;
}

export interface Standing {
  readonly balance: Balance;
  /** Open lots as they are at the moment. */
  readonly lots: readonly Lot[];
}

/** The moment's state: what is due has come, although nobody has posted it yet. */
export function standingAt(accounts: readonly Account[], lots: readonly Lot[], at: Date): Standing {
  const settled = accounts.map((account) =>
    settle(
      account,
      lots.filter(({ accountId }) => accountId === account.accountId),
      at,
    ),
  );
  const open = settled.flatMap((it) => it.lots).filter((lot) => lot.pending + lot.active + lot.reserved > 0);
  const sum = (of: (lot: Lot) => number) => open.reduce((total, lot) => total + of(lot), 0);
  const owed = settled.reduce((total, it) => total + it.owed, 0);
  const active = sum((lot) => lot.active);
  const balance = {
    ...{ pending: sum((lot) => lot.pending), active, reserved: sum((lot) => lot.reserved), owed },
    ...{ debt: accounts.reduce((total, it) => total + it.debt, 0), available: active - owed },
  };
  return { balance, lots: open.sort(bySpending) };
}

/** Points become active, pay what is owed in that order, and the rest expires. */
function settle(account: Account, lots: readonly Lot[], at: Date): { owed: number; lots: Lot[] } {
  let { owed } = account;
  const settled = lots.map((lot) => activated(lot, at)).sort(byActivation);
  const paid = settled.map((lot) => {
    const part = Math.min(owed, lot.active);
    owed -= part;
    const active = lot.expiresAt !== null && lot.expiresAt <= at ? 0 : lot.active - part;
    return { ...lot, active };
  });
  return { owed, lots: paid };
}

const activated = (lot: Lot, at: Date): Lot =>
  lot.activeFrom <= at ? { ...lot, pending: 0, active: lot.active + lot.pending } : lot;

const late = (at: Date | null): number => at?.getTime() ?? Number.POSITIVE_INFINITY;
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** The order in which lots are spent. */
const bySpending = (a: Lot, b: Lot): number =>
  compare(late(a.expiresAt), late(b.expiresAt)) || a.lotId - b.lotId;

const byActivation = (a: Lot, b: Lot): number =>
  compare(late(a.activeFrom), late(b.activeFrom)) || bySpending(a, b);
