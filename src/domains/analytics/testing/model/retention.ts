import { type Buyer, buyersOf } from './buyers.ts';
import type { Count } from './counts.ts';
import { cut, nextDay, type Period } from './periods.ts';
import { type Reading, readingOf } from './reading.ts';

/** Who bought in the period before, and whether in this one too. */
export function retention({ history, asked, periods }: Reading): Count[] {
  const { from, to, by } = asked;
  const length = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  const start =
    by === 'none' ? nextDay(from, -length) : cut(nextDay(periods[0]!.first, -1), from, by)[0]!.first;
  const own = by === 'none' ? [...cut(start, nextDay(from, -1), 'none'), ...periods] : cut(start, to, by);
  const wide = { ...readingOf(history, { ...asked, from: start }), periods: own };
  const buyers = buyersOf(wide);
  return own.slice(1).flatMap((period, at) => retained(own[at]!, period, { wide, buyers }));
}

/** For a customer's own attributes the value is that of the earlier period; else bought there, and there again. */
function retained(
  before: Period,
  period: Period,
  { wide, buyers }: { wide: Reading; buyers: readonly Buyer[] },
): Count[] {
  const ofCustomer = ['tier', 'first-touch', 'new-returning'].includes(wide.asked.dimension ?? '');
  const again = (it: Buyer) =>
    buyers.some(
      (other) =>
        other.period.first === period.first &&
        other.customer === it.customer &&
        (ofCustomer || other.value === it.value),
    );
  return buyers
    .filter((it) => it.period.first === before.first)
    .map((it) => ({ period, value: it.value, n: Number(again(it)), d: 1 }));
}
