import { InputNumber, Select } from 'antd';
import { tierDowngrades, tierMeasures, tierPeriods } from '../../../contract/tiers.ts';
import { Field } from '../../kit/field.tsx';
import type { Fields } from './draft-rules.ts';
import { isCounted } from './rules.tsx';
import styles from './tiers.module.css';
import { useTierWords } from './words.ts';

/** What tiers go by, for how long, and how they are lost. */
export function RuleFields({ rules, onChange }: Fields) {
  const t = useTierWords();
  return (
    <fieldset className={styles.fields}>
      <legend>{t('rules')}</legend>
      <div className={styles.grid}>
        <Field label={t('measure')} hint={t(`measure-${rules.measure}-hint`)}>
          {(id) => (
            <Select
              id={id}
              value={rules.measure}
              onChange={(measure) => onChange({ ...rules, measure })}
              options={tierMeasures.map((value) => ({ value, label: t(`measure-${value}`) }))}
            />
          )}
        </Field>
        {isCounted(rules.measure) && (
          <Field label={t('period')}>
            {(id) => (
              <Select
                id={id}
                value={rules.period}
                onChange={(period) => onChange({ ...rules, period })}
                options={tierPeriods.map((value) => ({ value, label: t(`period-${value}`) }))}
              />
            )}
          </Field>
        )}
        <Field label={t('downgrade')}>
          {(id) => (
            <Select
              id={id}
              value={rules.downgrade}
              onChange={(downgrade) => onChange({ ...rules, downgrade })}
              options={tierDowngrades.map((value) => ({ value, label: t(`downgrade-${value}`) }))}
            />
          )}
        </Field>
        <Days {...{ rules, onChange }} />
      </div>
    </fieldset>
  );
}

function Days({ rules, onChange }: Fields) {
  const t = useTierWords();
  const days = [
    ['notice_days', t('notice'), t('notice-hint'), 180],
    ['grace_days', t('grace'), t('grace-hint'), 365],
  ] as const;
  return days.map(([name, label, hint, max]) => (
    <Field key={name} label={label} hint={hint}>
      {(id) => (
        <InputNumber
          id={id}
          min={0}
          max={max}
          precision={0}
          disabled={rules.downgrade === 'none'}
          value={rules[name]}
          onChange={(value) => onChange({ ...rules, [name]: value ?? 0 })}
        />
      )}
    </Field>
  ));
}
