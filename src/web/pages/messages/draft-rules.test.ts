import { expect, it } from 'vitest';
import { draftOf, readVariables, templateOf } from './draft-rules.ts';

it('variables are read as they are written, or not at all', () => {
  expect(readVariables('points count, expires_on day，\nwhat text')).toEqual([
    ...[
      { name: 'points', type: 'count' },
      { name: 'expires_on', type: 'day' },
      { name: 'what', type: 'text' },
    ],
  ]);
  expect(readVariables('')).toEqual([]);
  expect(['points', 'points number', 'Points count', '1a text'].map(readVariables)).toEqual([
    ...[undefined, undefined, undefined, undefined],
  ]);
});

it('a draft is whole once it has a name, a channel and words in both languages', () => {
  const words = { subject: 'a', text: 'b' };
  const draft = { ...draftOf(undefined), template: 'news', content: { zh: words, en: words } };
  expect(templateOf(draft)).toMatchObject({ purpose: 'marketing', variables: [] });
  expect(templateOf({ ...draft, template: 'News' })).toBeUndefined();
  expect(templateOf({ ...draft, channels: [] })).toBeUndefined();
  expect(templateOf({ ...draft, content: { zh: words, en: { subject: ' ', text: 'b' } } })).toBeUndefined();
});
