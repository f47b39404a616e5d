import CopyOutlined from '@ant-design/icons/CopyOutlined';
import { Button } from 'antd';
import { copyText } from './copy-text.ts';
import { tellDone } from './toast.tsx';
import { useKitWords } from './words.ts';

/** Copies a number that is asked for elsewhere: at the platform, in a chat with the buyer. */
export function CopyButton({ text }: { readonly text: string }) {
  const t = useKitWords();
  const copy = async () => {
    await copyText(text);
    tellDone(t('copied', { text }));
  };
  return (
    <Button
      type="text"
      size="small"
      icon={<CopyOutlined />}
      aria-label={t('copy', { text })}
      title={t('copy', { text })}
      onClick={() => void copy()}
    />
  );
}
