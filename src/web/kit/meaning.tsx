import InfoCircleOutlined from '@ant-design/icons/InfoCircleOutlined';
import { Aside } from './aside.tsx';
import { useKitWords } from './words.ts';

interface MeaningProps {
  readonly title: string;
  readonly text: string;
}

/** ⓘ behind a figure's name: what it means, one click away. */
export function Meaning({ title, text }: MeaningProps) {
  const t = useKitWords();
  return (
    <Aside icon={<InfoCircleOutlined />} label={t('meaning-of', { title })} title={title}>
      <p style={{ maxWidth: 340 }}>{text}</p>
    </Aside>
  );
}
