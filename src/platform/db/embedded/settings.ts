/** PostgreSQL's settings by name. */
export type Settings = Readonly<Record<string, string | number>>;

/**
 * Settings of the embedded server, written anew at every start. Sized for a small machine: the whole product stays
 * under 900 MB when idle, of which this server may keep about 200.
 */
export const settings = (socketDirectory: string, changed: Settings = {}): string =>
  Object.entries({
    listen_addresses: '', // the socket only: no port to fight for, nothing on the network
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
    max_connections: 60,
    shared_buffers: '128MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    autovacuum_max_workers: 2,
    io_method: 'sync', // the default starts three more processes
    jit: 'off', // its compiler costs more than it saves on statements of milliseconds
    random_page_cost: 1.1,
    checkpoint_timeout: '15min',
    max_wal_size: '1GB',
    fsync: 'on',
    synchronous_commit: 'on',
    // After a crash the server first makes sure that its files are on the disk: 1,700 of them one by one took 3.4 s, the
    // whole file system at once 22 ms, and others' unwritten data with it. Only Linux has that, from 5.8 with its errors.
    ...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A failed statement's text, detail or message can hold a personal value: the log has the server's own life only.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_lock_waits: 'off',
    ...changed,
  })
    .map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'\n`)
    .join('');
