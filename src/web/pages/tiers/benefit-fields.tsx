import { Select } from 'antd';
import { benefitKinds } from '../../../contract/benefits.ts';
import { useShop } from '../../client/me.ts';
import { dayOf } from '../../kit/format/dates.ts';
import { RemoveButton } from '../../kit/remove-button.tsx';
import { TierBadge } from '../../kit/tier-badge.tsx';
import { BenefitParts } from './benefit-parts.tsx';
import { addBenefit, changeBenefit, type Fields, removeBenefit } from './draft-rules.ts';
import styles from './tiers.module.css';
import { useTierWords } from './words.ts';

/** What each tier brings. */
export function BenefitFields({ rules, onChange }: Fields) {
  const t = useTierWords();
  const today = dayOf(new Date(), useShop().time_zone);
  return (
    <fieldset className={styles.fields}>
      <legend>{t('benefits')}</legend>
      {rules.ladder.map((rung, n) => (
        <div key={rung.code} className={styles.benefits}>
          <TierBadge tier={rung} />
          <div className={styles.fields}>
            {(rung.benefits ?? []).map((it, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a benefit has no name of its own
              <div key={`${it.kind} ${at}`} className={styles.benefit}>
                <span>{t(`benefit-${it.kind}`)}</span>
                <BenefitParts it={it} onChange={(next) => onChange(changeBenefit(rules, n, [at, next]))} />
                <RemoveButton size="small" onRemove={() => onChange(removeBenefit(rules, n, at))}>
                  {t('remove')}
                </RemoveButton>
              </div>
            ))}
            <Select
              aria-label={t('add-benefit')}
              className={styles.add}
              size="small"
              value={null}
              placeholder={t('add-benefit')}
              onChange={(kind) => kind !== null && onChange(addBenefit(rules, n, { kind, today }))}
              options={benefitKinds.map((value) => ({ value, label: t(`benefit-${value}`) }))}
            />
          </div>
        </div>
      ))}
    </fieldset>
  );
}
