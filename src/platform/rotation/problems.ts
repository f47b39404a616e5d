import { problem } from '../errors.ts';

export const rotationRunning = problem('master-rotation-running', 409, {
  zh: '另一处正在更换主密钥，请等它结束。',
  en: 'The master key is being changed elsewhere; wait until that has ended.',
});

export const notTold = (count: number) =>
  problem('processes-not-told', 503, {
    zh: `有 ${count} 个进程在一分钟内没有取得新主密钥 (KMS 不可达，或程序停滞?)。其日志会说明原因；排除后再次运行 shuke keys rotate-master 即可继续，其间一切照常。`,
    en: `${count} processes did not take up the new master key within a minute (a KMS out of reach, a process that hangs?). Their logs say why. Then run shuke keys rotate-master again: it goes on, and meanwhile everything works.`,
  });
