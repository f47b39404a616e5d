import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { DayField } from '../../kit/day/day-field.tsx';
import { useText } from '../../kit/words/language.ts';
import { actNames } from './act-names.ts';
import styles from './audit.module.css';
import { useAuditWords } from './words.ts';

type View = Readonly<Record<'act' | 'subject' | 'actor' | 'from' | 'to', string>>;

interface AuditFiltersProps {
  readonly view: View;
  readonly onChange: (change: Partial<View>) => void;
}

/** By what was done, on whom, on which days, and by whom: the last is chosen in the list, by a click on a name. */
export function AuditFilters({ view, onChange }: AuditFiltersProps) {
  const t = useAuditWords();
  const say = useText();
  const [subject, setSubject] = useState(view.subject);
  const acts = Object.entries(actNames).map(([value, [zh, en]]) => ({ value, label: say({ zh, en }) }));
  return (
    <div className={styles.filters}>
      <Select
        className={styles.act!}
        aria-label={t('act-filter')}
        showSearch={{ optionFilterProp: 'label' }}
        value={view.act}
        options={[{ value: '', label: t('every-act') }, ...acts]}
        onChange={(act) => onChange({ act })}
      />
      <Input.Search
        className={styles.subject!}
        aria-label={t('subject-filter')}
        placeholder={t('subject-filter')}
        allowClear
        value={subject}
        onChange={(event) => setSubject(event.target.value)}
        onSearch={(it) => onChange({ subject: subjectOf(it.trim()) })}
      />
      {(['from', 'to'] as const).map((end) => (
        <DayField
          key={end}
          aria-label={t(end)}
          value={view[end]}
          onChange={(day) => onChange({ [end]: day })}
        />
      ))}
      {view.actor !== '' && <Button onClick={() => onChange({ actor: '' })}>{t('everybody')}</Button>}
    </div>
  );
}

/** A bare number is a customer's. */
const subjectOf = (typed: string): string => (/^\d+$/.test(typed) ? `customer:${typed}` : typed);
