import type { InputRecord } from '../../../../contract/records.ts';
import { fail, ok, problem, type Result } from '../../../../platform/errors.ts';
import type { RowReader } from '../fields/row-reader.ts';
import type { OpenOptions } from '../files/rows.ts';
import type { RecordSource } from '../record-source.ts';
import { tableSource } from '../table-source.ts';
import { mappingIssues } from './check-mapping.ts';
import { orderOf } from './mapped-orders.ts';
import { customerOf, eventOf, productOf, spendOf } from './mapped-records.ts';
import { columnsOf, MappedRow } from './mapped-row.ts';
import type { Mapping, MappingKind } from './mapping-schema.ts';

const READERS: Readonly<Record<MappingKind, (row: MappedRow) => readonly InputRecord[]>> = {
  orders: orderOf,
  customers: customerOf,
  events: eventOf,
  products: productOf,
  spend: spendOf,
};

/**
 * A merchant's own mapping as a source of records, like a preset. Problem `mapping-unusable` lists everything wrong
 * with it, each by JSON pointer.
 */
export function mappingSource(it: unknown): Result<RecordSource> {
  const issues = mappingIssues(it);
  return issues.length > 0
    ? fail(problem('mapping-unusable', 422, UNUSABLE, issues))
    : ok(sourceOf(it as Mapping));
}

function sourceOf(mapping: Mapping): RecordSource {
  const columns = columnsOf(mapping);
  const header = mapping.file?.columns;
  return tableSource<string>({
    name: mapping.name,
    label: { zh: mapping.name, en: mapping.name },
    currency: mapping.currency ?? 'CNY',
    timeZone: mapping.time_zone ?? 'Asia/Shanghai',
    open: openOf(mapping),
    columns,
    ...(header === undefined ? {} : { header }),
    start() {
      const row = new MappedRow(mapping);
      const read = READERS[mapping.of];
      return (reader: RowReader<string>) => read(row.turnTo(reader));
    },
  });
}

function openOf({ file = {} }: Mapping): OpenOptions {
  const { columns, ...open } = file;
  return (columns === undefined ? open : { ...open, header: false }) as OpenOptions;
}

const UNUSABLE = { zh: '映射有误', en: 'The mapping cannot be used' };
