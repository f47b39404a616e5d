import iconv from 'iconv-lite';
import type { Garden, Kind } from './garden.ts';

/** Files as merchants have them, with planted values in every column that can carry one, in good rows and in bad. */

export interface PlantedFile {
  readonly preset: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** A column: a fixed cell, or a kind to plant a new value of in every row. */
type Column = string | { readonly kind: Kind };
type Table = Readonly<Record<string, Column>>;

const planted = (kind: Kind) => ({ kind });

const pinduoduo: Table = {
  ...{ 商品: '毛巾', 订单号: '', 订单状态: '已签收', '商品总价(元)': '20.00', '用户实付金额(元)': '18.00' },
  ...{
    '商品数量(件)': '2',
    支付时间: '2025-11-11 10:00:00',
    拼单成功时间: '2025-11-11 10:05:00',
    商品id: '77',
  },
  ...{
    商家备注: planted('phone'),
    买家留言: planted('name'),
    退款原因: planted('phone'),
    '退款金额(元)': '3.00',
  },
  ...{
    售后状态: '退款成功',
    收货人: planted('name'),
    手机: planted('phone'),
    用户购买手机号: planted('phone'),
  },
  ...{
    省: '浙江省',
    市: '杭州市',
    区: '西湖区',
    '街道/镇': planted('address'),
    详细地址: planted('address'),
  },
  ...{
    快递单号: 'SF1',
    团ID: 'T1',
    团身份: '团长',
    订单来源: planted('e-mail'),
    身份证号: planted('id-number'),
  },
};

const taobao: Table = {
  ...{ 订单编号: '', 买家会员名: planted('name'), 买家支付宝账号: planted('e-mail'), 买家应付货款: '20.00' },
  ...{
    买家应付邮费: '0.00',
    买家实际支付金额: '20.00',
    订单状态: '交易成功',
    买家留言: planted('wechat-id'),
  },
  ...{ 收货人姓名: planted('name'), 收货地址: planted('address'), 联系电话: planted('phone') },
  ...{ 联系手机: planted('phone'), 订单创建时间: '2025-11-11 10:00:00', 订单付款时间: '2025-11-11 10:01:00' },
  ...{
    订单备注: planted('birthday'),
    订单关闭原因: planted('phone'),
    退款金额: '1.00',
    发票抬头: planted('name'),
  },
  ...{ 修改后的收货地址: planted('address') },
};

const shopify: Table = {
  ...{
    Name: '',
    Email: planted('e-mail'),
    'Financial Status': 'paid',
    'Paid at': '2025-11-11 10:00:00 +0800',
  },
  ...{ Currency: 'USD', Subtotal: '10.00', Total: '10.00', 'Created at': '2025-11-11 09:59:00 +0800' },
  ...{ 'Lineitem quantity': '1', 'Lineitem name': 'Towel', 'Lineitem price': '10.00', 'Lineitem sku': 'T-1' },
  ...{
    'Billing Name': planted('name'),
    'Billing Phone': planted('phone'),
    'Billing Address1': planted('address'),
  },
  ...{
    'Shipping Name': planted('name'),
    'Shipping Street': planted('address'),
    'Shipping Phone': planted('phone'),
  },
  ...{ Notes: planted('wechat-id'), 'Note Attributes': planted('birthday'), Tags: planted('phone') },
  ...{ Phone: planted('phone'), Source: planted('e-mail'), 'Refunded Amount': '1.00' },
};

const mapped: Table = {
  ...{
    编号: '',
    姓名: planted('name'),
    手机: planted('phone'),
    邮箱: planted('e-mail'),
    地址: planted('address'),
  },
  ...{ 身份证: planted('id-number'), 生日: planted('birthday'), 宝宝生日: planted('birthday') },
  ...{
    微信: planted('wechat-id'),
    微信开放号: planted('wechat-id'),
    渠道: planted('phone'),
    时间: '2025-11-11',
  },
};

/** Customers of a mapping, every personal trait of the dictionary among them. */
export const customerMapping = {
  ...{ name: 'planted-customers', of: 'customers', channel: 'pos' },
  fields: { at: '时间', source: '渠道', campaign: '渠道' },
  identities: [
    ...[
      { kind: 'member-card', column: '编号' },
      { kind: 'phone', column: '手机' },
      { kind: 'e-mail', column: '邮箱' },
    ],
    { kind: 'open-id', column: '微信开放号' },
  ],
  traits: {
    ...{
      name: '姓名',
      phone: '手机',
      'e-mail': '邮箱',
      address: '地址',
      'id-number': '身份证',
      birthday: '生日',
    },
    ...{ 'child-birthday': '宝宝生日', 'wechat-id': '微信', 'partner-phone': '手机' },
  },
};

/** Which cell of a bad row is spoilt, and with what: a word, or a personal value in a column of numbers or times. */
const spoilt: Readonly<Record<string, Record<string, Column>>> = {
  'pinduoduo-orders': {
    '商品总价(元)': planted('phone'),
    支付时间: planted('id-number'),
    订单状态: planted('e-mail'),
  },
  'taobao-orders': {
    买家应付货款: planted('id-number'),
    订单创建时间: planted('phone'),
    订单状态: planted('address'),
  },
  'shopify-orders': {
    Total: planted('phone'),
    'Created at': planted('e-mail'),
    'Financial Status': planted('phone'),
  },
  'planted-customers': { 时间: planted('phone'), 生日: planted('name') },
};

class Planter {
  readonly #garden: Garden;
  readonly #preset: string;

  constructor(garden: Garden, preset: string) {
    this.#garden = garden;
    this.#preset = preset;
  }

  /** The header, three good rows, one spoilt, one too long, one whose quote never closes. */
  table(columns: Table): string {
    const good = [1, 2, 3].map((n) => this.#row(columns, { n, row: 'good row' }));
    const bad = this.#row({ ...columns, ...spoilt[this.#preset] }, { n: 4, row: 'bad row' });
    const long = `${this.#row(columns, { n: 5, row: 'long row' })},${this.#plant('phone', 'cell too many')}`;
    const open = `"${this.#plant('name', 'unclosed quote')},${this.#plant('phone', 'unclosed quote')}`;
    return [Object.keys(columns).join(','), ...good, bad, long, open, ''].join('\n');
  }

  #row(columns: Table, { n, row }: { n: number; row: string }): string {
    const cells = Object.entries(columns).map(([name, it]) => {
      if (typeof it !== 'string') return this.#plant(it.kind, `${row}, ${name}`);
      return it === '' ? `25111${n}-0000000${n}` : it;
    });
    return cells.join(',');
  }

  #plant(kind: Kind, where: string): string {
    return this.#garden.plant(kind, `${this.#preset}: ${where}`);
  }
}

export function plantedFiles(garden: Garden): PlantedFile[] {
  const table = (preset: string, columns: Table) => new Planter(garden, preset).table(columns);
  return [
    file('pinduoduo-orders', 'pdd.csv', Buffer.from(table('pinduoduo-orders', pinduoduo))),
    file('taobao-orders', 'taobao.csv', iconv.encode(table('taobao-orders', taobao), 'gb18030')),
    file('shopify-orders', 'shopify.csv', Buffer.from(table('shopify-orders', shopify))),
    file('segment-jsonl', 'calls.jsonl', Buffer.from(segmentCalls(garden))),
  ];
}

export const plantedCustomers = (garden: Garden): Buffer =>
  Buffer.from(new Planter(garden, 'planted-customers').table(mapped));

const file = (preset: string, name: string, bytes: Buffer): PlantedFile => ({ preset, name, bytes });

/** Calls of the Segment specification with values in traits, properties, context, ids and words. */
function segmentCalls(garden: Garden): string {
  const plant = (kind: Kind, where: string) => garden.plant(kind, `segment-jsonl: ${where}`);
  const timestamp = '2025-11-11T02:00:00Z';
  const context = {
    traits: { email: plant('e-mail', 'context.traits') },
    page: { url: `https://shop.example/?phone=${plant('phone', 'context.page.url')}` },
    campaign: { source: plant('e-mail', 'utm source'), name: plant('phone', 'utm campaign'), medium: 'mail' },
  };
  const traits = {
    ...{ name: plant('name', 'traits'), phone: plant('phone', 'traits'), email: plant('e-mail', 'traits') },
    ...{
      address: plant('address', 'traits'),
      birthday: plant('birthday', 'traits'),
      wechat: plant('wechat-id', 'traits'),
    },
    ...{
      idNumber: plant('id-number', 'traits'),
      unheardOf: plant('name', 'trait unknown to the dictionary'),
      [plant('phone', 'name of a trait')]: plant('name', 'trait of a personal name'),
      'household-size': plant('name', 'trait of the wrong type'),
      city: plant('phone', 'ordinary trait'),
    },
  };
  const properties = {
    ...{
      receiver_name: plant('name', 'properties'),
      contactPhone: plant('phone', 'properties'),
      colour: '红',
    },
    ...{
      note: `call ${plant('phone', 'text of a property')}`,
      number: Number(plant('phone', 'number of a property')),
    },
    ...{
      email: plant('e-mail', 'properties'),
      shipping_address: plant('address', 'properties'),
      收货人: plant('name', 'properties'),
    },
    ...{
      ...{
        remark: `${plant('name', 'remark')}的订单`,
        message: `for ${plant('name', 'message')}, please`,
        custom: plant('name', 'property nothing is known of'),
        page_url: `https://shop.example/?name=${plant('name', 'address of a page')}`,
      },
      card_id: plant('id-number', 'properties'),
      category: plant('phone', 'category'),
      [plant('phone', 'name of a property')]: 1,
    },
  };
  const calls = [
    { type: 'identify', userId: plant('phone', 'userId'), traits, context, timestamp },
    { type: 'track', event: 'Product Viewed', userId: 'u1', messageId: 'm1', properties, context, timestamp },
    {
      type: 'track',
      event: `Call ${plant('phone', 'event name')}`,
      userId: 'u2',
      messageId: `m-${plant('phone', 'messageId')}`,
      timestamp,
    },
    {
      type: 'track',
      event: 'Old',
      userId: plant('e-mail', 'userId of a bad row'),
      messageId: 'm4',
      properties,
      timestamp: '1970-01-01T00:00:00Z',
    },
    {
      type: plant('phone', 'type'),
      userId: plant('name', 'bad row'),
      timestamp: plant('birthday', 'bad time'),
    },
    { type: 'alias', userId: 'u1', previousId: plant('e-mail', 'previousId'), timestamp },
  ];
  return [
    ...calls.map((call) => JSON.stringify(call)),
    `{"broken": "${plant('name', 'broken line')}`,
    '',
  ].join('\n');
}
