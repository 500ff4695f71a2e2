// A real, minimal MP4: Payload reads the boxes of an upload and refuses what is none.
const box = (type, content = Buffer.alloc(0)) => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, content])
}

/** An MP4 whose media data are these bytes. */
export const clip = (content = 'moving pictures') => {
  const brand = Buffer.concat([Buffer.from('isom'), Buffer.from([0, 0, 2, 0]), Buffer.from('isomiso2mp41')])
  return Buffer.concat([box('ftyp', brand), box('free'), box('mdat', Buffer.from(content))])
}
