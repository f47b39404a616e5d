import type { PersonaPeople, Personas } from '../../../contract/personas.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { caught, ok, type Result } from '../../../platform/errors.ts';
import type { SelectedPeople, SelectionAsk } from '../behaviour/selected-people.ts';
import { type InterestsAsk, type InterestsPlan, planInterests } from '../interests/plan-interests.ts';
import { readSettings } from '../scores/settings-store.ts';
import { personasOf } from './persona-rules.ts';
import { personasSql } from './personas-sql.ts';

/** The shop's rules. */
export async function readPersonas({ platform, shop }: InterestsAsk) {
  const kept = await withShop(platform.db, shop.shopId, (tx) => readSettings(tx, shop.shopId, 'personas'));
  return { settings: personasOf(kept?.settings), version: kept?.version ?? 0 };
}

/** How many customers have which persona, as of a day. Problem: `unusable-question`. */
export async function askPersonas(ask: InterestsAsk): Promise<Result<Personas>> {
  const plan = await planInterests(ask);
  return plan.ok ? caught(() => answer(ask, plan.value)) : plan;
}

async function answer(ask: InterestsAsk, plan: InterestsPlan): Promise<Personas> {
  const { personas: rules } = (await readPersonas(ask)).settings;
  const { at, bound } = plan.bound('p');
  const sql = personasSql({ at, bound, rules });
  const counts = rules.flatMap((_, n) => [
    `countIf(has_${n} = 1) AS customers_${n}`,
    `countIf(has_${n} = 1 AND bought = 0) AS potential_${n}`,
  ]);
  const [row] = await ask.clickhouse.query<Readonly<Record<string, string>>>({
    sql: `SELECT count() AS customers, ${counts.join(', ')} FROM (${sql})`,
    ...{ shopId: ask.shop.shopId, params: bound.params, seconds: 120 },
    ...(ask.signal && { signal: ask.signal }),
  });
  return {
    ...{ as_of: plan.asked.asOf, half_life_days: plan.asked.halfLifeDays, customers: Number(row!.customers) },
    personas: rules.map((rule, n) => ({
      ...{ rule, customers: Number(row![`customers_${n}`]) },
      without_purchase: Number(row![`potential_${n}`]),
    })),
  };
}

/** The people of a persona. */
export async function selectPersonaPeople(
  ask: SelectionAsk,
  { persona, as_of: asOf }: PersonaPeople,
): Promise<Result<SelectedPeople>> {
  const plan = await planInterests({ ...ask, asOf });
  if (!plan.ok) return plan;
  const { personas } = (await readPersonas(ask)).settings;
  const { at, bound } = plan.value.bound('behaviour');
  const rules = personas.filter((it) => it.persona === persona);
  return ok({
    sql: `SELECT customer_id FROM (${personasSql({ at, bound, rules })}) WHERE has_0 = 1`,
    params: bound.params,
  });
}
