import { placesOf } from '../../contract/currency.ts';

/** What the page says. Chinese first; the reader's browser decides. */

const zh = {
  ...{
    title: '会员中心',
    points: '可用积分',
    pending: '待生效',
    expiring: '即将到期',
    none: '暂无到期的积分',
  },
  ...{ until: '有效至', signIn: '每日签到', signInNow: '签到领', signed: '今天已签到', unit: '积分' },
  ...{ tier: '会员等级', benefits: '等级权益', progress: '升级进度', top: '已是最高等级' },
  ...{ next: '再得 {missing} 升级为{tier}', drop: '该等级将于 {day} 到期' },
  dropUnless: '该等级将于 {day} 到期，再得 {missing} 可保级',
  ...{ growth: '成长值', orders: '笔订单', spend: '消费' },
  ...{ gifts: '我的礼品与优惠券', noGifts: '还没有礼品或优惠券', taken: '已兑换', unpaid: '待付款' },
  ...{ mall: '积分商城', sureTake: '用 {points} 积分兑换「{name}」？' },
  ...{ 'can-yes': '兑换', 'can-tier': '等级专享', 'can-sold-out': '已兑完', 'can-limit': '已达上限' },
  ...{ 'can-points': '积分不足', 'can-checkout': '下单时兑换', tasks: '赚积分', today: '今日已得' },
  ...{
    freeShipping: '免邮',
    coupon: '优惠券',
    saved: '已省',
    renews: '到期自动续费',
    ends: '到期不自动续费',
  },
  ...{
    plus: '付费会员 PLUS',
    plusInShop: '在店铺下单开通',
    nextPlan: '下期更换为',
    trial: '可免费试用 {days} 天',
  },
  ...{ cancelPlus: '取消续费', sureCancel: '取消后不再续费，权益可用至 {day}。确定取消？' },
  ...{ inbox: '站内信', empty: '还没有消息', unread: '未读', consents: '偏好与授权' },
  ...{ marketing: '接收营销消息', profiling: '允许用户画像', 'personalised-recommendation': '个性化推荐' },
  by: {
    ...{ any: '全部', 'e-mail': '邮件', 'in-page': '站内信', sms: '短信', wechat: '微信' },
    ...{ 'app-push': 'App 推送', 'mini-program': '小程序', phone: '电话' },
  },
  ...{ data: '我的数据', access: '申请我的数据副本', delete: '申请删除我的数据' },
  ...{
    open: '处理中，最迟',
    done: '已处理',
    refused: '已答复',
    sure: '确定申请删除？店铺核实后执行，无法恢复。',
  },
  ...{ failed: '没有成功，请稍后再试', retry: '重试', loading: '加载中…' },
};
export type Words = typeof zh;

const en: Words = {
  ...{
    title: 'Membership',
    points: 'Points',
    pending: 'pending',
    expiring: 'Expiring',
    none: 'No points expire',
  },
  ...{
    until: 'until',
    signIn: 'Daily sign-in',
    signInNow: 'Sign in for',
    signed: 'Signed in today',
    unit: 'points',
  },
  ...{ tier: 'Tier', benefits: 'Benefits', progress: 'Progress to the next tier', top: 'The highest tier' },
  ...{ next: '{missing} more to reach {tier}', drop: 'This tier ends on {day}' },
  dropUnless: 'This tier ends on {day}; {missing} more keeps it',
  ...{ growth: 'growth value', orders: 'orders', spend: 'spend' },
  ...{
    gifts: 'My gifts and coupons',
    noGifts: 'No gifts or coupons yet',
    taken: 'taken',
    unpaid: 'to be paid',
  },
  ...{ mall: 'Points mall', sureTake: 'Exchange {points} points for “{name}”?' },
  ...{
    'can-yes': 'Exchange',
    'can-tier': 'Other tiers',
    'can-sold-out': 'Sold out',
    'can-limit': 'Limit reached',
  },
  ...{
    'can-points': 'Too few points',
    'can-checkout': 'In the checkout',
    tasks: 'Earn points',
    today: 'today',
  },
  ...{ freeShipping: 'Free shipping', coupon: 'Coupon', saved: 'Saved so far' },
  ...{ renews: 'then renews itself', ends: 'does not renew itself', cancelPlus: 'Cancel renewal' },
  ...{
    plus: 'PLUS membership',
    plusInShop: 'Taken in the shop',
    nextPlan: 'Next period:',
    trial: '{days} days to try for free',
  },
  sureCancel: 'Nothing is renewed any more, and you keep it until {day}. Cancel?',
  ...{ inbox: 'Messages', empty: 'No messages yet', unread: 'new', consents: 'Preferences and consent' },
  marketing: 'Marketing messages',
  ...{ profiling: 'Profiles of me', 'personalised-recommendation': 'Personal recommendations' },
  by: {
    ...{ any: 'all', 'e-mail': 'e-mail', 'in-page': 'in-page', sms: 'SMS', wechat: 'WeChat' },
    ...{ 'app-push': 'app push', 'mini-program': 'mini program', phone: 'phone' },
  },
  ...{ data: 'My data', access: 'Ask for a copy of my data', delete: 'Ask to delete my data' },
  ...{ open: 'under way, by', done: 'done', refused: 'answered' },
  sure: 'Ask for deletion? The shop checks it and carries it out; it cannot be undone.',
  ...{ failed: 'That did not work; please try again later', retry: 'Try again', loading: 'Loading…' },
};

export const language: 'zh' | 'en' = navigator.language.startsWith('zh') ? 'zh' : 'en';
export const words: Words = language === 'zh' ? zh : en;
const locale = language === 'zh' ? 'zh-CN' : 'en-US';

export const figure = (value: number): string => new Intl.NumberFormat(locale).format(value);

export const moneyText = (minor: number, currency: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).format(minor / 10 ** placesOf(currency));

/** A shop day as it is: no clock of the reader moves it. */
export const dayText = (day: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

export const instantText = (at: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
