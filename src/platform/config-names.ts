import type { Parse } from './config-values.ts';
import type { Issue } from './errors.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** Every SHUKE_* name there is. Another one is a mistake that would otherwise be searched for long. */
export const configNames = [
  ...(['SHUKE_DATA', 'SHUKE_HOST', 'SHUKE_PORT', 'SHUKE_URL', 'SHUKE_POSTGRES_URL'] as const),
  ...(['SHUKE_CLICKHOUSE_URL', 'SHUKE_CLICKHOUSE_CLUSTER'] as const),
  ...(['SHUKE_MASTER_KEY_FILE', 'SHUKE_LOG_LEVEL', 'SHUKE_ROLE', 'SHUKE_STOP_DELAY'] as const),
  ...(['SHUKE_DISK_FLOOR', 'SHUKE_TRUSTED_PROXIES', 'SHUKE_BACKUPS', 'SHUKE_OUTBOUND'] as const),
  ...(['SHUKE_KMS', 'SHUKE_KMS_FORMER'] as const),
];

export type ConfigName = (typeof configNames)[number];

/** Reads one variable with its parser; what is wrong goes to `issues`, and the setting counts as absent. */
export const valueReader =
  (env: Variables, issues: Issue[]) =>
  <T>(name: ConfigName, parse: Parse<T>): T | undefined => {
    const text = env[name]?.trim();
    if (text === undefined || text === '') return undefined;
    const parsed = parse(text);
    if ('value' in parsed) return parsed.value;
    const { code, zh, en } = parsed;
    issues.push({ code, field: name, message: { zh: `${name} ${zh}`, en: `${name} ${en}` } });
    return undefined;
  };

/** One issue for each SHUKE_* variable that Shuke does not know, with the known name that is spelt most like it. */
export function unknownNames(env: Variables): Issue[] {
  const known = new Set<string>(configNames);
  const names = Object.keys(env).filter((name) => name.startsWith('SHUKE_') && !known.has(name));
  return names.sort().map((name) => {
    const near = nearestName(name);
    return {
      code: 'unknown-variable',
      field: name,
      message: {
        zh: `没有 ${name} 这个设置，是否想写 ${near}？`,
        en: `There is no setting ${name}. Did you mean ${near}?`,
      },
    };
  });
}

/** The known name with the smallest edit distance; the first in the list among equals. */
export function nearestName(name: string): ConfigName {
  const distances = configNames.map((known) => editDistance(name, known));
  return configNames[distances.indexOf(Math.min(...distances))]!;
}

/** Levenshtein: letters to insert, delete or replace. One row of the table at a time. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 0; column < to.length; column += 1) {
      const replaced = row[column]! + (letter === to[column] ? 0 : 1);
      next.push(Math.min(replaced, row[column + 1]! + 1, next[column]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
