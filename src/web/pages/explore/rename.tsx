import { Input } from 'antd';
import { useState } from 'react';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { useExploreWords } from './words.ts';

interface RenameProps {
  readonly title: string;
  readonly onRename: (title: string) => Promise<unknown>;
}

/** Gives a chart or dashboard another name. */
export function Rename({ title, onRename }: RenameProps) {
  const t = useExploreWords();
  const [next, setNext] = useState(title);
  return (
    <ConfirmAction
      label={t('rename')}
      title={t('rename')}
      confirm={t('rename')}
      ready={next.trim() !== ''}
      act={() => onRename(next.trim())}
    >
      <Field label={t('new-name')}>
        {(id) => <Input id={id} maxLength={100} value={next} onChange={(it) => setNext(it.target.value)} />}
      </Field>
    </ConfirmAction>
  );
}
