// What cannot work is said when the config is built, with the option that helps: before a migration is half done.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { postgresAdapter } from '@payloadcms/db-postgres'
import { sqliteAdapter } from '@payloadcms/db-sqlite'
import { videoGenPlugin } from 'payload-plugin-videogen'

const databases = [
  sqliteAdapter({ client: { url: 'file:./never.db' } }),
  postgresAdapter({ pool: { connectionString: 'postgres://never' } }),
]
const projects = { slug: 'projects', fields: [{ name: 'title', type: 'text' }] }
const assets = (...fields) => ({ slug: 'assets', upload: true, fields })
const build = (options, collections, db = databases[0]) => videoGenPlugin({ slugs: { media: 'assets' }, ...options })({ db, collections })
const extend = { media: { extend: true } }
const project = { name: 'project', type: 'relationship', relationTo: 'projects' }

const sharing = {
  'a relation': project,
  'an upload': { name: 'project', type: 'upload', relationTo: 'assets' },
  'a field in camel case': { name: 'projectId', type: 'text' },
  'a group': { name: 'project', type: 'group', fields: [{ name: 'id', type: 'text' }] },
  'a tab with a name': { type: 'tabs', tabs: [{ name: 'project', fields: [{ name: 'id', type: 'text' }] }] },
  'a field in a row': { type: 'row', fields: [project] },
  'a field in a tab': { type: 'tabs', tabs: [{ label: 'All', fields: [project] }] },
}
for (const [kind, field] of Object.entries(sharing)) {
  test(`${kind} with the column of one of our fields is refused with the option that avoids it`, () => {
    for (const db of databases)
      assert.throws(
        () => build(extend, [projects, assets(field)], db),
        /in 'assets' the fields '(project|projectId|project\.id)' and 'project_id' would share the column 'project_id'.*fieldNames: \{ media: \{ project_id: 'videogen_project_id' \} \}.*payload\.fields: \{ "media\.project_id"/,
      )
    const built = build({ ...extend, fieldNames: { media: { project_id: 'videogen_project_id' } } }, [projects, assets(field)])
    assert.match(JSON.stringify(built.collections.find((c) => c.slug === 'assets').fields), /"videogen_project_id"/)
  })
}

const apart = {
  'links to many': { ...project, hasMany: true },
  'a link to several collections': { ...project, relationTo: ['projects', 'assets'] },
  rows: { name: 'project', type: 'array', fields: [{ name: 'id_of', type: 'text' }] },
  'a localized relation': { ...project, localized: true },
  'our field itself': { name: 'project_id', type: 'text' },
  'our field in a row': { type: 'row', fields: [{ name: 'project_id', type: 'text' }] },
}
for (const [kind, field] of Object.entries(apart)) {
  test(`${kind}: no column is shared`, () => {
    const built = build(extend, [projects, assets(field)])
    const names = JSON.stringify(built.collections.find((c) => c.slug === 'assets').fields).match(/"name":"project_id"/g)
    assert.equal(names.length, 1)
  })
}

test('where documents are no rows, no column is shared', () => {
  assert.ok(build(extend, [projects, assets(project)], { name: 'mongoose' }))
})

test('a field of ours in another kind is refused', () => {
  assert.throws(
    () => build(extend, [projects, assets({ ...project, name: 'project_id' })]),
    /the field 'project_id' of 'assets' is of the kind 'relationship', and the agent writes a text there\. Give ours another name/,
  )
})

test('our own names may not share a column either, nor collections a table', () => {
  assert.throws(
    () => videoGenPlugin({ fieldNames: { jobs: { project_id: 'episodeId' } } })({ db: databases[0], collections: [] }),
    /in 'videoGenJobs' the fields '.*' and '.*' would share the column 'episode_id'\. Choose another name in fieldNames\.jobs\./,
  )
  assert.throws(
    () => videoGenPlugin()({ db: databases[0], collections: [{ slug: 'video-segments', fields: [] }] }),
    /the collections 'video-segments' and 'videoSegments' would share the table 'video_segments'/,
  )
})

test('an upload collection that is used as it is stays as it is', () => {
  const mine = assets(project)
  const built = build({ media: { existing: true } }, [projects, mine])
  assert.equal(
    built.collections.find((c) => c.slug === 'assets'),
    mine,
  )
  const segments = built.collections.find((c) => c.slug === 'videoSegments')
  assert.equal(segments.fields.find((f) => f.name === 'media').relationTo, 'assets')
  assert.throws(() => build({ media: { existing: true } }, [projects]), /media\.existing is on, but there is no collection 'assets'/)
  assert.throws(() => build({ media: { existing: true } }, [{ slug: 'assets', fields: [] }]), /'assets' is no upload collection/)
  assert.throws(() => build({ media: { existing: true, extend: true } }, [mine]), /Choose one of the two/)
})
