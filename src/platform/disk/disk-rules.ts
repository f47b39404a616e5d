/** Room on the file system that a folder lies on, in bytes; `free` is what this user may still write. */
export interface Room {
  readonly free: number;
  readonly total: number;
}

const megabyte = 1024 ** 2;

/**
 * Free bytes below which writes are refused: what is set, else 1 % of the disk or 200 MB, whichever is less. A full
 * disk makes PostgreSQL panic and leaves ClickHouse half-written parts to clear away; and to delete anything, both have
 * to write.
 */
export const floorOf = (room: Room, set: number | undefined): number =>
  set ?? Math.min(Math.floor(room.total / 100), 200 * megabyte);

/** Refused below the floor, taken again a quarter above it: at the floor itself it would change with every write. */
export const isLow = (room: Room, floor: number, wasLow: boolean): boolean =>
  room.free < (wasLow ? floor * 1.25 : floor);
