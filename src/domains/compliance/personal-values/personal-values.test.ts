import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personalKindOf, propertySorts, stripPersonal } from '../index.ts';

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
  const sortOf = propertySorts([
    { name: 'baby-nickname', class: 'sensitive', aliases: ['宝宝小名'] },
    { name: 'skin', class: 'ordinary', label: { zh: '肤质', en: 'Skin' } },
    { name: 'gift-note', class: 'ordinary' },
    { name: 'contact-phone', class: 'ordinary' },
  ]);
  const isPersonal = (name: string) => sortOf(name) === 'personal';

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
      'address.line1',
      'phone.value',
      'buyer.contact-phone.tail',
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

  it.each(['note', 'remark', 'Message', 'gift_message', 'buyerRemark', 'comments', '买家备注', '留言内容'])(
    '%s is what people write',
    (name) => expect(sortOf(name)).toBe('free-text'),
  );

  it.each([
    ...[
      'category',
      'Brand',
      'color',
      'item_size',
      'campaign_name',
      'utm_term',
      'paymentMethod',
      '颜色',
      '商品分类',
    ],
    ...['skin', '肤质', 'giftNote', 'gender', '会员等级'],
  ])('%s is a label of the trade, or declared', (name) => expect(sortOf(name)).toBe('ordinary'));

  it('a declaration opens no name that says itself that it is personal', () =>
    expect(sortOf('contactPhone')).toBe('personal'));

  it.each(['x', 'custom', 'extra_1', '定制', 'query'])('%s tells nothing', (name) =>
    expect(sortOf(name)).toBe('unknown'),
  );
});

describe('texts that may name somebody', () => {
  const surname = fc.constantFrom('王', '李', '张', '欧阳', '古丽');
  const given = fc.constantFrom('小明', '芳', '娜娜', '·热合曼');
  const chinese = fc.tuple(surname, given).map((it) => it.join(''));
  const latin = fc.constantFrom('Alice', 'Wang Xiaoming', 'WangXiaoming', 'John O’Neil', 'Zoë', 'J. Smith');
  const person = fc.oneof(chinese, latin);
  const around = fc.tuple(
    fc.constantFrom('', '请送给', 'for ', '「'),
    fc.constantFrom('', '的订单', ' please', '」', '，谢谢'),
  );
  const text = fc.tuple(person, around).map(([who, [before, behind]]) => before + who + behind);
  const free = fc.constantFrom(
    'remark',
    'note',
    'message',
    'memo',
    'comment',
    'gift_message',
    '备注',
    '留言',
  );
  const unknown = fc.oneof(fc.stringMatching(/^[a-z]{3,12}$/), fc.constantFrom('定制', 'custom_1', 'query'));
  const sortOf = propertySorts();

  it('go, whatever is written around the name, under names that nothing is known of', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          free,
          unknown.filter((it) => sortOf(it) !== 'ordinary'),
        ),
        text,
        (name, it) => {
          expect(stripPersonal({ [name]: it }, sortOf)).toEqual({ kept: {}, stripped: [name] });
        },
      ),
    );
  });

  it('go even where they look like a code, under names that people write in', () => {
    fc.assert(
      fc.property(free, fc.string({ minLength: 1 }), (name, it) => {
        expect(stripPersonal({ [name]: it }, sortOf).kept).toEqual({});
      }),
    );
  });

  it.each([
    'SKU-1002/XL',
    'cotton',
    'add_to_cart',
    'v2.1',
    'iPhone',
    '2026-01-15T04:00:00.000Z',
    'A4',
    '',
    '618',
  ])('%s is a token, and stays', (it) =>
    expect(stripPersonal({ custom: it }, sortOf).kept).toEqual({ custom: it }),
  );

  it.each(['two words', 'a'.repeat(65), '%E7%8E%8B', '红', 'x=1', 'Alice', '13800138000'])('%s goes', (it) =>
    expect(stripPersonal({ custom: it }, sortOf).kept).toEqual({}),
  );

  it.each([
    ['category', '家居 / 毛巾', '家居 / 毛巾'],
    ['category', 'for 13800138000', undefined],
    ['brand', 'x'.repeat(121), undefined],
    ['url', 'https://shop.example/p/1?name=%E7%8E%8B#top', 'https://shop.example/p/1'],
    ['path', '/orders/%E7%8E%8B%E5%B0%8F%E6%98%8E', undefined],
    ['page', '首页', '首页'],
  ])('%s %s is %s', (name, value, left) =>
    expect(stripPersonal({ [name]: value }, sortOf).kept[name]).toBe(left),
  );
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
  const { kept, stripped } = stripPersonal(properties, propertySorts());
  expect(kept).toEqual({ colour: '红', ok: true, __proto__x: 1 });
  expect([...stripped].sort()).toEqual(['?', 'contact', 'n', 'nested', 'none', 'phone']);
});
