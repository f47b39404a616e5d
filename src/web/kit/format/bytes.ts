const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size as file managers show it: 442 KB, 1.2 GB. The same in every language. */
export function formatBytes(bytes: number): string {
  const step = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024))),
  );
  const value = bytes / 1024 ** step;
  return `${value.toFixed(value < 10 && step > 0 ? 1 : 0)} ${units[step]}`;
}
