import { type TSchema, Type } from 'typebox';
import { type PeopleFilter, peopleFilter } from '../../../contract/people.ts';
import { profilingFilters } from '../../../contract/profiling-filters.ts';
import type { ExportFilter } from '../../../platform/exports/index.ts';

/** The filters of the list of customers as filters of an export, where every filter is a text. */
export const viewFilters: Readonly<Record<string, ExportFilter>> = Object.fromEntries(
  Object.entries(peopleFilter)
    .filter(([name]) => name !== 'tag')
    .map(([name, schema]) => [name, asText(name, schema)]),
);

function asText(name: string, schema: TSchema): ExportFilter {
  const { description = '' } = schema as { description?: string };
  const text = isWhole(schema) ? Type.String({ pattern: '^-?\\d{1,15}$' }) : schema;
  const scored = (profilingFilters as readonly string[]).includes(name);
  return {
    schema: text,
    summary: { zh: `同客户列表的筛选 ${name}`, en: `as in the list of customers: ${description}` },
    ...(scored && { permission: 'analytics:read' as const }),
    ...(name === 'segment' && { permission: 'segments:read' as const }),
  };
}

function isWhole(schema: TSchema): boolean {
  return (schema as { type?: string }).type === 'integer';
}

/** What an export asks of a view; undefined where it is narrowed by nothing but a tag or days of first sight. */
export function viewFilterOf(filters: Readonly<Record<string, string>>): PeopleFilter | undefined {
  const { from, to, ...rest } = filters;
  if (Object.keys(rest).every((name) => name === 'tag')) return undefined;
  const typed = Object.entries(rest).map(([name, value]) => [name, typeOf(name, value)]);
  return {
    ...Object.fromEntries(typed),
    ...(from !== undefined && { first_seen_from: from }),
    ...(to !== undefined && { first_seen_to: to }),
  };
}

function typeOf(name: string, value: string): string | number {
  const schema = peopleFilter[name as keyof PeopleFilter] as TSchema | undefined;
  return schema !== undefined && isWhole(schema) ? Number(value) : value;
}
