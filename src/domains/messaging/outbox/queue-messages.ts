import { sql } from 'kysely';
import type { MessageChannel } from '../../../contract/messaging.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, orThrow, problem, type Result } from '../../../platform/errors.ts';
import type { Template, Values } from '../templates/template.ts';
import { valueIssues } from '../templates/template-rules.ts';
import { readTemplate } from '../templates/template-store.ts';

/** One message for one person, by every channel of its template unless told. */
export interface Notice {
  readonly personId: number;
  readonly values: Values;
  /** Unique in the shop: the same key queues once, for ever. Printable ASCII, at most 180 characters. */
  readonly key: string;
  readonly channels?: readonly MessageChannel[] | undefined;
  /** Not before; at once unless told. */
  readonly dueAt?: Date | undefined;
  /** Of no use later: then it is refused as `too-late`. */
  readonly validUntil?: Date | undefined;
}

export interface Queuing {
  readonly shopId: number;
  readonly template: string;
  readonly notices: readonly Notice[];
  readonly by: string;
  readonly now: Date;
}

export interface Queued {
  readonly messageId: number;
  readonly channel: MessageChannel;
  readonly key: string;
  /** The key was queued before. */
  readonly again: boolean;
}

/**
 * Queues messages in the caller's transaction: they are promised when it commits, whatever the process does then. The gate
 * is asked when they are sent. Three statements however many. Problems: no-such-template, values-invalid.
 */
export async function queueMessages(tx: Tx, queuing: Queuing): Promise<Result<Queued[]>> {
  const template = await readTemplate(tx, queuing.shopId, queuing.template);
  if (template === undefined) return fail(noSuchTemplate);
  const issues = queuing.notices.flatMap(({ values }) => valueIssues(template, values));
  if (issues.length > 0) return fail(problem('values-invalid', 422, invalid, issues));
  return ok(await insertMessages(tx, queuing, template));
}

/** The same for what Shuke itself tells a customer: a template or values that do not fit are a defect, and thrown. */
export const queueNotices = async (tx: Tx, queuing: Queuing): Promise<Queued[]> =>
  orThrow(await queueMessages(tx, queuing));

interface Row {
  readonly messageId: number;
  readonly channel: MessageChannel;
  readonly key: string;
  readonly isNew: boolean;
}

async function insertMessages(tx: Tx, queuing: Queuing, template: Template): Promise<Queued[]> {
  const { shopId, now, by } = queuing;
  const asked = queuing.notices.flatMap((notice) => rowsOf(notice, template));
  const { rows } = await sql<Row>`
    with asked as (
      select * from json_to_recordset(${JSON.stringify(asked)}::json)
        as r(key text, person int, channel text, "values" jsonb, due timestamptz, valid timestamptz)),
    made as (
      insert into messaging.messages (shop_id, key, person_id, channel, purpose, template, version, "values", due_at,
        valid_until, queued_by, queued_at)
      select ${shopId}, key, person, channel, ${template.purpose}, ${template.template}, ${template.version}::int, "values",
        coalesce(due, ${now}), valid, ${by}, ${now} from asked order by key
      on conflict (shop_id, key) do nothing
      returning shop_id, message_id, key, channel),
    noted as (
      insert into messaging.steps (shop_id, message_id, step, state, by, at)
      select shop_id, message_id, 1, 'queued', ${by}, ${now} from made)
    select message_id as "messageId", channel, key, true as "isNew" from made
    union all
    select m.message_id, m.channel, m.key, false from messaging.messages m join asked a on a.key = m.key
    where m.shop_id = ${shopId} order by "messageId"`.execute(tx);
  return rows.map(({ isNew, ...it }) => ({ ...it, again: !isNew }));
}

const rowsOf = ({ personId, values, key, channels, dueAt, validUntil }: Notice, template: Template) =>
  (channels ?? template.channels).map((channel) => ({
    ...{ key: `${key}:${channel}`, person: personId, channel, values, due: dueAt, valid: validUntil },
  }));

const noSuchTemplate = problem('no-such-template', 404, {
  zh: '没有这个消息模板',
  en: 'There is no such template of messages',
});

const invalid = { zh: '变量的值有误', en: 'The values do not fit the template' };
