import { createHash } from 'node:crypto';

/** An entry of the audit log as its hash sees it: every column that says something. */
export interface ChainedEntry {
  readonly shopId: number;
  /** Place in the shop's chain, from 1. */
  readonly seq: number;
  readonly entryId: number;
  /** ISO 8601 in UTC with microseconds: 2026-01-15T04:00:00.000000Z. */
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly reason: string | null;
  readonly details: unknown;
}

/**
 * JSON with the names of every object in order of their code units: what jsonb gives back has another order than what
 * was written, and must hash the same.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const names = Object.keys(value).sort();
  const members = names.map(
    (name) => `${JSON.stringify(name)}:${canonicalJson((value as Record<string, unknown>)[name])}`,
  );
  return `{${members.join(',')}}`;
}

/** SHA-256 over the hash of the entry before it (32 bytes) and the entry's columns as one JSON array. */
export function entryHash(before: Uint8Array, it: ChainedEntry): Buffer {
  const columns = [it.shopId, it.seq, it.entryId, it.at, it.actor, it.act, it.subject, it.reason, it.details];
  return createHash('sha256').update(before).update(canonicalJson(columns)).digest();
}
