import type { TierOutcome as Contract } from '../../../contract/tiers.ts';
import { Money, Num } from '../../kit/figures.tsx';
import { TierBadge } from '../../kit/tier-badge.tsx';
import type { Rules } from './paths.ts';
import styles from './tiers.module.css';
import { useTierWords } from './words.ts';

export type TierOutcome = Contract;

interface OutcomeProps {
  readonly it: TierOutcome;
  /** The rules that would be applied. */
  readonly rules: Rules;
}

/** Who moves where: tiers before down the side, tiers after across. */
export function Outcome({ it, rules }: OutcomeProps) {
  const t = useTierWords();
  const { ladder } = rules;
  const before = [...new Set(it.matrix.map(({ from }) => from))];
  const count = (from: string | null, to: string) =>
    it.matrix.find((one) => one.from === from && one.to === to)?.customers ?? 0;
  const look = (code: string | null) => ladder.find((rung) => rung.code === code);
  return (
    <div className={styles.outcome} role="status">
      <p>
        <strong>{t('outcome', { count: it.customers })}</strong> {t('moved', { up: it.up, down: it.down })} ·{' '}
        {t('outcome-risk', { count: it.at_risk })}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('before-after')}</th>
            {ladder.map((rung) => (
              <th key={rung.code} scope="col">
                <TierBadge tier={rung} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before.map((from) => {
            const rung = look(from);
            return (
              <tr key={from ?? ''}>
                <th scope="row">{rung ? <TierBadge tier={rung} /> : (from ?? t('nobody-yet'))}</th>
                {ladder.map(({ code }) => (
                  <td key={code} className={code === from ? styles.same : ''}>
                    {count(from, code) === 0 ? '–' : <Num value={count(from, code)} />}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {it.costs?.some((one) => one.before_minor + one.after_minor > 0) && (
        <Costs costs={it.costs} rules={rules} />
      )}
    </div>
  );
}

interface CostsProps {
  readonly costs: NonNullable<TierOutcome['costs']>;
  readonly rules: Rules;
}

/** What the benefits of each tier cost in a year at the most, before and after. */
function Costs({ costs, rules }: CostsProps) {
  const t = useTierWords();
  const sum = (of: 'before_minor' | 'after_minor') => costs.reduce((all, it) => all + it[of], 0);
  const row = (it: { readonly before_minor: number; readonly after_minor: number }) => (
    <>
      <td>
        <Money value={it.before_minor} />
      </td>
      <td>
        <Money value={it.after_minor} />
      </td>
    </>
  );
  return (
    <>
      <p>
        <strong>{t('costs-title')}</strong> · {t('costs-hint')}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('tier')}</th>
            <th scope="col">{t('costs-before')}</th>
            <th scope="col">{t('costs-after')}</th>
          </tr>
        </thead>
        <tbody>
          {costs.map((it) => {
            const rung = rules.ladder.find(({ code }) => code === it.tier);
            return (
              <tr key={it.tier}>
                <th scope="row">{rung ? <TierBadge tier={rung} /> : it.tier}</th>
                {row(it)}
              </tr>
            );
          })}
          <tr>
            <th scope="row">{t('costs-total')}</th>
            {row({ before_minor: sum('before_minor'), after_minor: sum('after_minor') })}
          </tr>
        </tbody>
      </table>
    </>
  );
}
