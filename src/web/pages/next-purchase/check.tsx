import { Day, Num } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import kit from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import { Calibration } from './calibration.tsx';
import styles from './next.module.css';
import type { Next, OfNext } from './next.ts';
import { useNextWords } from './words.ts';

type Checked = NonNullable<Next['check']>;

/** How the model did on days it had not seen, beside the plain rules it must beat. */
export function Check({ next: { check, window_days: window } }: OfNext) {
  const t = useNextWords();
  if (check === null)
    return (
      <Section title={t('check')}>
        <p className="muted">{t('check-nothing')}</p>
      </Section>
    );
  return (
    <Section title={t('check')} extra={<Meaning title={t('check')} text={t('means-check')} />}>
      <p className={kit.hint}>
        {t('learnt-to')} <Day day={check.fitted_to} /> · {t('held-to')} <Day day={check.to} />
      </p>
      <div className={kit.pair}>
        {check.propensities.map((it) => (
          <Calibration key={it.days} it={it} />
        ))}
      </div>
      <Quality check={check} />
      <Facts check={check} window={window} />
    </Section>
  );
}

function Quality({ check }: { readonly check: Checked }) {
  const t = useNextWords();
  const { fixed } = useFormat();
  const rows = check.propensities.flatMap(({ days, model, recency_rule: rule, ...it }) => [
    { name: `${t('model')} · ${t('within', { count: days })}`, of: model, ...it },
    { name: `${t('recency-rule')} · ${t('within', { count: days })}`, of: rule, ...it },
  ]);
  return (
    <div className={kit.scroll}>
      <table className={kit.table}>
        <thead>
          <tr>
            <th scope="col">{t('rule')}</th>
            <th scope="col">{t('looks')}</th>
            <th scope="col">{t('bought')}</th>
            <th scope="col">AUC</th>
            <th scope="col">Brier</th>
            <th scope="col">{t('lift')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, of, customers, bought }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <Num value={customers} />
              </td>
              <td>
                <Num value={bought} />
              </td>
              <td>{fixed(of.auc, 3)}</td>
              <td>{fixed(of.brier, 3)}</td>
              <td>{fixed(of.lift, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What days and categories came to, in sentences. */
function Facts({
  check: { days, categories },
  window,
}: {
  readonly check: Checked;
  readonly window: number;
}) {
  const t = useNextWords();
  const { fixed, number, share } = useFormat();
  return (
    <ul className={styles.facts}>
      {days && (
        <li>
          {t('fact-days', {
            ...{ window: number(window), customers: number(days.customers) },
            ...{ error: fixed(days.mean_error, 1), rule: fixed(days.mean_error_of_rule, 1) },
            coverage: share(days.coverage),
          })}
        </li>
      )}
      {categories && (
        <li>
          {t('fact-categories', {
            ...{ customers: number(categories.customers), first: share(categories.first_hit) },
            ...{ best: share(categories.first_hit_of_rule), three: share(categories.three_hit) },
            most: share(categories.three_hit_of_rule),
          })}
        </li>
      )}
    </ul>
  );
}
