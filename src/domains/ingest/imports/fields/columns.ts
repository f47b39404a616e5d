import type { Issue } from '../../../../platform/errors.ts';

/** One column a preset or mapping reads. */
export interface Column {
  /** Accepted spellings, the commonest first. Compared without case, blanks, width of brackets or unit in brackets. */
  readonly names: readonly string[];
  /** A file without it is refused. */
  readonly required?: true;
  /** A row with this cell empty is refused (where the file has the column, or where it is required). */
  readonly filled?: true;
  /** Holds a personal value: masked wherever a reject shows it. */
  readonly personal?: true;
  /** A negative amount or number here is refused. */
  readonly notNegative?: true;
}

export type Columns<Key extends string> = Readonly<Record<Key, Column>>;

/** Where each column stands in this file: its position, or -1. */
export type Places<Key extends string> = Readonly<Record<Key, number>>;

/** A name as it is compared: half-width, lower case, no blanks. */
export function plainName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/[\s_]/g, '');
}

function withoutUnit(name: string): string {
  return name.replace(/\([^)]*\)$/, '');
}

/** Finds the columns by name, in any order. Missing required ones are issues, all of them. */
export function placeColumns<Key extends string>(
  columns: Columns<Key>,
  header: readonly string[],
): { places: Places<Key>; missing: Issue[] } {
  const plain = header.map(plainName);
  const bare = plain.map(withoutUnit);
  const places = {} as Record<Key, number>;
  const missing: Issue[] = [];
  for (const [key, column] of Object.entries(columns) as [Key, Column][]) {
    places[key] = findColumn(column.names.map(plainName), plain, bare);
    if (places[key] < 0 && column.required) missing.push(missingColumn(column));
  }
  return { places, missing };
}

function findColumn(names: readonly string[], plain: readonly string[], bare: readonly string[]): number {
  for (const name of names) {
    const exact = plain.indexOf(name);
    if (exact >= 0) return exact;
    const alike = bare.indexOf(withoutUnit(name));
    if (alike >= 0) return alike;
  }
  return -1;
}

function missingColumn({ names }: Column): Issue {
  const others = names.slice(1).join(' / ');
  return {
    code: 'missing-column',
    field: names[0]!,
    message: {
      zh: `缺少列“${names[0]}”${others === '' ? '' : `（也可写作 ${others}）`}`,
      en: `The column "${names[0]}" is missing${others === '' ? '' : ` (also accepted: ${others})`}`,
    },
  };
}
