import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useShop } from '../../../client/me.ts';
import { changeTags } from '../change-tags.ts';
import { useCustomerWords } from '../words.ts';
import styles from './list.module.css';
import type { CustomerRow } from './row.ts';

interface TagSelectedProps {
  readonly rows: readonly CustomerRow[];
  readonly onDone: () => void;
}

/** A tag for the rows that are ticked, or taken from them. */
export function TagSelected({ rows, onDone }: TagSelectedProps) {
  const t = useCustomerWords();
  const { slug: shop } = useShop();
  const client = useQueryClient();
  const [tag, setTag] = useState('');
  const change = async (adds: boolean) => {
    const what = { shop, tag: tag.trim(), adds, customers: rows };
    const isDone = await changeTags(what, {
      done: (count) => t(adds ? 'tagged' : 'untagged', { count, tag: what.tag }),
      undo: t('undo'),
      again: () => client.invalidateQueries({ queryKey: ['customers', shop] }),
    });
    if (isDone) onDone();
  };
  const ready = tag.trim() !== '';
  return (
    <span className={styles.tagging}>
      <Input
        aria-label={t('tag')}
        placeholder={t('tag')}
        value={tag}
        maxLength={64}
        onChange={(event) => setTag(event.target.value)}
        onPressEnter={() => ready && void change(true)}
      />
      <Button type="primary" disabled={!ready} onClick={() => void change(true)}>
        {t('add-tag')}
      </Button>
      <Button disabled={!ready} onClick={() => void change(false)}>
        {t('take-tag')}
      </Button>
    </span>
  );
}
