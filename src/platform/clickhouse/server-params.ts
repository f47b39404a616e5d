import type { Param } from './clickhouse.ts';
import { namedValue, type Params } from './literal.ts';
import { assertShape, elementOf, isList, plain } from './plain-value.ts';
import { placeholdersOf } from './sql-text.ts';

/** The parameters a server gets for the SQL's placeholders, each read as its type, as chDB's literals are. */
export function serverParams(sql: string, params: Params): Record<string, unknown> {
  const bound = placeholdersOf(sql).map(({ name, type }) => [
    name,
    serverParam(namedValue(params, name), type),
  ]);
  return Object.fromEntries(bound);
}

function serverParam(value: Param, type: string): unknown {
  if (type === 'Identifier') return value;
  assertShape(value, type);
  if (value === null) return null;
  return isList(value) ? value.map((one) => serverParam(one, elementOf(type)!)) : plain(value, type);
}
