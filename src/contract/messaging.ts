import { type Static, Type } from 'typebox';
import { actorName } from './actors.ts';
import { type Refusal, refusals, refusalTexts } from './consent.ts';
import { customerIdSchema } from './customer.ts';

/** What is sent to customers: templates, channels, the outbox. */

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Channels that something can be sent by. All but e-mail and the page go to a system of the shop's own, by webhook. */
export const messageChannels = ['e-mail', 'in-page', 'sms', 'wechat', 'app-push', 'mini-program'] as const;
export type MessageChannel = (typeof messageChannels)[number];

/** What carries the messages of a channel. */
const carriers = ['smtp', 'webhook', 'in-page'] as const;
export type CarrierName = (typeof carriers)[number];

/** Which may carry which. */
export const carriersOf = (channel: MessageChannel): readonly CarrierName[] =>
  channel === 'e-mail' ? ['smtp', 'webhook'] : channel === 'in-page' ? ['in-page'] : ['webhook'];

export const messageStates = ['queued', 'sending', 'sent', 'refused', 'failed', 'cancelled'] as const;
export type MessageState = (typeof messageStates)[number];

/** Of what Shuke brings along; a template that a shop made stands by the name it was given. */
const broughtTemplates: Readonly<Record<string, Text>> = {
  'points-expiring': { zh: '积分到期提醒', en: 'Points about to expire' },
  'tier-downgrade': { zh: '降级提醒', en: 'Tier about to change' },
  'plus-renewal': { zh: '自动续费提醒', en: 'Renewal ahead' },
};

export const templateName = (template: string): Text =>
  broughtTemplates[template] ?? { zh: template, en: template };

export const messageStateTexts: Readonly<Record<MessageState, Text>> = {
  queued: { zh: '等待', en: 'waiting' },
  sending: { zh: '发送中', en: 'on its way' },
  sent: { zh: '已发出', en: 'sent' },
  refused: { zh: '不予发送', en: 'held back' },
  failed: { zh: '失败', en: 'failed' },
  cancelled: { zh: '已取消', en: 'cancelled' },
};

/** Why a message is where it is, besides what the gate says. */
const ownReasons = [
  ...(['no-such-customer', 'no-address', 'channel-off', 'too-late', 'template-broken'] as const),
  ...(['address-refused', 'message-refused', 'sender-refused', 'sign-in-refused', 'put-off'] as const),
  ...(['unreachable', 'private-address', 'not-encrypted', 'unknown-outcome', 'broke-off'] as const),
];
type OwnReason = (typeof ownReasons)[number];
export type MessageReason = OwnReason | Refusal;

export const reasonTexts: Readonly<Record<MessageReason, Text>> = {
  ...refusalTexts,
  'no-such-customer': { zh: '客户已不存在', en: 'the customer is gone' },
  'no-address': { zh: '没有该渠道的地址', en: 'no address for this channel' },
  'channel-off': { zh: '渠道未开通', en: 'the channel is off' },
  'too-late': { zh: '已过有效期', en: 'of no use any more' },
  'template-broken': { zh: '模板无法生成内容', en: 'the template could not be filled' },
  'address-refused': { zh: '地址被拒收', en: 'the address was refused' },
  'message-refused': { zh: '内容被拒收', en: 'the message was refused' },
  'sender-refused': { zh: '发件人被拒绝', en: 'the sender was refused' },
  'sign-in-refused': { zh: '服务器拒绝登录', en: 'the server refused the sign-in' },
  'put-off': { zh: '对方要求稍后再发', en: 'the server asked to try later' },
  unreachable: { zh: '无法连接服务器', en: 'the server could not be reached' },
  'private-address': {
    zh: '内网地址，运营者未允许',
    en: 'a private address, which the operator does not allow',
  },
  'not-encrypted': { zh: '服务器不支持加密连接', en: 'the server offers no encryption that holds' },
  'unknown-outcome': {
    zh: '连接中断，可能已送达；已安排重发，编号不变',
    en: 'cut off, perhaps delivered; sent again under the same number',
  },
  'broke-off': { zh: '处理中断，已记入日志', en: 'sending it broke off; the log of the server says why' },
};

export const variableTypes = ['count', 'day', 'money', 'text'] as const;
export type VariableType = (typeof variableTypes)[number];

const closed = { additionalProperties: false } as const;
const instant = Type.String({ format: 'date-time' });
const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(it: T, options = {}) =>
  Type.Union([it, Type.Null()], options);
const channel = Type.Enum([...messageChannels]);
const purpose = Type.Enum(['marketing', 'service']);
const state = Type.Enum([...messageStates]);
const reason = maybe(Type.Enum([...refusals, ...ownReasons]));

export const templateNameSchema = Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$' });

const templateVariable = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9_]{0,40}$' }),
    type: Type.Enum([...variableTypes]),
  },
  closed,
);
export type TemplateVariable = Static<typeof templateVariable>;

const words = Type.Object(
  {
    subject: Type.String({ minLength: 1, maxLength: 200, description: 'Liquid; one line' }),
    text: Type.String({ minLength: 1, maxLength: 20_000, description: 'Liquid; plain text' }),
    html: Type.Optional(
      Type.String({
        ...{ minLength: 1, maxLength: 100_000 },
        description: 'Liquid; for e-mail beside the text. Values are escaped',
      }),
    ),
  },
  closed,
);
export type TemplateWords = Static<typeof words>;

export const newTemplate = Type.Object(
  {
    purpose,
    channels: Type.Array(channel, { minItems: 1, maxItems: messageChannels.length, uniqueItems: true }),
    variables: Type.Array(templateVariable, { maxItems: 50 }),
    content: Type.Object({ zh: words, en: words }, closed),
    version: Type.Integer({ minimum: 0, description: 'Of the template that is changed; 0: the first' }),
  },
  closed,
);
export type NewTemplate = Static<typeof newTemplate>;

export const templateView = Type.Object({
  template: templateNameSchema,
  version: Type.Integer({ description: '0: as Shuke brings it' }),
  purpose,
  channels: Type.Array(channel),
  variables: Type.Array(templateVariable),
  content: Type.Object({ zh: words, en: words }),
  built_in: Type.Boolean({ description: 'Shuke itself sends by it: its variables and purpose are fixed' }),
  made_by: Type.String({ description: 'system: as Shuke brings it' }),
  made_by_name: actorName,
  made_at: maybe(instant),
});
export type TemplateView = Omit<Static<typeof templateView>, 'made_by_name'>;

export const templateList = Type.Object({ templates: Type.Array(templateView) });

const templateValues = Type.Record(
  Type.String({ maxLength: 41 }),
  Type.Union([
    Type.Number(),
    Type.String({ maxLength: 500 }),
    Type.Object(
      { zh: Type.String({ maxLength: 500 }), en: Type.String({ maxLength: 500 }) },
      { ...closed, description: "A text in both languages; the reader's is taken" },
    ),
  ]),
);

export const previewAsk = Type.Object(
  { template: Type.Omit(newTemplate, ['version']), values: Type.Optional(templateValues) },
  closed,
);

const written = Type.Object({
  language: Type.Enum(['zh', 'en']),
  subject: Type.String(),
  text: Type.String(),
  html: maybe(Type.String()),
});
export const previewView = Type.Object({ previews: Type.Array(written) });

const host = Type.String({ pattern: '^[A-Za-z0-9.:-]{1,253}$' });
const mailbox = Type.String({ pattern: '^[^\\s@<>",;]+@[^\\s@<>",;]+$', maxLength: 254 });

const smtpSettings = Type.Object(
  {
    host,
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
    security: Type.Enum(['tls', 'starttls', 'none'], {
      description: 'none only without a user: a password never leaves unencrypted',
    }),
    user: Type.Optional(Type.String({ minLength: 1, maxLength: 254 })),
    from: mailbox,
    from_name: Type.Optional(Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\r\\n]*$' })),
    reply_to: Type.Optional(mailbox),
  },
  closed,
);
export type SmtpSettings = Static<typeof smtpSettings>;

const webhookSettings = Type.Object(
  { url: Type.String({ pattern: '^https?://', maxLength: 2000, format: 'uri' }) },
  closed,
);
export type WebhookSettings = Static<typeof webhookSettings>;

export const channelChange = Type.Object(
  {
    on: Type.Boolean(),
    smtp: Type.Optional(smtpSettings),
    webhook: Type.Optional(webhookSettings),
    password: Type.Optional(
      Type.String({ minLength: 1, maxLength: 1000, description: 'Of the mail server; absent: as it was' }),
    ),
    new_secret: Type.Optional(
      Type.Boolean({ description: 'Make a new signing key for the webhook; the first is made by itself' }),
    ),
  },
  { ...closed, description: 'smtp or webhook; neither leaves the settings as they are' },
);
export type ChannelChange = Static<typeof channelChange>;

export const channelView = Type.Object({
  channel,
  on: Type.Boolean(),
  carrier: maybe(Type.Enum([...carriers])),
  carriers: Type.Array(Type.Enum([...carriers]), { description: 'Those that can carry it' }),
  smtp: maybe(smtpSettings),
  webhook: maybe(webhookSettings),
  has_secret: Type.Boolean(),
  aside: maybe(
    Type.Object({
      reason: Type.Enum([...refusals, ...ownReasons]),
      failures: Type.Integer({ description: 'Tries in a row' }),
      until: instant,
    }),
    {
      description:
        'Left alone until then, because it could not be reached or would not have us; messages wait',
    },
  ),
  changed_at: maybe(instant),
  secret: Type.Optional(
    Type.String({ description: 'The signing key, shown once when it is made: whsec_ and base64' }),
  ),
});
export type ChannelView = Static<typeof channelView>;
export const channelList = Type.Object({ channels: Type.Array(channelView) });
export const channelSchema = channel;

export const testAsk = Type.Object({ to: Type.Optional(mailbox) }, closed);
export const outcomeView = Type.Object({
  sent: Type.Boolean(),
  reason,
  code: maybe(Type.Integer({ description: 'What the server answered: SMTP or HTTP status' })),
});
export type OutcomeView = Static<typeof outcomeView>;

const key = Type.String({
  pattern: '^[\\x21-\\x7e]{1,180}$',
  description:
    'Idempotency key: the same key queues once, for as long as its message is kept (term of retention `messages`)',
});

export const newMessage = Type.Object(
  {
    customer: customerIdSchema,
    template: templateNameSchema,
    values: Type.Optional(templateValues),
    channels: Type.Optional(Type.Array(channel, { minItems: 1, maxItems: 6, uniqueItems: true })),
    key,
    due_at: Type.Optional(instant),
    valid_until: Type.Optional(instant),
  },
  closed,
);
export type NewMessage = Static<typeof newMessage>;

export const queuedView = Type.Object({
  messages: Type.Array(
    Type.Object({
      message_id: Type.Integer(),
      channel,
      again: Type.Boolean({ description: 'The key was queued before: this is that message' }),
    }),
  ),
});

export const messageIdSchema = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

export const messageView = Type.Object({
  message_id: Type.Integer(),
  customer_id: Type.Integer(),
  channel,
  purpose,
  template: Type.String(),
  version: Type.Integer(),
  state,
  reason,
  attempts: Type.Integer(),
  due_at: instant,
  valid_until: maybe(instant),
  queued_by: Type.String(),
  queued_at: instant,
  ended_at: maybe(instant),
  read_at: maybe(instant),
});
export type MessageView = Static<typeof messageView>;

export const messageQuery = {
  state: Type.Optional(state),
  channel: Type.Optional(channel),
  template: Type.Optional(templateNameSchema),
  customer: Type.Optional(customerIdSchema),
  before: Type.Optional(
    Type.Integer({ ...{ minimum: 1 }, description: 'Message number: older ones than this' }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
};

export const messageList = Type.Object({
  messages: Type.Array(messageView, { description: 'Newest first' }),
  next_before: maybe(Type.Integer()),
  counts: Type.Array(
    Type.Object({
      state,
      count: Type.Integer({ minimum: 0, maximum: 10_000 }),
      more: Type.Boolean({ description: 'There are more: counting ends at 10,000' }),
    }),
    { description: 'Of the last 30 days' },
  ),
});
export type MessageList = Static<typeof messageList>;

export const messageDetail = Type.Object({
  ...messageView.properties,
  queued_by_name: actorName,
  values: Type.Record(Type.String(), Type.Unknown()),
  steps: Type.Array(
    Type.Object({
      state: Type.String(),
      reason,
      code: maybe(Type.Integer()),
      by: Type.String(),
      at: instant,
    }),
  ),
});

export const messageChange = Type.Object({ act: Type.Enum(['retry', 'cancel']) }, closed);

export const inboxQuery = {
  language: Type.Optional(Type.Enum(['zh', 'en'], { description: 'zh unless told' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
};

export const inboxView = Type.Object({
  messages: Type.Array(
    Type.Object({
      ...{ message_id: Type.Integer(), at: instant, read: Type.Boolean() },
      ...{ subject: Type.String(), text: Type.String() },
    }),
    { description: 'Newest first; without the name of the customer' },
  ),
});

export const inboxRead = Type.Object(
  { message_ids: Type.Array(messageIdSchema, { minItems: 1, maxItems: 100 }) },
  closed,
);
