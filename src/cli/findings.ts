import type { Config } from '../platform/config.ts';
import { configNames } from '../platform/config-names.ts';
import type { Result } from '../platform/errors.ts';
import { type Finding, fine, machineFindings, trouble } from '../system/index.ts';
import { engineFindings } from './engine-findings.ts';
import { sayProblem } from './say-problem.ts';

/** The settings that are given, without the passwords in their URLs; or everything wrong with them. */
export function settingsFinding(config: Result<Config>, env: NodeJS.ProcessEnv): Finding {
  const given = configNames
    .filter((name) => env[name])
    .map((name) => `${name}=${withoutPassword(env[name]!)}`);
  const value = given.join(' ') || { zh: '均为默认', en: 'all as they come' };
  if (config.ok) return fine('settings', value);
  const { problem } = config;
  return trouble('settings', value, {
    zh: sayProblem(problem, 'zh').trim(),
    en: sayProblem(problem, 'en').trim(),
  });
}

/** Up to the last @: in a URL that is wrong the password may hold one, or a slash. */
const withoutPassword = (text: string): string =>
  text.replace(/(:\/\/[^:/@]*):.*@/, '$1:***@').replace(/([?&]password=)[^&]*/gi, '$1***');

/** Looks at program, disk, data, key, owner and engines. */
export const findingsOf = async (config: Config): Promise<Finding[]> => [
  ...(await machineFindings(config)),
  ...(await engineFindings(config)),
];
