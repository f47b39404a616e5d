import type { LiabilityView, PointsAct, PointsEntry, PointsStanding } from '../contract/points.ts';
import type { Language } from './command.ts';
import { amountText } from './money.ts';
import { shopTime } from './shop-time.ts';
import { percent, table } from './table.ts';

/** Points as a terminal shows them. */

const words = {
  zh: {
    balance: ['可用', '待生效', '已生效', '预占', '欠', '待结清'],
    lots: ['批次', '待生效', '已生效', '预占', '生效时间', '到期时间'],
    entries: ['时间', '从', '到', '积分', '缘由', '操作人'],
    days: ['日期', '发放', '消费', '过期', '收回', '日末未用'],
    ...{ never: '永久', done: '积分操作', again: '(之前已执行，这是当时的结果)' },
    ...{
      owes: '未用积分',
      worth: '负债',
      breakage: '预计过期',
      left: '扣除后负债',
      none: '已消费或过期的积分太少，无法预测',
    },
    ever: '最终被消费的比例',
  },
  en: {
    balance: ['available', 'pending', 'active', 'reserved', 'owed', 'debt'],
    lots: ['lot', 'pending', 'active', 'reserved', 'active from', 'expires'],
    entries: ['at', 'from', 'to', 'points', 'cause', 'by'],
    days: ['day', 'issued', 'spent', 'expired', 'revoked', 'outstanding'],
    ...{ never: 'never', done: 'act', again: '(done before; this is the answer of then)' },
    ...{ owes: 'outstanding', worth: 'liability', breakage: 'expected to expire', left: 'liability then' },
    ...{
      none: 'too few points were spent or have expired yet for anything to be expected',
      ever: 'ever spent',
    },
  },
} as const;

interface Reader {
  readonly language: Language;
  readonly timeZone: string;
}

export function standingPage(
  it: PointsStanding & { readonly entries: readonly Omit<PointsEntry, 'made_by_name'>[] },
  { language, timeZone }: Reader,
): string {
  const say = words[language];
  const { available, pending, active, reserved, owed, debt } = it.balance;
  const lots = it.lots.map((lot) => [
    ...[lot.lot_id, lot.pending, lot.active, lot.reserved, shopTime(lot.active_from, timeZone)],
    lot.expires_at === null ? say.never : shopTime(lot.expires_at, timeZone),
  ]);
  const entries = it.entries.map((entry) => [
    ...[shopTime(entry.at, timeZone), entry.from, entry.to, entry.points],
    ...[`${entry.cause}${entry.ref === null ? '' : ` ${entry.ref}`}`, entry.made_by],
  ]);
  return [
    table(say.balance, [[available, pending, active, reserved, owed, debt]]),
    ...(lots.length > 0 ? [`\n${table(say.lots, lots)}`] : []),
    ...(entries.length > 0 ? [`\n${table(say.entries, entries)}`] : []),
  ].join('');
}

export function actLine(act: PointsAct, language: Language): string {
  const say = words[language];
  const figures = (['available', 'left', 'expired', 'shortfall'] as const).flatMap((name) =>
    act[name] === undefined ? [] : [`${name} ${act[name]}`],
  );
  const again = act.again === true ? [say.again] : [];
  return `${[`${say.done} ${act.act_id}: ${act.points}`, ...figures].join(', ')} ${again.join('')}`
    .trimEnd()
    .concat('\n');
}

export function liabilityPage(it: LiabilityView, language: Language): string {
  const say = words[language];
  const money = (minor: number) => amountText(it.currency, minor);
  const broken =
    it.breakage === null
      ? [say.none]
      : [
          `${say.breakage} ${it.breakage.points} (${say.ever} ${percent(it.breakage.ever_spent)})`,
          `${say.left} ${money(it.breakage.liability_minor)}`,
        ];
  const days = it.days.map(({ day, issued, spent, expired, revoked, outstanding }) => [
    ...[day, issued, spent, expired, revoked, outstanding],
  ]);
  const lines = [`${say.owes} ${it.outstanding}`, `${say.worth} ${money(it.liability_minor)}`, ...broken];
  return `${lines.join('\n')}\n\n${table(say.days, days)}`;
}
