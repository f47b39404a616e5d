import type { IdentityClaim, InputRecord } from '../../../../contract/records.ts';
import type { KeyedRow } from '../keyed-rows.ts';

/** What rows speak of, by name, so that those about the same thing are found again. */

type Subjects = string[];

/** Of these every earlier row counts: each may have changed the thing. */
export const allOf = (row: Pick<KeyedRow, 'records'>): Subjects => row.records.flatMap(changedBy);

/** Of these the first row is enough: from then on the person is known. */
export const firstOf = (row: Pick<KeyedRow, 'records'>): Subjects =>
  row.records.flatMap((it) => peopleOf(it));

/**
 * Messages, which somebody tells once: of two people they are two. One without an id of its own is named by its place in
 * the file, and comes once.
 */
export const eventsOf = (row: Pick<KeyedRow, 'records'>): Subjects =>
  row.records.flatMap((it) =>
    it.kind === 'event' && it.messageId !== undefined
      ? [`event ${it.messageId} ${it.at} ${peopleOf(it).join(' ')}`]
      : [],
  );

function changedBy(record: InputRecord): Subjects {
  switch (record.kind) {
    case 'order':
      return record.orderNo === '' ? [] : [orderOf(record.channel, record.orderNo)];
    case 'refund': {
      const own = `refund ${record.channel} ${record.refundNo}`;
      return record.orderNo === undefined ? [own] : [own, orderOf(record.channel, record.orderNo)];
    }
    case 'adjustment':
      return [`adjustment ${record.channel} ${record.adjustmentNo}`];
    case 'product':
      return [`product ${record.channel} ${record.productNo}`];
    case 'spend':
      return [`spend ${record.channel} ${record.day} ${record.campaign ?? ''}`];
    case 'customer':
      return record.identities.map(factsOf);
    case 'event':
      return record.traits === undefined ? [] : record.identities.map(factsOf);
  }
}

const orderOf = (channel: string, orderNo: string): string => `order ${channel} ${orderNo}`;

const factsOf = ({ channel, kind, value }: IdentityClaim): string => `facts ${channel} ${kind} ${value}`;

const peopleOf = (record: InputRecord): Subjects =>
  'identities' in record
    ? record.identities.map(({ channel, kind, value }) => `person ${channel} ${kind} ${value}`)
    : [];
