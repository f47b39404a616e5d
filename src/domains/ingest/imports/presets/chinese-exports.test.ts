import { describe, expect, test } from 'vitest';
import type { InputRecord } from '../../../../contract/records.ts';
import type { RowReject } from '../files/rows.ts';
import { findPreset } from './presets.ts';

interface Read {
  readonly records: InputRecord[];
  readonly problems: RowReject[];
}

/** Reads rows given by column name. */
function read(preset: string, ...rows: Record<string, string>[]): Read {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const bound = findPreset(preset)!.bind({ columns, format: 'delimited' });
  if (!bound.ok) throw new Error(JSON.stringify(bound.problem.issues));
  const outcomes = rows.map((row, n) =>
    bound.value.read({ line: n + 2, cells: columns.map((name) => row[name] ?? '') }),
  );
  return {
    records: outcomes.flatMap((outcome) => outcome.records),
    problems: outcomes.flatMap((outcome) => outcome.problems),
  };
}

const pdd = {
  商品: '儿童保温杯',
  订单号: '240102-123456789012345',
  订单状态: '已发货，待签收',
  '商品总价(元)': '59.80',
  '邮费(元)': '0.00',
  '店铺优惠折扣(元)': '5.00',
  '平台优惠折扣(元)': '3.00',
  '多多支付立减金额(元)': '0.80',
  '用户实付金额(元)': '51.00',
  '商品数量(件)': '2',
  支付时间: '2024-01-02 10:00:00',
  拼单成功时间: '2024-01-02 10:05:00',
  发货时间: '2024-01-03 09:00:00',
  承诺发货时间: '2024-01-04 10:00:00',
  商品id: '998877',
  商品规格: '蓝色',
  商品一级类目: '母婴',
  商品二级类目: '餐具',
  售后状态: '无售后或售后取消',
  收货人: '王**',
  手机: '138****0000',
  用户购买手机号: '',
  省: '广东省',
  市: '深圳市',
  区: '南山区',
  详细地址: '科技园****',
  团ID: '5566',
  团身份: '团长',
  是否直播间成交: '是',
};

describe('pinduoduo-orders', () => {
  test('a row that gives back more than was paid is refused whole, its order too', () => {
    const back = { ...pdd, 售后状态: '退款成功', '退款金额(元)': '51.01' };
    const { records, problems } = read('pinduoduo-orders', back, { ...back, '退款金额(元)': '51.00' });
    expect(records.map((record) => record.kind)).toEqual(['order', 'refund', 'product']);
    expect(problems).toMatchObject([
      { line: 2, column: '退款金额(元)', value: '51.01', code: 'refund-exceeds-paid' },
    ]);
    const asked = { ...back, 售后状态: '售后处理中' };
    expect(read('pinduoduo-orders', asked).problems).toEqual([]);
  });

  test('an order with its line, tie, marks, product and weak evidence', () => {
    const { records, problems } = read('pinduoduo-orders', pdd);
    expect(problems).toEqual([]);
    expect(records).toMatchObject([
      {
        kind: 'order',
        channel: 'pinduoduo',
        orderNo: '240102-123456789012345',
        identities: [],
        weak: { maskedName: '王**', maskedPhone: '138****0000', district: '广东省深圳市南山区' },
        state: 'shipped',
        createdAt: '2024-01-02T02:00:00.000Z',
        paidAt: '2024-01-02T02:00:00.000Z',
        sourceTime: '2024-01-03T01:00:00.000Z',
        currency: 'CNY',
        goodsMinor: 5980,
        discountMinor: 880,
        paidMinor: 5100,
        receiver: { province: '广东省', city: '深圳市', district: '南山区' },
        lines: [
          { lineNo: '1', product: { productNo: '998877' }, quantity: 2, unitPrice: 2990, amountMinor: 5980 },
        ],
        tie: { kind: 'group-buy', tieNo: '5566', role: 'leader' },
        marks: ['live-stream'],
      },
      { kind: 'product', productNo: '998877', category: ['母婴', '餐具'] },
    ]);
  });

  test.each([
    ['13800138000', [{ channel: 'pinduoduo', kind: 'phone', value: '13800138000' }]],
    ['13800138000-1234', []],
    ['13800138000转1234', []],
    ['138****8000', []],
    ['', []],
  ])("a buyer's phone %s is an identity only when plain", (phone, identities) => {
    const { records } = read('pinduoduo-orders', { ...pdd, 用户购买手机号: phone });
    expect(records[0]).toMatchObject({ identities });
  });

  test("a receiver's plain phone and address name nobody", () => {
    const { records } = read('pinduoduo-orders', { ...pdd, 收货人: '王小明', 手机: '13900139000' });
    expect(records[0]).toMatchObject({ identities: [], receiver: { phone: '13900139000' } });
    expect(records[0]).not.toHaveProperty('weak');
  });

  test.each([
    ['未发货，退款成功', '退款成功', '51.00', 'cancelled', 'done', 5100],
    ['已签收，退款成功', '退货退款', '', 'delivered', 'done', 5100],
    ['已签收', '售后处理中', '10.00', 'delivered', 'processing', 1000],
  ])(
    '%s / %s: the refund is its own document',
    (state, afterSales, refund, orderState, refundState, amount) => {
      const { records } = read('pinduoduo-orders', {
        ...pdd,
        订单状态: state,
        售后状态: afterSales,
        '退款金额(元)': refund,
      });
      expect(records[0]).toMatchObject({ state: orderState, paidMinor: 5100 });
      expect(records[1]).toMatchObject({
        kind: 'refund',
        refundNo: '240102-123456789012345-refund',
        state: refundState,
        amountMinor: amount,
      });
    },
  );

  test.each([
    ['51.00', '退款成功', [{ quantity: 2, unitPrice: 2550, amountMinor: 5100 }]],
    ['', '退款成功', [{ quantity: 2, unitPrice: 2550, amountMinor: 5100 }]],
    ['20.00', '退款成功', [{ quantity: 0, unitPrice: 0, amountMinor: 2000 }]],
    ['20.00', '售后处理中', []],
  ])('a refund of %s, %s, names what was given back', (refund, afterSales, lines) => {
    const { records } = read('pinduoduo-orders', { ...pdd, 售后状态: afterSales, '退款金额(元)': refund });
    const product = { channel: 'pinduoduo', productNo: '998877' };
    expect(records[1]).toMatchObject({
      lines: lines.map((line) => ({ ...line, lineNo: '1', product, title: '儿童保温杯' })),
    });
  });

  test('an unpaid order is dated by its number and has paid nothing', () => {
    const unpaid = { ...pdd, 订单状态: '待付款', 支付时间: '', 拼单成功时间: '', 发货时间: '' };
    const { records } = read('pinduoduo-orders', unpaid);
    expect(records[0]).toMatchObject({
      state: 'created',
      createdAt: '2024-01-01T16:00:00.000Z',
      paidMinor: 0,
    });
  });

  test('every problem of a row is told; unknown states are not guessed', () => {
    const wrong = { ...pdd, 订单状态: '外星状态', '用户实付金额(元)': '五十', '商品数量(件)': '' };
    const { records, problems } = read('pinduoduo-orders', wrong);
    expect(records).toEqual([]);
    expect(problems.map(({ column, value, code }) => [column, value, code])).toEqual([
      ['订单状态', '外星状态', 'unknown-value'],
      ['用户实付金额(元)', '五十', 'not-an-amount'],
      ['商品数量(件)', '', 'missing-value'],
    ]);
  });

  test('columns are found in other spellings; all missing ones are named', () => {
    const { '商品总价(元)': goods, '用户实付金额(元)': paid, ...rest } = pdd;
    const other = { ...rest, '商品总价（元）': goods, '用户实付金额（元）\t': paid };
    expect(read('pinduoduo-orders', other).records[0]).toMatchObject({ goodsMinor: 5980, paidMinor: 5100 });
    const bound = findPreset('pinduoduo-orders')!.bind({ columns: ['订单号', '商品'], format: 'delimited' });
    expect(bound.ok ? [] : bound.problem.issues!.map((issue) => issue.field)).toEqual([
      '订单状态',
      '商品总价(元)',
      '用户实付金额(元)',
      '商品数量(件)',
    ]);
  });
});

const taobao = {
  订单编号: '1234567890123456789',
  买家会员名: '小熊**',
  买家应付货款: '100.00',
  买家应付邮费: '10.00',
  买家实际支付金额: '95.00',
  订单状态: '交易成功',
  收货人姓名: '李**',
  收货地址: '浙江省 杭州市 西湖区 文三路***',
  联系手机: "'139****1111",
  订单创建时间: '2024-03-01 08:00:00',
  订单付款时间: '2024-03-01 08:01:00',
  确认收货时间: '2024-03-08 20:00:00',
  退款金额: '0.00',
};

describe('taobao', () => {
  test('an order without lines; vouchers are what was asked less what was paid', () => {
    const { records, problems } = read('taobao-orders', { ...taobao, buyer_open_uid: 'AAHk' });
    expect(problems).toEqual([]);
    expect(records).toMatchObject([
      {
        kind: 'order',
        state: 'completed',
        identities: [
          { kind: 'open-uid', value: 'AAHk' },
          { kind: 'member-name', value: '小熊**' },
        ],
        goodsMinor: 10000,
        shippingMinor: 1000,
        discountMinor: 1500,
        paidMinor: 9500,
        completedAt: '2024-03-08T12:00:00.000Z',
        receiver: { province: '浙江省', city: '杭州市', district: '西湖区' },
        lines: [],
      },
    ]);
  });

  test('a refund of part, and an order closed before it was paid', () => {
    const part = read('taobao-orders', { ...taobao, 退款金额: '20.00' });
    expect(part.records[1]).toMatchObject({ kind: 'refund', orderNo: taobao.订单编号, amountMinor: 2000 });
    const closed = read('taobao-orders', {
      ...taobao,
      订单状态: '交易关闭',
      订单付款时间: '',
      确认收货时间: '',
    });
    expect(closed.records[0]).toMatchObject({ state: 'cancelled', paidMinor: 0 });
  });

  test('lines say nothing of the header that could win over the order file', () => {
    const line = {
      订单编号: '1',
      标题: '保温杯',
      价格: '29.90',
      购买数量: '2',
      商品属性: '颜色：蓝',
      商家编码: 'CUP-B',
    };
    const { records } = read('taobao-order-lines', line);
    expect(records).toMatchObject([
      {
        orderNo: '1',
        state: 'created',
        sourceTime: '1970-01-01T00:00:00.000Z',
        lines: [{ product: { productNo: 'CUP-B' }, quantity: 2, amountMinor: 5980, sku: '颜色：蓝' }],
      },
    ]);
  });
});

describe('what a merchant’s broken file is refused for, and by which column', () => {
  const taobao = {
    ...{
      订单编号: '2001',
      买家会员名: 'x',
      买家应付货款: '88.00',
      买家应付邮费: '0',
      买家实际支付金额: '80.00',
    },
    ...{ 订单状态: '交易成功', 订单创建时间: '2024-01-02 10:00:00', 订单付款时间: '2024-01-02 10:01:00' },
  };
  const lines = { 订单编号: '2001', 标题: '毛巾', 价格: '9.90', 购买数量: '2' };

  const cases: [string, Record<string, string>, string, string, string][] = [
    ['pinduoduo-orders', pdd, '用户实付金额(元)', '-51.00', 'negative'],
    ['pinduoduo-orders', pdd, '用户实付金额(元)', '13800138000', 'not-this-number'],
    ['pinduoduo-orders', pdd, '用户实付金额(元)', '五十一', 'not-an-amount'],
    ['pinduoduo-orders', pdd, '商品总价(元)', '-59.80', 'negative'],
    ['pinduoduo-orders', { ...pdd, '退款金额(元)': '' }, '退款金额(元)', '-5.00', 'negative'],
    ['pinduoduo-orders', pdd, '商品数量(件)', '-2', 'negative'],
    ['pinduoduo-orders', pdd, '商品数量(件)', '13800138000', 'not-a-whole-number'],
    ['pinduoduo-orders', pdd, '商品数量(件)', '2.5', 'not-a-whole-number'],
    ['pinduoduo-orders', pdd, '支付时间', '2024-02-30 10:00:00', 'not-a-time'],
    ['pinduoduo-orders', pdd, '支付时间', '蓝色', 'not-a-time'],
    ['pinduoduo-orders', pdd, '订单状态', '59.80', 'unknown-value'],
    ['taobao-orders', taobao, '买家实际支付金额', '-80.00', 'negative'],
    ['taobao-orders', { ...taobao, 退款金额: '' }, '退款金额', '-1', 'negative'],
    ['taobao-orders', taobao, '买家应付货款', '王小明', 'not-an-amount'],
    ['taobao-orders', taobao, '订单创建时间', '88.00', 'not-a-time'],
    ['taobao-order-lines', lines, '价格', '-9.90', 'negative'],
    ['taobao-order-lines', lines, '购买数量', '-2', 'negative'],
    ['taobao-order-lines', lines, '购买数量', '99999999999', 'not-a-whole-number'],
    ['taobao-order-lines', lines, '价格', '99999999999999999', 'not-an-amount'],
  ];

  test.each(cases)('%s', (preset, row, column, value, code) => {
    expect(read(preset, row).problems).toEqual([]);
    const { records, problems } = read(preset, { ...row, [column]: value });
    expect(records).toEqual([]);
    expect(problems.map((it) => `${it.column} ${it.code}`)).toContain(`${column} ${code}`);
  });
});
