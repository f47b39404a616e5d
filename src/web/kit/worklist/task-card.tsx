import { Button } from 'antd';
import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { Money } from '../figures.tsx';
import { useText } from '../words/language.ts';
import styles from './task.module.css';
import { type Task, useMark } from './use-worklist.ts';
import { useTaskWords } from './words.ts';

interface TaskCardProps {
  readonly task: Task;
  /** Only what it is and its button, for the card on the overview. */
  readonly brief?: boolean;
}

/** One thing worth doing: what, why, what it may bring, and the one button. */
export function TaskCard({ task, brief = false }: TaskCardProps) {
  const say = useText();
  const shop = useShop();
  // On the overview it stands in a section, on its own page right below the title.
  const Heading = brief ? 'h3' : 'h2';
  return (
    <article className={styles.task} aria-label={say(task.title)}>
      <div className={styles.what}>
        <Heading>{say(task.title)}</Heading>
        <p className="muted">{say(task.reason)}</p>
        {!brief && <Basis task={task} />}
      </div>
      {task.expected_money !== null && <Expected minor={task.expected_money} />}
      <div className={styles.actions}>
        <Link className={styles.go!} to={`/shops/${shop.slug}${task.link}`}>
          {say(task.action)}
        </Link>
        {!brief && shop.may('customers:write') && <Marks task={task.task} />}
      </div>
    </article>
  );
}

function Expected({ minor }: { readonly minor: number }) {
  const t = useTaskWords();
  return (
    <p className={styles.expected}>
      <span className="muted">{t('expected')}</span>
      <strong>
        <Money value={minor} compact />
      </strong>
    </p>
  );
}

function Basis({ task }: { readonly task: Task }) {
  const t = useTaskWords();
  const say = useText();
  if (task.basis === null) return null;
  return (
    <details className={styles.basis}>
      <summary>{t('basis')}</summary>
      <p>{say(task.basis)}</p>
    </details>
  );
}

function Marks({ task }: { readonly task: string }) {
  const t = useTaskWords();
  const mark = useMark();
  return (
    <span className={styles.marks}>
      <Button
        type="text"
        size="small"
        disabled={mark.isPending}
        onClick={() => mark.mutate({ task, marking: 'done' })}
      >
        {t('done')}
      </Button>
      <Button
        type="text"
        size="small"
        disabled={mark.isPending}
        onClick={() => mark.mutate({ task, marking: 'snoozed' })}
      >
        {t('snooze')}
      </Button>
    </span>
  );
}
