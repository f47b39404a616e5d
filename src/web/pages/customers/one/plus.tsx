import { Link } from 'react-router';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Day, Instant, Money } from '../../../kit/figures.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { Empty } from '../../../kit/state/empty.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import { EndPlus } from './end-plus.tsx';
import styles from './one.module.css';
import { PlusActs } from './plus-acts.tsx';
import { PlusPaid } from './plus-paid.tsx';
import { type OwnPlus, plusPath } from './plus-path.ts';
import { RenewPlus } from './renew-plus.tsx';
import { StartPlus } from './start-plus.tsx';
import { SwitchPlus } from './switch-plus.tsx';
import { useCustomer } from './use-customer.ts';
import { UsePlus } from './use-plus.tsx';

/** The paid membership of a customer: until when, what is left of it, and what it saved beside what was paid. */
export function Plus() {
  const t = useCustomerWords();
  const plus = useAsk(plusPath, { path: useCustomer().path }, { fresh: 0 });
  return (
    <Section title={t('plus')}>
      <QueryState query={plus}>
        {({ subscriptions, may_try: mayTry }) =>
          subscriptions.length === 0 ? (
            <NoPlus mayTry={mayTry} />
          ) : (
            <>
              {subscriptions.slice(0, 3).map((it) => (
                <One key={it.subscription_id} it={it} />
              ))}
              {subscriptions.every((it) => it.ended_at !== null) && <StartPlus mayTry={mayTry} />}
            </>
          )
        }
      </QueryState>
    </Section>
  );
}

function NoPlus({ mayTry }: { readonly mayTry: boolean }) {
  const t = useCustomerWords();
  const { slug } = useShop();
  const plans = <Link to={`/shops/${slug}/plus`}>{t('plus-none-hint')}</Link>;
  return <Empty title={t('plus-none')} hint={plans} action={<StartPlus mayTry={mayTry} />} />;
}

/** What ends at midnight can be used until the minute before. */
const lastMoment = (endsAt: string) => new Date(Date.parse(endsAt) - 1).toISOString();

function One({ it }: { readonly it: OwnPlus }) {
  const t = useCustomerWords();
  const say = useText();
  const tiles = [
    [t('plus-plan'), say(it.plan)],
    [t('plus-state'), t(`plus-state-${it.state}`)],
    [t('plus-last-day'), <Day key="day" day={it.last_day} />],
    [t('plus-paid'), <PlusPaid key="paid" {...it.paid} />],
    [t('plus-saved'), <Money key="saved" value={it.saved.total_minor} />],
  ] as const;
  return (
    <div className={styles.stack}>
      <dl className={styles.tiles}>
        {tiles.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {it.ended_at === null && <Running it={it} />}
      <PlusActs it={it} />
    </div>
  );
}

function Running({ it }: { readonly it: OwnPlus }) {
  const t = useCustomerWords();
  const say = useText();
  const { may } = useShop();
  const renews = it.auto_renew && it.state !== 'cancelled';
  const left = (of: OwnPlus['entitlements'][number]) =>
    of.benefit === 'coupon'
      ? t('plus-coupon-left', { coupon: of.coupon ?? '', left: of.left, granted: of.granted })
      : t('plus-shipping-left', { left: of.left, granted: of.granted });
  return (
    <>
      <ul className={styles.lots}>
        {it.entitlements.map((of) => (
          <li key={`${of.benefit} ${of.coupon}`}>
            {left(of)} · {t('plus-until')} <Instant at={lastMoment(of.ends_at)} /> <UsePlus of={of} />
          </li>
        ))}
        {it.next_plan_id !== null && it.renewal !== null && (
          <li>{t('plus-next', { plan: say(it.renewal.plan) })}</li>
        )}
        <li>
          {t(renews ? 'plus-renews' : 'plus-ends')}
          {it.told_at !== null && (
            <>
              {' · '}
              {t('plus-told')} <Instant at={it.told_at} />
            </>
          )}
        </li>
      </ul>
      {may('plus:write') && (
        <div className={styles.inline}>
          <RenewPlus it={it} />
          <SwitchPlus it={it} />
          <EndPlus it={it} />
        </div>
      )}
    </>
  );
}
