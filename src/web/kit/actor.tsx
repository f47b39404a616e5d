import { useKitWords } from './words.ts';

interface ActorProps {
  /** `user:<id>`, `key:<id>`, `cli:...`, `member` (a customer on their page) or `system`, as the logs have it. */
  readonly by: string;
  readonly name: string | null;
}

/** Who did it: the name of the staff member or key; otherwise what kind of doer it was. The id is in the tooltip. */
export function Actor({ by, name }: ActorProps) {
  const t = useKitWords();
  if (name !== null)
    return <span title={by}>{by.startsWith('key:') ? t('by-key-named', { name }) : name}</span>;
  const kind = kinds.find((it) => by.startsWith(it)) ?? 'user';
  return (
    <span className="muted" title={by}>
      {t(`by-${kind}`)}
    </span>
  );
}

const kinds = ['system', 'cli', 'key', 'member'] as const;
