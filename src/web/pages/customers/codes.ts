/** Codes of the server whose words this page has, in the order they are offered. */

export const rfmGroups = [
  ...(['important-value', 'important-develop', 'important-keep', 'important-win-back'] as const),
  ...(['general-value', 'general-develop', 'general-keep', 'general-win-back'] as const),
];

export const quadrants = ['often-much', 'often-little', 'seldom-much', 'seldom-little'] as const;

export const stages = ['prospect', 'new', 'active', 'loyal', 'at-risk', 'lost', 'won-back'] as const;

export const timelineTypes = [
  ...([
    'order',
    'refund',
    'event',
    'change',
    'merge',
    'tag',
    'note',
    'tie',
    'consent',
    'contact',
    'plus',
  ] as const),
];

/** How a consent came to be known. */
export const consentSources = ['phone-call', 'message', 'agent', 'paper', 'screen', 'import'] as const;

/** Kinds of identities. */
export const identityKinds = [
  ...(['phone', 'e-mail', 'customer-number', 'pos-number', 'open-address', 'open-uid', 'union-id'] as const),
  ...(['open-id', 'member-name', 'member-card', 'device', 'user-id', 'anonymous-id'] as const),
];

/** Kinds of ties, and the parts people have in them. */
export const tieWords = [
  ...(['group-buy', 'share', 'referral', 'leader', 'member'] as const),
  ...(['sharer', 'receiver', 'referrer', 'referred'] as const),
];

/** Channels that have a name of their own; others are shown as they are. */
export const channels = [
  ...(['pinduoduo', 'taobao', 'tmall', 'jd', 'douyin', 'wechat', 'pos', 'web', 'any'] as const),
];

export const isOneOf = <T extends string>(codes: readonly T[], code: string): code is T =>
  (codes as readonly string[]).includes(code);
