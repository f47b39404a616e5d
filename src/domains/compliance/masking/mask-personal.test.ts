import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraitMask } from '../../../contract/dictionary.ts';
import { HIDDEN, maskPersonal } from './mask-personal.ts';

const masked = (mask: TraitMask, value: string) => maskPersonal(mask, value, 'masked');

describe('masking', () => {
  it.each<[TraitMask, string, string]>([
    ['name', '王小明', '王*明'],
    ['name', '王明', '王*'],
    ['name', '王', '*'],
    ['name', '欧阳娜娜', '欧**娜'],
    ['name', '古丽·热合曼', '古****曼'],
    ['name', 'John Smith', 'J*** S***'],
    ['name', 'Cher', 'C***'],
    ['name', '𠮷田明', '𠮷*明'],
    ['phone', '13800135678', '138****5678'],
    ['phone', '+8613800135678', '138****5678'],
    ['phone', '+12125550199', '*******0199'],
    ['phone', '021-66668888', '*******8888'],
    ['phone', '110', '**0'],
    ['e-mail', 'wang.xm@example.com', 'w***@example.com'],
    ['e-mail', 'not an address', HIDDEN],
    ['address', '浙江省杭州市西湖区文一西路 969 号', '浙江省杭州市西湖区****'],
    ['address', '上海市浦东新区世纪大道100号', '上海市浦东新区****'],
    ['address', '杭州市翠苑小区3幢', '杭州市****'],
    ['address', '10 Downing Street', '****'],
    ['id-number', '330106199001021234', '330*************34'],
    ['day', '1990-01-02', '1990-**-**'],
    ['account', 'wxid_8f3k2', 'wx***k2'],
    ['account', 'abcd', HIDDEN],
    ['all', 'anything', HIDDEN],
    ['name', '王**', '王**'],
    ['phone', '138****0000', '138****0000'],
  ])('shows %s %s as %s', (mask, value, shown) => {
    expect(masked(mask, value)).toBe(shown);
  });

  it('hides the shape too where nothing is to be seen', () => {
    expect(maskPersonal('phone', '13800135678', 'hidden')).toBe(HIDDEN);
    expect(maskPersonal('name', '王**', 'hidden')).toBe(HIDDEN);
  });

  it('never shows a whole value, nor four digits in a row of the middle of a phone', () => {
    const kinds = fc.constantFrom<TraitMask>('name', 'phone', 'e-mail', 'id-number', 'day', 'account', 'all');
    const value = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((it) => !it.includes('*'));
    fc.assert(
      fc.property(kinds, value, (kind, it) => {
        expect(masked(kind, it)).not.toBe(it);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String), (phone) => {
        const shown = masked('phone', phone);
        expect(shown).toHaveLength(11);
        expect(shown.slice(3, 7)).toBe('****');
      }),
    );
  });
});
