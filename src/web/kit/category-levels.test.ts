import { expect, it } from 'vitest';
import { levelsOf, levelsText } from './category-levels.ts';

it('levels go through the field unchanged, and what stands between slashes alone counts', () => {
  for (const levels of [[], ['茶'], ['茶', '白茶', '2019 年']])
    expect(levelsOf(levelsText(levels))).toEqual(levels);
  expect(levelsOf(' 茶 //白茶/ ')).toEqual(['茶', '白茶']);
});
