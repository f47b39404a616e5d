/** The advisory lock of migrations and distributions: 'shuk' in ASCII. One at a time in a database; the others wait. */
export const migrationLock = 0x7368756b;
