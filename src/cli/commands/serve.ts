import { demoShopIsMissing } from '../../demo/index.ts';
import { type Server, startServer } from '../../main.ts';
import { type EnsuredOwner, ensureOwner } from '../../platform/auth/index.ts';
import { type Config, missingServers } from '../../platform/config.ts';
import { type Role, roles } from '../../platform/config-values.ts';
import { caught, orThrow, ProblemError, problem } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { demoFiller, firstDemo, goOnWithDemo, needsSetup, setupCode } from '../../setup/index.ts';
import { type Invocation, type Language, localCommand } from '../command.ts';
import { fillWithBar } from '../fill-demo.ts';
import { importSummary } from '../import-summary.ts';
import { exitCodes } from '../invoke.ts';
import { choice, flag, type Options, text } from '../option.ts';

/** `shuke serve`: the server, until Ctrl-C. */
export const command = localCommand({
  name: 'serve',
  summary: { zh: '启动服务，按 Ctrl-C 停止', en: 'start the server; Ctrl-C stops it' },
  options: {
    role: choice(roles, {
      zh: '本进程的角色: api 应答请求, worker 后台工作, all 两者 (默认，或 SHUKE_ROLE)',
      en: 'answer requests, work in the background, or both (default; or SHUKE_ROLE)',
    }),
    demo: flag({ zh: '首次运行时填充演示店铺', en: 'fill a demo shop on the first run' }),
    'owner-email': text('E-MAIL', {
      zh: '首次运行时直接建立此邮箱的所有者账号，而不在浏览器中设置',
      en: 'on the first run make an account of this e-mail, instead of setting up in the browser',
    }),
  },
  async run(it) {
    const { config, runner, options, output, language, signal, result } = it;
    const server = orThrow(await startServer(asRole(config(), options.role), runner));
    try {
      const { platform } = server;
      const owner = await firstOwner(platform, options);
      const setup = await setupOf(server);
      result({ ...facts(server, owner), setup }, () => banner({ server, owner, setup, language }));
      if (options.demo) await fillOnFirstRun(platform, it);
      else if (await goOnWithDemo(platform)) demoFiller(platform).begin();
      await untilAborted(signal);
      output.stderr(language === 'zh' ? '正在停止……\n' : 'Stopping...\n');
      return exitCodes.done;
    } finally {
      await server.stop();
    }
  },
});

/** `npm start` and whoever names an address get an account at once; everybody else sets up in the browser. */
function firstOwner(
  platform: Platform,
  { demo, 'owner-email': email }: { demo: boolean; 'owner-email': string | undefined },
): Promise<EnsuredOwner> {
  if (!demo && email === undefined) return Promise.resolve({ created: false });
  return ensureOwner(platform, { email: email ?? 'owner@shuke.local' });
}

interface Setup {
  readonly url: string;
  readonly code: string;
}

/** Where the first account is made, while there is none. The code stands behind #, which browsers do not send. */
async function setupOf({ platform, url }: Server): Promise<Setup | null> {
  if (platform.config.role === 'worker' || !(await needsSetup(platform))) return null;
  const code = setupCode(platform);
  return { url: `${url}/setup#${code}`, code };
}

/** The role of the command line goes before the environment's, and is held to the same rule. */
function asRole(config: Config, role: Role | undefined): Config {
  const chosen = role === undefined ? config : { ...config, role };
  const missing = missingServers(chosen);
  if (missing.length > 0) throw new ProblemError(problem('config-invalid', 500, roleNeedsServers, missing));
  return chosen;
}

const roleNeedsServers = {
  zh: '这个角色需要两个引擎都在服务器上。',
  en: 'This role needs both engines on servers.',
};

/** Serving has begun: whatever becomes of the demo shop, the server stays. What a stop cut short goes on next time. */
async function fillOnFirstRun(platform: Platform, it: Invocation<Options>): Promise<void> {
  if (!(await demoShopIsMissing(platform, firstDemo.slug))) return;
  const filled = await caught(() => fillWithBar(platform, firstDemo, it));
  if (filled.ok) it.output.stderr(importSummary(filled.value.import, firstDemo.slug, it.language));
  else if (!it.signal.aborted) it.output.problem(filled.problem);
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

const facts = ({ url, platform }: Server, owner: EnsuredOwner) => ({
  url,
  role: platform.config.role,
  docs: platform.config.role === 'worker' ? null : `${url}/api/docs/`,
  data: platform.config.dataDir,
  owner: owner.created ? { email: owner.email, password: owner.password } : null,
});

interface Greeting {
  readonly server: Server;
  readonly owner: EnsuredOwner;
  readonly setup: Setup | null;
  readonly language: Language;
}

/** Where to go and how to sign in. The password is printed this once; only its hash is kept. */
function banner({ server, owner, setup, language }: Greeting): string {
  const { url, docs, data } = facts(server, owner);
  const lines =
    language === 'zh'
      ? [`熟客已启动: ${url}`, `  接口文档  ${docs}`, `  数据目录  ${data}`]
      : [`Shuke serves on ${url}`, `  API docs  ${docs}`, `  data      ${data}`];
  if (docs === null) return workerBanner(url, language);
  const then = setup === null ? signInLines(owner, language) : setupLines(setup, language);
  return `${[...lines, ...then].join('\n')}\n`;
}

const setupLines = ({ url, code }: Setup, language: Language): string[] =>
  language === 'zh'
    ? [`  首次设置  ${url}`, `  设置码    ${code}`]
    : [`  set up    ${url}`, `  code      ${code}`];

function signInLines(owner: EnsuredOwner, language: Language): string[] {
  if (!owner.created) return language === 'zh' ? knownZh : knownEn;
  const { email, password } = owner;
  return language === 'zh'
    ? [`  登录      ${email}`, `  密码      ${password}  (仅显示这一次)`]
    : [`  sign in   ${email}`, `  password  ${password}  (shown only now)`];
}

const knownZh = ['  登录      用您的账号', '  密码      忘记了: shuke accounts reset-password E-MAIL'];
const knownEn = ['  sign in   with your account', '  password  lost: shuke accounts reset-password E-MAIL'];

const workerBanner = (url: string, language: Language): string =>
  language === 'zh'
    ? `熟客后台进程已启动，状态见 ${url}/ready\n`
    : `A Shuke worker runs; ${url}/ready says how it is\n`;
