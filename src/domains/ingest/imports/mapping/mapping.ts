import type { MappingKind } from '../../../../contract/mapping-fields.ts';
import type { InputRecord } from '../../../../contract/records.ts';
import { fail, ok, problem, type Result } from '../../../../platform/errors.ts';
import { type Dictionary, makeDictionary } from '../../../customers/index.ts';
import type { RowReader } from '../fields/row-reader.ts';
import type { OpenOptions } from '../files/rows.ts';
import type { RecordSource } from '../record-source.ts';
import { tableSource } from '../table-source.ts';
import { mappingIssues, unknownTraits } from './check-mapping.ts';
import { orderOf } from './mapped-orders.ts';
import { customerOf, eventOf, productOf, spendOf } from './mapped-records.ts';
import { columnsOf, MappedRow } from './mapped-row.ts';
import type { Mapping } from './mapping-schema.ts';

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
  const plain = tableOf(mapping, makeDictionary([]));
  return {
    ...plain,
    uses: (file) => plain.uses(file).map((use) => ({ ...use, field: shownField(mapping, use.field) })),
    bind(file, dictionary = makeDictionary([])) {
      const unknown = unknownTraits(mapping, dictionary);
      return unknown.length > 0
        ? fail(problem('unknown-traits', 422, UNKNOWN_TRAITS, unknown))
        : tableOf(mapping, dictionary).bind(file);
    },
  };
}

/** `identities.phone` for people, where rows are read by `identities.0`. */
function shownField({ identities = [] }: Mapping, field: string): string {
  const [group, n] = field.split('.');
  const kind = group === 'identities' ? identities[Number(n)]?.kind : undefined;
  return kind === undefined ? field : `identities.${kind}`;
}

function tableOf(mapping: Mapping, dictionary: Dictionary): RecordSource {
  const header = mapping.file?.columns;
  return tableSource<string>({
    name: mapping.name,
    label: { zh: mapping.name, en: mapping.name },
    currency: mapping.currency ?? 'CNY',
    timeZone: mapping.time_zone ?? 'Asia/Shanghai',
    open: openOf(mapping),
    columns: columnsOf(mapping, dictionary),
    ...(header === undefined ? {} : { header }),
    start() {
      const row = new MappedRow(mapping, dictionary);
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

const UNKNOWN_TRAITS = {
  zh: '映射中有数据字典没有的属性；请先用 shuke traits add 添加，或从映射中去掉',
  en: 'The mapping names traits that the data dictionary lacks; add them first (shuke traits add), or leave them out',
};
