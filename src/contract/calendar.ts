/**
 * The days every shop in China plans by, for the time axes of charts and for whoever reads a figure beside them. Pure:
 * days are shop days, `YYYY-MM-DD`.
 */

export interface Occasion {
  readonly code: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly day: string;
  /** Sales of a year turn on it: named on an axis of any length. */
  readonly isMajor: boolean;
}

type Kind = Omit<Occasion, 'day'>;

const yearly: readonly (Kind & { readonly on: string })[] = [
  { code: 'womens-day', on: '03-08', label: { zh: '38 女神节', en: "Women's Day" }, isMajor: false },
  { code: '618', on: '06-18', label: { zh: '618', en: '618' }, isMajor: true },
  { code: 'national-day', on: '10-01', label: { zh: '国庆', en: 'National Day' }, isMajor: false },
  { code: '1111', on: '11-11', label: { zh: '双11', en: 'Double 11' }, isMajor: true },
  { code: '1212', on: '12-12', label: { zh: '双12', en: 'Double 12' }, isMajor: false },
];

/**
 * Lunar days of 2009 to 2035, month-day each. Tables, not arithmetic: the lunar calendar follows the moon over Beijing,
 * and the approximation in browsers (ICU) is a day off in 2027 and 2030.
 */
const lunar: readonly (Kind & { readonly days: string })[] = [
  {
    code: 'spring-festival',
    label: { zh: '春节', en: 'Spring Festival' },
    isMajor: true,
    days: `01-26 02-14 02-03 01-23 02-10 01-31 02-19 02-08 01-28 02-16 02-05 01-25 02-12 02-01 01-22 02-10 01-29 02-17
      02-06 01-26 02-13 02-03 01-23 02-11 01-31 02-19 02-08`,
  },
  {
    code: 'qixi',
    label: { zh: '七夕', en: 'Qixi' },
    isMajor: false,
    days: `08-26 08-16 08-06 08-24 08-13 08-02 08-20 08-09 08-28 08-17 08-07 08-25 08-14 08-04 08-22 08-10 08-29 08-19
      08-08 08-26 08-16 08-05 08-24 08-12 08-01 08-20 08-10`,
  },
  {
    code: 'mid-autumn',
    label: { zh: '中秋', en: 'Mid-Autumn' },
    isMajor: false,
    days: `10-03 09-22 09-12 09-30 09-19 09-08 09-27 09-15 10-04 09-24 09-13 10-01 09-21 09-10 09-29 09-17 10-06 09-25
      09-15 10-03 09-22 09-12 10-01 09-19 09-08 09-27 09-16`,
  },
];

const firstLunarYear = 2009;

function occasionsOf(year: number): Occasion[] {
  const fixed = yearly.map(({ on, ...kind }) => ({ ...kind, day: `${year}-${on}` }));
  const moving = lunar.flatMap(({ days, ...kind }) => {
    const on = days.split(/\s+/)[year - firstLunarYear];
    return on === undefined ? [] : [{ ...kind, day: `${year}-${on}` }];
  });
  return [...fixed, ...moving];
}

/** The occasions of [from, to], both inclusive, by day. Lunar ones are known for 2009 to 2035. */
export function occasionsBetween(from: string, to: string): Occasion[] {
  const first = Number(from.slice(0, 4));
  const years = Array.from({ length: Math.max(0, Number(to.slice(0, 4)) - first + 1) }, (_, n) => first + n);
  return years
    .flatMap(occasionsOf)
    .filter(({ day }) => day >= from && day <= to)
    .sort((one, other) => (one.day < other.day ? -1 : 1));
}
