import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { InputRecord } from '../contract/records.ts';
import { type DemoPlan, generateShop } from './generate-shop.ts';

/** Where to write a demo shop: one record a line (src/contract/records.ts), in order of months; one truth a line (truth.ts). */
export interface DemoFiles {
  readonly records: string;
  readonly truth: string;
}

type Progress = (done: number, total: number) => void;

/**
 * Writes the records and the truth of a demo shop. Customers are made one circle after another, but a shop lives month
 * after month: records are sorted into a file a month, which are then joined, so that a store partitioned by month is
 * filled partition by partition, and memory stays flat at any size. The file of records is whole as soon as it is there.
 */
export async function writeShop(
  plan: DemoPlan,
  files: DemoFiles,
  progress: Progress = () => {},
): Promise<void> {
  const scratch = `${files.records}.months`;
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  const months = monthFiles(scratch);
  const truth = createWriteStream(files.truth);
  let done = 0;
  for (const piece of generateShop(plan)) {
    for (const record of piece.records) await months.write(record);
    for (const it of piece.truth) await writeLine(truth, it);
    done += piece.customers;
    progress(done, plan.customers);
  }
  await end(truth);
  const joined = `${scratch}/joined`;
  await joinFiles(await months.close(), joined);
  await rename(joined, files.records);
  await rm(scratch, { recursive: true });
}

function monthFiles(folder: string) {
  const open = new Map<string, WriteStream>();
  const streamOf = (month: string): WriteStream => {
    const there = open.get(month) ?? createWriteStream(join(folder, month));
    open.set(month, there);
    return there;
  };
  return {
    write: (record: InputRecord) => writeLine(streamOf(monthOf(record)), record),
    /** Paths of the months, oldest first. */
    async close(): Promise<string[]> {
      await Promise.all([...open.values()].map(end));
      return [...open.keys()].sort().map((month) => join(folder, month));
    },
  };
}

/** Products come before everything: what is sold later is known by title then. */
function monthOf(record: InputRecord): string {
  if (record.kind === 'product') return '0000';
  if (record.kind === 'spend') return record.day.slice(0, 7);
  if (record.kind === 'order') return record.createdAt.slice(0, 7);
  return (record.kind === 'refund' ? record.refundedAt : record.at).slice(0, 7);
}

async function joinFiles(parts: readonly string[], path: string): Promise<void> {
  for (const [i, part] of parts.entries())
    await pipeline(createReadStream(part), createWriteStream(path, { flags: i === 0 ? 'w' : 'a' }));
}

async function writeLine(out: WriteStream, it: object): Promise<void> {
  if (!out.write(`${JSON.stringify(it)}\n`)) await once(out, 'drain');
}

async function end(out: WriteStream): Promise<void> {
  out.end();
  await once(out, 'finish');
}
