import { complianceHandlers } from './compliance-handlers.ts';
import { customerHandlers } from './customer-handlers.ts';
import { keepLooks, keepPeople, keepScores, keepServed, scoreModels } from './domains/analytics/index.ts';
import { keepRetention, resumeErasures } from './domains/compliance/index.ts';
import { keepMinors, resumeTagRuns, resumeTraitIndexes } from './domains/customers/index.ts';
import {
  keepRejectsMended,
  keepUploadsTidy,
  resumeBrokenOff,
  resumeImports,
  tidyFirstSeen,
} from './domains/ingest/index.ts';
import { keepPointsHeld } from './domains/ledgers/index.ts';
import { keepLoyalty, keepTiers } from './domains/loyalty/index.ts';
import { keepOutbox } from './domains/messaging/index.ts';
import { expectedMoneyDays } from './domains/reports/index.ts';
import { keepSegments } from './domains/segments/index.ts';
import { removeLeftTwins } from './platform/backup/index.ts';
import { keepCompact } from './platform/clickhouse/keep-compact.ts';
import type { Role } from './platform/config-values.ts';
import { takeTurn } from './platform/db/take-turn.ts';
import type { Platform } from './platform/platform.ts';
import { retentionHandlers } from './retention-handlers.ts';
import { keepBackups } from './system/index.ts';

/**
 * Work that lasts as long as a server process does. List it here and it runs in the processes of its role; several of
 * them may run at once, so `run` keeps to one of: rows claimed one by one (imports), an advisory lock a shop (the
 * mirror), or `takeTurn` around each round, of which one process at a time has one (compaction).
 */
export interface BackgroundWork {
  readonly name: string;
  /** 'worker': in processes that work in the background (roles worker and all); 'every': in all of them. */
  readonly in: 'worker' | 'every';
  /** Until `signal` aborts; what is thrown is logged, and the work is over in this process. */
  run(platform: Platform, signal: AbortSignal): Promise<void>;
}

const backgroundWork: readonly BackgroundWork[] = [
  // What a crash left owing is paid at once.
  { name: 'mirror', in: 'worker', run: ({ mirror }, signal) => mirror.run(signal) },
  {
    name: 'compaction',
    in: 'worker',
    run: ({ clickhouse, db, log }, signal) =>
      keepCompact(clickhouse, { log, signal, turn: (round) => takeTurn(db, 'compaction', round) }),
  },
  { name: 'left backup twins', in: 'worker', run: removeLeftTwins },
  {
    name: 'imports',
    in: 'worker',
    run: (platform, signal) => resumeImports({ platform, mirror: platform.mirror }, signal),
  },
  // What a fault broke off is known to the process that ran it.
  {
    name: 'broken-imports',
    in: 'every',
    run: (platform, signal) => resumeBrokenOff({ platform, mirror: platform.mirror }, signal),
  },
  // Each mends its own disk.
  { name: 'reject files', in: 'every', run: keepRejectsMended },
  { name: 'uploads', in: 'every', run: keepUploadsTidy },
  { name: 'disk', in: 'every', run: ({ disk }, signal) => disk.run(signal) },
  // Rows are locked as they are indexed: two processes at it end the same.
  { name: 'trait indexes', in: 'worker', run: resumeTraitIndexes },
  // A piece is done under the lock of its run.
  { name: 'bulk tags', in: 'worker', run: resumeTagRuns(customerHandlers.people) },
  { name: 'retention', in: 'worker', run: keepRetention(retentionHandlers) },
  // What a crash cut off; every step of it may be done twice.
  {
    name: 'erasures',
    in: 'worker',
    run: (platform, signal) => resumeErasures(platform, complianceHandlers, signal),
  },
  // Several at once are harmless: a flag is taken away once.
  { name: 'minors', in: 'worker', run: keepMinors },
  // Today's for every page, and the day the worklist compares with.
  { name: 'people', in: 'worker', run: keepPeople([expectedMoneyDays]) },
  // A model of a shop is run by whoever has its turn.
  { name: 'scores', in: 'worker', run: keepScores(scoreModels) },
  // Of all processes one follows; what nobody followed the day's run counts.
  { name: 'looks', in: 'worker', run: keepLooks },
  // Each writes down what it served itself.
  { name: 'served lists', in: 'every', run: keepServed },
  // Of all processes one looks; whoever comes next counts everybody once.
  { name: 'segments', in: 'worker', run: keepSegments },
  // Orders earn under the turn of their shop; what is due is posted under locks, once.
  { name: 'points', in: 'worker', run: keepLoyalty },
  // Of all processes one tells; whoever comes next holds both stores to each other first.
  { name: 'points held', in: 'worker', run: keepPointsHeld },
  // Of all processes one evaluates; whoever comes next asks everybody once.
  { name: 'tiers', in: 'worker', run: keepTiers },
  // A message is taken by a conditional statement, by one of them.
  { name: 'messages', in: 'worker', run: keepOutbox },
  // A row is deleted once, by whoever comes first.
  { name: 'first sights', in: 'worker', run: tidyFirstSeen },
  // Made by one that has the turn; /metrics of each says whether it is there.
  { name: 'daily backup', in: 'every', run: keepBackups },
];

const runsIn = (role: Role, work: BackgroundWork): boolean => work.in === 'every' || role !== 'api';

/** Starts what the role runs; the answer stops it and waits until it has stopped. */
export function startBackground(
  platform: Platform,
  list: readonly BackgroundWork[] = backgroundWork,
): () => Promise<void> {
  const stopping = new AbortController();
  const running = list
    .filter((work) => runsIn(platform.config.role, work))
    .map((work) =>
      work
        .run(platform, stopping.signal)
        .catch((err: unknown) => platform.log.error({ err, work: work.name }, 'background work broke off')),
    );
  return async () => {
    stopping.abort();
    await Promise.all(running);
  };
}
