import * as migration_20261122_201316_initial from './20261122_201316_initial.ts'

export const migrations = [
  { name: '20261122_201316_initial', up: migration_20261122_201316_initial.up, down: migration_20261122_201316_initial.down },
]
