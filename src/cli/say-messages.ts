import { contactLabels } from '../contract/consent.ts';
import {
  type ChannelView,
  type MessageList,
  type MessageReason,
  type OutcomeView,
  reasonTexts,
} from '../contract/messaging.ts';
import type { Language } from './command.ts';
import { shopTime } from './shop-time.ts';
import { table } from './table.ts';

/** Messages as a terminal shows them: numbers, never addresses. */

const words = {
  zh: {
    list: ['编号', '客户', '渠道', '模板', '状态', '原因', '尝试', '排队时间'],
    channels: ['渠道', '状态', '方式', '设置', '暂停至'],
    ...{ on: '开', off: '关', sent: '已交付', notSent: '未交付' },
  },
  en: {
    list: ['message', 'customer', 'channel', 'template', 'state', 'reason', 'tries', 'queued'],
    channels: ['channel', 'state', 'carrier', 'settings', 'left alone until'],
    ...{ on: 'on', off: 'off', sent: 'handed over', notSent: 'not handed over' },
  },
} as const;

const because = (reason: MessageReason | null, language: Language): string =>
  reason === null ? '' : reasonTexts[reason][language];

export function messagesPage(
  { messages }: Pick<MessageList, 'messages'>,
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): string {
  const rows = messages.map((it) => [
    ...[it.message_id, it.customer_id, contactLabels[it.channel][language], it.template, it.state],
    ...[because(it.reason, language), it.attempts, shopTime(it.queued_at, timeZone)],
  ]);
  return table(words[language].list, rows);
}

export function channelsPage(
  channels: readonly ChannelView[],
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): string {
  const say = words[language];
  const rows = channels.map(({ channel, on, carrier, smtp, webhook, aside }) => [
    ...[contactLabels[channel][language], on ? say.on : say.off, carrier ?? ''],
    smtp === null ? (webhook?.url ?? '') : `${smtp.host}:${smtp.port} ${smtp.from}`,
    aside === null ? '' : `${reasonTexts[aside.reason][language]}, ${shopTime(aside.until, timeZone)}`,
  ]);
  return table(say.channels, rows);
}

export function outcomeLine({ sent, reason, code }: OutcomeView, language: Language): string {
  const say = words[language];
  const parts = [sent ? say.sent : say.notSent, because(reason, language), code === null ? '' : String(code)];
  return `${parts.filter((it) => it !== '').join(' · ')}\n`;
}
