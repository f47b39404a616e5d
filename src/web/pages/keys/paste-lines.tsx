import { Segmented } from 'antd';
import { useState } from 'react';
import styles from './keys.module.css';
import { linesFor, type PlaceKind, placeKinds } from './track-lines.ts';
import { useKeyWords } from './words.ts';

/** The lines that send events, with the key filled in: for a site, a server behind a mini-program, an app. */
export function PasteLines({ writeKey }: { readonly writeKey: string }) {
  const t = useKeyWords();
  const [place, setPlace] = useState<PlaceKind>('site');
  const choices = placeKinds.map((value) => ({ value, label: t(`place-${value}`) }));
  return (
    <>
      <h3>{t('lines')}</h3>
      <Segmented options={choices} value={place} onChange={setPlace} />
      <p className="muted">{t(`place-${place}-hint`)}</p>
      <pre className={styles.lines}>{linesFor(place, { key: writeKey, host: location.origin })}</pre>
    </>
  );
}
