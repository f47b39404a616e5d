import { randomBytes } from 'node:crypto';
import { type ChannelChange, carriersOf, type MessageChannel } from '../../../contract/messaging.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, type Issue, ok, problem, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import type { ChannelSetting } from './carrier.ts';
import { readChannels, settingOf, storeChannel } from './channel-store.ts';

export interface SettingChannel {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly channel: MessageChannel;
  readonly change: ChannelChange;
  /** Whether webhooks may be plain HTTP (SHUKE_OUTBOUND=any). */
  readonly allowPrivate: boolean;
  readonly by: string;
  readonly now: Date;
}

/**
 * Sets up a channel or turns it on or off. A signing key made by it is in the answer, this once. A password that is kept stays
 * with its server, port and user. Problems: channel-invalid (every issue).
 */
export async function setChannel(
  tx: Tx,
  it: SettingChannel,
): Promise<Result<{ readonly madeSecret: string | undefined }>> {
  const { keys, shopId, channel, change, by, now } = it;
  const before = settingOf(await readChannels(tx, keys, shopId), channel);
  const issues = changeIssues(it, before);
  if (issues.length > 0) return fail(problem('channel-invalid', 422, invalid, issues));
  const carrier = carrierNamed(change, before)!;
  const same = before?.carrier === carrier ? before : undefined;
  const madeSecret =
    carrier === 'webhook' && (same?.secret === undefined || change.new_secret === true)
      ? newSecret()
      : undefined;
  const kept = isElsewhere(change, same) ? undefined : same?.secret;
  const secret = madeSecret ?? (carrier === 'smtp' ? (change.password ?? kept) : kept);
  const settings = change.smtp ?? change.webhook ?? same?.settings ?? {};
  await storeChannel(tx, keys, { shopId, channel, carrier, isOn: change.on, settings, secret, by, now });
  const details = {
    carrier,
    on: change.on,
    secret: madeSecret !== undefined || change.password !== undefined,
  };
  await recordAct(tx, { shopId, actor: by, act: 'messages.channel', subject: `channel:${channel}`, details });
  return ok({ madeSecret });
}

/** 32 random bytes, as Standard Webhooks write a signing key. */
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

function carrierNamed({ smtp, webhook }: ChannelChange, before: ChannelSetting | undefined) {
  if (smtp !== undefined) return 'smtp';
  return webhook === undefined ? before?.carrier : 'webhook';
}

/** Whether the mail server asks another party for the password than the one it was given for. */
function isElsewhere({ smtp }: ChannelChange, before: ChannelSetting | undefined): boolean {
  if (smtp === undefined || before === undefined) return false;
  const { host, port, user } = before.settings;
  return smtp.host !== host || smtp.port !== port || smtp.user !== user;
}

function changeIssues({ channel, change, allowPrivate }: SettingChannel, before?: ChannelSetting): Issue[] {
  const carrier = carrierNamed(change, before);
  const issue = (code: string, field: string, message: Issue['message']): Issue => ({ code, field, message });
  const { smtp, webhook } = change;
  return [
    ...(smtp !== undefined && webhook !== undefined ? [issue('one-of-two', '/webhook', oneOfTwo)] : []),
    ...(carrier === undefined ? [issue('not-set-up', '', notSetUp)] : []),
    ...(carrier !== undefined && !carriersOf(channel).includes(carrier)
      ? [issue('wrong-carrier', `/${carrier}`, wrongCarrier)]
      : []),
    ...(smtp?.user !== undefined && smtp.security === 'none'
      ? [issue('not-encrypted', '/smtp/security', plainPassword)]
      : []),
    ...(smtp?.user !== undefined &&
    change.password === undefined &&
    before?.carrier === 'smtp' &&
    before.secret !== undefined &&
    isElsewhere(change, before)
      ? [issue('password-needed', '/password', passwordNeeded)]
      : []),
    ...(webhook !== undefined && !allowPrivate && !webhook.url.startsWith('https:')
      ? [issue('not-encrypted', '/webhook/url', plainHttp)]
      : []),
    ...(webhook !== undefined && new URL(webhook.url).username !== ''
      ? [issue('user-in-url', '/webhook/url', userInUrl)]
      : []),
  ];
}

const invalid = { zh: '渠道设置有误', en: 'These settings of the channel do not hold' };
const oneOfTwo = { zh: '邮件服务器与 webhook 只能选一个', en: 'A mail server or a webhook, not both' };
const notSetUp = { zh: '尚未设置：请给出 smtp 或 webhook', en: 'It is not set up: give smtp or webhook' };
const wrongCarrier = { zh: '该渠道不能这样发送', en: 'This channel cannot be carried so' };
const plainPassword = {
  zh: '密码不会在未加密的连接上发送：请选 tls 或 starttls',
  en: 'A password never leaves unencrypted: choose tls or starttls',
};
const passwordNeeded = {
  zh: '服务器、端口或用户名变了：请重新填写密码，原密码不会发往别处',
  en: 'The server, port or user is another: give the password anew, the one that is kept goes nowhere else',
};
const plainHttp = { zh: '须为 https 地址', en: 'It must be an https address' };
const userInUrl = {
  zh: '地址中不能带用户名密码；请求带签名',
  en: 'No user and password in the address: requests are signed',
};
