import { type Problem, problem, type Text } from '../../../platform/errors.ts';

/** More than anybody ever holds, and far below what a JSON number can carry exactly. */
export const mostPoints = 1_000_000_000_000;

export const outOfRange: Problem = problem('points-out-of-range', 422, {
  zh: '积分数须为 1 至 1 万亿之间的整数',
  en: 'Points are a whole number from 1 to 1,000,000,000,000',
});

export const badKey: Problem = problem('points-key-invalid', 422, {
  zh: '幂等键须为 1 至 200 个可见字符',
  en: 'An idempotency key has 1 to 200 visible characters',
});

/** What the ledger refuses, by its code (migrations/postgres/0081_points_acts.sql), with figures of the refusal. */
export function refusalOf({ refused: code, ...more }: Refusal): Problem {
  const [status, text] = refusals[code] ?? [409, unknown];
  const figure = more.available ?? more.left;
  const say = (it: string) => it.replace('{}', String(figure ?? '')).replace('{state}', more.state ?? '');
  return problem(code, status, { zh: say(text.zh), en: say(text.en) });
}

export interface Refusal {
  readonly refused: string;
  readonly available?: number;
  readonly left?: number;
  readonly state?: string;
}

const unknown: Text = { zh: '积分台账拒绝了此操作', en: 'The points ledger refused this' };

const refusals: Readonly<Record<string, readonly [number, Text]>> = {
  'no-such-customer': [404, { zh: '本店没有这个客户', en: 'There is no such customer in this shop' }],
  'key-reused': [
    422,
    {
      zh: '此幂等键已用于另一操作；请换一个键',
      en: 'This idempotency key was used for something else; take another',
    },
  ],
  'reservation-of-mall': [
    409,
    {
      zh: '这些积分由积分商城的一笔兑换占用；请在积分商城里确认或取消该兑换',
      en: 'These points are held for a redemption of the points mall; confirm or cancel it there',
    },
  ],
  'clock-went-back': [
    503,
    {
      zh: '服务器时钟比该客户上一笔积分流水早 5 分钟以上；请校准时钟后重试',
      en: "The server's clock is more than 5 minutes behind this customer's last entry; set it right and try again",
    },
  ],
  'points-overflow': [
    409,
    {
      zh: '余额会超过上限 (1 万亿积分)',
      en: 'The balance would exceed what an account can hold (1,000,000,000,000)',
    },
  ],
  'expires-too-soon': [
    422,
    {
      zh: '到期时间须晚于现在与生效时间',
      en: 'Points must expire later than now, and than they become active',
    },
  ],
  'not-enough-points': [409, { zh: '可用积分不足：现有 {}', en: 'Not enough points: {} can be spent' }],
  'no-such-reservation': [404, { zh: '没有这笔积分预占', en: 'There is no such reservation of points' }],
  'reservation-over': [409, { zh: '这笔预占已结束 ({state})', en: 'This reservation is over ({state})' }],
  'no-such-spending': [404, { zh: '没有这笔积分消费', en: 'There is no such spending of points' }],
  'refund-exceeds-spent': [
    409,
    {
      zh: '退回的积分超过该笔消费尚未退回的部分：{}',
      en: 'More than is left of this spending to give back: {}',
    },
  ],
  'no-such-earning': [404, { zh: '没有这笔积分发放', en: 'There is no such earning of points' }],
  'revoke-exceeds-earned': [
    409,
    {
      zh: '收回的积分超过该笔发放尚未收回的部分：{}',
      en: 'More than is left of this earning to take back: {}',
    },
  ],
  'account-closed': [
    409,
    {
      zh: '该客户的个人信息已删除，积分账户已关闭',
      en: 'The data of this customer was erased and the points account closed',
    },
  ],
  'repays-too-much': [409, { zh: '超过该客户尚欠的积分：{}', en: 'More than this customer owes: {}' }],
};
