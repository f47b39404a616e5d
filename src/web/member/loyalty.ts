import { deedName } from '../../contract/deeds.ts';
import type { MemberView } from '../../contract/member.ts';
import { newKey } from '../client/new-key.ts';
import { element } from './element.ts';
import { muted, section } from './section.ts';
import { dayText, figure, instantText, language, moneyText, words } from './words.ts';

/** What membership is about: tier, gifts, the points mall and how more points are earned. */

type Tier = NonNullable<MemberView['tier']>;
type Item = MemberView['mall'][number];

export function tier(it: Tier, currency: string): HTMLElement {
  const name = element('p', { className: 'tier' }, it.name);
  name.style.setProperty('--tier', it.color);
  const benefits = it.benefits.map((text) => element('li', {}, text));
  return section(
    words.tier,
    name,
    ...progress(it, currency),
    it.notice === null ? '' : element('p', { className: 'warning' }, noticeOf(it, currency)),
    benefits.length === 0 ? '' : element('h3', {}, words.benefits),
    benefits.length === 0 ? '' : element('ul', { className: 'benefits' }, ...benefits),
  );
}

/** RFM and lifetime value are the shop's reckoning: no customer counts up to them. */
const isCounted = ({ measure }: Tier) => measure !== 'rfm' && measure !== 'clv';

function progress(it: Tier, currency: string): Node[] {
  if (!isCounted(it)) return [];
  if (it.next === null) return [muted(words.top)];
  const bar = element('progress', { max: it.next.from, value: it.next.from - it.next.missing });
  bar.ariaLabel = words.progress;
  const missing = amountOf(it, it.next.missing, currency);
  return [bar, muted(words.next.replace('{missing}', missing).replace('{tier}', it.next.name))];
}

function noticeOf(it: Tier, currency: string): string {
  const notice = it.notice!;
  const kept = isCounted(it) && notice.missing > 0;
  const text = kept ? words.dropUnless : words.drop;
  return text
    .replace('{day}', dayText(notice.drop_on))
    .replace('{missing}', amountOf(it, notice.missing, currency));
}

function amountOf({ measure }: Tier, value: number, currency: string): string {
  if (measure === 'spend') return `${words.spend} ${moneyText(value, currency)}`;
  return measure === 'orders' ? `${figure(value)} ${words.orders}` : `${figure(value)} ${words.growth}`;
}

export function gifts(open: MemberView['gifts'], redeemed: MemberView['redeemed']): HTMLElement {
  const given = open.map((it) => row(it.name, `${words.until} ${dayText(it.last_day)}`));
  const taken = redeemed.map((it) => {
    const name = it.count === 1 ? it.name : `${it.name} × ${it.count}`;
    const state = it.held ? words.unpaid : `${words.taken} ${instantText(it.at)}`;
    return row(name, state, muted(`#${it.redemption_id}`));
  });
  const rows = [...given, ...taken];
  return section(
    words.gifts,
    rows.length === 0 ? muted(words.noGifts) : element('ul', { className: 'rows' }, ...rows),
  );
}

/** A name over what is to be said of it, and something at the end of the line. */
const row = (name: string, more: string, ...end: Node[]): HTMLElement =>
  element('li', {}, element('span', {}, name, element('span', { className: 'muted under' }, more)), ...end);

export function mall(
  items: readonly Item[],
  currency: string,
  take: (item: Item, key: string) => Promise<void>,
): HTMLElement {
  const rows = items.map((it) => {
    const money = it.money_minor > 0 ? ` + ${moneyText(it.money_minor, currency)}` : '';
    const end = it.can_take === 'yes' ? takeButton(it, take) : muted(words[`can-${it.can_take}`]);
    return row(it.name, `${figure(it.points)} ${words.unit}${money}`, end);
  });
  return section(words.mall, element('ul', { className: 'rows' }, ...rows));
}

/** One key a drawn button: pressed again after a lost answer, it asks for the same once more. */
function takeButton(it: Item, take: (item: Item, key: string) => Promise<void>): HTMLElement {
  const key = newKey();
  const button = element('button', { ariaLabel: `${words['can-yes']} ${it.name}` }, words['can-yes']);
  button.onclick = () => {
    const question = words.sureTake.replace('{points}', figure(it.points)).replace('{name}', it.name);
    if (!confirm(question)) return;
    button.disabled = true;
    void take(it, key);
  };
  return button;
}

export function tasks(all: MemberView['tasks']): HTMLElement {
  const rows = all.map((it) => {
    const most = it.most_per_day;
    const today = most === null ? figure(it.today) : `${figure(it.today)} / ${figure(most)}`;
    return row(deedName(it.deed)[language], `+${figure(it.points)}`, muted(`${words.today} ${today}`));
  });
  return section(words.tasks, element('ul', { className: 'rows' }, ...rows));
}
