import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { useShop } from '../../../client/me.ts';
import { tellDone, tellProblem } from '../../../kit/toast.tsx';
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
  const path = { shop: useShop().slug };
  const client = useQueryClient();
  const [tag, setTag] = useState('');
  const change = async (adds: boolean) => {
    const body = { customer_ids: rows.map((it) => it.customer_id), tag: tag.trim() };
    try {
      const params = { path };
      const { customers } = adds
        ? await take(api.POST('/api/shops/{shop}/customers/tags', { params, body }))
        : await take(api.POST('/api/shops/{shop}/customers/tags/remove', { params, body }));
      tellDone(t(adds ? 'tagged' : 'untagged', { count: customers, tag: body.tag }));
      await client.invalidateQueries({ queryKey: ['customers', path.shop] });
      onDone();
    } catch (error) {
      tellProblem(error);
    }
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
