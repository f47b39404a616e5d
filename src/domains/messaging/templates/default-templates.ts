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
];

export const findDefault = (name: string): Template | undefined =>
  defaultTemplates.find(({ template }) => template === name);
