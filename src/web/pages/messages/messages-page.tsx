import { Segmented } from 'antd';
import { useView } from '../../kit/list/view.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Channels } from './channels.tsx';
import styles from './messages.module.css';
import { Outbox } from './outbox.tsx';
import { Templates } from './templates.tsx';
import { useMessageWords } from './words.ts';

const parts = ['outbox', 'templates', 'channels'] as const;
type Part = (typeof parts)[number];

/** What was sent to customers and what came of it, in which words, and by which channels. */
export default function MessagesPage() {
  const t = useMessageWords();
  const [view, change] = useView({ part: 'outbox' });
  const part = parts.find((it) => it === view.part) ?? 'outbox';
  const choices = parts.map((value) => ({ value, label: t(`part-${value}`) }));
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} help={t('help')} />
      <div className={styles.page}>
        <div>
          <Segmented<Part> options={choices} value={part} onChange={(to) => change({ part: to })} />
        </div>
        {part === 'outbox' && <Outbox />}
        {part === 'templates' && <Templates />}
        {part === 'channels' && <Channels />}
      </div>
    </>
  );
}
