import { readConfig } from '../../platform/config.ts';
import { type Finding, valueIn } from '../../system/index.ts';
import { type Language, localCommand } from '../command.ts';
import { findingsOf, settingsFinding } from '../findings.ts';
import { exitCodes } from '../invoke.ts';
import { padded } from '../table.ts';

/** `shuke doctor`: what is configured, what answers, and what to do about each problem. */
export const command = localCommand({
  name: 'doctor',
  summary: {
    zh: '检查配置，引擎与磁盘，并给出建议',
    en: 'check settings, engines and disk, and say what to do',
  },
  options: {},
  async run({ env, cwd, language, result }) {
    const config = readConfig(env, cwd);
    const found = config.ok ? await findingsOf(config.value) : [];
    const findings = [settingsFinding(config, env), ...found];
    const healthy = findings.every((it) => it.ok);
    const shown = findings.map(({ advice, ...it }) => ({
      ...{ ...it, value: valueIn(it, language) },
      ...(advice && { advice: advice[language] }),
    }));
    result({ healthy, findings: shown }, () => findings.map((it) => lineOf(it, language)).join(''));
    return healthy ? exitCodes.done : exitCodes.failed;
  },
});

const words = {
  zh: {
    ...{
      ok: '正常',
      trouble: '异常',
      settings: '设置',
      node: 'Node',
      threads: '线程',
      role: '角色',
      data: '数据目录',
    },
    ...{
      disk: '磁盘',
      'master key': '主密钥',
      server: '服务',
      postgres: 'PostgreSQL',
      clickhouse: 'ClickHouse',
    },
  },
  en: { ok: 'ok', trouble: 'PROBLEM' },
} as const;

/** One line, and what to do under it where something is wrong. */
function lineOf(it: Finding, language: Language): string {
  const said: Readonly<Record<string, string>> = words[language];
  const state = padded(said[it.ok ? 'ok' : 'trouble']!, 8);
  const first = `${state} ${padded(said[it.name] ?? it.name, 15)} ${valueIn(it, language)}\n`;
  return it.advice === undefined ? first : `${first}${' '.repeat(24)} -> ${it.advice[language]}\n`;
}
