import { execFileSync } from 'node:child_process'
import { accessSync, chownSync, constants, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A PostgreSQL server for one test run, on a socket in a folder of its own. */
export interface TemporaryPostgres {
  /** A new empty database. */
  newDatabase(): string
  stop(): void
}

/** The folder that holds `initdb` and `pg_ctl`, or the reason why there is none to use. */
export function findPostgres(): { bin: string } | { missing: string } {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map(version => join(debian, version, 'bin')), ...(process.env['PATH'] ?? '').split(':')]
  const bin = folders.find(folder => ['initdb', 'pg_ctl', 'postgres'].every(name => isExecutable(join(folder, name))))
  if (bin === undefined) return { missing: 'PostgreSQL is not installed (Debian: apt-get install postgresql)' }
  if (process.getuid?.() === 0 && !existsSync('/usr/sbin/runuser') && !existsSync('/sbin/runuser'))
    return { missing: 'PostgreSQL cannot run as root and there is no runuser' }
  return { bin }
}

export function startPostgres(bin: string): TemporaryPostgres {
  const folder = mkdtempSync(join(tmpdir(), 'parfocal-pg-'))
  const asRoot = process.getuid?.() === 0
  if (asRoot) chownSync(folder, numberOf('-u'), numberOf('-g'))
  const run = (program: string, args: readonly string[]) => {
    const [file, ...rest] = asRoot
      ? ['runuser', '-u', 'postgres', '--', join(bin, program), ...args]
      : [join(bin, program), ...args]
    // What the server prints goes to its log file: a pipe that it keeps open would make this wait for its end.
    execFileSync(file!, rest, { cwd: folder, stdio: 'ignore', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  }
  const data = join(folder, 'data')
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'])
  run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', `-k ${folder} -c listen_addresses=''`, 'start'])
  let databases = 0
  return {
    newDatabase() {
      const name = `test${databases++}`
      run('psql', ['-h', folder, '-U', 'postgres', '-c', `create database ${name}`])
      return `postgres://postgres@/${name}?host=${encodeURIComponent(folder)}`
    },
    stop() {
      run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const numberOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
