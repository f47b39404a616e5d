import type { TieKind } from '../../../contract/social.ts';
import type { BroughtBy } from '../social/read-ties.ts';
import { type History, tieKindOf } from './history.ts';
import { Past } from './past.ts';
import { tiesOf } from './store-history.ts';

/** Who brought whom, by looking at every two ties. */

const answers: Readonly<Record<string, string>> = {
  member: 'leader',
  receiver: 'sharer',
  referred: 'referrer',
};

interface Coming {
  readonly leader: number;
  readonly follower: number;
  readonly tie: string;
  readonly ledAt: number;
  readonly followedAt: number;
}

interface Invitation {
  readonly inviter: number;
  readonly day: string;
}

const kindOf = ({ tie }: Coming): TieKind => tieKindOf(tie.split(' ')[0]!) as TieKind;

const DAY = 86_400_000;

export class SlowSocial {
  private readonly past: Past;
  private readonly parts: readonly { customer: number; tie: string; role: string; at: number }[];
  private readonly asOf: string;
  private readonly windowDays: number;

  constructor(history: History, { asOf, windowDays }: { asOf: string; windowDays: number }) {
    this.past = new Past(history);
    this.asOf = asOf;
    this.windowDays = windowDays;
    this.parts = tiesOf(history)
      .filter((it) => this.past.day(it.seenAt ?? 0) <= asOf)
      .map((it) => ({
        ...{ customer: this.past.customer(it.personId), tie: it.tieNo, role: it.tieRole, at: it.seenAt ?? 0 },
      }));
  }

  private earliest(customer: number, tie: string, role: string): number {
    const own = this.parts.filter((it) => it.customer === customer && it.tie === tie && it.role === role);
    return Math.min(...own.map((it) => it.at));
  }

  comings(): Coming[] {
    const found = new Map<string, Coming>();
    for (const came of this.parts)
      for (const led of this.parts)
        if (answers[came.role] === led.role && came.tie === led.tie && came.customer !== led.customer)
          found.set(`${came.customer} ${led.customer} ${came.tie} ${led.role}`, {
            ...{ leader: led.customer, follower: came.customer, tie: `${led.role} ${came.tie}` },
            ledAt: this.earliest(led.customer, led.tie, led.role),
            followedAt: this.earliest(came.customer, came.tie, came.role),
          });
    return [...found.values()];
  }

  /** Of those who bought by the day. */
  firstPaid(customer: number): number | undefined {
    const own = this.past.paidOrders.filter((it) => it.customer === customer && it.day <= this.asOf);
    return own.length === 0 ? undefined : Math.min(...own.map((it) => it.paidAt));
  }

  private isWithin(first: number | undefined, from: number): boolean {
    return first !== undefined && first >= from && first <= from + this.windowDays * DAY;
  }

  brought(): BroughtBy[] {
    const byFollower = Map.groupBy(this.comings(), (it) => it.follower);
    return [...byFollower]
      .map(([customer, all]) => {
        const [came] = all.sort(
          (a, b) =>
            a.followedAt - b.followedAt ||
            a.ledAt - b.ledAt ||
            a.leader - b.leader ||
            (kindOf(a) < kindOf(b) ? -1 : 1),
        );
        const first = this.firstPaid(customer);
        const isNew = first === undefined || first >= came!.followedAt;
        return {
          ...{
            customer,
            bringer: came!.leader,
            kind: kindOf(came!),
            isNew,
            isWon: isNew && this.isWithin(first, came!.followedAt),
          },
          worth: first === undefined ? 0 : this.worth(customer),
        };
      })
      .sort((a, b) => a.customer - b.customer);
  }

  private worth(customer: number): number {
    const { paidOrders, doneRefunds } = this.past;
    const own = <T extends { customer: number; day: string }>(it: T) =>
      it.customer === customer && it.day <= this.asOf;
    return (
      paidOrders.filter(own).reduce((sum, it) => sum + it.paid, 0) -
      doneRefunds.filter(own).reduce((sum, it) => sum + it.amount, 0)
    );
  }

  pairs(): Map<string, number> {
    const ties = Map.groupBy(this.comings(), ({ leader, follower }) =>
      [leader, follower].sort((a, b) => a - b).join(' '),
    );
    return new Map([...ties].map(([key, all]) => [key, new Set(all.map((it) => it.tie)).size]));
  }

  invitations(from: string): Invitation[] {
    const leads = this.parts.filter((it) => Object.values(answers).includes(it.role));
    const each = Map.groupBy(leads, (it) => `${it.customer} ${it.tie} ${it.role}`);
    return [...each.values()]
      .map((all) => ({ inviter: all[0]!.customer, day: this.past.day(Math.min(...all.map((it) => it.at))) }))
      .filter((it) => it.day >= from);
  }

  newcomers(from: string): { newcomer: number; day: string }[] {
    const won = this.comings().filter((it) => this.isWithin(this.firstPaid(it.follower), it.followedAt));
    return [...new Set(won.map((it) => it.follower))]
      .map((newcomer) => ({ newcomer, day: this.past.day(this.firstPaid(newcomer)!) }))
      .filter((it) => it.day >= from);
  }

  /** Who paid or invited on a day, once for each. */
  active(from: string): { customer: number; day: string }[] {
    const paid = this.past.paidOrders.filter(
      (it) => it.customer !== 0 && it.day >= from && it.day <= this.asOf,
    );
    return [
      ...paid.map(({ customer, day }) => ({ customer, day })),
      ...this.invitations(from).map(({ inviter, day }) => ({ customer: inviter, day })),
    ];
  }
}
