import { type Issue, type Problem, problem } from '../../../platform/errors.ts';

export const noSuchCustomer = (customerIds: readonly number[]): Problem =>
  problem('no-such-customer', 404, {
    zh: `没有这个客户（可能已合并到其他客户）：${customerIds.join('、')}`,
    en: `There is no such customer (it may have been merged into another): ${customerIds.join(', ')}`,
  });

export const nothingToMerge: Problem = problem('nothing-to-merge', 400, {
  zh: '合并需要至少两个不同的客户',
  en: 'A merge needs at least two different customers',
});

/** Evidence or staff kept them apart before; whoever merges all the same has to say so. */
export const keptApart = (pairs: readonly { a: number; b: number }[]): Problem =>
  problem(
    'kept-apart',
    409,
    {
      zh: '这些客户曾被拆分并标记为不再合并；确需合并请指定 lift_never',
      en: 'These customers were split and are kept apart; merge them all the same with lift_never',
    },
    pairs.map(
      ({ a, b }): Issue => ({
        code: 'never-join',
        message: { zh: `${a} 与 ${b} 不再合并`, en: `${a} and ${b} are never joined` },
      }),
    ),
  );

export const noSuchMerge: Problem = problem('no-such-merge', 404, {
  zh: '没有这些合并依据，或已被撤销',
  en: 'There are no such joins, or they have been undone',
});

/** Other evidence still joins the two: undoing only one edge would change nothing. */
export const stillJoined = (edgeIds: readonly number[]): Problem =>
  problem(
    'still-joined',
    409,
    {
      zh: '还有其他依据使其相连；请一并撤销列出的依据，或按自然人编号拆分',
      en: 'Other evidence still joins them; undo the listed edges too, or split by persons',
    },
    edgeIds.map(
      (id): Issue => ({
        code: 'joined-by-edge',
        field: String(id),
        message: { zh: `依据 ${id}`, en: `edge ${id}` },
      }),
    ),
  );

export const nothingToSplit: Problem = problem('nothing-to-split', 400, {
  zh: '拆分的自然人编号须属于该客户，且不能是全部',
  en: 'The persons to split off must be some of the customer, not all of it',
});
