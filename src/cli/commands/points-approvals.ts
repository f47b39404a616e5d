import { type Approval, decideApproval, readApprovals } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop, wholeNumber } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { shopTime } from '../shop-time.ts';
import { table } from '../table.ts';

/** `shuke points approvals`: adjustments that wait for a second person; with --approve or --reject one is decided. */
export const command = engineCommand({
  name: 'points approvals',
  summary: {
    zh: '待审批的积分调整；通过或拒绝',
    en: 'adjustments of points that wait; approve or reject one',
  },
  options: {
    shop,
    approve: wholeNumber({ zh: '通过此编号，立即生效', en: 'approve this number: it is made at once' }, 1),
    reject: wholeNumber({ zh: '拒绝此编号', en: 'reject this number' }, 1),
  },
  async run({ platform, options: { approve, reject, ...options }, actor, language, result }) {
    if (approve !== undefined && reject !== undefined) throw new ProblemError(oneOfThem);
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const approvals = await withShopAgain(platform.db, shopId, async (tx) => {
      const approvalId = approve ?? reject;
      if (approvalId === undefined) return readApprovals(tx, shopId);
      const state = approve === undefined ? 'rejected' : 'approved';
      return [
        orThrow(
          await decideApproval(tx, { shopId, approvalId, state, by: actor, now: platform.clock.now() }),
        ),
      ];
    });
    const rows = approvals.map(({ key: _, ...it }) => it);
    result({ approvals: rows }, () =>
      table(
        heads[language],
        approvals.map((it) => cells(it, timeZone)),
      ),
    );
  },
});

const cells = (it: Approval, timeZone: string) => [
  ...[it.approval_id, it.state, it.person_id, it.points, it.reason, it.asked_by],
  shopTime(it.asked_at.toISOString(), timeZone),
];

const heads = {
  zh: ['编号', '状态', '客户', '积分', '理由', '提交人', '提交时间'],
  en: ['number', 'state', 'customer', 'points', 'reason', 'asked by', 'at'],
};

const oneOfThem = problem('wrong-usage', 400, {
  zh: '--approve 与 --reject 只能写一个',
  en: 'Give --approve or --reject, not both',
});
