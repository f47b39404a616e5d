import { type Answer, useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Num } from '../../../kit/figures.tsx';
import { formatInstant } from '../../../kit/format/dates.ts';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useLanguage } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import { AdjustPoints } from './adjust-points.tsx';
import styles from './one.module.css';
import { PointsLedger } from './points-ledger.tsx';
import { pointsPath } from './points-paths.ts';
import { useCustomer } from './use-customer.ts';

type Standing = Answer<typeof pointsPath>;
type Lot = Standing['lots'][number];

/** What a customer holds in points, when it expires, and how it came to be. */
export function Points() {
  const t = useCustomerWords();
  const shop = useShop();
  const { path } = useCustomer();
  const standing = useAsk(pointsPath, { path }, { fresh: 0 });
  return (
    <Section title={t('points')} extra={shop.may('points:adjust') && <AdjustPoints />}>
      <QueryState query={standing}>
        {(it) => (
          <>
            <Balance it={it.balance} />
            <ul className={styles.lots}>
              {it.lots.map((lot) => (
                <li key={lot.lot_id}>
                  <OneLot lot={lot} />
                </li>
              ))}
            </ul>
            <PointsLedger />
          </>
        )}
      </QueryState>
    </Section>
  );
}

function Balance({ it }: { readonly it: Standing['balance'] }) {
  const t = useCustomerWords();
  const always = [['points-available', it.available]] as const;
  const sometimes = [
    ['points-pending', it.pending],
    ['points-reserved', it.reserved],
    ['points-owed', it.owed],
    ['points-debt', it.debt],
  ] as const;
  return (
    <dl className={styles.tiles}>
      {[...always, ...sometimes.filter(([, points]) => points > 0)].map(([label, points]) => (
        <div key={label}>
          <dt>{t(label)}</dt>
          <dd>
            <Num value={points} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function OneLot({ lot }: { readonly lot: Lot }) {
  const t = useCustomerWords();
  const [language, zone] = [useLanguage(), useShop().time_zone];
  const instant = (at: string) => formatInstant(at, { language, zone });
  const { pending, active, reserved } = lot;
  if (pending > 0) return t('points-from', { points: pending, at: instant(lot.active_from) });
  const points = active + reserved;
  const expiry =
    lot.expires_at === null
      ? t('points-never-expire', { points })
      : t('points-expire', { points, at: instant(lot.expires_at) });
  return reserved > 0 ? `${expiry} · ${t('points-held', { points: reserved })}` : expiry;
}
