import { findScoreKind } from '../../../contract/score-kinds.ts';
import { useChannelName } from '../channel-names.ts';
import { Money, Num, Share } from '../figures.tsx';
import { useText } from '../words/language.ts';

interface ScoreFigureProps {
  /** Code of the score. */
  readonly score: string;
  readonly value: number | null;
  /** What it names. */
  readonly word?: string | null | undefined;
}

/** A score in its own unit: money, a share, what it names, the name of a band, a count of two digits. */
export function ScoreFigure({ score, value, word }: ScoreFigureProps) {
  const say = useText();
  const channel = useChannelName();
  const kind = findScoreKind(score);
  if (value === null) return '–';
  if (kind?.unit === 'money') return <Money value={Math.round(value)} />;
  if (kind?.unit === 'share') return <Share value={value} />;
  if (kind?.unit === 'word')
    return (
      <>
        {score === 'interest-channel' ? channel(word ?? '') : word} <Share value={value} />
      </>
    );
  if (kind?.unit === 'number') return String(value);
  const band = kind?.bands?.find((it) => it.value === value);
  return band ? say(band.label) : <Num value={Math.round(value * 100) / 100} />;
}
