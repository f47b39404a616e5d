import { Button, Checkbox, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Group, Tree } from '../../../../contract/segment-conditions.ts';
import { useShop } from '../../../client/me.ts';
import { AskBeforeLeaving } from '../../../kit/ask-before-leaving.tsx';
import { Field } from '../../../kit/field.tsx';
import { PageHeader } from '../../../kit/page/page-header.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { ProblemView } from '../../../kit/state/problem-view.tsx';
import styles from '../segments.module.css';
import { useSegmentWords } from '../words.ts';
import { GroupEditor } from './group-editor.tsx';
import { Preview } from './preview.tsx';
import { asGroup, asKept } from './tree-rules.ts';

export interface Draft {
  readonly name: string;
  readonly description: string;
  readonly tree: Tree;
  readonly is_live: boolean;
}

interface EditorProps {
  readonly title: string;
  readonly start: Draft;
  /** Keeps it; a rejection is shown. */
  readonly onSave: (draft: Draft) => Promise<unknown>;
  readonly back: string;
}

/** Name and conditions on the left; on the right what they say, how many they hold, and some of them. */
export function Editor({ title, start, onSave, back }: EditorProps) {
  const t = useSegmentWords();
  const [draft, setDraft] = useState<Omit<Draft, 'tree'>>(start);
  const [group, setGroup] = useState<Group>(asGroup(start.tree));
  const change = (it: Partial<Draft>) => setDraft((now) => ({ ...now, ...it }));
  const tree = asKept(group);
  const { unsaved, saving } = useUnsaved(start, { ...draft, tree: group });
  return (
    <>
      <AskBeforeLeaving unsaved={unsaved} />
      <Link to={back}>← {t('back')}</Link>
      <PageHeader title={title} help={t('help-editor')} />
      <div className={styles.editor}>
        <div className={styles.stack}>
          <Section title={t('conditions')}>
            <GroupEditor group={group} depth={1} onChange={setGroup} />
          </Section>
          <Section title={t('name-and-use')}>
            <NameFields draft={draft} onChange={change} />
          </Section>
        </div>
        <aside className={styles.preview}>
          <Preview tree={tree} isWhole={group.of.length > 0} />
          <Save
            ready={draft.name.trim() !== '' && group.of.length > 0}
            onSave={() => saving(() => onSave({ ...draft, tree }))}
          />
        </aside>
      </div>
    </>
  );
}

/** Whether a draft differs from what it began as, and has not been saved. */
function useUnsaved(start: Draft, now: Draft) {
  const unsaved = useRef(false);
  const isChanged = JSON.stringify(now) !== JSON.stringify({ ...start, tree: asGroup(start.tree) });
  useEffect(() => {
    unsaved.current = isChanged;
  }, [isChanged]);
  const saving = async (save: () => Promise<unknown>) => {
    unsaved.current = false;
    try {
      await save();
    } catch (refused) {
      unsaved.current = isChanged;
      throw refused;
    }
  };
  return { unsaved, saving };
}

interface NameFieldsProps {
  readonly draft: Omit<Draft, 'tree'>;
  readonly onChange: (it: Partial<Draft>) => void;
}

function NameFields({ draft, onChange }: NameFieldsProps) {
  const t = useSegmentWords();
  return (
    <div className={styles.stack}>
      <Field label={t('name')}>
        {(id) => (
          <Input
            id={id}
            value={draft.name}
            maxLength={60}
            onChange={(it) => onChange({ name: it.target.value })}
          />
        )}
      </Field>
      <Field label={t('description')}>
        {(id) => (
          <Input
            id={id}
            value={draft.description}
            maxLength={300}
            onChange={(it) => onChange({ description: it.target.value })}
          />
        )}
      </Field>
      <Checkbox checked={draft.is_live} onChange={(it) => onChange({ is_live: it.target.checked })}>
        {t('keep-live')}
      </Checkbox>
    </div>
  );
}

function Save({ ready, onSave }: { readonly ready: boolean; readonly onSave: () => Promise<unknown> }) {
  const t = useSegmentWords();
  const shop = useShop();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onSave();
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  return (
    <>
      {error !== undefined && <ProblemView error={error} />}
      {shop.may('segments:write') && (
        <Button type="primary" block disabled={!ready} loading={isBusy} onClick={() => void save()}>
          {t('save')}
        </Button>
      )}
    </>
  );
}
