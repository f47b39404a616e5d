import { type Static, Type } from 'typebox';
import { actorName } from './actors.ts';

/** What a person's data may be used for, by which channel they may be reached, and what they said to it. */

/**
 * On what a purpose rests. consent: only with a consent that stands. opt-out: until the person objects. contract:
 * needed for what the person ordered; an objection is honoured all the same.
 */
export type Basis = 'consent' | 'opt-out' | 'contract';

interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface Purpose {
  readonly label: Text;
  readonly basis: Basis;
  /** Of the Personal Information Protection Law (个人信息保护法). */
  readonly law: Text;
  /** An objection to this purpose is one to that below it too. */
  readonly within?: PurposeCode;
}

export const purposeCodes = [
  ...(['marketing', 'profiling', 'personalised-recommendation', 'analytics', 'service'] as const),
  ...(['sensitive-data', 'third-party-sharing'] as const),
];
export type PurposeCode = (typeof purposeCodes)[number];

const law = (zh: string, en: string): Text => ({ zh: `个人信息保护法${zh}`, en: `PIPL ${en}` });

export const purposes: Readonly<Record<PurposeCode, Purpose>> = {
  marketing: {
    label: { zh: '营销推广', en: 'Marketing messages' },
    basis: 'consent',
    law: law('第 13 条第 1 项，第 24 条', 'art. 13 (1), 24'),
  },
  profiling: {
    label: { zh: '用户画像与评分', en: 'Profiles and scores' },
    basis: 'opt-out',
    law: law('第 24 条', 'art. 24'),
  },
  'personalised-recommendation': {
    label: { zh: '个性化推荐', en: 'Personalised recommendation' },
    basis: 'opt-out',
    law: law('第 24 条第 2 款', 'art. 24 para. 2'),
    within: 'profiling',
  },
  analytics: {
    label: { zh: '统计分析', en: 'Statistics' },
    basis: 'opt-out',
    law: law('第 13 条，第 44 条', 'art. 13, 44'),
  },
  service: {
    label: { zh: '订单与售后服务', en: 'Orders and after-sales service' },
    basis: 'contract',
    law: law('第 13 条第 2 项', 'art. 13 (2)'),
  },
  'sensitive-data': {
    label: { zh: '处理敏感个人信息', en: 'Use of sensitive data' },
    basis: 'consent',
    law: law('第 29 条', 'art. 29'),
  },
  'third-party-sharing': {
    label: { zh: '向第三方提供', en: 'Sharing with third parties' },
    basis: 'consent',
    law: law('第 23 条', 'art. 23'),
  },
};

/** Ways to reach somebody; any: said of all of them. */
export const contactChannels = [
  ...(['sms', 'e-mail', 'wechat', 'app-push', 'phone', 'mini-program', 'in-page'] as const),
];
export const consentChannels = ['any', ...contactChannels] as const;
export type ContactChannel = (typeof contactChannels)[number];
export type ConsentChannel = (typeof consentChannels)[number];

export const contactLabels: Readonly<Record<ConsentChannel, Text>> = {
  any: { zh: '所有渠道', en: 'Any channel' },
  sms: { zh: '短信', en: 'SMS' },
  'e-mail': { zh: '邮件', en: 'E-mail' },
  wechat: { zh: '微信', en: 'WeChat' },
  'app-push': { zh: 'App 推送', en: 'App push' },
  phone: { zh: '电话', en: 'Phone' },
  'mini-program': { zh: '小程序', en: 'Mini program' },
  'in-page': { zh: '站内信', en: 'In-page' },
};

export type ConsentState = 'granted' | 'withdrawn';

/** Why not, strongest first. */
export const refusals = [
  ...(['erased', 'restricted', 'minor-without-guardian', 'withdrawn', 'no-consent'] as const),
  ...(['held-out', 'cap-reached', 'quiet-hours'] as const),
];
export type Refusal = (typeof refusals)[number];

export const refusalTexts: Readonly<Record<Refusal, Text>> = {
  erased: { zh: '个人信息已删除', en: 'was erased' },
  restricted: { zh: '已限制处理', en: 'use is restricted' },
  'minor-without-guardian': {
    zh: '不满十四周岁且无监护人同意',
    en: 'under 14 without consent of a guardian',
  },
  withdrawn: { zh: '已撤回同意或拒绝', en: 'withdrawn or objected' },
  'no-consent': { zh: '未取得同意', en: 'no consent' },
  'held-out': { zh: '属于全局对照组', en: 'in the universal holdout' },
  'cap-reached': { zh: '已达联系上限', en: 'cap of contacts reached' },
  'quiet-hours': { zh: '免打扰时段', en: 'quiet hours' },
};

const instant = Type.String({ format: 'date-time' });
const name = (description: string) =>
  Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,119}$', description });

export const newConsent = Type.Object(
  {
    purpose: Type.Enum([...purposeCodes]),
    channel: Type.Enum([...consentChannels]),
    state: Type.Enum(['granted', 'withdrawn']),
    at: Type.Optional(instant),
    notice: Type.Optional(Type.Object({ notice: name('Which'), version: Type.Integer({ minimum: 1 }) })),
    source: Type.Enum(['screen', 'agent', 'paper', 'phone-call', 'message', 'import']),
    evidence: Type.Optional(
      Type.Object(
        {
          screen: Type.Optional(name('Page or screen it was said on')),
          wording: Type.Optional(name('Id of the words beside the box')),
          reference: Type.Optional(name('Number of the call, message, sheet or import')),
        },
        { additionalProperties: false },
      ),
    ),
    by_guardian: Type.Optional(Type.Boolean({ description: 'Said by the guardian of a person under 14' })),
  },
  { additionalProperties: false },
);
export type NewConsent = Static<typeof newConsent>;

const answerView = Type.Object({
  allowed: Type.Boolean(),
  reason: Type.Union([Type.Enum([...refusals]), Type.Null()]),
});

const standingView = Type.Object({
  purpose: Type.String(),
  channel: Type.String(),
  state: Type.Union([Type.Enum(['granted', 'withdrawn']), Type.Null()]),
  ...answerView.properties,
});

const consentView = Type.Object({
  consent_id: Type.Integer(),
  person_id: Type.Integer(),
  purpose: Type.String(),
  channel: Type.String(),
  state: Type.String(),
  at: instant,
  notice: Type.Union([Type.String(), Type.Null()]),
  notice_version: Type.Union([Type.Integer(), Type.Null()]),
  source: Type.String(),
  evidence: Type.Record(Type.String(), Type.Unknown()),
  by_guardian: Type.Boolean(),
  recorded_by: Type.String(),
  recorded_by_name: actorName,
  recorded_at: instant,
});
export type ConsentView = Omit<Static<typeof consentView>, 'recorded_by_name'>;

export const consentsView = Type.Object({
  customer_id: Type.Integer(),
  flags: Type.Object({
    minor: Type.Union([Type.Boolean(), Type.Null()], { description: 'Under 14; null = unknown' }),
    restricted: Type.Boolean(),
  }),
  standing: Type.Array(standingView),
  history: Type.Array(consentView),
});
/** Without the names of those who recorded: these are for whoever asks over HTTP. */
export type ConsentsView = Omit<Static<typeof consentsView>, 'history'> & {
  readonly history: ConsentView[];
};

export const noticeView = Type.Object({
  notice: Type.String(),
  version: Type.Integer(),
  text: Type.Object({ zh: Type.String(), en: Type.String() }),
  published_by: Type.String(),
  published_by_name: actorName,
  published_at: instant,
});

export const newNotice = Type.Object(
  {
    notice: Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$' }),
    text: Type.Object({
      zh: Type.String({ minLength: 1, maxLength: 50_000 }),
      en: Type.String({ minLength: 1, maxLength: 50_000 }),
    }),
  },
  { additionalProperties: false },
);

export const contactCap = Type.Object(
  {
    channel: Type.Enum([...consentChannels]),
    purpose: Type.Enum(['any', ...purposeCodes]),
    days: Type.Integer({ minimum: 1, maximum: 366 }),
    most: Type.Integer({ minimum: 0, maximum: 10_000 }),
  },
  { additionalProperties: false },
);
export type ContactCap = Static<typeof contactCap>;

/** Purposes for which somebody is reached. */
export const contactPurposes = ['marketing', 'service'] as const;

/** Contacts made with a customer, and whether another may be made now. */
export const contactsView = Type.Object({
  now: Type.Array(
    Type.Object({
      channel: Type.Enum([...contactChannels]),
      purpose: Type.Enum([...contactPurposes]),
      ...answerView.properties,
    }),
    { description: 'What the gate answers at this moment, by channel and purpose' },
  ),
  caps: Type.Array(
    Type.Object({
      ...contactCap.properties,
      made: Type.Integer({ description: 'Contacts that count against it' }),
    }),
  ),
  made: Type.Array(
    Type.Object({
      ...{ at: instant, channel: Type.String(), purpose: Type.String() },
      ...{ recorded_by: Type.String(), recorded_by_name: actorName },
    }),
    { description: 'The last 100, newest first' },
  ),
});
type ContactsSeen = Static<typeof contactsView>;
/** Without the names of those who recorded: these are for whoever asks over HTTP. */
export type ContactsView = Omit<ContactsSeen, 'made'> & {
  readonly made: Omit<ContactsSeen['made'][number], 'recorded_by_name'>[];
};

const timeOfDay = Type.String({
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  description: "By the shop's clock",
});

export const quietHours = Type.Object({ from: timeOfDay, until: timeOfDay }, { additionalProperties: false });
/** From the first minute up to the second, over midnight where the first is later. */
export type QuietHours = Static<typeof quietHours>;
