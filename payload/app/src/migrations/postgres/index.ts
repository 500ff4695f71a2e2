import * as migration_20261122_211826_initial from './20261122_211826_initial.ts'

export const migrations = [
  { name: '20261122_211826_initial', up: migration_20261122_211826_initial.up, down: migration_20261122_211826_initial.down },
]
