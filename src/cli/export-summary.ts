import type { Language } from './command.ts';

export interface Exported {
  readonly rows: number;
  /** Customers chosen by a score whom the universal holdout keeps out of the file. */
  readonly held_out: number;
  readonly bytes: number;
  readonly file: string | null;
  readonly seconds: number;
  readonly sha256?: string;
}

/** What was exported, for a reader. */
export function exportSummary(
  { rows, held_out: heldOut, bytes, file, seconds, sha256 }: Exported,
  language: Language,
): string {
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
  const left =
    heldOut === 0
      ? ''
      : {
          zh: `另有 ${heldOut} 位在对照组中，未导出：按得分选人的行动不触达他们，好知道行动带来了什么\n`,
          en: `${heldOut} more are held out and not in it: acts by a score leave them alone, so that what the acts brought can be told\n`,
        }[language];
  return `${said}${to}\n${left}${sha256 === undefined ? '' : `sha256 ${sha256}\n`}`;
}
