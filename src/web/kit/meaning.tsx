import InfoCircleOutlined from '@ant-design/icons/InfoCircleOutlined';
import { Button, Popover } from 'antd';
import { useKitWords } from './words.ts';

interface MeaningProps {
  readonly title: string;
  readonly text: string;
}

/** ⓘ behind a figure's name: what it means, one click away. */
export function Meaning({ title, text }: MeaningProps) {
  const t = useKitWords();
  return (
    <Popover trigger="click" title={title} content={<p style={{ maxWidth: 340 }}>{text}</p>}>
      <Button
        type="text"
        size="small"
        icon={<InfoCircleOutlined />}
        aria-label={t('meaning-of', { title })}
      />
    </Popover>
  );
}
