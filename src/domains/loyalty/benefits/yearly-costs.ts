import type { Gift } from '../../../contract/benefits.ts';
import type { TierCost, TierRules } from '../../../contract/tiers.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { readRulesOn } from '../points/rules-store.ts';
import { yearlyCost } from './benefit-kinds.ts';

/** Customers by their tier before and after, with what they bought in the twelve months before. */
export interface SalesOfMove {
  readonly from: string | null;
  readonly to: string;
  readonly customers: number;
  readonly sales: number;
  readonly shipping: number;
  readonly orders: number;
}

interface Costing {
  readonly shopId: number;
  /** Shop day. */
  readonly day: string;
  /** Rules that stand; undefined: none. */
  readonly before: TierRules | undefined;
  readonly after: TierRules;
  readonly moves: readonly SalesOfMove[];
}

/**
 * What the benefits of each tier cost in a year at the most, by the rules that stand and by others: gifts as if everybody
 * took them, prices and points as if the last twelve months came again.
 */
export async function yearlyCosts(tx: Tx, it: Costing): Promise<TierCost[]> {
  const points = (await readRulesOn(tx, it.shopId, it.day))?.rules;
  const worth = (count: number) => (count * (points?.value_minor ?? 0)) / 100;
  const giftMinor = (gift: Gift) => ('points' in gift ? worth(gift.points) : gift.cost_minor);
  const rate = points === undefined ? 0 : points.order.points / points.order.per_minor;
  const of = (rules: TierRules | undefined, side: 'from' | 'to') =>
    new Map(
      (rules?.ladder ?? []).map(({ code, benefits = [] }) => {
        const own = it.moves.filter((move) => move[side] === code);
        const salesMinor = sum(own.map(({ sales }) => sales));
        const year = {
          ...{ customers: sum(own.map(({ customers }) => customers)), salesMinor, giftMinor },
          ...{
            shippingMinor: sum(own.map(({ shipping }) => shipping)),
            orders: sum(own.map(({ orders }) => orders)),
            pointsMinor: worth(salesMinor * rate),
          },
        };
        return [code, Math.round(sum(benefits.map((one) => yearlyCost(one, year) ?? 0)))];
      }),
    );
  const [before, after] = [of(it.before, 'from'), of(it.after, 'to')];
  const tiers = [...new Set([...before.keys(), ...after.keys()])];
  return tiers.map((tier) => ({
    ...{ tier, before_minor: before.get(tier) ?? 0, after_minor: after.get(tier) ?? 0 },
  }));
}

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
