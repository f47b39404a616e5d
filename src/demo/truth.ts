import type { DemoCampaign } from './campaigns.ts';
import { EFFECT_WINDOW, HOLDOUT } from './campaigns.ts';
import type { Life } from './history.ts';
import type { DemoOrder } from './orders.ts';
import { type DemoPerson, MODEL } from './people.ts';
import { products } from './products.ts';

/**
 * One line of the truth file (JSON lines): what the generator knows and an analysis can only estimate.
 * Kinds: model (parameters), affinity (which products belong together), campaign (what it truly changes), customer.
 */
export type Truth = { readonly truth: 'model' | 'affinity' | 'campaign' | 'customer' } & Readonly<
  Record<string, unknown>
>;

/** The truth about the shop as a whole. Rates are per week, windows in days, instants UTC. */
export function modelTruth(
  plan: { seed: number; customers: number; until: number },
  campaigns: readonly DemoCampaign[],
): Truth[] {
  return [
    {
      truth: 'model',
      seed: plan.seed,
      customers: plan.customers,
      until: new Date(plan.until).toISOString(),
      buying: 'BG/NBD, thinned by season',
      ...MODEL,
    },
    ...products.flatMap((it) =>
      (it.with ?? []).map((pair) => ({
        truth: 'affinity' as const,
        product: it.no,
        with: pair.no,
        chance: pair.chance,
      })),
    ),
    ...campaigns.map((it) => ({
      truth: 'campaign' as const,
      code: it.code,
      name: it.name,
      sent_at: new Date(it.sentAt).toISOString(),
      uplift: it.uplift,
      window_days: EFFECT_WINDOW / 86_400_000,
      holdout: HOLDOUT,
    })),
  ];
}

interface Known {
  readonly person: DemoPerson;
  readonly life: Life;
  readonly bought: readonly (DemoOrder & { readonly becauseOf: string | undefined })[];
  readonly friend: string | undefined;
}

/** The truth about one customer: alive or lost since when, latent rates, what each campaign brought. */
export function truthOf({ person, life, bought, friend }: Known): Truth {
  const extra = bought.filter((it) => it.becauseOf !== undefined);
  return {
    truth: 'customer',
    open_address: person.openAddress,
    alive: life.lostAt === undefined,
    lost_at: life.lostAt === undefined ? null : new Date(life.lostAt).toISOString(),
    rate_per_week: person.rate,
    dropout: person.dropout,
    orders: bought.length,
    brought_by: friend ?? null,
    treated: [...life.campaigns].filter(([, treated]) => treated).map(([code]) => code),
    held_out: [...life.campaigns].filter(([, treated]) => !treated).map(([code]) => code),
    extra_orders: extra.map((it) => ({
      campaign: it.becauseOf,
      order_no: it.order.orderNo,
      paid_minor: it.order.paidAt ? it.order.paidMinor : 0,
    })),
  };
}
