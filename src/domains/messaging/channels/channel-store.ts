import { sql } from 'kysely';
import type { CarrierName, MessageChannel, MessageReason } from '../../../contract/messaging.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { ChannelSetting } from './carrier.ts';

/** Where a channel's secret lies. */
const secretPlace = (shopId: number, channel: string) => ({
  ...{ shopId, table: 'messaging.channels', column: 'secret_sealed', rowId: channel },
});

interface Row {
  readonly channel: MessageChannel;
  readonly carrier: CarrierName;
  readonly isOn: boolean;
  readonly settings: ChannelSetting['settings'];
  readonly secret: Buffer | null;
  readonly changedAt: Date;
  readonly failures: number;
  readonly asideUntil: Date | null;
  readonly asideReason: MessageReason | null;
}

/** Why nothing is handed to a channel for now, and until when. */
export interface Aside {
  readonly failures: number;
  readonly until: Date;
  readonly reason: MessageReason;
}

export interface StoredChannel extends ChannelSetting {
  readonly channel: MessageChannel;
  readonly changedAt: Date;
  /** Where it could not be reached of late. */
  readonly aside: Aside | undefined;
}

/** What a shop has set up, by channel, with secrets in clear: for sending, never for a page. */
export async function readChannels(
  tx: Tx,
  keys: ShopKeys,
  shopId: number,
): Promise<Map<MessageChannel, StoredChannel>> {
  const { rows } = await sql<Row>`
    select channel, carrier, is_on as "isOn", settings, secret_sealed as secret, changed_at as "changedAt",
      failures, aside_until as "asideUntil", aside_reason as "asideReason"
    from messaging.channels where shop_id = ${shopId}`.execute(tx);
  return new Map(
    rows.map(({ secret, failures, asideUntil: until, asideReason: reason, ...row }) => [
      row.channel,
      {
        ...row,
        secret: secret === null ? undefined : keys.open(secretPlace(shopId, row.channel), secret),
        aside: until === null || reason === null ? undefined : { failures, until, reason },
      },
    ]),
  );
}

/** In the page nothing has to be set up. */
const inPage: ChannelSetting = { carrier: 'in-page', isOn: true, settings: {}, secret: undefined };

/** How a channel is reached; undefined where it is not set up. */
export const settingOf = (
  channels: ReadonlyMap<MessageChannel, ChannelSetting>,
  channel: MessageChannel,
): ChannelSetting | undefined => channels.get(channel) ?? (channel === 'in-page' ? inPage : undefined);

export interface ChannelToStore extends ChannelSetting {
  readonly channel: MessageChannel;
  readonly by: string;
  readonly now: Date;
}

/** Settings given anew are tried at once. */
export async function storeChannel(
  tx: Tx,
  keys: ShopKeys,
  { shopId, ...it }: ChannelToStore & { readonly shopId: number },
): Promise<void> {
  const sealed = it.secret === undefined ? null : keys.seal(secretPlace(shopId, it.channel), it.secret);
  await sql`
    insert into messaging.channels (shop_id, channel, carrier, is_on, settings, secret_sealed, changed_by, changed_at)
    values (${shopId}, ${it.channel}, ${it.carrier}, ${it.isOn}, ${JSON.stringify(it.settings)}::jsonb, ${sealed},
      ${it.by}, ${it.now})
    on conflict (shop_id, channel) do update set carrier = excluded.carrier, is_on = excluded.is_on,
      settings = excluded.settings, secret_sealed = excluded.secret_sealed, changed_by = excluded.changed_by,
      changed_at = excluded.changed_at, failures = 0, aside_until = null, aside_reason = null`.execute(tx);
}
