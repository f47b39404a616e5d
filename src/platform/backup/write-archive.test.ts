import { randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFolder, removeFolder } from '../../../test/faults/live-server.ts';
import { mayMount, mountDisk, unmountDisk } from '../../../test/faults/small-disk.ts';
import { createArchive } from './write-archive.ts';

const MIB = 1024 * 1024;

describe.runIf(await mayMount())('an archive on a disk that fills up', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await openFolder();
    await mountDisk(folder, 2);
  });
  afterAll(async () => {
    await unmountDisk(folder);
    await removeFolder(folder);
  });

  it('fails with the member that does not fit, though there is room again for the next', async () => {
    const ballast = join(folder, 'ballast');
    await writeFile(ballast, Buffer.alloc(MIB));
    const archive = await createArchive(join(folder, 'a.shuke'), new Date());
    // The system takes what fits of it, and says so without an error.
    const outcomes = [await archive.add('one', randomBytes(1.5 * MIB)).catch((error) => error.code)];
    await rm(ballast);
    outcomes.push(await archive.add('two', randomBytes(1000)).catch((error) => error.code));
    expect(outcomes).toEqual(['ENOSPC', 'ENOSPC']);
    await archive.abandon();
    expect(await readdir(folder)).toEqual([]);
  });
});
