import { Button } from 'antd';
import { useState } from 'react';
import type { NewTemplate } from '../../../contract/messaging.ts';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import styles from './messages.module.css';
import { templatesPath } from './paths.ts';
import { useMessageWords } from './words.ts';

interface Seen {
  readonly previews?: readonly {
    readonly language: string;
    readonly subject: string;
    readonly text: string;
  }[];
  readonly error?: unknown;
}

/** How it reads, with samples for its values; everything that is wrong with it where it cannot be filled. */
export function Preview({ template }: { readonly template: Omit<NewTemplate, 'version'> | undefined }) {
  const t = useMessageWords();
  const shop = useShop();
  const [seen, setSeen] = useState<Seen>({});
  const look = async () => {
    const params = { path: { shop: shop.slug } };
    try {
      const body = { template: template! };
      setSeen(await take(api.POST(`${templatesPath}/preview`, { params, body })));
    } catch (error) {
      setSeen({ error });
    }
  };
  return (
    <>
      <Button disabled={template === undefined} onClick={() => void look()}>
        {t('preview')}
      </Button>
      {seen.error !== undefined && <ProblemView error={seen.error} />}
      <div className={styles.columns}>
        {seen.previews?.map(({ language, subject, text }) => (
          <div key={language}>
            <h3>{subject}</h3>
            <div className={styles.preview}>{text}</div>
          </div>
        ))}
      </div>
    </>
  );
}
