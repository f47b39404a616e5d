import type { MemberView } from '../../contract/member.ts';
import { element } from './element.ts';
import { muted, section } from './section.ts';
import { dayText, figure, moneyText, words } from './words.ts';

type Subscription = MemberView['plus'][number];
type Offer = MemberView['plus_offers'][number];

/** The paid membership: until when, what is left of it, what it saved, and the way out of it. */
export function plus(
  it: Subscription,
  currency: string,
  cancel: (subscriptionId: number) => Promise<void>,
): HTMLElement {
  const until = `${words.until} ${dayText(it.last_day)} · ${it.renews ? words.renews : words.ends}`;
  const rows = it.entitlements.map(({ benefit, coupon, granted, left }) =>
    element(
      'li',
      {},
      benefit === 'coupon' ? `${words.coupon} ${coupon}` : words.freeShipping,
      element('span', {}, `${figure(left)} / ${figure(granted)}`),
    ),
  );
  return section(
    it.plan,
    muted(until),
    it.next_plan === null ? '' : muted(`${words.nextPlan} ${it.next_plan}`),
    element('p', {}, `${words.saved} ${moneyText(it.saved_minor, currency)}`),
    rows.length === 0 ? '' : element('ul', { className: 'rows' }, ...rows),
    it.cancelled ? '' : cancelButton(it, cancel),
  );
}

/** What the shop sells of it, to who has none: bought in the shop, where it is paid. */
export function plusOffers(offers: MemberView['plus_offers'], currency: string): HTMLElement {
  const cards = offers.map((it) =>
    element(
      'div',
      { className: 'offer' },
      element('h3', {}, it.plan),
      element(
        'p',
        { className: 'price' },
        priceOf(it, currency),
        element('span', { className: 'muted' }, ` ${it.period}`),
      ),
      it.trial_days === 0 ? '' : muted(words.trial.replace('{days}', figure(it.trial_days))),
      element('ul', { className: 'benefits' }, ...it.benefits.map((text) => element('li', {}, text))),
    ),
  );
  return section(words.plus, ...cards, muted(words.plusInShop));
}

const priceOf = ({ price_minor: minor, price_points: points }: Offer, currency: string): string =>
  minor === null ? `${figure(points ?? 0)} ${words.unit}` : moneyText(minor, currency);

function cancelButton(it: Subscription, cancel: (subscriptionId: number) => Promise<void>): HTMLElement {
  const button = element('button', {}, words.cancelPlus);
  button.onclick = () => {
    if (!confirm(words.sureCancel.replace('{day}', dayText(it.last_day)))) return;
    button.disabled = true;
    void cancel(it.subscription_id);
  };
  return button;
}
