/** What a file of UCI Online Retail says by plain sums over its rows, to hold the console against. */

interface Sale {
  readonly invoice: string;
  readonly day: string;
  readonly customer: string;
  /** Below nothing on a cancellation. */
  readonly pence: number;
}

/** A title may have commas and quotes; nothing on either side of it has. */
const line = /^([^,]*),[^,]*,.*,(-?\d+),(\d{4}-\d{2}-\d{2}) [^,]*,(-?[\d.]+),([^,]*),[^,]*$/;

function saleOf(text: string): Sale | undefined {
  const [, invoice = '', quantity, day = '', price, customer = ''] = line.exec(text) ?? [];
  if (quantity === undefined || invoice.startsWith('A')) return undefined;
  // Prices have three decimals at most; each line is rounded to pence once.
  const pence = Math.round((Number(quantity) * Math.round(Number(price) * 1000)) / 10);
  return { invoice, day, pence, customer: customer.replace(/\.0$/, '') };
}

/** The header and the rows of every `n`th customer; of everybody, who gave no number too, where `n` is 1. */
export function rowsOfOneIn(whole: string, n: number): string {
  const [header = '', ...rows] = whole.split(/\r?\n/).filter((it) => it !== '');
  const isIn = (row: string) => {
    const customer = saleOf(row)?.customer ?? '';
    return n === 1 || (customer !== '' && Number(customer) % n === 0);
  };
  return `${[header, ...rows.filter(isIn)].join('\n')}\n`;
}

export interface PlainFacts {
  /** Of most net sales, YYYY-MM. */
  readonly bestMonth: string;
  readonly bestPence: number;
  readonly lastDay: string;
  /** Buyers of the best fifth by net sales whose last order is 90 to 179 days before the last day, dearest first. */
  readonly atRisk: readonly string[];
  /** What they brought. */
  readonly atRiskPence: number;
}

export function plainFacts(csv: string): PlainFacts {
  const sales = csv.split('\n').flatMap((row) => saleOf(row) ?? []);
  const months = summed(sales, ({ day }) => day.slice(0, 7));
  const [bestMonth, bestPence] = [...months].toSorted(([, a], [, b]) => b - a)[0]!;
  const worth = summed(sales, ({ customer }) => customer);
  const lastDays = lastDaysOf(sales);
  const lastDay = [...lastDays.values()].toSorted().at(-1)!;
  const ranked = [...lastDays.keys()].toSorted((a, b) => worth.get(b)! - worth.get(a)!);
  // The value at place ceil(4 N / 5) from below, which the best fifth is above.
  const cut = worth.get(ranked.toReversed()[Math.ceil((4 * ranked.length) / 5) - 1]!)!;
  const daysAway = (customer: string) =>
    (Date.parse(lastDay) - Date.parse(lastDays.get(customer)!)) / 86_400_000;
  const atRisk = ranked.filter((it) => worth.get(it)! > cut && daysAway(it) >= 90 && daysAway(it) < 180);
  const atRiskPence = atRisk.reduce((sum, it) => sum + worth.get(it)!, 0);
  return { bestMonth, bestPence, lastDay, atRisk, atRiskPence };
}

function summed(sales: readonly Sale[], by: (sale: Sale) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const sale of sales) sums.set(by(sale), (sums.get(by(sale)) ?? 0) + sale.pence);
  return sums;
}

/** Of each known customer, the last day of an order above nothing. */
function lastDaysOf(sales: readonly Sale[]): Map<string, string> {
  const bought = sales.filter(({ invoice, customer }) => !invoice.startsWith('C') && customer !== '');
  const orders = summed(bought, ({ invoice }) => invoice);
  const days = new Map<string, string>();
  for (const { invoice, customer, day } of bought)
    if (orders.get(invoice)! > 0 && day > (days.get(customer) ?? '')) days.set(customer, day);
  return days;
}
