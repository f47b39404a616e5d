import type { Static } from 'typebox';
import type { Growth, GrowthPeople, growthQuerySchema } from '../../../contract/social.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { caught, ok, type Result } from '../../../platform/errors.ts';
import { boundValues } from '../behaviour/bound-values.ts';
import type { SelectedPeople, SelectionAsk } from '../behaviour/selected-people.ts';
import { type Scope, type Step, scopeOf } from '../facts/scope.ts';
import { addDays, isDay, periodStarts } from '../metrics/days.ts';
import { dayIssues, stepIssues } from '../metrics/question.ts';
import { shopDay } from '../people/shop-day.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { readSettings } from '../scores/settings-store.ts';
import { type GrowthPlan, growthSql, invitationsSql, newcomersSql } from './growth-sql.ts';
import { socialSettingsOf } from './social-rules.ts';

export type GrowthQuestion = Partial<Static<typeof growthQuerySchema>>;

type Counts = Record<'customers' | 'invitations' | 'inviters' | 'newcomers', number>;

type Row = Readonly<Record<keyof Counts | 'period', string>>;

/** How many new customers each brings, over time: the K-factor. Speaks of nobody. Problem: `unusable-question`. */
export async function askGrowth(ask: SelectionAsk, query: GrowthQuestion): Promise<Result<Growth>> {
  const to = query.to ?? shopDay(ask.platform.clock.now(), ask.shop);
  const from = query.from ?? (isDay(to) && to > '1971-01-01' ? addDays(to, -364) : '1970-01-01');
  const by = query.by ?? 'month';
  const issues = dayIssues(from, to);
  const checked = orUnusable(undefined, issues.length > 0 ? issues : stepIssues({ from, to, by }));
  return checked.ok ? caught(() => answer(ask, { from, to, by })) : checked;
}

async function answer(ask: SelectionAsk, it: Pick<Growth, 'from' | 'to' | 'by'>): Promise<Growth> {
  const window_days = await readWindow(ask);
  const [whole] = await count(ask, { ...it, by: 'none', window_days });
  const found = new Map((await count(ask, { ...it, window_days })).map((row) => [row.period, row]));
  const periods = periodStarts(it.from, it.to, it.by).map((period) => ({
    period,
    ...figuresOf(found.get(period)),
  }));
  return { ...it, window_days, whole: figuresOf(whole), periods };
}

async function readWindow({ platform, shop }: SelectionAsk): Promise<number> {
  const kept = await withShop(platform.db, shop.shopId, (tx) => readSettings(tx, shop.shopId, 'social'));
  return socialSettingsOf(kept?.settings).window_days;
}

interface Counted {
  readonly from: string;
  readonly to: string;
  readonly by: Step;
  readonly window_days: number;
}

async function count({ clickhouse, shop, signal }: SelectionAsk, it: Counted): Promise<Row[]> {
  const scope = scopeOf(shop.timeZone, it.by, undefined);
  const plan = { scope, until: { zone: scope.zone, until: scope.to }, window: '{window_days:UInt16}' };
  return clickhouse.query<Row>({
    sql: growthSql(plan),
    shopId: shop.shopId,
    params: { from: it.from, to: it.to, window_days: it.window_days, currency: shop.currency },
    seconds: 60,
    ...(signal && { signal }),
  });
}

const over = (part: number, all: number): number | null => (all === 0 ? null : part / all);

function figuresOf(row: Row | undefined): Growth['whole'] {
  const of = (name: keyof Counts) => Number(row?.[name] ?? 0);
  const [customers, invitations, newcomers] = [of('customers'), of('invitations'), of('newcomers')];
  return {
    ...{ customers, invitations, inviters: of('inviters'), newcomers },
    invitations_per_customer: over(invitations, customers),
    ...{ conversion: over(newcomers, invitations), k: over(newcomers, customers) },
  };
}

/** The people behind a bar. */
export async function selectGrowthPeople(
  ask: SelectionAsk,
  { from, to, side }: GrowthPeople,
): Promise<Result<SelectedPeople>> {
  const checked = orUnusable(undefined, dayIssues(from, to));
  if (!checked.ok) return checked;
  const bound = boundValues('behaviour');
  const days = { from: bound.bind(from, 'Date'), to: bound.bind(to, 'Date') };
  const scope: Scope = { ...scopeOf(ask.shop.timeZone, 'none', undefined), ...days };
  const plan: GrowthPlan = {
    ...{ scope, until: { zone: scope.zone, until: days.to } },
    window: bound.bind(await readWindow(ask), 'UInt16'),
  };
  const sql =
    side === 'inviters'
      ? `SELECT DISTINCT inviter AS customer_id FROM (${invitationsSql(plan)})`
      : `SELECT newcomer AS customer_id FROM (${newcomersSql(plan)})`;
  return ok({ sql, params: bound.params });
}
