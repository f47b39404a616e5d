import { withShop } from '../../platform/db/postgres.ts';
import type { Platform } from '../../platform/platform.ts';
import { type AnalysedShop, inShop } from '../analytics/index.ts';
import { customerOf } from '../customers/index.ts';
import { treesStatement } from './ask-trees.ts';
import { countApart, countPersons, type Failed } from './count-apart.ts';
import { readWhole } from './find-touched.ts';
import { causeOf, concerns, followsPeople, interestOf, isDaily, type Touch } from './live-rules.ts';
import { lookUp } from './look-up.ts';
import { forgetMembersKept, keepMoves, membersOf } from './member-bits.ts';
import { segmentsIn } from './read-tree.ts';
import { tellFailures, wavesOf } from './refresh-segments.ts';
import { lockMembers, nextMove } from './refresh-store.ts';
import { listSegments, type Segment } from './segment-store.ts';

/** What a round is about: who was touched, of which shop. */
export interface Round {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly touches: readonly Touch[];
  readonly signal?: AbortSignal | undefined;
}

/** Somebody entered a segment or left it. */
export interface Move {
  readonly segmentId: number;
  readonly refresh: number;
  readonly customerId: number;
  readonly entered: boolean;
  readonly cause: string;
}

/**
 * Asks anew who of the touched is in which live segment, by the same statement that counts everybody, and writes down who
 * entered or left. Doing it twice changes nothing. Answers the moves. A segment that fails is noted: it comes back by a refresh.
 */
export async function liveRound(round: Round): Promise<Move[]> {
  const { platform, shop, touches } = round;
  const looking = { clickhouse: platform.clickhouse, shopId: shop.shopId };
  const whole = await readWhole(looking, [...new Set(touches.map(({ personId }) => personId))]);
  const failed: Failed[] = [];
  const made = await withShop(platform.db, shop.shopId, async (tx) => {
    await lockMembers(tx, shop.shopId);
    const segments = (await listSegments(tx, shop.shopId)).filter(
      (it) => isCounted(it) && mayChange(it, touches),
    );
    const moves: Move[] = [];
    for (const wave of wavesOf(segments)) {
      const compared = await countApart(
        wave,
        (part) => compareWave(round, { wave: part, whole }),
        () => countPersons(platform, shop.shopId),
      );
      failed.push(...compared.failed);
      const found = compared.answers.flat();
      if (found.length > 0)
        await writeMoves(platform, shop.shopId, { moves: found, move: await nextMove(tx) });
      moves.push(...found);
    }
    return moves;
  });
  await tellFailures(round, failed);
  return made;
}

/**
 * Asks for something that was touched, or for other segments, which may have changed by it. One that is counted once a day is
 * left by those who object to profiling, and by nobody else.
 */
const mayChange = (segment: Segment, touches: readonly Touch[]): boolean => {
  if (followsPeople(segment)) return false;
  if (isDaily(segment)) return touches.some(({ source }) => source === 'persons');
  const interest = interestOf([segment]);
  return segmentsIn(segment.tree).length > 0 || touches.some((it) => concerns(it, interest));
};

type Counted = Segment & { readonly refresh: number };

/** Kept up to date, and counted by the rule it has now; a changed rule, or one that fails, waits for its refresh. */
export const isCounted = (it: Segment): it is Counted =>
  it.isLive && it.refresh !== null && it.refreshedVersion === it.ruleVersion && it.failures === 0;

interface Wave {
  readonly wave: readonly Segment[];
  readonly whole: Awaited<ReturnType<typeof readWhole>>;
}

async function compareWave(round: Round, { wave, whole }: Wave): Promise<Move[]> {
  const counted = wave.filter(isCounted);
  const asked = [...new Set([...whole.customers, ...whole.merged])];
  const [daily, live] = [counted.filter(isDaily), counted.filter((it) => !isDaily(it))];
  const [answers, before, barred] = await Promise.all([
    readAnswers(round, live, whole),
    membersOf({ clickhouse: round.platform.clickhouse, shopId: round.shop.shopId }, counted),
    daily.length === 0 ? new Set<number>() : readBarred(round, whole),
  ]);
  const causes = causesOf(round, whole);
  return counted.flatMap(({ segmentId, refresh }) => {
    const wasIn = before.get(segmentId)!;
    const answer = answers.get(segmentId);
    const isIn = (it: number) => (answer === undefined ? wasIn(it) && !barred.has(it) : answer.has(it));
    return asked
      .filter((customerId) => isIn(customerId) !== wasIn(customerId))
      .map((customerId): Move => {
        const cause = causes.get(customerId) ?? 'merge';
        return { segmentId, refresh, customerId, entered: isIn(customerId), cause };
      });
  });
}

/** By customer: what was written of any of their persons. */
function causesOf({ touches }: Round, { owners }: Wave['whole']): Map<number, string> {
  const own = Map.groupBy(touches, ({ personId }) => owners.get(personId) ?? personId);
  return new Map([...own].map(([customerId, all]) => [customerId, causeOf(all)]));
}

/** Within two seconds of an event its person is in: a look at no more goes before analyses. More come by a count of everybody, or behind one. */
const FEW = 5_000;

async function readAnswers(
  { platform, shop }: Round,
  segments: readonly Counted[],
  { persons }: Wave['whole'],
): Promise<Map<number, ReadonlySet<number>>> {
  const trees = segments.map(({ tree }) => tree);
  if (trees.length === 0) return new Map();
  const at = platform.clock.now().getTime();
  const known = await lookUp({ platform, shop, trees, at, persons });
  const { sql, params } = treesStatement({ shop, trees, at, known, persons });
  const goesFirst = persons.length <= FEW;
  // One row, who is in by segment: most are in few, and this process reads a quarter of the text.
  const members = trees.map((_, n) => `groupArrayIf(customer_id, s${n} = 1) AS m${n}`);
  const [row] = await platform.clickhouse.query<Record<string, number[]>>({
    sql: `SELECT ${members.join(', ')} FROM (${sql})`,
    ...{ shopId: shop.shopId, params, goesFirst },
  });
  return new Map(segments.map(({ segmentId }, n) => [segmentId, new Set(row![`m${n}`])]));
}

/** Customers who object to profiling: the strictest of their persons decides. */
async function readBarred({ platform, shop }: Round, { persons }: Wave['whole']): Promise<Set<number>> {
  const rows = await platform.clickhouse.query<{ customer_id: number }>({
    sql: `SELECT DISTINCT ${customerOf('person_id')} AS customer_id FROM persons
WHERE ${inShop} AND profiling_barred = 1 AND person_id IN {persons:Array(UInt32)}`,
    ...{ shopId: shop.shopId, params: { persons }, goesFirst: true },
  });
  return new Set(rows.map((row) => row.customer_id));
}

/** What was not written for certain is not known any more either. */
async function writeMoves(
  { clickhouse, clock }: Platform,
  shopId: number,
  { moves, move }: { readonly moves: readonly Move[]; readonly move: number },
): Promise<void> {
  const at = clock.now().toISOString();
  const rows = moves.map((it) => ({
    ...{ shop_id: shopId, segment_id: it.segmentId, refresh: it.refresh, customer_id: it.customerId },
    ...{ move, entered: Number(it.entered), at, cause: it.cause },
  }));
  try {
    await clickhouse.insert('segment_moves', rows);
  } catch (err) {
    forgetMembersKept(clickhouse);
    throw err;
  }
  keepMoves({ clickhouse, shopId }, moves);
}
