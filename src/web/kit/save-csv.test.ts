import { expect, test } from 'vitest';
import { csvOf } from './save-csv.ts';

test('cells are quoted, and no cell is a formula', () => {
  expect(
    csvOf([
      ['a"b', 1, null],
      ['=1+1', -2, '-x'],
    ]),
  ).toBe('"a""b","1",""\r\n"\'=1+1","-2","\'-x"\r\n');
});
