import { Input } from 'antd';
import { useState } from 'react';
import { useCustomerWords } from '../words.ts';
import styles from './list.module.css';

interface SearchBoxProps {
  readonly text: string;
  readonly onSearch: (text: string) => void;
}

/** Asks on Enter, not at every letter: each search is on record. */
export function SearchBox({ text, onSearch }: SearchBoxProps) {
  const t = useCustomerWords();
  const [typed, setTyped] = useState(text);
  return (
    <Input.Search
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
