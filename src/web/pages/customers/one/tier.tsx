import { Link } from 'react-router';
import { type Answer, useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Day, Money, Num } from '../../../kit/figures.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { Empty } from '../../../kit/state/empty.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { TierBadge } from '../../../kit/tier-badge.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { TierBenefits } from './tier-benefits.tsx';
import { useCustomer } from './use-customer.ts';

const path = '/api/shops/{shop}/customers/{customer}/tier' as const;
type Standing = Answer<typeof path>;

/** The customer's tier, the way to the next, what is missing to keep it, and every move with its reason. */
export function Tier() {
  const t = useCustomerWords();
  const standing = useAsk(path, { path: useCustomer().path }, { fresh: 0 });
  return (
    <Section title={t('tier')}>
      <QueryState query={standing}>
        {(it) => (it.measure === null ? <NoTiers /> : <Stands it={it} />)}
      </QueryState>
    </Section>
  );
}

function NoTiers() {
  const t = useCustomerWords();
  const shop = useShop();
  return (
    <Empty title={t('no-tiers')} hint={<Link to={`/shops/${shop.slug}/tiers`}>{t('no-tiers-hint')}</Link>} />
  );
}

function Stands({ it }: { readonly it: Standing }) {
  const t = useCustomerWords();
  return (
    <>
      <dl className={styles.tiles}>
        <div>
          <dt>{t('tier')}</dt>
          <dd>{it.tier === null ? '–' : <TierBadge tier={it.tier} />}</dd>
        </div>
        <div>
          <dt>{t(`tier-measure-${it.measure ?? 'growth'}`)}</dt>
          <dd>
            <Amount measure={it.measure} value={it.figure} />
          </dd>
        </div>
        {it.since !== null && (
          <div>
            <dt>{t('tier-since')}</dt>
            <dd>
              <Day day={it.since} />
            </dd>
          </div>
        )}
      </dl>
      <Progress it={it} />
      <TierBenefits />
      <Moves moves={it.moves} />
    </>
  );
}

const Amount = ({ measure, value }: { readonly measure: Standing['measure']; readonly value: number }) =>
  measure === 'spend' || measure === 'clv' ? <Money value={value} /> : <Num value={value} />;

function Progress({ it }: { readonly it: Standing }) {
  const t = useCustomerWords();
  const say = useText();
  const { next, notice } = it;
  return (
    <>
      {next !== null && (
        <div>
          <progress
            max={next.from}
            value={Math.min(it.figure, next.from)}
            aria-label={t('tier-next', { tier: say(next.name) })}
          />{' '}
          {t('tier-next', { tier: say(next.name) })} <Amount measure={it.measure} value={next.missing} />
        </div>
      )}
      {notice !== null && (
        <p>
          {t('tier-lost-on')} <Day day={notice.drop_on} /> · {t('tier-to-keep')}{' '}
          <Amount measure={it.measure} value={notice.missing} />
        </p>
      )}
    </>
  );
}

function Moves({ moves }: Pick<Standing, 'moves'>) {
  const t = useCustomerWords();
  const shop = useShop();
  const tiers = useAsk('/api/shops/{shop}/tiers', { path: { shop: shop.slug } });
  const say = useText();
  const name = (code: string | null) => {
    const known = tiers.data?.tiers.find((tier) => tier.code === code);
    return known ? say(known.name) : (code ?? '–');
  };
  return (
    <ul className={styles.lots}>
      {moves.slice(0, 8).map((move) => (
        <li key={`${move.at} ${move.to}`}>
          <Day day={move.day} /> {name(move.from)} → {name(move.to)} · {t(`tier-reason-${move.reason}`)}
        </li>
      ))}
    </ul>
  );
}
