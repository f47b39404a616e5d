import { Input } from 'antd';
import { useState } from 'react';
import { api, take } from '../../client/api.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { Day, Num } from '../../kit/figures.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useText } from '../../kit/words/language.ts';
import styles from './retention.module.css';
import { useRetentionWords } from './words.ts';

const path = '/api/shops/{shop}/compliance/retention' as const;
type Entry = Answer<typeof path>['entries'][number];

const reload = () => queryClient.invalidateQueries({ queryKey: [path] });

/** How long each kind of data is kept, what would go now, and letting it go. */
export default function RetentionPage() {
  const t = useRetentionWords();
  const say = useText();
  const shop = useShop();
  const query = useAsk(path, { path: { shop: shop.slug } }, { fresh: 0 });
  const mayWrite = shop.may('compliance:write');
  return (
    <>
      <PageHeader
        title={t('title')}
        help={t('help')}
        actions={mayWrite && query.data && <Run entries={query.data.entries} />}
      />
      <QueryState query={query}>
        {({ entries }) => (
          <div className="card">
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('data')}</th>
                  <th scope="col">{t('goes-stays')}</th>
                  <th scope="col">{t('term')}</th>
                  <th scope="col">{t('would-go')}</th>
                </tr>
              </thead>
              <tbody>
                {entries.map((it) => (
                  <tr key={it.subject}>
                    <th scope="row">
                      {say(it.label)}
                      <p className="muted">{say(it.purpose)}</p>
                    </th>
                    <td>
                      <p>{t('goes', { what: say(it.goes) })}</p>
                      <p className="muted">{t('stays', { what: say(it.stays) })}</p>
                    </td>
                    <td>
                      <div className={styles.term}>
                        {it.months === null ? t('forever') : t('months', { count: it.months })}
                        {mayWrite && <Term it={it} />}
                      </div>
                      {it.before && (
                        <p className="muted">
                          {t('before')} <Day day={it.before} />
                        </p>
                      )}
                    </td>
                    <td className="figures">{it.months === null ? '–' : <Num value={it.rows} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </QueryState>
    </>
  );
}

function Term({ it }: { readonly it: Entry }) {
  const t = useRetentionWords();
  const say = useText();
  const shop = useShop();
  const [months, setMonths] = useState(it.months === null ? '' : String(it.months));
  const number = Number(months);
  const params = { path: { shop: shop.slug, subject: it.subject } };
  const one = '/api/shops/{shop}/compliance/retention/{subject}' as const;
  const set = async () => {
    if (months === '') await api.DELETE(one, { params });
    else await api.PUT(one, { params, body: { months: number } });
    await reload();
  };
  return (
    <ConfirmAction
      label={t('change')}
      title={say(it.label)}
      ready={months === '' || (Number.isInteger(number) && number >= 1 && number <= 1200)}
      button={{ size: 'small' }}
      act={set}
    >
      <p>{t('term-hint')}</p>
      <Field label={t('months-label')} hint={t('months-hint')}>
        {(id) => (
          <Input id={id} inputMode="numeric" value={months} onChange={(e) => setMonths(e.target.value)} />
        )}
      </Field>
    </ConfirmAction>
  );
}

/** The run itself, with what goes said once more. */
function Run({ entries }: { readonly entries: readonly Entry[] }) {
  const t = useRetentionWords();
  const say = useText();
  const shop = useShop();
  const due = entries.filter(({ months, rows }) => months !== null && rows > 0);
  const run = async () => {
    const params = { path: { shop: shop.slug } };
    const { runs } = await take(api.POST('/api/shops/{shop}/compliance/retention/run', { params }));
    await reload();
    tellDone(t('dropped', { count: runs.reduce((sum, it) => sum + it.rows, 0) }));
  };
  if (due.length === 0) return null;
  return (
    <ConfirmAction danger label={t('run')} title={t('run-title')} confirm={t('run')} act={run}>
      <p>{t('run-hint')}</p>
      <ul>
        {due.map((it) => (
          <li key={it.subject}>
            {say(it.label)}: <Num value={it.rows} />
          </li>
        ))}
      </ul>
    </ConfirmAction>
  );
}
