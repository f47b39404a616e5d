import { createHash } from 'node:crypto';
import type { EventRecord } from '../../../contract/records.ts';
import { type PropertySort, personalKindOf, stripPersonal } from '../../compliance/index.ts';

/** One row of ClickHouse's `events` as it is inserted. Instants are ISO 8601. */
export interface EventRow {
  readonly shop_id: number;
  readonly person_id: number;
  readonly time: string;
  readonly message_id: string;
  readonly corrected_time: string;
  readonly received_at: string;
  readonly name: string;
  readonly channel: string;
  readonly product_id: number;
  readonly category: string;
  readonly order_no: string;
  readonly quantity: number;
  readonly amount_minor: number;
  readonly currency: string;
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly country: string;
  readonly province: string;
  readonly city: string;
  readonly properties: string;
  readonly import_id: number;
}

/** A row and where it goes: an event another import brought before is kept as this one told it, for an undo. */
export interface EventWrite {
  readonly table: 'events' | 'event_repeats';
  readonly row: EventRow;
}

/** Where an event came from, as far as its address tells; '' = not known. Never the address. */
export interface Region {
  readonly country: string;
  readonly province: string;
  readonly city: string;
}

const NOWHERE: Region = { country: '', province: '', city: '' };

/** What the message itself does not say. */
export interface EventFacts {
  readonly shopId: number;
  /** 0 = nobody known. */
  readonly personId: number;
  /** 0 = none. */
  readonly productId: number;
  readonly importId: number | undefined;
  readonly receivedAt: Date;
  /** Client time less the clock error of the client, ISO 8601; absent = as sent. */
  readonly correctedAt?: string | undefined;
  readonly region?: Region | undefined;
  readonly sortOf: (name: string) => PropertySort;
}

/**
 * The row of an event, free of personal values. shop_id, person_id, time and message_id, the key, follow from the
 * message alone: the same message again is the same row, whenever it comes.
 * Written out field by field: a spread in the middle of an object cost a tenth of the server's thread.
 */
export function rowOf(event: EventRecord, messageId: string, facts: EventFacts): EventRow {
  const time = canonical(event.at);
  const { source, medium, campaign } = event.touch ?? {};
  const { kept } = stripPersonal(event.properties ?? {}, facts.sortOf);
  const { country, province, city } = facts.region ?? NOWHERE;
  return {
    shop_id: facts.shopId,
    person_id: facts.personId,
    time,
    message_id: messageIdOf(messageId),
    corrected_time: facts.correctedAt ?? time,
    received_at: isoOf(facts.receivedAt),
    name: wordOf(event.name) || UNNAMED,
    channel: wordOf(event.channel),
    product_id: facts.productId,
    category: wordOf(event.category),
    order_no: (event.orderNo ?? '').toWellFormed(),
    quantity: event.quantity ?? 0,
    amount_minor: event.amountMinor ?? 0,
    currency: event.currency ?? '',
    source: wordOf(source),
    medium: wordOf(medium),
    campaign: wordOf(campaign),
    country,
    province,
    city,
    properties: JSON.stringify(kept),
    import_id: facts.importId ?? 0,
  };
}

const CANONICAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The one spelling of an instant: it is part of the key. Records carry it already; reading it anew costs 1 us. */
const canonical = (at: string): string => (CANONICAL.test(at) ? at : new Date(at).toISOString());

/** A batch was received at one moment: it is written out once. */
let written: { readonly at: Date; readonly iso: string } | undefined;

function isoOf(at: Date): string {
  if (written?.at !== at) written = { at, iso: at.toISOString() };
  return written.iso;
}

/** Stands for an event name that is itself a personal value, such as a phone number. */
const UNNAMED = '(personal)';

/** A word that is counted by, emptied where it is a personal value: links carry e-mail addresses as campaigns. */
function wordOf(text = ''): string {
  const known = words.get(text);
  if (known !== undefined) return known;
  const word = personalKindOf(text) === undefined ? text.toWellFormed() : '';
  if (words.size >= MOST_WORDS) words.clear();
  if (text.length <= LONGEST_WORD) words.set(text, word);
  return word;
}

/** Words of late: names, channels and campaigns are a few hundred in a shop, and every event has six of them. */
const words = new Map<string, string>();
const MOST_WORDS = 10_000;
const LONGEST_WORD = 200;

/** An id made of a phone number or an address is kept as its hash, which is still a function of the message alone. */
export function messageIdOf(id: string): string {
  const hash = () => createHash('sha256').update(id).digest('base64url').slice(0, 22);
  return personalKindOf(id) === undefined ? id.toWellFormed() : `hash:${hash()}`;
}

/** One text per key of the table. */
export const eventKey = ({
  person_id,
  time,
  message_id,
}: Pick<EventRow, 'person_id' | 'time' | 'message_id'>) => `${person_id} ${time} ${message_id}`;
