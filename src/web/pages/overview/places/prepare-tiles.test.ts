import { expect, test } from 'vitest';
import { provinceOf, provinces } from '../../../kit/places/provinces.ts';
import { prepareTiles } from './prepare-tiles.ts';

test('all 34 provinces have a square of their own', () => {
  expect(provinces).toHaveLength(34);
  expect(new Set(provinces.map((it) => `${it.column} ${it.row}`)).size).toBe(34);
  expect(new Set(provinces.map((it) => it.mark)).size).toBe(34);
  expect(provinces.every((it) => it.column >= 1 && it.column <= 8 && /^[A-Z]/.test(it.en))).toBe(true);
});

test.each([
  ['浙江', '浙'],
  ['浙江省', '浙'],
  ['内蒙古自治区', '蒙'],
  ['广西壮族自治区', '桂'],
  ['北京市', '京'],
  ['香港特别行政区', '港'],
])('%s is %s', (spelling, mark) => {
  expect(provinceOf(spelling)?.mark).toBe(mark);
});

test('spellings of one province add up, and only a single spelling can be opened', () => {
  const { tiles, elsewhere } = prepareTiles([
    { spelling: '浙江省', value: 60 },
    { spelling: '浙江', value: 20 },
    { spelling: '上海市', value: 40 },
    { spelling: 'Kent', value: 5 },
    { spelling: '', value: 35 },
  ]);
  const of = (code: string) => tiles.find((it) => it.code === code);
  expect(of('浙江')).toMatchObject({ value: 80, share: 0.5, strength: 1, spelling: undefined });
  expect(of('上海')).toMatchObject({ value: 40, strength: 0.5, spelling: '上海市' });
  expect(of('西藏')).toMatchObject({ value: 0, strength: 0, spelling: undefined });
  expect(elsewhere).toBe(40);
});

test('nobody anywhere is nowhere strong', () => {
  const { tiles, elsewhere } = prepareTiles([]);
  expect([elsewhere, ...new Set(tiles.map((it) => it.strength))]).toEqual([0, 0]);
  expect(tiles[0]!.share).toBeNull();
});
