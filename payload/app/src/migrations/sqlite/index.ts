import * as migration_20261122_211819_initial from './20261122_211819_initial.ts'
import * as migration_20261128_205254_billing_unit from './20261128_205254_billing_unit.ts'
import * as migration_20261128_213309_provider_answers from './20261128_213309_provider_answers.ts'
import * as migration_20261129_122223_storyboard_seconds from './20261129_122223_storyboard_seconds.ts'
import * as migration_20261129_225456_vendor_wire_forms from './20261129_225456_vendor_wire_forms.ts'
import * as migration_20261129_233422_takes from './20261129_233422_takes.ts'

export const migrations = [
  { name: '20261122_211819_initial', up: migration_20261122_211819_initial.up, down: migration_20261122_211819_initial.down },
  { name: '20261128_205254_billing_unit', up: migration_20261128_205254_billing_unit.up, down: migration_20261128_205254_billing_unit.down },
  { name: '20261128_213309_provider_answers', up: migration_20261128_213309_provider_answers.up, down: migration_20261128_213309_provider_answers.down },
  { name: '20261129_122223_storyboard_seconds', up: migration_20261129_122223_storyboard_seconds.up, down: migration_20261129_122223_storyboard_seconds.down },
  { name: '20261129_225456_vendor_wire_forms', up: migration_20261129_225456_vendor_wire_forms.up, down: migration_20261129_225456_vendor_wire_forms.down },
  { name: '20261129_233422_takes', up: migration_20261129_233422_takes.up, down: migration_20261129_233422_takes.down },
]
