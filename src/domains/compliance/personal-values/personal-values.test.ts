import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personalKindOf, personalNames, stripPersonal } from '../index.ts';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((it) => it.join(''));
const separator = fc.constantFrom('', ' ', '-');
const around = fc.tuple(
  fc.constantFrom('', '电话', 'call ', '（'),
  fc.constantFrom('', ' ok', '，谢谢', '）'),
);

const phone = fc
  .tuple(
    fc.constantFrom('', '+86 ', '86', '0086-'),
    fc.integer({ min: 3, max: 9 }),
    digits(1),
    digits(4),
    digits(4),
    separator,
  )
  .map(([prefix, second, third, a, b, cut]) => `${prefix}1${second}${third}${cut}${a}${cut}${b}`);
const email = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9._+-]{1,20}$/),
    fc.stringMatching(/^[a-z0-9]{1,10}$/),
    fc.constantFrom('com', 'com.cn', 'io'),
  )
  .map(([user, host, end]) => `${user}@${host}.${end}`);
const birthday = fc.date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true });
const idNumber = fc
  .tuple(fc.integer({ min: 1, max: 9 }), digits(5), birthday, digits(3), fc.constantFrom('0', '7', 'X', 'x'))
  .map(([a, b, day, c, last]) => `${a}${b}${day.toISOString().slice(0, 10).replaceAll('-', '')}${c}${last}`);

/** Digits of a card with the check digit that makes it valid. */
const card = fc.tuple(fc.constantFrom('62', '4', '51', '35'), digits(17)).map(([prefix, rest]) => {
  const body = (prefix + rest).slice(0, prefix === '62' ? 18 : 15);
  const sum = [...body].reverse().reduce((total, it, place) => {
    const digit = Number(it) * (place % 2 === 0 ? 2 : 1);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
});

const fullWidth = (text: string) =>
  text.replaceAll(/[!-~]/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0));

describe('what names somebody is seen', () => {
  for (const [kind, values] of Object.entries({
    phone,
    'e-mail': email,
    'id-number': idNumber,
    'bank-card': card,
  }))
    it(`${kind}, wherever it stands in a text and however wide it is written`, () => {
      fc.assert(
        fc.property(values, around, fc.boolean(), (value, [before, behind], wide) => {
          expect(personalKindOf(`${before}${wide ? fullWidth(value) : value}${behind}`)).toBeDefined();
        }),
      );
    });

  it.each([
    ['+44 20 7946 0958', 'phone'],
    ['010-62345678', 'phone'],
    ['110101 19900307 1234', 'id-number'],
    ['6222 0200 1234 5678 902', undefined],
    ['wxid_abc123def', 'wechat-id'],
    ['浙江省杭州市西湖区文三路 12 号', 'address'],
    ['北京市朝阳区望京花园3号楼', 'address'],
  ])('%s', (text, kind) => expect(personalKindOf(text)).toBe(kind));
});

describe('what names nobody is left alone', () => {
  it.each([
    ...['1699999999', '1699999999999', '2026-01-15T04:00:00.000Z', '251111-123456789012345', '13.8001'],
    ...[
      '纯棉毛巾 3 条装',
      '3号色 花园风格',
      'https://shop.example/p/1234567890?utm_source=weibo',
      'SKU-100200300400',
    ],
    ...['618', '双11', '浙江省', '杭州市西湖区', '138', '12345678901234', 'Order Completed', 'a@b'],
  ])('%s', (text) => expect(personalKindOf(text)).toBeUndefined());

  it('numbers of nine digits and less are never personal', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (n) => {
        expect(personalKindOf(String(n))).toBeUndefined();
      }),
    );
  });
});

describe('names of properties', () => {
  const isPersonal = personalNames([{ name: 'baby-nickname', class: 'sensitive', aliases: ['宝宝小名'] }]);

  it.each([
    ...[
      'phone',
      'Phone_Number',
      'mobile',
      'buyerPhone',
      'contact_mobile',
      'shippingAddress',
      'address_2',
      'e-mail',
    ],
    ...[
      'user.email',
      'receiver_name',
      'firstName',
      'name',
      'fullName',
      'id-number',
      'idCard',
      'birthday',
      'dob',
    ],
    ...[
      'wechatId',
      'openId',
      'ip',
      '收货人',
      '收货人姓名',
      '联系手机',
      '详细地址',
      'babyNickname',
      '宝宝小名',
      'username',
    ],
  ])('%s is personal', (name) => expect(isPersonal(name)).toBe(true));

  it.each([
    ...[
      'product_name',
      'productName',
      'campaign_name',
      'colour',
      'size',
      'price',
      'order_id',
      'coupon',
      'page',
      'zip_file',
    ],
    ...[
      'emailed',
      'phone_case_colour',
      'tip',
      'shipping',
      'url',
      'category',
      'position',
      '颜色',
      '规格',
      'shipping_method',
    ],
  ])('%s is not', (name) => expect(isPersonal(name)).toBe(false));
});

it('strips and keeps, tells names but never values, and keeps scalars only', () => {
  const properties = {
    ...{
      colour: '红',
      phone: '1',
      contact: '13800138000',
      n: 13800138000,
      ok: true,
      nested: { a: 1 },
      none: null,
    },
    ...{ '13800138001': 'x', __proto__x: 1 },
  };
  const { kept, stripped } = stripPersonal(properties, personalNames());
  expect(kept).toEqual({ colour: '红', ok: true, __proto__x: 1 });
  expect([...stripped].sort()).toEqual(['?', 'contact', 'n', 'nested', 'none', 'phone']);
});
