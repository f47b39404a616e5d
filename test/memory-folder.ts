import { statfs } from 'node:fs/promises';

/** The file system in memory that Linux machines have. */
export const memoryFolder = '/dev/shm';

/** A worker was seen to keep 0.8 GB at most (src/platform/db/embedded/server.test.ts); three at work on two cores, and another run beside. */
const needed = 6 * 1024 ** 3;

/**
 * Whether this machine has room for a run's files in memory. On a disk 8 of a run's 36 minutes of processor time were the
 * system's: copying the template of a world's database takes a tenth here, and a sync nothing. What is written still goes
 * through the same calls; a test that kills a process cannot tell, since memory outlives processes.
 */
export async function hasRoomInMemory(): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(memoryFolder);
    return bavail * bsize >= needed && process.availableMemory() >= needed;
  } catch {
    return false;
  }
}
