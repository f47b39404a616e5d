import type { TierOutcome as Contract } from '../../../contract/tiers.ts';
import { Num } from '../../kit/figures.tsx';
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
    </div>
  );
}
