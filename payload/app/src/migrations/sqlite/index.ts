import * as migration_20261122_201307_initial from './20261122_201307_initial.ts'

export const migrations = [
  { name: '20261122_201307_initial', up: migration_20261122_201307_initial.up, down: migration_20261122_201307_initial.down },
]
