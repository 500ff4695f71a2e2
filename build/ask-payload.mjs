// Asks the CMS of ./demo --payload what the demo wants to tell: node build/ask-payload.mjs URL ready|summary|segment
const [url, what] = process.argv.slice(2)
const headers = { Authorization: `users API-Key ${process.env.PAYLOAD_API_KEY}` }
const get = async (path) => {
  const answer = await fetch(`${url}/api/${path}`, { headers })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return answer.json()
}
const count = async (slug) => (await get(`${slug}/count`)).totalDocs

if (what === 'ready') {
  if (!(await get('users/me')).user) throw new Error('The key is not known.')
} else if (what === 'summary') {
  const [jobs, segments, media] = await Promise.all(['videoGenJobs', 'videoSegments', 'media'].map(count))
  console.log(`PayloadCMS holds ${jobs} jobs, ${segments} segments and ${media} clips.`)
} else if (what === 'segment') {
  const { docs } = await get('videoSegments?limit=1&depth=0&sort=segment_id&select[segment_id]=true')
  console.log(docs.length > 0 ? `${url}/admin/collections/videoSegments/${docs[0].id}` : `${url}/admin/collections/videoSegments`)
}
