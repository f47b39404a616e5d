import { Button, Input } from 'antd';
import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { useAsk } from '../../../client/ask.ts';
import { Actor } from '../../../kit/actor.tsx';
import { Instant } from '../../../kit/figures.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { tellProblem } from '../../../kit/toast.tsx';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { useCustomer } from './use-customer.ts';

/** What staff wrote down, newest first; sealed in the store. */
export function Notes() {
  const t = useCustomerWords();
  const { path, again } = useCustomer();
  const [body, setBody] = useState('');
  const notes = useAsk('/api/shops/{shop}/customers/{customer}/notes', { path });
  const write = async () => {
    try {
      const call = { params: { path }, body: { body: body.trim() } };
      await take(api.POST('/api/shops/{shop}/customers/{customer}/notes', call));
      setBody('');
      await again();
    } catch (error) {
      tellProblem(error);
    }
  };
  return (
    <div className={styles.stack}>
      <div className={styles.stack}>
        <Input.TextArea
          aria-label={t('note')}
          placeholder={t('note-hint')}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={5000}
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
        <div>
          {/* Not before the first answer: one that is on its way already would come without it, and stand. */}
          <Button
            type="primary"
            disabled={body.trim() === '' || notes.isPending}
            onClick={() => void write()}
          >
            {t('note-save')}
          </Button>
        </div>
      </div>
      <QueryState
        query={notes}
        empty={(it) => (it.notes.length === 0 ? <p className="muted">{t('notes-empty')}</p> : undefined)}
      >
        {(it) => (
          <ul className={styles.notes}>
            {it.notes.map((note) => (
              <li key={note.note_id}>
                <p>{note.body}</p>
                <span className="muted">
                  <Actor by={note.written_by} name={note.written_by_name} /> ·{' '}
                  <Instant at={note.written_at} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </QueryState>
    </div>
  );
}
