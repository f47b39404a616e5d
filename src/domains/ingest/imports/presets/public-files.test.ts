import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { InputRecord } from '../../../../contract/records.ts';
import { openRows } from '../files/open-rows.ts';
import { findPreset } from './presets.ts';

const DATA = join(import.meta.dirname, '../../../../../../shared/data');
if (!existsSync(DATA)) console.warn(`public files are absent (${DATA}): their tests are skipped`);
const withData = test.skipIf(!existsSync(DATA));

async function recordsOf(
  file: string,
  preset: string,
): Promise<{ records: InputRecord[]; problems: number }> {
  const source = findPreset(preset)!;
  const opened = await openRows(join(DATA, file), source.open);
  const bound = source.bind(opened);
  if (!bound.ok) throw new Error(bound.problem.message.en);
  const records: InputRecord[] = [];
  let problems = 0;
  for await (const batch of opened.batches) {
    problems += batch.rejects.length;
    for (const row of batch.rows) {
      const outcome = bound.value.read(row);
      problems += outcome.problems.length;
      records.push(...outcome.records);
    }
  }
  return { records, problems };
}

function amountOf(record: InputRecord): number {
  if (record.kind === 'adjustment') return record.amountMinor;
  if (record.kind === 'order') return record.lines[0]!.amountMinor;
  return record.kind === 'refund' ? -record.lines[0]!.amountMinor : 0;
}

const sum = (records: readonly InputRecord[]): number =>
  records.reduce((total, it) => total + amountOf(it), 0);

function buyersOf(records: readonly InputRecord[]): { customers: number; guests: number } {
  const named = records.flatMap((it) => ('identities' in it ? [it.identities] : []));
  const customers = new Set(named.flatMap((claims) => claims.map((claim) => claim.value)));
  return {
    customers: customers.size,
    guests: records.length - named.filter((claims) => claims.length > 0).length,
  };
}

withData('UCI: every line to the penny', async () => {
  const { records, problems } = await recordsOf('uci_online_retail.csv.gz', 'uci-online-retail');
  expect(problems).toBe(0);
  expect(records).toHaveLength(541_909);
  expect(sum(records)).toBe(974_774_793);
  expect(sum(records.filter((it) => it.kind === 'refund'))).toBe(-89_681_249);
  expect(buyersOf(records)).toEqual({ customers: 4_372, guests: 135_080 });
  const documents = (kind: string): Set<string> =>
    new Set(records.filter((it) => it.kind === kind).map((it) => JSON.stringify([it.kind, numberOf(it)])));
  expect(['order', 'refund', 'adjustment'].map((kind) => documents(kind).size)).toEqual([22_061, 3_836, 3]);
  const london = records.find((it) => it.kind === 'order' && it.orderNo === '536365');
  expect(london).toMatchObject({ createdAt: '2010-12-01T08:26:00.000Z', identities: [{ value: '17850' }] });
});

function numberOf(it: InputRecord): string {
  if (it.kind === 'order') return it.orderNo;
  if (it.kind === 'refund') return it.refundNo;
  return it.kind === 'adjustment' ? it.adjustmentNo : '';
}

withData('CDNOW: the master with its header, the sample without', async () => {
  const master = await recordsOf('CDNOW_master.txt', 'cdnow');
  expect([master.records.length, sum(master.records), master.problems]).toEqual([69_659, 250_031_563, 0]);
  expect(buyersOf(master.records)).toEqual({ customers: 23_570, guests: 0 });
  const sample = await recordsOf('CDNOW_sample.txt', 'cdnow');
  expect([sample.records.length, buyersOf(sample.records).customers, sample.problems]).toEqual([
    6_919, 2_357, 0,
  ]);
  const known = new Set(master.records.map((it) => JSON.stringify(it)));
  expect(sample.records.every((it) => known.has(JSON.stringify(it)))).toBe(true);
});
