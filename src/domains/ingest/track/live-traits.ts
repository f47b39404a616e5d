import type { Tx } from '../../../platform/db/postgres.ts';
import type { Issue, Text } from '../../../platform/errors.ts';
import type { LeftOutTrait } from '../../customers/index.ts';
import { addLiveUndeclared } from '../traits/undeclared-store.ts';
import { undeclaredAmong } from '../traits/undeclared-traits.ts';
import type { Entry } from './entry.ts';
import { countedFirst } from './first-seen.ts';

/** Traits that calls told and the shop's dictionary did not take, by call. */
export type LeftOut = ReadonlyMap<Entry, readonly LeftOutTrait[]>;

/** By the call that told them; `told`: calls in the order of the records. */
export const leftOutBy = (told: readonly Entry[], leftOut: readonly LeftOutTrait[]): LeftOut =>
  Map.groupBy(leftOut, ({ record }) => told[record]!);

/** Counts those that nobody declared: of each message once, however often it is sent. */
export async function countUndeclared(tx: Tx, shopId: number, leftOut: LeftOut): Promise<void> {
  const told = new Map<string, Entry>();
  for (const [entry, traits] of leftOut)
    if (traits.some(({ type }) => type !== undefined)) told.set(entry.call.messageId, entry);
  const news = [...(await countedFirst(tx, shopId, [...told.values()].map(seenOf)))].map(
    (id) => told.get(id)!,
  );
  const traits = news.flatMap((entry, record) => leftOut.get(entry)!.map((it) => ({ ...it, record })));
  const undeclared = undeclaredAmong(traits, (record) => news[record]!.at);
  await addLiveUndeclared(tx, shopId, undeclared);
}

const seenOf = ({ call: { messageId }, receivedAt }: Entry) => ({ messageId, receivedAt });

/** What to tell whoever builds the client: names as they could be declared, `?` for one that is personal itself. */
export const traitWarnings = (leftOut: readonly LeftOutTrait[]): Issue[] =>
  leftOut.map(({ name, code, message }) => ({ code, field: `traits.${name}`, message: notKept(message) }));

const notKept = ({ zh, en }: Text): Text => ({ zh: `${zh}；该属性未保存`, en: `${en}; it was not kept` });
