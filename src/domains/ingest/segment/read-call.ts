import type { CustomerRecord, InputRecord } from '../../../contract/records.ts';
import type { Issue } from '../../../platform/errors.ts';
import { zoneOf } from '../../../platform/zone.ts';
import { instantOf, isoOf } from '../imports/fields/instant.ts';
import { facts } from '../imports/fields/join-facts.ts';
import * as no from './call-problems.ts';
import { isObject, type Json, textAt, textOf } from './call-values.ts';
import { type EventCall, eventOf } from './event-of-call.ts';
import { contactsOf, identitiesOf } from './identities-of-call.ts';
import { orderOf } from './order-of-call.ts';
import { traitsOf } from './traits-of-call.ts';

/** What surrounds a call. */
export interface CallContext {
  /** Client time as sent, ISO 8601; undefined is a problem. */
  readonly at: string | undefined;
  /** What amounts are in where the call does not say. */
  readonly currency: string;
  readonly channel: string;
}

/** What a call comes to: records to store, or every problem it has; and what was left out of it. */
export interface ReadCall {
  readonly records: readonly InputRecord[];
  readonly problems: readonly Issue[];
  readonly warnings: readonly Issue[];
}

const TYPES = new Set(['track', 'page', 'screen', 'identify', 'alias', 'group']);

/**
 * Reads one call of the Segment specification, whether it came in a file or over HTTP: its event, who it is about, and
 * the order, refund, tie, touch and product it speaks of. Pure.
 */
export function readCall(json: Json, context: CallContext): ReadCall {
  const type = textOf(json.type);
  const traits = type === 'identify' && isObject(json.traits) ? json.traits : {};
  const identities = identitiesOf(json, traits);
  const problems = problemsOf(json, { type, at: context.at, named: identities.length > 0 });
  if (problems.length > 0) return { records: [], problems, warnings: [] };
  const { currency, channel } = context;
  const call = { json, type, identities, at: context.at!, currency, channel };
  return isOfPerson(type) ? personIn(call, traits) : eventIn(call);
}

const isOfPerson = (type: string) => type === 'identify' || type === 'alias' || type === 'group';

interface Checked {
  readonly type: string;
  readonly at: string | undefined;
  readonly named: boolean;
}

function problemsOf(json: Json, { type, at, named }: Checked): Issue[] {
  const problems: Issue[] = [];
  if (!named) problems.push(no.nobody);
  if (at === undefined) problems.push(no.noTime);
  if (!TYPES.has(type)) problems.push(no.noSuchType);
  if (type === 'track' && textOf(json.event) === '') problems.push(no.noName);
  for (const field of OBJECTS)
    if (json[field] !== undefined && json[field] !== null && !isObject(json[field]))
      problems.push(no.notAnObject(field));
  for (const field of IDS)
    if (textAt(json, field).length > LONGEST_ID) problems.push(no.tooLong(field, LONGEST_ID));
  return problems;
}

const OBJECTS = ['properties', 'traits', 'context'];
const IDS = ['userId', 'anonymousId', 'previousId'];

/** Nobody's account number is longer; the specification has no bound. */
const LONGEST_ID = 512;

/** Facts of a person; `alias` and `group` have none, but the names of an alias make one customer. */
function personIn({ identities, at }: EventCall, traits: Json): ReadCall {
  const record: CustomerRecord = {
    ...{ kind: 'customer', identities: [...identities, ...contactsOf(traits)], at },
    ...facts({ traits: traitsOf(traits) }),
  };
  return { records: [record], problems: [], warnings: [] };
}

function eventIn(call: EventCall): ReadCall {
  const { event, currency, properties, warnings } = eventOf(call);
  const told = orderOf({ event, properties, currency });
  if (told.problems.length > 0) return { records: [], problems: told.problems, warnings: [] };
  const records = told.order === undefined ? [event] : [event, told.order];
  return { records, problems: [], warnings: [...warnings, ...told.warnings] };
}

const UTC = zoneOf('UTC');

/** When the client says it happened, as it said it; undefined where it does not, or no time can be read. */
export function clientTime(json: Json, paths = ['originalTimestamp', 'timestamp']): string | undefined {
  for (const path of paths) {
    const text = textAt(json, path);
    if (text === '') continue;
    if (isPlain(text)) return text;
    const instant = instantOf(text, UTC);
    if (instant !== undefined) return isoOf(instant);
  }
  return undefined;
}

/** As `Date.toISOString` writes it, which is what every client sends: nothing is to be read anew. */
const PLAIN =
  /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** A 30th of February passes for a 2nd of March; such a day is not plain. Every month has the first 28. */
function isPlain(text: string): boolean {
  if (!PLAIN.test(text)) return false;
  const day = text.slice(8, 10);
  return day <= '28' || new Date(text).getUTCDate() === Number(day);
}
