import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { AddTrait } from './add-trait.tsx';
import styles from './dictionary.module.css';
import { undeclaredPath } from './traits.ts';
import { useDictionaryWords } from './words.ts';

/** Traits that sources tell and the dictionary lacks: their values are not kept until somebody declares them. */
export function Undeclared() {
  const t = useDictionaryWords();
  const shop = useShop();
  const { data } = useAsk(undeclaredPath, { path: { shop: shop.slug } });
  const named = data?.traits.filter(({ name }) => name !== '?').slice(0, 8) ?? [];
  if (named.length === 0) return null;
  return (
    <section className={styles.undeclared} aria-label={t('undeclared')}>
      <p>{t('undeclared-hint')}</p>
      <ul>
        {named.map(({ name, seen }) => (
          <li key={name}>
            <code>{name}</code> <span className="muted">{t('seen', { count: seen })}</span>{' '}
            {shop.may('dictionary:write') && <AddTrait name={name} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
