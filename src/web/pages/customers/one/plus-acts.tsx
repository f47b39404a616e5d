import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { useShop } from '../../../client/me.ts';
import { newKey } from '../../../client/new-key.ts';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { Instant, Money } from '../../../kit/figures.tsx';
import { tellDone } from '../../../kit/toast.tsx';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { PlusPaid } from './plus-paid.tsx';
import { type OwnPlus, reloadPlus } from './plus-path.ts';

type Act = OwnPlus['acts'][number];

/** Acts that are shown; the timeline has them all. */
const SHOWN = 10;

/** What happened to a subscription, newest first; a use whose order was cancelled is given back here. */
export function PlusActs({ it }: { readonly it: OwnPlus }) {
  const t = useCustomerWords();
  const { may } = useShop();
  const canGiveBack = (act: Act) =>
    act.kind === 'use' && act.given_back_at === null && it.state !== 'refunded' && may('plus:write');
  return (
    <details>
      <summary>{t('plus-acts')}</summary>
      <ul className={styles.lots}>
        {it.acts.slice(0, SHOWN).map((act) => (
          <li key={act.act_id}>
            <Instant at={act.at} /> · <Said act={act} />
            {act.given_back_at !== null && ` · ${t('plus-was-given-back')}`}{' '}
            {canGiveBack(act) && <GiveBack act={act} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Said({ act }: { readonly act: Act }) {
  const t = useCustomerWords();
  const isPaid = act.minor !== null || act.points !== null;
  return (
    <>
      {t(`plus-act-${act.kind}`)}
      {act.benefit !== null && <Benefit act={act} benefit={act.benefit} />}
      {act.benefit === null && isPaid && (
        <>
          {' · '}
          <PlusPaid minor={act.minor ?? 0} points={act.points ?? 0} />
        </>
      )}
    </>
  );
}

function Benefit({ act, benefit }: { readonly act: Act; readonly benefit: NonNullable<Act['benefit']> }) {
  const t = useCustomerWords();
  const names = {
    coupon: t('plus-use-coupon', { coupon: act.coupon ?? '' }),
    ...{ 'free-shipping': t('plus-use-shipping'), 'member-price': t('plus-use-price') },
  };
  return (
    <>
      {` · ${names[benefit]} · `}
      <Money value={act.minor ?? 0} />
    </>
  );
}

function GiveBack({ act }: { readonly act: Act }) {
  const t = useCustomerWords();
  const { slug: shop } = useShop();
  const [key] = useState(newKey);
  const giveBack = async () => {
    const params = { path: { shop, use: act.act_id } };
    await take(api.POST('/api/shops/{shop}/plus/uses/{use}/give-back', { params, body: { key } }));
    await reloadPlus();
    tellDone(t('plus-given-back'));
  };
  return (
    <ConfirmAction
      label={t('plus-give-back')}
      title={t('plus-give-back')}
      button={{ size: 'small' }}
      act={giveBack}
    >
      <p>{t('plus-give-back-hint')}</p>
    </ConfirmAction>
  );
}
