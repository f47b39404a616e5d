import type { Zone } from '../../../../platform/zone.ts';

/** 2024-01-02, 2024/1/2 3:04, 2024-01-02T03:04:05.678+08:00, 2024年1月2日 3:04, 2024-01-02 03:04:05 +0800 */
const WRITTEN =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/;

/** `auto` (the spellings above), `unix-seconds`, `unix-milliseconds`, or a pattern such as `DD/MM/YYYY HH:mm`. */
export type TimeFormat = string;

/**
 * The instant a cell means, in ms since 1970 UTC. Times without a zone are on the wall of `zone`. Undefined for what
 * is no time: also the 30th of February, and days outside 1900 to 2199.
 */
export function instantOf(text: string, zone: Zone, format: TimeFormat = 'auto'): number | undefined {
  if (format === 'unix-seconds') return unix(text, 1000);
  if (format === 'unix-milliseconds') return unix(text, 1);
  if (format !== 'auto') return byPattern(text, format, zone);
  const found = WRITTEN.exec(text) ?? COMPACT.exec(text);
  return found === null ? undefined : fromParts(found, zone);
}

/** An instant as records carry it: ISO 8601, UTC, milliseconds. */
export function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}

function unix(text: string, unit: number): number | undefined {
  if (!/^-?\d{1,14}(\.\d+)?$/.test(text)) return undefined;
  const instant = Math.round(Number(text) * unit);
  return inRange(new Date(instant).getUTCFullYear()) ? instant : undefined;
}

function fromParts(found: RegExpExecArray, zone: Zone): number | undefined {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = found;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const wall = wallOf([year, month, day, hour, minute, second].map(Number), milliseconds);
  if (wall === undefined) return undefined;
  return offset === undefined ? zone.instantOf(wall) : wall - offsetOf(offset);
}

function inRange(year: number): boolean {
  return year >= 1900 && year < 2200;
}

/** Undefined where the parts are no day or no time of day. Second 60 (a leap second) is read as 59. */
function wallOf(parts: readonly number[], milliseconds: number): number | undefined {
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number];
  if (!inRange(year) || hour > 23 || minute > 59 || second > 60) return undefined;
  const wall = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59), milliseconds);
  const date = new Date(wall);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? wall : undefined;
}

function offsetOf(text: string): number {
  if (!/\d/.test(text)) return 0;
  const digits = text.replace(':', '');
  const size = Number(digits.slice(1, 3)) * 3_600_000 + Number(digits.slice(3, 5)) * 60_000;
  return digits.startsWith('-') ? -size : size;
}

const TOKENS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
};
const TOKEN = /YYYY|MM|DD|HH|mm|ss/g;

/** The pattern as a regular expression; undefined where it lacks a year, a month or a day, or names one twice. */
export function patternOf(pattern: string): RegExp | undefined {
  const tokens: readonly string[] = pattern.match(TOKEN) ?? [];
  if (
    new Set(tokens).size !== tokens.length ||
    !['YYYY', 'MM', 'DD'].every((token) => tokens.includes(token))
  )
    return undefined;
  const escaped = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(TOKEN, (token) => TOKENS[token]!)}$`);
}

const compiled = new Map<string, RegExp | undefined>();

function byPattern(text: string, pattern: string, zone: Zone): number | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, patternOf(pattern));
  const groups = compiled.get(pattern)?.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const {
    year,
    month,
    day,
    hour = '0',
    minute = '0',
    second = '0',
  } = groups as Record<string, string | undefined>;
  const wall = wallOf([year, month, day, hour, minute, second].map(Number), 0);
  return wall === undefined ? undefined : zone.instantOf(wall);
}
