import type { Param } from '../../../platform/clickhouse/clickhouse.ts';

/** Values of a question, named in the order they are met: the same question is the same SQL, whatever it asks for. */
export interface BoundValues {
  readonly params: Readonly<Record<string, Param>>;
  /** The placeholder that stands for a value. */
  bind(value: Param, type: string): string;
}

/** Names begin with `prefix`, so that questions can stand in one another. */
export function boundValues(prefix: string): BoundValues {
  const params: Record<string, Param> = {};
  const known = new Map<string, string>();
  const add = (value: Param, type: string): string => {
    const name = `${prefix}_${Object.keys(params).length}`;
    params[name] = value;
    return `{${name}:${type}}`;
  };
  return {
    params,
    bind(value, type) {
      if (typeof value !== 'string' && typeof value !== 'number') return add(value, type);
      // The same value under one name: what is counted by it is seen to be the same.
      const key = `${type} ${typeof value} ${value}`;
      const bound = known.get(key) ?? add(value, type);
      known.set(key, bound);
      return bound;
    },
  };
}
