import { Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useShortcut } from '../../../kit/use-shortcut.ts';
import { useCustomerWords } from '../words.ts';
import styles from './list.module.css';

interface SearchBoxProps {
  readonly text: string;
  readonly onSearch: (text: string) => void;
}

/** Asks on Enter, not at every letter: each search is on record. `/` goes there. */
export function SearchBox({ text, onSearch }: SearchBoxProps) {
  const t = useCustomerWords();
  const [typed, setTyped] = useState(text);
  const field = useRef<InputRef>(null);
  useShortcut('/', () => field.current?.focus({ cursor: 'all' }));
  return (
    <Input.Search
      ref={field}
      className={styles.search!}
      allowClear
      enterButton={t('search')}
      aria-label={t('search-label')}
      placeholder={t('search-hint')}
      title={t('search-hint')}
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(it) => onSearch(it.trim())}
      onClear={() => onSearch('')}
    />
  );
}
