import { InputNumber, Select, Switch } from 'antd';
import { cityTiers } from '../../../contract/personas.ts';
import { Field } from '../../kit/field.tsx';
import styles from './interests.module.css';
import type { PersonaRule } from './say-rule.ts';
import { useInterestWords } from './words.ts';

interface RuleProps {
  readonly rule: PersonaRule;
  readonly onChange: (change: Partial<PersonaRule>) => void;
}

/** What one persona asks for: only what its rule names can be changed, so that a persona stays what it is called. */
export function RuleFields({ rule, onChange }: RuleProps) {
  const t = useInterestWords();
  const name = t(`persona-${rule.persona}`);
  return (
    <fieldset className={styles.fieldset}>
      <legend>
        <Switch size="small" aria-label={name} checked={rule.on} onChange={(on) => onChange({ on })} /> {name}
      </legend>
      {rule.tiers !== null && <Tiers {...{ rule, onChange }} />}
      {rule.words !== null && <Words {...{ rule, onChange }} />}
      {(['word_share', 'band_share', 'hour_share', 'need_share'] as const).map(
        (field) => rule[field] !== null && <Share key={field} {...{ field, rule, onChange }} />,
      )}
      {rule.bands_to !== null && <Whole field="bands_to" least={1} most={4} {...{ rule, onChange }} />}
      {rule.hour_from !== null && <Whole field="hour_from" least={0} most={23} {...{ rule, onChange }} />}
      {rule.hour_to !== null && <Whole field="hour_to" least={0} most={23} {...{ rule, onChange }} />}
      <Whole field="least_acts" least={0} most={1000} {...{ rule, onChange }} />
    </fieldset>
  );
}

function Tiers({ rule, onChange }: RuleProps) {
  const t = useInterestWords();
  return (
    <Field label={t('field-tiers')}>
      {(id) => (
        <Select
          id={id}
          mode="multiple"
          value={rule.tiers ?? []}
          options={cityTiers.map((value) => ({ value, label: t(`tier-${value}`) }))}
          onChange={(tiers) => onChange({ tiers })}
        />
      )}
    </Field>
  );
}

function Words({ rule, onChange }: RuleProps) {
  const t = useInterestWords();
  return (
    <div className={styles.wide}>
      <Field label={t('field-words')} hint={t('field-words-hint')}>
        {(id) => (
          <Select
            id={id}
            mode="tags"
            open={false}
            suffixIcon={null}
            value={rule.words ?? []}
            style={{ width: '100%' }}
            onChange={(words: string[]) => onChange({ words: words.slice(0, 60) })}
          />
        )}
      </Field>
    </div>
  );
}

/** Typed in percent. */
function Share({
  field,
  rule,
  onChange,
}: RuleProps & { readonly field: 'word_share' | 'band_share' | 'hour_share' | 'need_share' }) {
  const t = useInterestWords();
  return (
    <Field label={t(`field-${field}`)}>
      {(id) => (
        <InputNumber
          id={id}
          {...{ min: 5, max: 100, precision: 0, suffix: '%' }}
          value={Math.round((rule[field] ?? 0) * 100)}
          onChange={(it) => onChange({ [field]: (it ?? 50) / 100 })}
        />
      )}
    </Field>
  );
}

interface WholeProps extends RuleProps {
  readonly field: 'bands_to' | 'hour_from' | 'hour_to' | 'least_acts';
  readonly least: number;
  readonly most: number;
}

function Whole({ field, least, most, rule, onChange }: WholeProps) {
  const t = useInterestWords();
  return (
    <Field label={t(`field-${field}`)}>
      {(id) => (
        <InputNumber
          id={id}
          min={least}
          max={most}
          precision={0}
          value={rule[field]}
          onChange={(it) => onChange({ [field]: it ?? least })}
        />
      )}
    </Field>
  );
}
