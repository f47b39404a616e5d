import type { Permission } from '../../../contract/auth.ts';
import type { TaskView, Worklist } from '../../../contract/worklist.ts';
import type { Shop } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { shopDay, usualDay } from '../../analytics/index.ts';
import { deleteMark, type Mark, readMarks, writeMark } from './mark-store.ts';
import { taskSources } from './tasks.ts';
import { daysAway, type Found, isHidden, ranked, rankedBy } from './worklist-rules.ts';

export interface WorklistAsk {
  readonly platform: Platform;
  readonly shop: Shop;
  readonly permissions: ReadonlySet<Permission>;
  readonly signal?: AbortSignal | undefined;
}

/** What is worth doing now, of what the caller may see. */
export async function makeWorklist(ask: WorklistAsk): Promise<Worklist> {
  const { platform, shop } = ask;
  const tasks = await findTasks(ask);
  const marks = await withShop(platform.db, shop.shopId, (tx) => readMarks(tx, shop.shopId));
  const markOf = (code: string) => marks.find((it) => it.task === code);
  const now = platform.clock.now();
  const [hidden, open] = [true, false].map((away) =>
    ranked(tasks).filter((it) => isHidden(it, markOf(it.code), now) === away),
  ) as [Found[], Found[]];
  return {
    ...{ currency: shop.currency, ranked_by: rankedBy, tasks: open.map(present) },
    hidden: hidden.map((it) => ({ ...present(it), mark: presentMark(markOf(it.code)!) })),
  };
}

async function findTasks({ platform, shop, permissions, signal }: WorklistAsk): Promise<Found[]> {
  const today = shopDay(platform.clock.now(), shop);
  const day = await usualDay({ clickhouse: platform.clickhouse, shop, signal }, today);
  const ask = { platform, shop, day, past: day === today ? undefined : day, signal };
  const found = await Promise.all(
    taskSources
      .filter(({ permission }) => permissions.has(permission))
      .map(async ({ code, ...source }) => ({ code, task: await source.find(ask) })),
  );
  return found.flatMap(({ code, task }) => (task === undefined ? [] : { code, ...task }));
}

export interface Marking extends WorklistAsk {
  readonly task: string;
  readonly state: Mark['state'];
  readonly days?: number | undefined;
  readonly actor: string;
}

const DAY_MS = 86_400_000;

/** Notes that a task is done, or put off. Problem: no-such-task (unknown, or nothing to do). */
export async function markTask(marking: Marking): Promise<Result<undefined>> {
  const { platform, shop, task, state, days = daysAway[state], actor } = marking;
  const found = (await findTasks(marking)).find((it) => it.code === task);
  if (found === undefined) return fail(noSuchTask);
  const now = platform.clock.now();
  const until = new Date(now.getTime() + days * DAY_MS);
  await withShop(platform.db, shop.shopId, (tx) =>
    writeMark(tx, shop.shopId, { task, state, until, count: found.count, markedBy: actor, markedAt: now }),
  );
  return ok(undefined);
}

/** Shows a task again that was marked. */
export const unmarkTask = ({ platform, shop }: WorklistAsk, task: string): Promise<void> =>
  withShop(platform.db, shop.shopId, (tx) => deleteMark(tx, shop.shopId, task));

const noSuchTask = problem('no-such-task', 404, {
  zh: '今日要事里没有这一项',
  en: 'There is no such task on the worklist now',
});

const present = (it: Found): TaskView => ({
  ...{ task: it.code, title: it.title, reason: it.reason, action: it.action, count: it.count },
  ...{ expected_money: it.expectedMoney, basis: it.basis, link: it.link },
});

const presentMark = (it: Mark) => ({
  ...{ state: it.state, until: it.until.toISOString() },
  ...{ marked_by: it.markedBy, marked_at: it.markedAt.toISOString() },
});
