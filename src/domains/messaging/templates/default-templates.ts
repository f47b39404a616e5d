import type { Template } from './template.ts';

/**
 * What Shuke itself sends, until a shop writes its own words. Purposes as the law sees them: what tells a customer of a
 * promise that ends is part of keeping it (PIPL art. 13 para. 1 (2)), so long as it praises nothing.
 */
export const defaultTemplates: readonly Template[] = [
  {
    ...{ template: 'points-expiring', version: 0, purpose: 'service' },
    channels: ['in-page', 'e-mail'],
    variables: [
      { name: 'points', type: 'count' },
      { name: 'expires_on', type: 'day' },
    ],
    content: {
      zh: {
        subject: '您有 {{ points }} 积分将于 {{ expires_on }} 到期',
        text: '{% if name %}{{ name }}，您好！{% else %}您好！{% endif %}\n\n您在{{ shop }}的 {{ points }} 积分将于 {{ expires_on }} 结束时到期，到期后无法使用。',
      },
      en: {
        subject: '{{ points }} of your points expire on {{ expires_on }}',
        text: 'Dear {% if name %}{{ name }}{% else %}customer{% endif %},\n\n{{ points }} of your points at {{ shop }} expire at the end of {{ expires_on }}. They cannot be used after that.',
      },
    },
  },
  {
    ...{ template: 'tier-downgrade', version: 0, purpose: 'service' },
    channels: ['in-page', 'e-mail'],
    variables: [
      { name: 'tier', type: 'text' },
      { name: 'next_tier', type: 'text' },
      { name: 'moves_on', type: 'day' },
      { name: 'missing', type: 'text' },
    ],
    content: {
      zh: {
        subject: '您的{{ tier }}等级将于 {{ moves_on }} 调整',
        text: '{% if name %}{{ name }}，您好！{% else %}您好！{% endif %}\n\n您在{{ shop }}的会员等级将于 {{ moves_on }} 由{{ tier }}调整为{{ next_tier }}。\n\n保持{{ tier }}还差：{{ missing }}。',
      },
      en: {
        subject: 'Your {{ tier }} membership changes on {{ moves_on }}',
        text: 'Dear {% if name %}{{ name }}{% else %}customer{% endif %},\n\nYour membership at {{ shop }} changes from {{ tier }} to {{ next_tier }} on {{ moves_on }}.\n\nTo stay {{ tier }} you still need: {{ missing }}.',
      },
    },
  },
  {
    ...{ template: 'plus-renewal', version: 0, purpose: 'service' },
    channels: ['in-page', 'e-mail'],
    variables: [
      ...(['plan_zh', 'plan_en', 'price_zh', 'price_en'] as const).map((name) => ({
        ...{ name, type: 'text' as const },
      })),
      { name: 'last_day', type: 'day' },
    ],
    content: {
      zh: {
        subject: '您的{{ plan_zh }}将于 {{ last_day }} 到期并自动续费 {{ price_zh }}',
        text: '{% if name %}{{ name }}，您好！{% else %}您好！{% endif %}\n\n您在{{ shop }}的{{ plan_zh }}将于 {{ last_day }} 结束时到期，届时自动续费，费用为 {{ price_zh }}。\n\n如不再需要，请在此之前取消：取消不收费，已付的权益用到期满。',
      },
      en: {
        subject: 'Your {{ plan_en }} renews itself for {{ price_en }} after {{ last_day }}',
        text: 'Dear {% if name %}{{ name }}{% else %}customer{% endif %},\n\nYour {{ plan_en }} at {{ shop }} ends with {{ last_day }} and then renews itself for {{ price_en }}.\n\nIf you do not want that, cancel before. Cancelling costs nothing, and you keep what you paid for until it ends.',
      },
    },
  },
];

export const findDefault = (name: string): Template | undefined =>
  defaultTemplates.find(({ template }) => template === name);
