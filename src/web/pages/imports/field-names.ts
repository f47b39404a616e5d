/** What columns become, as a merchant calls it. Presets say `orderNo`, mappings `order_no`: one name serves both. */

type Name = { readonly zh: string; readonly en: string };

const names: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  order_no: ['订单号', 'Order number'],
  created_at: ['下单时间', 'Ordered at'],
  ordered_at: ['下单时间', 'Ordered at'],
  source_time: ['数据更新时间', 'Updated at'],
  state: ['订单状态', 'Order state'],
  paid_at: ['付款时间', 'Paid at'],
  grouped_at: ['成团时间', 'Group completed at'],
  confirmed_at: ['确认时间', 'Confirmed at'],
  shipped_at: ['发货时间', 'Shipped at'],
  delivered_at: ['签收时间', 'Delivered at'],
  completed_at: ['成交时间', 'Completed at'],
  cancelled_at: ['取消时间', 'Cancelled at'],
  goods: ['商品总价', 'Goods total'],
  subtotal: ['商品总价', 'Goods total'],
  shipping: ['运费', 'Shipping'],
  discount: ['优惠', 'Discount'],
  shop_discount: ['店铺优惠', 'Shop discount'],
  platform_discount: ['平台优惠', 'Platform discount'],
  pay_discount: ['支付立减', 'Payment discount'],
  paid: ['实付金额', 'Amount paid'],
  total: ['订单总额', 'Order total'],
  line_no: ['子订单号', 'Line number'],
  product_no: ['商品编号', 'Product number'],
  title: ['商品名称', 'Product title'],
  sku: ['规格 (SKU)', 'SKU'],
  sku_no: ['规格编号', 'SKU number'],
  spec: ['规格', 'Variant'],
  merchant_code: ['商家编码', 'Merchant code'],
  system_no: ['外部系统编号', 'Number in another system'],
  quantity: ['数量', 'Quantity'],
  unit_price: ['单价', 'Unit price'],
  price: ['单价', 'Price'],
  amount: ['金额', 'Amount'],
  line_discount: ['单品优惠', 'Line discount'],
  cost: ['成本', 'Cost'],
  receiver: ['收货人', 'Receiver'],
  receiver_name: ['收货人', 'Receiver'],
  receiver_phone: ['收货电话', "Receiver's phone"],
  receiver_address: ['收货地址', "Receiver's address"],
  province: ['省份', 'Province'],
  city: ['城市', 'City'],
  district: ['区县', 'District'],
  street: ['街道', 'Street'],
  address: ['详细地址', 'Address'],
  country: ['国家', 'Country'],
  refund_no: ['退款单号', 'Refund number'],
  refund: ['退款金额', 'Refunded amount'],
  refunded: ['退款金额', 'Refunded amount'],
  refund_amount: ['退款金额', 'Refunded amount'],
  refunded_at: ['退款时间', 'Refunded at'],
  refund_reason: ['退款原因', 'Refund reason'],
  refund_type: ['退款类型', 'Refund type'],
  after_sales: ['售后状态', 'After-sales state'],
  close_reason: ['关闭原因', 'Reason for closing'],
  group_no: ['拼团编号', 'Group-buy number'],
  group_role: ['团身份', 'Role in the group'],
  referral_no: ['推荐编号', 'Referral number'],
  referral_role: ['推荐身份', 'Role in the referral'],
  share_no: ['分享编号', 'Share number'],
  share_role: ['分享身份', 'Role in the share'],
  payment_no: ['支付流水号', 'Payment number'],
  payment_method: ['支付方式', 'Payment method'],
  payment_amount: ['支付金额', 'Payment amount'],
  payment_at: ['支付时间', 'Payment time'],
  source: ['来源', 'Source'],
  medium: ['媒介', 'Medium'],
  campaign: ['活动', 'Campaign'],
  touch_channel: ['来源渠道', 'Channel of the source'],
  utm_source: ['UTM 来源', 'UTM source'],
  utm_medium: ['UTM 媒介', 'UTM medium'],
  utm_campaign: ['UTM 活动', 'UTM campaign'],
  utm_term: ['UTM 关键词', 'UTM term'],
  utm_content: ['UTM 内容', 'UTM content'],
  name: ['事件名称', 'Event name'],
  at: ['时间', 'Time'],
  time: ['时间', 'Time'],
  date: ['时间', 'Time'],
  day: ['日期', 'Day'],
  message_id: ['消息编号', 'Message id'],
  category: ['类目', 'Category'],
  category1: ['一级类目', 'Category, level 1'],
  category2: ['二级类目', 'Category, level 2'],
  category3: ['三级类目', 'Category, level 3'],
  category4: ['四级类目', 'Category, level 4'],
  brand: ['品牌', 'Brand'],
  vendor: ['供应商', 'Vendor'],
  stock: ['库存', 'Stock'],
  status: ['上下架', 'Status'],
  same_as_no: ['同款商品编号', 'Number of the same product'],
  same_as_channel: ['同款商品渠道', 'Channel of the same product'],
  impressions: ['曝光', 'Impressions'],
  clicks: ['点击', 'Clicks'],
  buyer_phone: ['买家手机号', "Buyer's phone"],
  phone: ['手机号', 'Phone'],
  email: ['邮箱', 'E-mail'],
  member: ['会员名', 'Member name'],
  open_uid: ['平台用户编号', 'Open UID'],
  customer: ['客户编号', 'Customer number'],
  user: ['用户编号', 'User number'],
  item: ['商品编号', 'Product number'],
  behaviour: ['行为', 'Behaviour'],
  invoice: ['订单号', 'Order number'],
  description: ['商品名称', 'Product title'],
  financial: ['付款状态', 'Payment state'],
  fulfilment: ['发货状态', 'Fulfilment state'],
  currency: ['币种', 'Currency'],
  payment: ['支付方式', 'Payment method'],
  tags: ['标签', 'Tags'],
  live: ['直播成交', 'Sold live'],
  live_guided: ['直播引导', 'Guided by a live show'],
  lottery: ['抽奖/试用', 'Lottery or trial'],
  in_review: ['审核中', 'In review'],
  instalments: ['分期', 'Instalments'],
  mobile: ['手机订单', 'Ordered by phone'],
};

const own: Readonly<Record<string, Name>> = {
  'uci-online-retail stock': { zh: '商品编号', en: 'Product number' },
};

/** The name of a preset's or mapping's field; of an identity or trait what stands behind the dot. */
export function fieldName(field: string, preset = ''): Name {
  const snake = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const special = own[`${preset} ${snake}`];
  if (special !== undefined) return special;
  const found = names[snake];
  if (found !== undefined) return { zh: found[0], en: found[1] };
  const identity = identityNames[field.replace(/^identities\./, '')];
  if (identity !== undefined && field.startsWith('identities.')) return identity;
  const bare = field.replace(/^(?:identities|traits|properties)\./, '');
  return { zh: bare, en: bare };
}

/** Kinds of identity as a merchant calls them. */
export const identityNames: Readonly<Record<string, Name>> = {
  'open-address': { zh: '平台地址编号 (openaddress)', en: 'Open address of the platform' },
  'open-uid': { zh: '平台用户编号 (open_uid)', en: 'Open UID of the platform' },
  'union-id': { zh: '微信 UnionID', en: 'WeChat UnionID' },
  'open-id': { zh: '微信 OpenID', en: 'WeChat OpenID' },
  'member-name': { zh: '平台会员名', en: 'Member name' },
  'customer-number': { zh: '客户编号', en: 'Customer number' },
  'member-card': { zh: '会员卡号', en: 'Member card' },
  phone: { zh: '买家手机号', en: "Buyer's phone" },
  'e-mail': { zh: '买家邮箱', en: "Buyer's e-mail" },
  device: { zh: '设备编号', en: 'Device' },
  'pos-number': { zh: '收银会员号', en: 'Till member number' },
  'user-id': { zh: '网站用户编号', en: 'User id of the site' },
  'anonymous-id': { zh: '匿名访客编号', en: 'Anonymous visitor id' },
};

/** States of an order, as a mapping's words may mean them. */
export const orderStates: Readonly<Record<string, Name>> = {
  created: { zh: '待付款', en: 'Unpaid' },
  paid: { zh: '已付款', en: 'Paid' },
  shipped: { zh: '已发货', en: 'Shipped' },
  delivered: { zh: '已签收', en: 'Delivered' },
  completed: { zh: '交易成功', en: 'Completed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};

export const productStates: Readonly<Record<string, Name>> = {
  'on-sale': { zh: '在售', en: 'On sale' },
  'off-sale': { zh: '已下架', en: 'Off sale' },
};

/** Parts people have in a tie, by the field that says it. */
export const tieRoles = {
  'field:group_role': {
    leader: { zh: '团长', en: 'Opened the group' },
    member: { zh: '参团', en: 'Joined it' },
  },
  'field:referral_role': {
    referrer: { zh: '推荐人', en: 'Invited' },
    referred: { zh: '被推荐人', en: 'Was invited' },
  },
  'field:share_role': {
    sharer: { zh: '分享人', en: 'Shared' },
    receiver: { zh: '通过分享而来', en: 'Came by the share' },
  },
} satisfies Readonly<Record<string, Readonly<Record<string, Name>>>>;
