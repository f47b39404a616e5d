import { expect, it } from 'vitest';
import { type TemplateVariable, templateName } from '../../../contract/messaging.ts';
import { defaultTemplates } from './default-templates.ts';
import { templateIssues } from './template-rules.ts';
import { writeMessage } from './write-message.ts';

const variables: TemplateVariable[] = [
  ...[
    { name: 'points', type: 'count' as const },
    { name: 'left', type: 'money' as const },
  ],
  { name: 'word', type: 'text' },
];
const textOf = (text: string, values: { points?: number; left?: number; word?: string } = {}) => {
  const words = { subject: 'x', text, html: text };
  return writeMessage({
    template: { variables, purpose: 'service', content: { zh: words, en: words } },
    ...{ language: 'en', name: '', unsubscribeUrl: '', shop: { name: 'tea', currency: 'CNY' } },
    values: { points: 1200, left: 0, word: '', ...values },
  });
};

it.each([
  ['{% if points %}yes{% else %}no{% endif %}', 'yes'],
  ['{% if left %}yes{% else %}no{% endif %}', 'no'],
  ['{% if word %}yes{% else %}no{% endif %}', 'no'],
  ['{% if name %}yes{% else %}no{% endif %}', 'no'],
  ['{% unless left %}none{% endunless %}', 'none'],
  ['{% if points > 1000 %}many{% endif %}', 'many'],
  ['{% if points == 1200 %}just{% endif %}', 'just'],
  ['{% case left %}{% when 0 %}nought{% endcase %}', 'nought'],
  ['{{ points }} of {{ left }}', '1,200 of CN¥0.00'],
  ['{% assign it = points %}{{ it }}', '1,200'],
  ['{{ points | plus: 1 }}', '1201'],
])('%s is %s: conditions and filters see the value, readers its text', (text, said) => {
  expect(textOf(text).text).toBe(said);
  expect(textOf(text).html).toBe(said);
});

it('in HTML a value is escaped, behind a filter and by way of raw too', () => {
  const { html, text } = textOf('{{ word }}{{ word | append: "<i>" }}{{ word | raw }}', { word: '<b>' });
  expect(html).toBe('&#60;b&#62;&#60;b&#62;&#60;i&#62;&#60;b&#62;');
  expect(text).toBe('<b><b><i><b>');
});

it('a notice without the name of its reader begins with words', () => {
  const [template] = defaultTemplates;
  const values = { points: 5, expires_on: '2026-01-31' };
  const shop = { name: '茶铺', currency: 'CNY' };
  const it_ = writeMessage({
    template: template!,
    language: 'zh',
    values,
    shop,
    name: '',
    unsubscribeUrl: '',
  });
  expect(it_.text).toMatch(/^您好！/);
});

it('a variable whose name says that it is somebody is refused', () => {
  const named = ['receiver_name', 'phone', 'product_name'].map((name) => ({ name, type: 'text' as const }));
  const words = { subject: 'x', text: 'x' };
  const template = {
    variables: named,
    purpose: 'service' as const,
    channels: [],
    content: { zh: words, en: words },
  };
  expect(templateIssues(template, undefined).map(({ code, field }) => [code, field])).toEqual([
    ['personal-variable', '/variables/0'],
    ['personal-variable', '/variables/1'],
  ]);
});

it('calls what Shuke brings by a name in both languages, and what a shop made as the shop does', () => {
  for (const { template } of defaultTemplates) {
    expect(templateName(template).zh).toMatch(/\p{Script=Han}/u);
    expect(templateName(template).en).not.toBe(template);
  }
  expect(templateName('spring-sale')).toEqual({ zh: 'spring-sale', en: 'spring-sale' });
});
