import { createHash } from 'node:crypto';
import type { EventRecord } from '../../../contract/records.ts';
import type { Issue } from '../../../platform/errors.ts';
import { eventIssue, type StorableEvent } from '../events/event-rules.ts';
import { isObject, type Json, textAt } from '../segment/call-values.ts';
import { clientTime, readCall } from '../segment/read-call.ts';
import { stripRecord } from '../strip-record.ts';
import type { LiveCall } from './live-call.ts';
import { eventTooLarge, MOST_EVENT_BYTES, notACall } from './track-problems.ts';

/** What a request says of all its calls. */
export interface CallSetting {
  readonly receivedAt: Date;
  readonly currency: string;
  /** The write key's source. */
  readonly source: string;
  /** False where the whole body is smaller than one event may be. */
  readonly mayBeLarge: boolean;
}

type ReadCall = Pick<LiveCall, 'timed' | 'records' | 'warnings'> & { readonly json: Json };

/** A call as read: fit to be stored, or every reason why not. */
export type CheckedCall =
  | { readonly messageId: string; readonly read: ReadCall }
  | { readonly messageId: string; readonly issues: readonly Issue[] };

/** Reads and checks one call. Pure but for its arguments: the same call gives the same message id and records. */
export function checkCall(call: unknown, setting: CallSetting): CheckedCall {
  if (!isObject(call)) return { messageId: '', issues: [notACall] };
  const sent = textAt(call, 'messageId');
  if (setting.mayBeLarge && isTooLarge(call)) return { messageId: sent, issues: [eventTooLarge] };
  const messageId = sent || contentId(call);
  const json = sent === '' ? { ...call, messageId } : call;
  return checkRead(json, { messageId, at: clientTime(json), setting });
}

interface Reading {
  readonly messageId: string;
  readonly at: string | undefined;
  readonly setting: CallSetting;
}

/** Reads a call at a time: the client's, or without one when it was first seen. */
export function checkRead(json: Json, { messageId, at, setting }: Reading): CheckedCall {
  const { receivedAt, currency, source: channel } = setting;
  const time = at ?? (hasTime(json) ? undefined : receivedAt.toISOString());
  const { records, problems, warnings } = readCall(json, { at: time, currency, channel });
  const kept = records.map(stripRecord);
  const event = kept.find((it) => it.kind === 'event');
  const issue = event && unfit(event, messageId, receivedAt);
  if (problems.length > 0 || issue !== undefined)
    return { messageId, issues: issue === undefined ? problems : [...problems, issue] };
  return { messageId, read: { json, timed: at !== undefined, records: kept, warnings } };
}

/** A time that cannot be read is a mistake to be told; only without one is it ours to give. */
const hasTime = (json: Json): boolean =>
  textAt(json, 'timestamp') !== '' || textAt(json, 'originalTimestamp') !== '';

function isTooLarge(call: Json): boolean {
  try {
    // Writing a call costs 4 us and nearly every call is a hundredth of the bound: only near it is it measured.
    return atMostBytes(call) > MOST_EVENT_BYTES && Buffer.byteLength(JSON.stringify(call)) > MOST_EVENT_BYTES;
  } catch {
    return true; // nested deeper than the stack
  }
}

/** No fewer bytes than the JSON has: 6 for each UTF-16 unit (an escape), 25 for a number. */
function atMostBytes(value: unknown): number {
  if (typeof value === 'string') return value.length * 6 + 2;
  if (typeof value !== 'object' || value === null) return 25;
  let bytes = 2;
  // Not Object.keys: the list it makes for each object is garbage. What was read from JSON inherits no names.
  for (const name in value) bytes += name.length * 6 + 4 + atMostBytes((value as Json)[name]);
  return bytes;
}

/** What a client changes when it sends the same call again. */
const UNSTEADY = new Set(['sentAt', 'receivedAt', 'writeKey', '_metadata', 'messageId']);

/** The id of a call without one, made of what it says: sent again it is the same, and so is one that says the same. */
function contentId(call: Json): string {
  const steady = Object.entries(call).filter(([name]) => !UNSTEADY.has(name));
  const text = JSON.stringify(steady.sort(([a], [b]) => (a < b ? -1 : 1)));
  return `content:${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
}

/** Our fields as the client knows them. */
const FIELDS: Readonly<Record<string, string>> = {
  at: 'timestamp',
  name: 'event',
  orderNo: 'properties.order_id',
  quantity: 'properties.quantity',
  amountMinor: 'properties.revenue',
};

function unfit(event: EventRecord, messageId: string, now: Date): Issue | undefined {
  const named = event.messageId === messageId ? (event as StorableEvent) : { ...event, messageId };
  const issue = eventIssue(named, now);
  return issue?.field === undefined ? issue : { ...issue, field: FIELDS[issue.field] ?? issue.field };
}
