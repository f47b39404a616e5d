import type { RetentionRun, RetentionSubjectCode } from '../../../contract/retention.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { takeTurn } from '../../../platform/db/take-turn.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAct } from '../record-act.ts';
import type { Retaining, RetentionHandler } from './retention-handler.ts';
import { cutOf, firstKeptDay } from './retention-rules.ts';
import { beginRun, doneSince, markDone, markDropping, readTerms, type Term } from './retention-store.ts';

export interface RetentionTools {
  readonly platform: Platform;
  readonly handlers: readonly RetentionHandler[];
  /** Subjects carried out since then are left alone; absent = none. */
  readonly notSince?: Date;
  /** Told of a subject's rows as they go, and once before the first; who asks pays for counting them. */
  readonly onProgress?: (subject: RetentionSubjectCode, done: number, total: number) => void;
}

export type RetainedShop = Retaining['shop'];

/**
 * Drops what has had its time in one shop, subject by subject; those without a term are left alone. A run that was
 * cut off goes on where it was: what stays (aggregates) is written once, before anything goes, never from what is
 * left. Problem: `retention-running`, when another process is at it.
 */
export async function runRetention(
  tools: RetentionTools,
  shop: RetainedShop,
  actor: string,
): Promise<Result<RetentionRun[]>> {
  // Two at once would count what stays while the other drops it.
  const turn = `retention of shop ${shop.shopId}`;
  const done = await takeTurn(tools.platform.db, turn, () => runAll(tools, shop, actor));
  return done === undefined ? fail(running) : ok(done);
}

const running = problem('retention-running', 409, {
  zh: '本店铺的保存期限清理正在进行，请稍后再试',
  en: "This shop's retention is being carried out already; try again later",
});

async function runAll(tools: RetentionTools, shop: RetainedShop, actor: string): Promise<RetentionRun[]> {
  const { db } = tools.platform;
  const { terms, recent } = await withShop(db, shop.shopId, async (tx) => ({
    terms: await readTerms(tx, shop.shopId),
    recent: tools.notSince ? await doneSince(tx, shop.shopId, tools.notSince) : new Set<string>(),
  }));
  const runs: RetentionRun[] = [];
  for (const handler of tools.handlers) {
    const term = terms.find(({ subject }) => subject === handler.subject);
    if (term !== undefined && !recent.has(handler.subject))
      runs.push(await runOne(tools, handler, { shop, term, actor }));
  }
  return runs;
}

interface Running {
  readonly shop: RetainedShop;
  readonly term: Term;
  readonly actor: string;
}

async function runOne(
  { platform, onProgress }: RetentionTools,
  handler: RetentionHandler,
  { shop, term, actor }: Running,
): Promise<RetentionRun> {
  const { shopId } = shop;
  const { subject } = handler;
  const beforeDay = firstKeptDay(platform.clock.now(), term.months, shop.timeZone);
  const run = await withShop(platform.db, shopId, (tx) =>
    beginRun(tx, shopId, { subject, beforeDay, by: actor }),
  );
  const what: Retaining = { platform, shop, runId: run.runId, ...cutOf(run.beforeDay, shop.timeZone) };
  if (run.state === 'keeping') {
    await handler.keep?.(what);
    await withShop(platform.db, shopId, (tx) => markDropping(tx, shopId, run.runId));
  }
  const onDropped = await tellDropped(handler, what, onProgress);
  const rows = await handler.drop({ ...what, ...(onDropped && { onDropped }) });
  onDropped?.(rows);
  await withShop(platform.db, shopId, async (tx) => {
    await markDone(tx, shopId, { runId: run.runId, rows, at: platform.clock.now() });
    const details = { before: run.beforeDay, rows };
    await recordAct(tx, {
      shopId,
      actor,
      act: 'compliance.retention',
      subject: `retention:${subject}`,
      details,
    });
  });
  return { subject, before: run.beforeDay, rows };
}

async function tellDropped(
  handler: RetentionHandler,
  what: Retaining,
  onProgress: RetentionTools['onProgress'],
): Promise<Retaining['onDropped']> {
  if (onProgress === undefined) return undefined;
  const { rows } = await handler.preview(what);
  onProgress(handler.subject, 0, rows);
  return (done) => onProgress(handler.subject, done, rows);
}
