import type { EventStep, StepFilter } from '../../../contract/event-steps.ts';
import type { BoundValues } from './bound-values.ts';
import { fieldSql, type Happening, isListed } from './happenings.ts';

/** Condition: a row of behaviour events, or of documents under one name, is what a step means. */
export function matchSql(step: EventStep, happening: Happening, bound: BoundValues): string {
  const named = happening.table === 'events' ? [`name = ${bound.bind(step.name, 'String')}`] : [];
  const conditions = [...named, ...step.filters.map((it) => filterSql(it, happening, bound))];
  return conditions.length === 0 ? 'true' : conditions.map((it) => `(${it})`).join(' AND ');
}

function filterSql(filter: StepFilter, happening: Happening, bound: BoundValues): string {
  const { field, operator, values } = filter;
  const isOut = operator === '!=' ? 'NOT ' : '';
  if (isListed(filter)) {
    const list = bound.bind(values, 'Array(String)');
    return `${isOut}(${field === 'category' ? happening.withCategory(list) : happening.withProduct(list)})`;
  }
  const value = fieldSql(happening, field, (name) => bound.bind(name, 'String'));
  if (operator === '=' || operator === '!=')
    return `${isOut}has(${bound.bind(values, 'Array(String)')}, toString(${value}))`;
  if (operator === '~') return `position(toString(${value}), ${bound.bind(values[0]!, 'String')}) > 0`;
  return `ifNull(toFloat64OrNull(toString(${value})) ${operator} ${bound.bind(Number(values[0]), 'Float64')}, false)`;
}
