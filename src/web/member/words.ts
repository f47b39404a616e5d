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
  ...{ inbox: '站内信', empty: '还没有消息', unread: '未读', consents: '偏好与授权' },
  ...{ marketing: '接收营销消息', profiling: '允许用户画像', 'personalised-recommendation': '个性化推荐' },
  ...{ data: '我的数据', access: '申请我的数据副本', delete: '申请删除我的数据' },
  ...{
    open: '处理中, 最迟',
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
  ...{ inbox: 'Messages', empty: 'No messages yet', unread: 'new', consents: 'Preferences and consent' },
  marketing: 'Marketing messages',
  ...{ profiling: 'Profiles of me', 'personalised-recommendation': 'Personal recommendations' },
  ...{ data: 'My data', access: 'Ask for a copy of my data', delete: 'Ask to delete my data' },
  ...{ open: 'under way, by', done: 'done', refused: 'answered' },
  sure: 'Ask for deletion? The shop checks it and carries it out; it cannot be undone.',
  ...{ failed: 'That did not work; please try again later', retry: 'Try again', loading: 'Loading…' },
};

export const language: 'zh' | 'en' = navigator.language.startsWith('zh') ? 'zh' : 'en';
export const words: Words = language === 'zh' ? zh : en;
const locale = language === 'zh' ? 'zh-CN' : 'en-US';

export const figure = (value: number): string => new Intl.NumberFormat(locale).format(value);

/** A shop day as it is: no clock of the reader moves it. */
export const dayText = (day: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

export const instantText = (at: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
