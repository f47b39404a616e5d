import type { Language } from './command.ts';

export interface Exported {
  readonly rows: number;
  readonly bytes: number;
  readonly file: string | null;
  readonly seconds: number;
  readonly sha256?: string;
}

/** What was exported, for a reader. */
export function exportSummary({ rows, bytes, file, seconds, sha256 }: Exported, language: Language): string {
  const [count, size, time] = [
    rows.toLocaleString('en-US'),
    bytes.toLocaleString('en-US'),
    seconds.toFixed(1),
  ];
  const to = file === null ? '' : ` -> ${file}`;
  const said =
    language === 'zh'
      ? `导出 ${count} 行, ${size} 字节, ${time} 秒`
      : `${count} rows, ${size} bytes in ${time} s`;
  return `${said}${to}\n${sha256 === undefined ? '' : `sha256 ${sha256}\n`}`;
}
