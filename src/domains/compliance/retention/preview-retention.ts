import { retentionSubjects } from '../../../contract/retention.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { cutOf, firstKeptDay } from './retention-rules.ts';
import { readTerms, type Term } from './retention-store.ts';
import type { RetainedShop, RetentionTools } from './run-retention.ts';

/** Every subject with its term and what a run would drop now. Changes nothing. */
export async function previewRetention(tools: RetentionTools, shop: RetainedShop) {
  const { platform } = tools;
  const terms = await withShop(platform.db, shop.shopId, (tx) => readTerms(tx, shop.shopId));
  return Promise.all(retentionSubjects.map((subject) => previewOne(tools, shop, { subject, terms })));
}

interface Asked {
  readonly subject: (typeof retentionSubjects)[number];
  readonly terms: readonly Term[];
}

async function previewOne(
  { platform, handlers }: RetentionTools,
  shop: RetainedShop,
  { subject, terms }: Asked,
) {
  const { code, ...said } = subject;
  const months = terms.find((term) => term.subject === code)?.months ?? null;
  const entry = { subject: code, ...said, months };
  const handler = handlers.find((it) => it.subject === code);
  if (months === null || handler === undefined) return { ...entry, before: null, rows: 0, oldest: null };
  const cut = cutOf(firstKeptDay(platform.clock.now(), months, shop.timeZone), shop.timeZone);
  const goes = await handler.preview({ platform, shop, ...cut });
  return { ...entry, before: cut.beforeDay, ...goes };
}
