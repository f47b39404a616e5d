/** PIPL art. 28 and 31: under fourteen. */
const AGE = 14;

/**
 * Whether somebody born on `birthday` is under 14 on shop day `today` (both YYYY-MM-DD). Years are counted to the end of
 * the corresponding day, and to the end of the month where it has no such day (Civil Code 民法典 art. 201 and 202; for
 * ages 法释〔2006〕1 号 art. 2): fourteen is who has had that birthday behind them, born on 29 February from 1 March.
 */
export function isMinorOn(birthday: string, today: string): boolean {
  const [year = 0, month = 1, day = 1] = birthday.split('-').map(Number);
  const last = new Date(Date.UTC(year + AGE, month, 0)).getUTCDate();
  const end = new Date(Date.UTC(year + AGE, month - 1, Math.min(day, last)));
  return today <= end.toISOString().slice(0, 10);
}
