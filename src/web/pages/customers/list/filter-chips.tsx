import { Button, Tag } from 'antd';
import { useCustomerWords } from '../words.ts';
import { chipsOf } from './filter-fields.ts';
import styles from './list.module.css';
import { useSayFilter } from './say-filter.ts';
import type { FilterState } from './use-filter.ts';

/** What narrows the list now, each with its way out. */
export function FilterChips({ read, change, clear }: FilterState) {
  const t = useCustomerWords();
  const say = useSayFilter();
  const chips = chipsOf((name) => read(name) !== null);
  if (chips.length === 0) return null;
  return (
    <div className={styles.chips}>
      {chips.map((chip) => {
        const text = say(chip, read);
        return (
          <Tag
            key={chip.name}
            closable={{ 'aria-label': `${t('remove-filter')} ${text}` }}
            onClose={(event) => {
              event.preventDefault();
              change({ [chip.name]: null, ...(chip.to && { [chip.to]: null }) });
            }}
          >
            {text}
          </Tag>
        );
      })}
      {chips.length > 1 && (
        <Button type="link" size="small" onClick={clear}>
          {t('clear-filters')}
        </Button>
      )}
    </div>
  );
}
