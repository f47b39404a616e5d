import type { MemberView } from '../../contract/member.ts';
import { element } from './element.ts';
import { muted, section } from './section.ts';
import { dayText, figure, moneyText, words } from './words.ts';

type Subscription = MemberView['plus'][number];

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
    element('p', {}, `${words.saved} ${moneyText(it.saved_minor, currency)}`),
    rows.length === 0 ? '' : element('ul', { className: 'rows' }, ...rows),
    it.cancelled ? '' : cancelButton(it, cancel),
  );
}

function cancelButton(it: Subscription, cancel: (subscriptionId: number) => Promise<void>): HTMLElement {
  const button = element('button', {}, words.cancelPlus);
  button.onclick = () => {
    if (!confirm(words.sureCancel.replace('{day}', dayText(it.last_day)))) return;
    button.disabled = true;
    void cancel(it.subscription_id);
  };
  return button;
}
