import { keyInvalid } from '../../../platform/auth/index.ts';
import { type Issue, orThrow, ProblemError } from '../../../platform/errors.ts';
import { faultOf } from '../../../platform/faults/fault.ts';
import { textAt } from '../segment/call-values.ts';
import { type Answered, answerOf } from './answer.ts';
import { callsOf } from './calls-of-body.ts';
import { type CallSetting, type CheckedCall, checkCall } from './check-call.ts';
import { addressOf, findRegion } from './find-region.ts';
import type { CallOutcome, Delivery, DeliveryOutcome, LiveCall } from './live-call.ts';
import type { Origin } from './live-stores.ts';
import { type ReadBody, readBody } from './read-body.ts';
import type { TrackDoor } from './track-door.ts';
import { MOST_EVENT_BYTES, notStorable, tooOften, tryAgain } from './track-problems.ts';

/** A request as far as the tracking door looks at it. */
export interface Incoming {
  readonly raw: Buffer;
  readonly encoding: string | undefined;
  /** In a header; else the body has it. */
  readonly key: string | undefined;
  /** The path's, for a single call. */
  readonly type: string | undefined;
  /** Where it came from: looked up, counted by, never kept. */
  readonly address: string;
}

/** Carries how long to wait along with the problem. */
export class RetryLater extends ProblemError {
  readonly seconds: number;

  constructor(it: ProblemError['problem'], seconds: number) {
    super(it);
    this.seconds = seconds;
  }
}

/**
 * Takes in the calls of one request, and answers when they are durable. Throws ProblemErrors: unreadable-body,
 * too-large, those of the write door, and RetryLater with too-many-requests or try-again.
 */
export async function receive(door: TrackDoor, incoming: Incoming) {
  const { origin, delivery, told } = await readIn(door, incoming);
  const outcomes = delivery.calls.length === 0 ? [] : await stored(door, origin, delivery);
  const answered = inOrder(told, outcomes);
  count(door, origin, answered);
  return answerOf(answered);
}

/** What is held of a request while it waits: not its body nor its calls as they came, which are as much again. */
interface ReadIn {
  readonly origin: Origin;
  readonly delivery: Delivery;
  /** By call: its id, and why it cannot be stored. */
  readonly told: readonly ToldCall[];
}

interface ToldCall {
  readonly messageId: string;
  readonly issues: readonly Issue[] | undefined;
}

async function readIn(door: TrackDoor, incoming: Incoming): Promise<ReadIn> {
  const receivedAt = door.platform.clock.now();
  const body = orThrow(await readBody(incoming.raw, incoming.encoding));
  const key = await admit(door, incoming, body);
  const origin = { shopId: key.shop.shopId, currency: key.shop.currency, source: key.source };
  const { calls: sent, clockError } = orThrow(callsOf(body.json, incoming.type, receivedAt));
  const setting: CallSetting = { ...origin, receivedAt, mayBeLarge: body.bytes > MOST_EVENT_BYTES };
  const told: ToldCall[] = [];
  const calls: LiveCall[] = [];
  for (const [index, call] of sent.entries()) {
    const checked = safely(call, setting);
    const isGood = 'read' in checked;
    told.push({ messageId: checked.messageId, issues: isGood ? undefined : checked.issues });
    if (isGood) calls.push(liveCall(checked, { index, clockError, sender: incoming.address }));
  }
  return { origin, told, delivery: { keyId: key.keyId, receivedAt, calls, bytes: body.bytes } };
}

async function admit(door: TrackDoor, { key, address }: Incoming, body: ReadBody) {
  const admitted = await door.keys.admit(key ?? textAt(body.json, 'writeKey'));
  if (!admitted.ok) {
    const wait = door.refusals(address);
    throw wait > 0 ? new RetryLater(tooOften, wait) : new ProblemError(admitted.problem);
  }
  const wait = door.requests(admitted.value.keyId);
  if (wait > 0) throw new RetryLater(tooOften, wait);
  return admitted.value;
}

/** A call that our own code stumbles over (nested deeper than the stack) is one bad call, not a bad request. */
function safely(call: unknown, setting: CallSetting): CheckedCall {
  try {
    return checkCall(call, setting);
  } catch {
    return { messageId: '', issues: [notStorable] };
  }
}

function liveCall(
  { messageId, read }: Extract<CheckedCall, { read: unknown }>,
  { index, clockError, sender }: { index: number; clockError: number; sender: string },
): LiveCall {
  const { json, timed, records, warnings } = read;
  const region = findRegion(addressOf(json, sender));
  return { index, messageId, clockError, region, json: timed ? undefined : json, timed, records, warnings };
}

async function stored(door: TrackDoor, origin: Origin, delivery: Delivery): Promise<readonly CallOutcome[]> {
  const outcome = await outcomeOf(door, origin, delivery);
  if (outcome !== 'key-revoked') return outcome;
  door.keys.forget(new Set([delivery.keyId]));
  throw new ProblemError(keyInvalid);
}

/** A second: long enough for a store that restarts to be tried only a few times, short enough not to be noticed. */
const PAUSE = 1;

async function outcomeOf(door: TrackDoor, origin: Origin, delivery: Delivery): Promise<DeliveryOutcome> {
  const waiting = door.gatherer.add(origin, delivery);
  if (waiting === undefined) throw new RetryLater(tryAgain, PAUSE);
  try {
    return await waiting;
  } catch (error) {
    door.platform.log.warn({ err: error, shopId: origin.shopId }, 'live events wait for a store');
    const fault = faultOf(error);
    throw fault === undefined ? new RetryLater(tryAgain, PAUSE) : new ProblemError(fault);
  }
}

function inOrder(told: readonly ToldCall[], outcomes: readonly CallOutcome[]): Answered[] {
  const rest = outcomes.values();
  return told.map(({ messageId, issues: why }) => {
    if (why !== undefined) return { messageId, state: 'rejected', issues: why, warnings: [] };
    const { state, issues, warnings } = rest.next().value!;
    return { messageId, state, issues, warnings };
  });
}

function count({ metrics }: TrackDoor, { source }: Origin, answered: readonly Answered[]): void {
  const counts = { stored: 0, duplicate: 0, rejected: 0 };
  for (const { state } of answered) counts[state] += 1;
  for (const state of ['stored', 'duplicate', 'rejected'] as const)
    metrics.counted(source, state, counts[state]);
}
