/**
 * Working days in which a request is to be answered: 15 (《App 违法违规收集使用个人信息行为认定方法》 art. 6; PIPL art. 50
 * itself says "in time"). Saturdays and Sundays are left out; public holidays are not known here, so the day is never
 * later than the law's.
 */
const WORKING_DAYS = 15;

/** The last day for the answer, YYYY-MM-DD, of what came on shop day `received`. */
export function dueDayOf(received: string): string {
  const day = new Date(`${received}T00:00:00Z`);
  for (let left = WORKING_DAYS; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() % 6 !== 0) left -= 1;
  }
  return day.toISOString().slice(0, 10);
}
