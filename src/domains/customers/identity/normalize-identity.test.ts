import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentityKind } from '../../../contract/records.ts';
import { normalizeIdentity } from './normalize-identity.ts';

const of = (kind: IdentityKind, value: string) => {
  const it = normalizeIdentity({ channel: 'taobao', kind, value });
  return 'no' in it ? it.no : it.identity.value;
};

describe('a masked value names nobody', () => {
  it.each<[IdentityKind, string]>([
    ['member-name', '王*'],
    ['member-name', '王＊'],
    ['member-name', '王**'],
    ['member-name', 't*1'],
    ['member-name', '王×'],
    ['member-name', '王••'],
    ['phone', '138****0000'],
    ['phone', '138＊＊＊＊0000'],
    ['phone', '138••••0000'],
    ['phone', '1380013800*'],
    ['e-mail', 'w*@example.com'],
    ['e-mail', 'w•@example.com'],
    ['user-id', '138****0000'],
    ['member-card', '8800**12'],
  ])('%s %s', (kind, value) => expect(of(kind, value)).toBe('masked'));

  it('wherever the star stands in a name, however it is drawn', () => {
    const kind = fc.constantFrom<IdentityKind>('member-name', 'phone', 'e-mail');
    const sign = fc.constantFrom('*', '＊', '×', '•');
    fc.assert(
      fc.property(kind, fc.string(), sign, fc.string(), (it, before, star, behind) => {
        expect(of(it, before + star + behind)).toBe('masked');
      }),
    );
  });

  it.each(['王小明', 'tb_1', 'x', 'tb 王 1'])('but %s names somebody', (name) =>
    expect(of('member-name', name)).toBe(name),
  );
});

/** Digits of a mobile, whole, and cut as people cut them. */
const mobile = fc
  .tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([second, rest]) => `1${second}${String(rest).padStart(9, '0')}`);
const country = fc.constantFrom('', '+86', '0086', '86', '+86 ', '(+86)', '＋８６-', '0', '+86 (0)');
const blank = fc.constantFrom('', ' ', '-', '  ', '　', '.', '–', '\u00a0', '\u202d');
const wide = (text: string) =>
  text.replaceAll(/[0-9()]/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0));

const written = fc
  .tuple(country, mobile, fc.array(blank, { minLength: 12, maxLength: 12 }), fc.boolean())
  .map(([before, digits, blanks, full]) => {
    const text = before + [...digits].map((it, n) => it + blanks[n]).join('');
    return { digits, text: full ? wide(text) : text };
  });

describe('a mobile', () => {
  it('is one identity in any spacing, width and spelling of its country', () => {
    fc.assert(
      fc.property(written, ({ digits, text }) => {
        expect(of('phone', text)).toBe(`+86${digits}`);
      }),
      { numRuns: 500 },
    );
  });

  it('with an extension behind anything is never one', () => {
    const separator = fc.oneof(
      fc.constantFrom(
        '',
        ' ',
        '-',
        '转',
        ' 转 ',
        ',',
        '，',
        '(',
        '（',
        ' ext ',
        'ext.',
        '#',
        '_',
        'x',
        ';',
        '/',
        '分机号',
      ),
      fc.string({ maxLength: 4 }).filter((it) => !/\d/.test(it)),
    );
    const extension = fc.stringMatching(/^\d{1,5}$/);
    const end = fc.constantFrom('', ')', '）', ' ', ']');
    const parts = fc.tuple(written, separator, extension, end, fc.boolean());
    fc.assert(
      fc.property(parts, ([{ text }, cut, digits, last, full]) => {
        expect(of('phone', `${text}${cut}${full ? wide(digits) : digits}${last}`)).toMatch(/^[a-z-]+$/);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    '138 0013 8000 1234',
    '13800138000(1234)',
    '13800138000转1234',
    '13800138000-1234',
    '+13800138000-1234',
  ])('%s is virtual', (text) => expect(of('phone', text)).toBe('virtual'));
});

describe('other phones', () => {
  it.each([
    ['+1 310 555 1234', '+13105551234'],
    ['+44 20 7946 0958', '+442079460958'],
    ['010-62345678', '+861062345678'],
    ['+86 (0)10 6234 5678', '+861062345678'],
    ['0571 8765 4321', '+8657187654321'],
    ['400-800-1234', '4008001234'],
  ])('%s is %s', (text, phone) => expect(of('phone', text)).toBe(phone));

  it.each([
    '010-62345678-12',
    '(010)62345678(12)',
    '010 62345678 转 12',
    '0571-87654321-1',
    '+44 20 7946 0958 ext 12',
  ])('%s has an extension', (text) => expect(of('phone', text)).toBe('virtual'));

  it.each(['0000000', '12345', 'call me', '1'.repeat(30)])('%s is none', (text) =>
    expect(of('phone', text)).toMatch(/^(not-a-phone|virtual)$/),
  );
});
