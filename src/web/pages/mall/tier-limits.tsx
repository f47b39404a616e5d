import { Button, Input, InputNumber } from 'antd';
import { RemoveButton } from '../../kit/remove-button.tsx';
import type { TierLimit } from './item-fields.ts';
import styles from './mall.module.css';
import { useMallWords } from './words.ts';

interface LimitsProps {
  readonly limits: readonly TierLimit[];
  readonly onChange: (limits: readonly TierLimit[]) => void;
}

/** How many customers of a tier may take, where that is another number than for everybody. */
export function TierLimits({ limits, onChange }: LimitsProps) {
  const t = useMallWords();
  const set = (changed: TierLimit) => onChange(limits.map((it) => (it.id === changed.id ? changed : it)));
  const add = () =>
    onChange([...limits, { id: Math.max(-1, ...limits.map(({ id }) => id)) + 1, tier: '', most: 1 }]);
  return (
    <fieldset className={styles.limits}>
      <legend>{t('most-by-tier')}</legend>
      {limits.map((it) => (
        <div key={it.id} className={styles.limit}>
          <Input
            aria-label={t('tier')}
            placeholder={t('tier')}
            maxLength={64}
            value={it.tier}
            onChange={({ target }) => set({ ...it, tier: target.value })}
          />
          <InputNumber
            aria-label={t('most')}
            min={1}
            precision={0}
            value={it.most}
            onChange={(most) => set({ ...it, most })}
          />
          <RemoveButton size="small" onRemove={() => onChange(limits.filter(({ id }) => id !== it.id))}>
            {t('remove-row')}
          </RemoveButton>
        </div>
      ))}
      <Button size="small" className={styles.switch!} onClick={add}>
        {t('add-tier')}
      </Button>
    </fieldset>
  );
}
