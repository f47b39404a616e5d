import { readConfig } from '../../platform/config.ts';
import { type Language, localCommand } from '../command.ts';
import type { Finding } from '../finding.ts';
import { findingsOf, settingsFinding } from '../findings.ts';
import { exitCodes } from '../invoke.ts';

/** `shuke doctor`: what is configured, what answers, and what to do about each problem. */
export const command = localCommand({
  name: 'doctor',
  summary: {
    zh: '检查配置, 引擎与磁盘, 并给出建议',
    en: 'check settings, engines and disk, and say what to do',
  },
  options: {},
  async run({ env, cwd, language, result }) {
    const config = readConfig(env, cwd);
    const found = config.ok ? await findingsOf(config.value) : [];
    const findings = [settingsFinding(config, env), ...found];
    const healthy = findings.every((it) => it.ok);
    const shown = findings.map(({ advice, ...it }) => (advice ? { ...it, advice: advice[language] } : it));
    result({ healthy, findings: shown }, () => findings.map((it) => lineOf(it, language)).join(''));
    return healthy ? exitCodes.done : exitCodes.failed;
  },
});

function lineOf({ ok, name, value, advice }: Finding, language: Language): string {
  const first = `${ok ? 'ok     ' : 'PROBLEM'}  ${name.padEnd(15)} ${value}\n`;
  return advice === undefined ? first : `${first}         ${' '.repeat(15)} -> ${advice[language]}\n`;
}
