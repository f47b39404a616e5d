import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Actor } from '../../kit/actor.tsx';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Day } from '../../kit/figures.tsx';
import { tellDone } from '../../kit/toast.tsx';
import styles from './points.module.css';
import { firstDay, rulesPath, type Version } from './rules-version.ts';
import { usePointsWords } from './words.ts';

/** Former versions, each of which can stand again: as a new version, because what orders earned by is never changed. */
export function FormerRules({ versions }: { readonly versions: readonly Version[] }) {
  const t = usePointsWords();
  const shop = useShop();
  const [newest, ...former] = versions;
  if (newest === undefined || former.length === 0) return null;
  const takeUp = async ({ rules }: Version) => {
    const body = { starts_on: firstDay(newest, shop.time_zone), rules, version: newest.version };
    await take(api.PUT(rulesPath, { params: { path: { shop: shop.slug } }, body }));
    await queryClient.invalidateQueries({ queryKey: [rulesPath] });
    tellDone(t('rules-saved'));
  };
  return (
    <details>
      <summary>{t('former', { count: former.length })}</summary>
      {former.map((it) => (
        <p key={it.version} className={styles.row}>
          {it.version} · {t('from')} <Day day={it.starts_on} /> ·{' '}
          <Actor by={it.made_by} name={it.made_by_name} />
          <ConfirmAction
            label={t('take-up')}
            title={t('take-up-title', { version: it.version })}
            button={{ size: 'small' }}
            act={() => takeUp(it)}
          >
            <p>{t('take-up-hint')}</p>
          </ConfirmAction>
        </p>
      ))}
    </details>
  );
}
