import { Input, InputNumber, Segmented } from 'antd';
import { MoneyField } from '../../kit/money-field.tsx';
import type { Gift } from './draft-rules.ts';
import styles from './tiers.module.css';
import { useTierWords } from './words.ts';

interface GiftProps {
  readonly gift: Gift;
  readonly onChange: (gift: Gift) => void;
}

/** Points, or a thing with its name, what it costs the shop, and how long it can be had. */
export function GiftFields({ gift, onChange }: GiftProps) {
  const t = useTierWords();
  const isPoints = 'points' in gift;
  const thing = { name: { zh: t('gift-thing'), en: 'Gift' }, cost_minor: 0, days: 30 };
  return (
    <>
      <Segmented
        aria-label={t('gift')}
        value={isPoints ? 'points' : 'thing'}
        onChange={(it) => onChange(it === 'points' ? { points: 100 } : thing)}
        options={[
          { value: 'points', label: t('gift-points') },
          { value: 'thing', label: t('gift-thing') },
        ]}
      />
      {isPoints ? (
        <InputNumber
          aria-label={t('gift-points')}
          min={1}
          precision={0}
          value={gift.points}
          onChange={(points) => onChange({ points: points ?? 1 })}
        />
      ) : (
        <Thing gift={gift} onChange={onChange} />
      )}
    </>
  );
}

type ThingGift = Exclude<Gift, { points: number }>;

/** A thing with its name, what it costs, and how long it can be had. */
export function Thing({
  gift,
  onChange,
}: {
  readonly gift: ThingGift;
  readonly onChange: (gift: ThingGift) => void;
}) {
  const t = useTierWords();
  const { name } = gift;
  return (
    <>
      <Input
        aria-label={t('name-zh')}
        value={name.zh}
        maxLength={40}
        onChange={({ target }) => onChange({ ...gift, name: { ...name, zh: target.value } })}
      />
      <Input
        aria-label={t('name-en')}
        value={name.en}
        maxLength={80}
        onChange={({ target }) => onChange({ ...gift, name: { ...name, en: target.value } })}
      />
      <MoneyField
        name={t('gift-cost')}
        className={styles.wide!}
        value={gift.cost_minor}
        onChange={(cost) => onChange({ ...gift, cost_minor: cost ?? 0 })}
      />
      <InputNumber
        aria-label={t('gift-days')}
        className={styles.wide}
        prefix={t('gift-days')}
        min={1}
        max={366}
        precision={0}
        value={gift.days}
        onChange={(days) => onChange({ ...gift, days: days ?? 30 })}
      />
    </>
  );
}
