import { Button, ColorPicker, Input, InputNumber, Select } from 'antd';
import { MoneyField } from '../../kit/money-field.tsx';
import { RemoveButton } from '../../kit/remove-button.tsx';
import { tierIcons } from '../../kit/tier-badge.tsx';
import { useText } from '../../kit/words/language.ts';
import { addRung, changeRung, type Fields, removeRung } from './draft-rules.ts';
import type { Rung } from './paths.ts';
import { isMoney } from './rules.tsx';
import styles from './tiers.module.css';
import { useTierWords } from './words.ts';

/** The rungs, from the lowest up. The first begins at nothing; codes stay, whatever a tier is called. */
export function LadderFields({ rules, onChange }: Fields) {
  const t = useTierWords();
  return (
    <fieldset className={styles.fields}>
      <legend>{t('ladder')}</legend>
      {rules.ladder.map((rung, n) => (
        <RungFields
          key={rung.code}
          {...{ rung, n, measure: rules.measure }}
          onChange={(change) => onChange(changeRung(rules, n, change))}
          {...(rules.ladder.length > 2 && n > 0 && { onRemove: () => onChange(removeRung(rules, n)) })}
        />
      ))}
      <Button size="small" disabled={rules.ladder.length >= 12} onClick={() => onChange(addRung(rules))}>
        {t('add-tier')}
      </Button>
    </fieldset>
  );
}

interface RungProps {
  readonly rung: Rung;
  readonly n: number;
  readonly measure: Fields['rules']['measure'];
  readonly onChange: (change: Partial<Rung>) => void;
  readonly onRemove?: () => void;
}

function RungFields({ rung, n, measure, onChange, onRemove }: RungProps) {
  const t = useTierWords();
  const say = useText();
  const named = (label: string) => `${say(rung.name)} ${label}`;
  return (
    <div className={styles.rung}>
      <ColorPicker
        value={rung.color}
        disabledAlpha
        onChange={(color) => onChange({ color: color.toHexString().toLowerCase() })}
      />
      <Select
        aria-label={named(t('icon'))}
        value={rung.icon}
        onChange={(icon) => onChange({ icon })}
        options={Object.entries(tierIcons).map(([value, Icon]) => ({
          value: value as Rung['icon'],
          label: <Icon />,
        }))}
      />
      <Input
        aria-label={named(t('name-zh'))}
        value={rung.name.zh}
        maxLength={20}
        onChange={(it) => onChange({ name: { ...rung.name, zh: it.target.value } })}
      />
      <Input
        aria-label={named(t('name-en'))}
        value={rung.name.en}
        maxLength={40}
        onChange={(it) => onChange({ name: { ...rung.name, en: it.target.value } })}
      />
      <From
        {...{ name: named(t('from')), disabled: n === 0, measure, value: rung.from }}
        onChange={(from) => onChange({ from: from ?? 0 })}
      />
      {onRemove ? (
        <RemoveButton size="small" onRemove={onRemove} aria-label={named(t('remove'))}>
          {t('remove')}
        </RemoveButton>
      ) : (
        <span />
      )}
    </div>
  );
}

interface FromProps {
  readonly name: string;
  readonly disabled: boolean;
  readonly measure: Fields['rules']['measure'];
  readonly value: number;
  readonly onChange: (value: number | null) => void;
}

/** Where a rung begins: an amount, or a number of what is measured; the first begins at nothing. */
function From({ name, measure, ...field }: FromProps) {
  const t = useTierWords();
  if (isMoney(measure) && !field.disabled)
    return <MoneyField {...field} className={styles.whole!} label={name} name={t('from')} />;
  return (
    <InputNumber
      {...field}
      className={styles.whole!}
      aria-label={name}
      {...(!field.disabled && { prefix: t('from') })}
      min={0}
      precision={0}
    />
  );
}
