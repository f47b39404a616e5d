import { sql } from 'kysely';
import type { MessageChannel } from '../../../contract/messaging.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, type Issue, ok, orThrow, problem, type Result } from '../../../platform/errors.ts';
import type { Template, Values } from '../templates/template.ts';
import { keyIssues, personalIssues, valueIssues } from '../templates/template-rules.ts';
import { readTemplate } from '../templates/template-store.ts';

/** One message for one person, by every channel of its template unless told. */
export interface Notice {
  readonly personId: number;
  readonly values: Values;
  /** Unique in the shop for as long as the message is kept: the same key queues once. Printable ASCII, at most 180 characters. */
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
 * Queues messages that somebody asks for in the caller's transaction: they are promised when it commits, whatever the
 * process does then. The gate is asked when they are sent. Three statements however many. Problems: no-such-template,
 * values-invalid (of the key too).
 */
export const queueMessages = (tx: Tx, queuing: Queuing): Promise<Result<Queued[]>> =>
  queue(tx, queuing, ({ values, key }) => [...personalIssues(values), ...keyIssues(key)]);

/**
 * The same for what Shuke itself tells a customer: a template or values that do not fit are a defect, and thrown. Nothing
 * personal is looked for in them: they are figures of our own, and one that looks like a phone number must not hold up the rest.
 */
export const queueNotices = async (tx: Tx, queuing: Queuing): Promise<Queued[]> =>
  orThrow(await queue(tx, queuing, () => []));

async function queue(tx: Tx, queuing: Queuing, more: (notice: Notice) => Issue[]): Promise<Result<Queued[]>> {
  const template = await readTemplate(tx, queuing.shopId, queuing.template);
  if (template === undefined) return fail(noSuchTemplate);
  const issues = queuing.notices.flatMap((it) => [...valueIssues(template, it.values), ...more(it)]);
  if (issues.length > 0) return fail(problem('values-invalid', 422, invalid, issues));
  const asked = queuing.notices.flatMap((notice) => rowsOf(notice, template));
  const made = await insertMessages(tx, { queuing, template, asked });
  return ok(await withEarlier(tx, { shopId: queuing.shopId, asked, made }));
}

interface Asked {
  readonly queuing: Queuing;
  readonly template: Template;
  readonly asked: readonly ReturnType<typeof rowsOf>[number][];
}

type Row = Omit<Queued, 'again'>;

async function insertMessages(tx: Tx, { queuing, template, asked }: Asked): Promise<Row[]> {
  const { shopId, now, by } = queuing;
  const { rows } = await sql<Row>`
    with made as (
      insert into messaging.messages (shop_id, key, person_id, channel, purpose, template, version, "values", due_at,
        valid_until, queued_by, queued_at)
      select ${shopId}, key, person, channel, ${template.purpose}, ${template.template}, ${template.version}::int, "values",
        coalesce(due, ${now}), valid, ${by}, ${now}
      from json_to_recordset(${JSON.stringify(asked)}::json)
        as r(key text, person int, channel text, "values" jsonb, due timestamptz, valid timestamptz)
      order by key
      on conflict (shop_id, key) do nothing
      returning shop_id, message_id, key, channel),
    noted as (
      insert into messaging.steps (shop_id, message_id, step, state, by, at)
      select shop_id, message_id, 1, 'queued', ${by}, ${now} from made)
    select message_id as "messageId", channel, key from made`.execute(tx);
  return rows;
}

interface Earlier {
  readonly shopId: number;
  readonly asked: readonly { readonly key: string }[];
  readonly made: readonly Row[];
}

/**
 * With those that were queued before. Asked for by a statement of its own: one that was queued at the same moment held the
 * insert up until it was there, and is not in the snapshot of the insert.
 */
async function withEarlier(tx: Tx, { shopId, asked, made }: Earlier): Promise<Queued[]> {
  const fresh = new Set(made.map(({ key }) => key));
  const keys = asked.map(({ key }) => key).filter((key) => !fresh.has(key));
  const found = keys.length === 0 ? [] : await readKeys(tx, shopId, keys);
  return [
    ...made.map((it) => ({ ...it, again: false })),
    ...found.map((it) => ({ ...it, again: true })),
  ].sort((a, b) => a.messageId - b.messageId);
}

async function readKeys(tx: Tx, shopId: number, keys: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select message_id as "messageId", channel, key from messaging.messages
    where shop_id = ${shopId} and key = any(${keys}::text[])`.execute(tx);
  return rows;
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
