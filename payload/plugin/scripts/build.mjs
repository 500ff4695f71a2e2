// Compiles the plugin into an empty dist. In a fresh checkout it installs the compiler first, so that `npm pack` alone makes the package.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

const plugin = path.resolve(import.meta.dirname, '..')

function run(program, args, cwd) {
  // npm pack prints the name of the package on stdout, and nothing else belongs there.
  const { status } = spawnSync(program, args, {
    cwd,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}

function compiler() {
  try {
    return createRequire(path.join(plugin, 'package.json')).resolve('typescript/bin/tsc')
  } catch {
    return null
  }
}

if (compiler() === null) {
  const workspace = path.dirname(plugin)
  if (existsSync(path.join(workspace, 'package-lock.json'))) run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], workspace)
  else run('npm', ['install', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'], plugin)
}
await rm(path.join(plugin, 'dist'), { recursive: true, force: true })
run(process.execPath, [compiler(), '-p', 'tsconfig.json'], plugin)
