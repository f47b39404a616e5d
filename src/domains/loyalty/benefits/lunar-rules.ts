/**
 * The lunar calendar, as a table: it follows the moon over Beijing, and the approximation that ICU carries is a day off in
 * 2027, 2030 and others. Pure.
 */

export interface LunarDay {
  readonly month: number;
  /** Of the leap month that repeats this one. */
  readonly isLeap: boolean;
  readonly day: number;
}

/**
 * Lunar years from 1929 (when China took the time of Beijing for it) to 2100, seven characters each: days from 1 January to its first day (base 36, two),
 * the month that is repeated (hexadecimal, 0: none), and which of its 12 or 13 months have 30 days (hexadecimal, the lowest bit is the first).
 */
const table = `
  1400e92 0t60d26 1b0052b 1000a57 0p512b6 1800b5a 0y006d4 0n30ec9 1500749 0u71693 1d00a93 120052b
  0q60a5b 1900aad 0z0056a 0o41b55 1700ba4 0w00b49 0l21a93 1400a95 0s7152d 1b00536 1000aad 0q515aa
  18005b2 0x00da5 0n31d4a 1600d4a 0u80a95 1c00a97 1200556 0r60ab5 1900ad5 0z006d2 0o40ea5 1700ea5
  0w0064a 0k30c97 1300a9b 0t7155a 1b0056a 1000b69 0q51752 1900b52 0x00b25 0m4164b 1500a4b 0u814ab
  1c002ad 110056d 0r60b69 1a00da9 0z00d92 0o41d25 1700d25 0wa1a4d 1e00a56 13002b6 0s605b5 1b006d5
  1000ea9 0q51e92 1900e92 0y00d26 0m30a56 1400a57 0u814d6 1d0035a 11006d5 0r516c9 1a00749 0z00693
  0n4152b 160052b 0v00a5b 0l2155a 130056a 0s71b55 1c00ba4 1100b49 0p51a93 1800a95 0x0052d 0m40aad
  1400ab5 0u915aa 1d005d2 1200da5 0r61d4a 1a00d4a 0z00c95 0o4152e 1600556 0v00ab5 0l215b2 14006d2
  0s60ea5 1b00725 100064b 0p50c97 1700cab 0x0055a 0m30ad6 1500b69 0ub1752 1d00b52 1200b25 0r61a4b
  1900a4b 0y004ab 0n5055b 16005ad 0v00b6a 0l21b52 1400d92 0t71d25 1b00d25 1000a55 0p514ad 18004b6
  0w005b5 0m30daa 1500ec9 0v81e92 1d00e92 1200d26 0r60a56 1900a57 0y004d6 0n406d5 1600755 0w00749
  0k30e93 1300693 0s7152b 1b0052b 0z00a5b 0p5155a 180056a 0x00b65 0m4174a 1500b4a 0u81a95 1d00a95
  110052d 0q60aad 1900ab5 0z005aa 0n40ba5 1600da5 0w00d4a 0l31c95 1300c96 0s7194e 1b00556 1000ab5
  0p515b2 18006d2 0x00ea5 0n40e4a 140068b 0t80c97 1c004ab 110055b 0q60ad6 1900b6a 0z00752 0o41725
  1600b45 0v00a8b 0k2149b 13004ab`
  .trim()
  .split(/\s+/);

const FIRST_YEAR = 1929;
const DAY_MS = 86_400_000;

/** The lunar day of a day (YYYY-MM-DD); undefined outside of the table. */
export function lunarOf(day: string): LunarDay | undefined {
  const year = Number(day.slice(0, 4));
  const time = Date.parse(`${day}T00:00:00Z`);
  return within(year, time) ?? within(year - 1, time);
}

function within(year: number, time: number): LunarDay | undefined {
  const row = table[year - FIRST_YEAR];
  if (row === undefined) return undefined;
  const left = (time - Date.UTC(year, 0, 1)) / DAY_MS - Number.parseInt(row.slice(0, 2), 36);
  return left < 0
    ? undefined
    : dayOfYear(left, Number.parseInt(row[2]!, 16), Number.parseInt(row.slice(3), 16));
}

/** `left`: days since the first of the year. */
function dayOfYear(left: number, leap: number, long: number): LunarDay {
  let rest = left;
  for (let nth = 0; ; nth += 1) {
    const days = (long >> nth) & 1 ? 30 : 29;
    const isLeap = leap > 0 && nth === leap;
    const month = leap > 0 && nth >= leap ? nth : nth + 1;
    if (rest < days) return { month, isLeap, day: rest + 1 };
    rest -= days;
  }
}
