import type { PlanTerms, PlusEndReason, PlusState } from '../../../contract/plus.ts';
import { PlainPoints, type Taken } from './plain-points.ts';

/** PLUS as plain objects, each rule written the slow way: months are walked day by day, shares tried one by one. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Granted {
  /** In the order in which they were granted. */
  readonly no: number;
  readonly benefit: 'free-shipping' | 'coupon';
  readonly from: number;
  readonly to: number;
  readonly worth: number;
  left: number;
}

interface SlowPeriod {
  readonly plan: number;
  readonly terms: PlanTerms;
  readonly paid: number;
  readonly from: number;
  to: number;
  /** The next one began within it, with another plan. */
  isSwitched?: boolean;
  readonly granted: Granted[];
  readonly taken?: Taken[];
  used: number;
  refunded: number;
}

interface SlowUse {
  readonly of: SlowSubscription;
  readonly period: SlowPeriod;
  readonly granted: Granted;
  isBack: boolean;
}

export interface SlowSubscription {
  readonly person: number;
  plan: number;
  /** Of its next period, where it is another one. */
  nextPlan?: number | undefined;
  readonly auto: boolean;
  monthDay: number;
  /** By number; the first is missing where there was no trial. */
  readonly periods: (SlowPeriod | undefined)[];
  state: PlusState;
  day: string;
  told?: { at: number; version: number } | undefined;
  reason?: PlusEndReason | undefined;
}

export class SlowPlus {
  now: number;
  /** Terms of each plan, by version. */
  readonly plans: PlanTerms[][];
  readonly points = new PlainPoints();
  readonly subscriptions: SlowSubscription[] = [];
  /** In the order in which they came. */
  readonly uses: SlowUse[] = [];
  private grants = 0;
  private undo: (() => void)[] = [];

  constructor(now: number, plans: PlanTerms[][]) {
    this.now = now;
    this.plans = plans;
  }

  /** A refusal takes back what was settled on the way to it. */
  attempt(act: () => string | object): string | object {
    this.undo = [];
    const answer = act();
    if (typeof answer === 'string') for (const undo of this.undo.toReversed()) undo();
    return answer;
  }

  of(person: number): SlowSubscription[] {
    const persons = this.points.personsOf(person);
    return this.subscriptions.filter((it) => persons.includes(it.person));
  }

  start(person: number, plan: number, { trial, auto }: { trial: boolean; auto: boolean }): string | object {
    const terms = this.plans[plan]!.at(-1)!;
    if (trial && terms.trial_days === 0) return 'plus-no-trial';
    for (const it of this.of(person).toReversed()) this.settle(it);
    if (this.of(person).some(isOpen)) return 'plus-running';
    if (trial && this.of(person).some(({ periods }) => periods[0] !== undefined)) return 'plus-trial-used';
    const today = dayOf(this.now);
    const day = trial ? walk(today, terms.trial_days) : today;
    const it: SlowSubscription = {
      ...{ person, plan, auto, monthDay: Number(day.slice(8)), periods: [undefined], day },
      state: trial ? 'trialing' : 'active',
    };
    if (trial) {
      it.periods[0] = this.period(terms, { plan, paid: 0, from: this.now, ends: [day] });
      this.subscriptions.push(it);
      return { minor: null, points: null, ends_at: iso(endOf(day)) };
    }
    const added = this.add(it, terms, this.now);
    if (typeof added !== 'string') this.subscriptions.push(it);
    return added;
  }

  renew(it: SlowSubscription, automatic: boolean): string | object {
    this.settle(it);
    if (!isOpen(it)) return 'plus-over';
    if (it.periods.at(-1)!.from > this.now) return 'plus-renewed-already';
    if (automatic && (it.state === 'cancelled' || !it.auto)) return 'plus-not-automatic';
    const terms = this.next(it);
    if (terms.price.kind === 'points' && this.points.available(it.person) < terms.price.points)
      return 'not-enough-points';
    if (automatic && (it.told === undefined || this.now - it.told.at < 5 * DAY)) return 'plus-not-told';
    return this.add(it, terms, it.periods.at(-1)!.to);
  }

  cancel(it: SlowSubscription): string | object {
    this.settle(it);
    if (!isOpen(it)) return 'plus-over';
    it.state = 'cancelled';
    return { ends_at: iso(it.periods.at(-1)!.to) };
  }

  /** What each paid period would give back. */
  quote(it: SlowSubscription, now = this.now): number[] {
    return it.periods.slice(1).map((period) => {
      const { paid, from, to, used, terms } = period!;
      const worth = terms.price.kind === 'money' ? paid : terms.price.worth_minor;
      const left = Math.max(0, Math.min(to - from, to - now));
      let amount = paid;
      while (amount * (to - from) > paid * left || amount * worth > paid * Math.max(0, worth - used))
        amount -= 1;
      return amount;
    });
  }

  refund(it: SlowSubscription): string | object {
    this.settle(it);
    if (!isOpen(it)) return 'plus-over';
    const amounts = this.quote(it);
    const sum = { minor: 0, points: 0 };
    for (const [n, amount] of amounts.entries()) {
      const period = it.periods[n + 1]!;
      if (amount > 0) period.refunded = amount;
      sum[period.taken === undefined ? 'minor' : 'points'] += amount;
      if (period.taken !== undefined && amount > 0) this.points.giveBack(period.taken, amount);
    }
    if (sum.minor + sum.points === 0) return 'plus-nothing-paid';
    this.end(it, 'refunded', 'refunded');
    for (const period of it.periods) for (const granted of period?.granted ?? []) granted.left = 0;
    return sum;
  }

  /** What is left of the period under way at the end of today. */
  credit(it: SlowSubscription): number {
    return this.quote(it, endOf(dayOf(this.now))).at(-1) ?? 0;
  }

  switch(it: SlowSubscription, plan: number, when: 'now' | 'renewal'): string | object {
    this.settle(it);
    if (!isOpen(it)) return 'plus-over';
    if (plan === (when === 'now' ? it.plan : (it.nextPlan ?? it.plan))) return 'plus-same-plan';
    if (when === 'now') return this.switchNow(it, plan);
    if (it.told !== undefined) return 'plus-renewal-told';
    it.nextPlan = plan === it.plan ? undefined : plan;
    return { kind: 'choose', minor: null, points: null, ends_at: iso(it.periods.at(-1)!.to) };
  }

  private switchNow(it: SlowSubscription, plan: number): string | object {
    if (it.state === 'trialing') return 'plus-in-trial';
    const before = it.periods.at(-1)!;
    if (before.from >= this.now) return 'plus-renewed-already';
    const terms = this.plans[plan]!.at(-1)!;
    if (terms.price.kind !== before.terms.price.kind) return 'plus-price-kinds-differ';
    const credit = this.credit(it);
    const cost = terms.price.kind === 'money' ? terms.price.minor : terms.price.points;
    if (credit >= cost) return 'plus-credit-exceeds';
    if (before.taken !== undefined && !this.credited(it, before.taken, { credit, cost }))
      return 'not-enough-points';
    Object.assign(before, { to: this.now, isSwitched: true, refunded: credit });
    before.granted.length = 0;
    it.day = dayOf(this.now);
    it.monthDay = Number(it.day.slice(8));
    it.nextPlan = plan;
    const added = this.add(it, terms, this.now);
    const rest = cost - credit;
    const isMoney = before.taken === undefined;
    return { ...(added as object), minor: isMoney ? rest : null, points: isMoney ? null : rest };
  }

  /** Back into their lots, which may be another customer's by now; false, and as before, where that is not enough. */
  private credited(it: SlowSubscription, taken: Taken[], of: { credit: number; cost: number }): boolean {
    const undo = taken.map((one) => ({ one, points: one.points, held: one.lot.points }));
    if (of.credit > 0) this.points.giveBack(taken, of.credit);
    if (this.points.available(it.person) >= of.cost) return true;
    for (const { one, points, held } of undo.toReversed()) {
      one.points = points;
      one.lot.points = held;
    }
    return false;
  }

  use(person: number, benefit: Granted['benefit']): string | object {
    for (const it of this.of(person).toReversed()) this.settle(it);
    const running = this.of(person)
      .filter(isOpen)
      .flatMap((of) => of.periods.map((period) => ({ of, period })))
      .filter(({ period }) => period !== undefined && period.from <= this.now && period.to > this.now);
    if (running.length === 0) return 'plus-not-running';
    const open = running.flatMap(({ of, period }) =>
      this.openOf(period!).map((granted) => ({ of, period: period!, granted })),
    );
    const [first] = open
      .filter(({ granted }) => granted.benefit === benefit && granted.left > 0)
      .sort((a, b) => a.granted.to - b.granted.to || a.granted.no - b.granted.no);
    if (first === undefined) return 'plus-none-left';
    first.granted.left -= 1;
    first.period.used += first.granted.worth;
    this.uses.push({ ...first, isBack: false });
    return { left: first.granted.left, minor: first.granted.worth };
  }

  giveBack(use: SlowUse): string | object {
    if (use.of.state === 'refunded') return 'plus-over';
    if (use.period.isSwitched) return 'plus-use-settled';
    if (use.isBack) return 'plus-use-given-back';
    use.isBack = true;
    use.granted.left += 1;
    use.period.used -= use.granted.worth;
    return { kind: 'give-back', left: use.granted.left, minor: use.granted.worth };
  }

  openOf(period: SlowPeriod): Granted[] {
    return period.granted.filter(({ from, to }) => from <= this.now && to > this.now);
  }

  /** Tells whoever ends in five to seven days, then lets come what is due. */
  job(): void {
    for (const it of this.subscriptions.filter(isOpen)) {
      const ahead = it.periods.at(-1)!.to - this.now;
      if (
        it.auto &&
        it.state !== 'cancelled' &&
        it.told === undefined &&
        ahead >= 5 * DAY &&
        ahead <= 7 * DAY
      )
        it.told = { at: this.now, version: this.plans[it.nextPlan ?? it.plan]!.length - 1 };
    }
    for (const it of this.subscriptions) this.settle(it);
  }

  private settle(it: SlowSubscription): void {
    const last = it.periods.at(-1)!;
    if (!isOpen(it) || last.to > this.now) return;
    const { state, day, told, plan, nextPlan } = it;
    const reason = this.renewed(it, last.to);
    if (reason !== undefined) this.end(it, 'expired', reason);
    this.undo.push(() => {
      Object.assign(it, { state, day, told, plan, nextPlan, reason: undefined });
      if (reason !== undefined) return;
      const taken = it.periods.pop()!.taken!;
      this.points.giveBack(
        taken,
        taken.reduce((sum, { points }) => sum + points, 0),
      );
    });
  }

  /** Why it was not. */
  private renewed(it: SlowSubscription, end: number): PlusEndReason | undefined {
    const terms = this.next(it);
    if (it.state === 'cancelled') return 'cancelled';
    if (!it.auto || terms.price.kind === 'money') return 'unpaid';
    if (it.told === undefined) return 'not-told';
    if (this.now - end >= DAY) return 'too-late';
    return typeof this.add(it, terms, end) === 'string' ? 'not-enough-points' : undefined;
  }

  private next(it: SlowSubscription): PlanTerms {
    const versions = this.plans[it.nextPlan ?? it.plan]!;
    return versions[it.told?.version ?? versions.length - 1]!;
  }

  private end(it: SlowSubscription, state: PlusState, reason: PlusEndReason): void {
    it.state = state;
    it.reason = reason;
  }

  private add(it: SlowSubscription, terms: PlanTerms, from: number): string | object {
    const { price } = terms;
    const taken = price.kind === 'points' ? this.points.take(it.person, price.points) : undefined;
    if (price.kind === 'points' && taken === undefined) return 'not-enough-points';
    const paid = price.kind === 'money' ? price.minor : price.points;
    const ends = Array.from({ length: { month: 1, quarter: 3, year: 12 }[terms.period] }, (_, n) =>
      monthsOn(it.day, n + 1, it.monthDay),
    );
    const plan = it.nextPlan ?? it.plan;
    it.periods.push({ ...this.period(terms, { plan, paid, from, ends }), ...(taken && { taken }) });
    it.plan = plan;
    it.nextPlan = undefined;
    it.day = ends.at(-1)!;
    it.state = 'active';
    it.told = undefined;
    const money = price.kind === 'money';
    return { minor: money ? paid : null, points: money ? null : paid, ends_at: iso(endOf(it.day)) };
  }

  private period(
    terms: PlanTerms,
    { plan, paid, from, ends }: { plan: number; paid: number; from: number; ends: string[] },
  ): SlowPeriod {
    const to = endOf(ends.at(-1)!);
    const shipping = terms.free_shipping;
    const granted: Granted[] =
      shipping === null
        ? []
        : [
            {
              no: ++this.grants,
              benefit: 'free-shipping',
              from,
              to,
              worth: shipping.worth_minor,
              left: shipping.count,
            },
          ];
    for (const { count, worth_minor: worth } of terms.coupons)
      for (const [n, day] of ends.entries()) {
        const opens = n === 0 ? from : endOf(ends[n - 1]!);
        granted.push({
          no: ++this.grants,
          benefit: 'coupon',
          from: opens,
          to: endOf(day),
          worth,
          left: count,
        });
      }
    return { plan, terms, paid, from, to, granted, used: 0, refunded: 0 };
  }
}

/** What a report of it says, each figure counted by itself. */
export function slowReport({ plans, subscriptions, uses, now }: SlowPlus): {
  plans: object[];
  cohorts: object[];
} {
  const sum = <T>(of: readonly T[], by: (it: T) => number) => of.reduce((total, it) => total + by(it), 0);
  const byPlan = plans.map((_, plan) => {
    const holders = subscriptions.filter((it) => it.plan === plan);
    const tried = subscriptions.filter((it) => it.periods[0]?.plan === plan);
    const paid = subscriptions.flatMap((it) => it.periods.slice(1)).filter((it) => it!.plan === plan);
    const money = paid.filter((it) => it!.taken === undefined);
    const spent = paid.filter((it) => it!.taken !== undefined);
    const worthOf = ({ terms, paid: points, refunded }: SlowPeriod) =>
      terms.price.kind === 'money' ? 0 : Math.floor(((points - refunded) * terms.price.worth_minor) / points);
    const minor = sum(money, (it) => it!.paid - it!.refunded);
    return {
      ...{ trialing: holders.filter((it) => it.state === 'trialing').length },
      ...{ active: holders.filter((it) => it.state === 'active').length },
      ...{ cancelled: holders.filter((it) => it.state === 'cancelled').length },
      ended: holders.filter((it) => !isOpen(it)).length,
      revenue: { minor, points: sum(spent, (it) => it!.paid - it!.refunded) },
      revenue_worth_minor: minor + sum(spent, (it) => worthOf(it!)),
      cost: {
        total_minor: sum(
          uses.filter((it) => !it.isBack && it.period.plan === plan),
          (it) => it.granted.worth,
        ),
      },
      trials: tried.length,
      converted: tried.filter((it) => it.periods.length > 1).length,
      conversion_rate: shareOf(
        tried.filter((it) => it.periods.length > 1).length,
        tried.filter((it) => it.periods.length > 1 || !isOpen(it) || it.periods[0]!.to <= now).length,
      ),
    };
  });
  return { plans: byPlan.toReversed(), cohorts: slowCohorts(subscriptions, now) };
}

/** Somebody walks each subscription, period by period; one that began by a change of plan goes on with the one before. */
function slowCohorts(subscriptions: readonly SlowSubscription[], now: number): object[] {
  const payers = subscriptions.filter((it) => it.periods.length > 1);
  const monthOf = (it: SlowSubscription) => dayOf(it.periods[1]!.from).slice(0, 7);
  return [...new Set(payers.map(monthOf))]
    .sort()
    .toReversed()
    .map((month) => {
      const own = payers.filter((it) => monthOf(it) === month);
      const renewals: { due: number; renewed: number }[] = [];
      for (const it of own) {
        const whole = it.periods.slice(1).filter((period) => !period!.isSwitched);
        for (const [n, period] of whole.entries()) {
          renewals[n] ??= { due: 0, renewed: 0 };
          const isRenewed = n + 1 < whole.length;
          if (isRenewed) renewals[n].renewed += 1;
          if (isRenewed || period!.to <= now || !isOpen(it)) renewals[n].due += 1;
        }
      }
      const rated = renewals.map((it) => ({ ...it, rate: shareOf(it.renewed, it.due) }));
      return { month, size: own.length, renewals: rated.slice(0, 12) };
    });
}

const shareOf = (part: number, whole: number) => (whole === 0 ? null : part / whole);

const isOpen = ({ state }: SlowSubscription): boolean => state !== 'expired' && state !== 'refunded';

/** The shop's zone is eight hours ahead and changes no clocks. */
const dayOf = (at: number): string => iso(at + 8 * HOUR).slice(0, 10);
const endOf = (day: string): number => Date.parse(`${day}T16:00:00Z`);
const iso = (at: number): string => new Date(at).toISOString();

function walk(day: string, days: number): string {
  return iso(Date.parse(`${day}T00:00:00Z`) + days * DAY).slice(0, 10);
}

/** Day by day into the month, then on to the day or to the month's last. */
function monthsOn(day: string, months: number, monthDay: number): string {
  let at = day;
  for (let n = 0; n < months; n += 1) {
    const month = at.slice(0, 7);
    while (at.slice(0, 7) === month) at = walk(at, 1);
  }
  while (Number(at.slice(8)) < monthDay && walk(at, 1).slice(0, 7) === at.slice(0, 7)) at = walk(at, 1);
  return at;
}
