// One process at a time: its JSON lines, its log, and what of its failing is worth telling.
import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { results } from './places.mjs'

const logFile = () => join(results, 'run.log')

/** A line in the log of the run, and on standard error. */
export function tell(text) {
  mkdirSync(results, { recursive: true })
  appendFileSync(logFile(), `${new Date().toISOString()} ${text}\n`)
  process.stderr.write(`${text}\n`)
}

export class Failed extends Error {}

/**
 * Runs a process to its end; answers the JSON objects among its lines. Throws `Failed` with the end of what it said where
 * it exits with another code than 0 or takes longer than `limit` seconds.
 */
export function run(command, args, { limit = 1800, env = {} } = {}) {
  const title = [command, ...args].map(part => part.split('/').at(-1)).join(' ')
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
    let out = ''
    let err = ''
    let late = false
    const timer = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
    }, limit * 1000)
    child.stdout.on('data', text => (out += text))
    child.stderr.on('data', text => (err = (err + text).slice(-8000)))
    child.on('error', error => reject(new Failed(`${title}: ${error.message}`)))
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const objects = out.split('\n').filter(line => line.startsWith('{"'))
      appendFileSync(logFile(), `  ${title}\n${objects.map(line => `    ${line}\n`).join('')}`)
      if (code === 0) return resolve(objects.map(line => JSON.parse(line)))
      const said = err.trim().split('\n').slice(-6).join('\n')
      reject(
        new Failed(
          `${title}: ${late ? `stopped after ${limit} s` : signal ? `ended by ${signal}` : `exit ${code}`}\n${said}`,
        ),
      )
    })
  })
}

/** A script of ours in a fresh process. */
export const node = (script, args = [], { flags = ['--expose-gc'], ...options } = {}) =>
  run(process.execPath, [...flags, script, ...args.map(String)], options)
