import type { Line } from '../history.ts';
import type { DoneRefund, PaidOrder } from '../past.ts';
import type { Count } from './counts.ts';
import { periodOf, type Reading, valuesOf } from './reading.ts';

export const crossSell = (reading: Reading): Count[] =>
  [
    ...reading.past.paidOrders.map((document) => ({ document, sign: 1 })),
    ...reading.past.doneRefunds.map((document) => ({ document, sign: -1 })),
  ].flatMap(({ document, sign }) =>
    document.lines.flatMap((line) => sold(reading, document, { line, sign })),
  );

function sold(
  reading: Reading,
  document: PaidOrder | DoneRefund,
  { line, sign }: { line: Line; sign: number },
): Count[] {
  const period = periodOf(reading, document.day);
  const { past, asked } = reading;
  if (period === undefined || !past.isCrossSold(document.customer, line.productId, asked.to)) return [];
  const [value] = valuesOf(reading, { ...document, lines: [line] }, period);
  return [{ period, value: value!, n: sign * line.amount, d: 0 }];
}
