import { Link } from 'react-router';
import { writeBehaviour } from '../../../contract/behaviour-people.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { Num } from '../../kit/figures.tsx';
import { Meaning } from '../../kit/meaning.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import styles from './interests.module.css';
import { PersonaSettings } from './persona-settings.tsx';
import { useSayRule } from './say-rule.ts';
import { useInterestWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/personas' as const;
type Persona = Answer<typeof path>['personas'][number];

/** Potential customers by rules that stand beside their counts. */
export function Personas() {
  const t = useInterestWords();
  const shop = useShop();
  const query = useAsk(path, { path: { shop: shop.slug } }, { keep: true });
  return (
    <Section
      title={
        <>
          {t('personas')} <Meaning title={t('personas')} text={t('means-personas')} />
        </>
      }
      extra={shop.may('models:write') && <PersonaSettings />}
    >
      <QueryState query={query} loading={<Skeleton lines={6} />}>
        {({ personas }) => (
          <ul className={styles.personas}>
            {personas.map((it) => (
              <Card key={it.rule.persona} it={it} />
            ))}
          </ul>
        )}
      </QueryState>
    </Section>
  );
}

function Card({ it: { rule, customers, without_purchase: potential } }: { readonly it: Persona }) {
  const t = useInterestWords();
  const shop = useShop();
  const sayRule = useSayRule();
  const behaviour = writeBehaviour('persona', { persona: rule.persona });
  const of = new URLSearchParams({ behaviour }).toString();
  const name = t(`persona-${rule.persona}`);
  const opens = rule.on && customers > 0 && shop.may('customers:read');
  return (
    <li className={rule.on ? styles.persona : `${styles.persona} ${styles.off}`}>
      <div className={styles.personaHead}>
        <strong>{opens ? <Link to={customersAddress(shop.slug, { behaviour })}>{name}</Link> : name}</strong>
        {rule.on ? (
          <span className={styles.count}>
            <Num value={customers} />
          </span>
        ) : (
          t('off')
        )}
      </div>
      {rule.on && customers > 0 && (
        <p className={styles.hint}>
          {opens && potential > 0 ? (
            <Link to={customersAddress(shop.slug, { behaviour, bought: 'no' })}>
              {t('without-purchase', { count: potential })}
            </Link>
          ) : (
            t('without-purchase', { count: potential })
          )}
          {' · '}
          <Link to={`?${new URLSearchParams({ of })}`}>{t('find-like')}</Link>
        </p>
      )}
      <ul className={styles.rule}>
        {sayRule(rule).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </li>
  );
}
