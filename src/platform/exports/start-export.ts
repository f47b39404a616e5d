import { randomUUID } from 'node:crypto';
import type { Audit } from '../auth/index.ts';
import { withShop } from '../db/postgres.ts';
import type { Row } from './column.ts';
import { countPeople } from './count-people.ts';
import type { PreparedExport } from './export-request.ts';
import { fileKinds } from './writers/writers.ts';

/** How far an export is. */
export interface ExportCounts {
  rows: number;
  bytes: number;
  /** People the rows tell of, each once. */
  people: number;
}

export interface StartedExport {
  readonly id: string;
  readonly counts: Readonly<ExportCounts>;
  /** People of the question whom the universal holdout keeps out of the file. */
  readonly heldOut: number;
  /** The file, piece by piece; take them all, or return the generator. Its end is on record either way. */
  readonly bytes: AsyncGenerator<Buffer>;
}

/**
 * Starts an export. The audit log has who exports what, by which filters, columns and format, and of personal fields
 * why, and how many are held out of it, before the first byte can leave; and afterwards how much left, whole or cut off. Throws the problem
 * `personal-value` where reason or filters hold one.
 */
export async function startExport(it: PreparedExport, audit: Audit): Promise<StartedExport> {
  const id = randomUUID();
  const counts: ExportCounts = { rows: 0, bytes: 0, people: 0 };
  const heldOut = (await it.noun.countHeldOut?.(it.ask)) ?? 0;
  const left = heldOut === 0 ? {} : { held_out: heldOut };
  await record(it, { audit, id, act: 'exports.start', details: { ...detailsOf(it), ...left } });
  const ended = (outcome: Outcome) =>
    record(it, { audit, id, act: 'exports.end', details: { noun: it.noun.noun, outcome, ...counts } });
  return { id, counts, heldOut, bytes: written(it, counts, ended) };
}

type Outcome = 'completed' | 'cut-off';

async function* written(
  { noun, ask, plan, request }: PreparedExport,
  counts: ExportCounts,
  ended: (outcome: Outcome) => Promise<void>,
): AsyncGenerator<Buffer> {
  let outcome: Outcome = 'cut-off';
  try {
    const rows = counted(noun.read(ask), counts);
    for await (const bytes of fileKinds[request.format].write(rows, plan)) {
      ask.signal.throwIfAborted();
      counts.bytes += bytes.length;
      yield bytes;
    }
    outcome = 'completed';
  } finally {
    await ended(outcome);
  }
}

async function* counted(
  batches: ReturnType<PreparedExport['noun']['read']>,
  counts: ExportCounts,
): AsyncGenerator<readonly Row[]> {
  const people = countPeople();
  for await (const batch of batches) {
    people.add(batch.people);
    counts.rows += batch.rows.length;
    counts.people = people.count();
    yield batch.rows;
  }
}

function detailsOf({ noun, request, plan, ask }: PreparedExport): Readonly<Record<string, unknown>> {
  const { format, personal, filters, headers, encoding } = request;
  const columns = plan.columns.map(({ code }) => code);
  // All that was asked: from it the same export is asked for again, where this one was cut off.
  return { ...filters, noun: noun.noun, format, headers, encoding, personal, masking: ask.masking, columns };
}

interface Entry {
  readonly audit: Audit;
  readonly id: string;
  readonly act: string;
  readonly details: Readonly<Record<string, unknown>>;
}

async function record(it: PreparedExport, { audit, id, act, details }: Entry): Promise<void> {
  const { shopId } = it.shop;
  const { personal, reason } = it.request;
  const why = personal && reason !== undefined ? { reason } : {};
  await withShop(it.platform.db, shopId, (tx) =>
    audit(tx, { shopId, actor: it.caller.actor, act, subject: `export:${id}`, details, ...why }),
  );
}
