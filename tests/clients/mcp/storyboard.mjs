// A storyboard that any videogen server can render without a key: pictures drawn here, the free local provider asked for.
import { crc32, deflateSync } from 'node:zlib';

const width = 640;
const height = 360;

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
  return framed;
};

/** A PNG: a disc on a gradient, somewhere else for every number. */
export const picture = number => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0, at = 0; y < height; y++) {
    rows[at++] = 0;
    for (let x = 0; x < width; x++) {
      const disc = (x - 100 * number) ** 2 + (y - 180) ** 2 < 3600;
      rows[at++] = disc ? 240 : 40 + (x >> 3);
      rows[at++] = disc ? 200 : 60;
      rows[at++] = disc ? 60 : 80 + (y >> 2);
    }
  }
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0)),
  ]);
};

/** Arguments of the storyboard tools. */
export const storyboard = (frames, more = {}) => {
  const numbers = Array.from({ length: frames }, (_, i) => i + 1);
  return {
    generated_frames: numbers.map(n => ({
      frame_id: `SCENE_1_SHOT_${n}`,
      image_url: `data:image/png;base64,${picture(n).toString('base64')}`,
    })),
    storyboard_frames: numbers.map(n => ({
      frame_id: `SCENE_1_SHOT_${n}`,
      description: 'A disc over a plain, “at dusk” – 黄昏.',
      camera_notes: 'slow push-in',
      duration_seconds: 1,
    })),
    project_context: { project_id: 'mcp-clients', episode_id: 'walk' },
    ...more,
    video_settings: { provider_override: 'animatic', ...more.video_settings },
  };
};
