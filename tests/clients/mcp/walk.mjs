// What every client has to be able to do with the server. A client is handed in as a handful of functions, see v1.mjs and v2.mjs.
import assert from 'node:assert/strict';
import { storyboard } from './storyboard.mjs';

const tools = ['plan_video_segments', 'synthesize_video_segments', 'get_video_segments', 'choose_video_take', 'cancel_video_segments'];

/**
 * @param name said with every step
 * @param client call(name, arguments, options), list(), resources(), templates(), complete(uri, argument, context), read(uri), prompt(name, arguments)
 */
export const walk = async (name, client) => {
  const step = async (words, run) => {
    await run();
    console.log(`ok  ${name}: ${words}`);
  };
  // As a model is told to: a call that did not wait long enough is followed, never repeated.
  const followed = async result => {
    while (result.structuredContent?.status === 'in_progress') {
      result = await client.call('get_video_segments', { request_id: result.structuredContent.request_id, wait_seconds: 45 });
    }
    return result;
  };
  const text = result => result.content.map(block => block.text ?? '').join('\n');

  await step('the five tools are listed with schemas and honest hints', async () => {
    const listed = await client.list();
    assert.deepEqual(listed.map(tool => tool.name), tools);
    for (const tool of listed) {
      assert.equal(tool.inputSchema.type, 'object');
      assert.equal(tool.outputSchema.type, 'object');
      assert.ok(tool.title && tool.description);
      assert.ok(!JSON.stringify(tool.outputSchema).includes('anyOf'), `${tool.name} answers without a choice of forms`);
    }
    const hints = Object.fromEntries(listed.map(tool => [tool.name, tool.annotations]));
    assert.equal(hints.plan_video_segments.readOnlyHint, true);
    assert.equal(hints.synthesize_video_segments.openWorldHint, true);
    assert.equal(hints.get_video_segments.readOnlyHint, true);
    assert.equal(hints.cancel_video_segments.destructiveHint, true);
  });

  let plan;
  await step('a plan validates against its schema', async () => {
    const result = await client.call('plan_video_segments', storyboard(3));
    assert.ok(!result.isError, text(result));
    plan = result.structuredContent;
    assert.equal(plan.segments.length, 2);
    assert.deepEqual(JSON.parse(result.content[1].text), plan);
  });

  let answer;
  await step('the approved plan is rendered, with progress in order', async () => {
    const seen = [];
    const result = await followed(await client.call(
      'synthesize_video_segments', storyboard(3, { plan_hash: plan.plan_hash }), { onprogress: news => seen.push(news) }));
    assert.ok(!result.isError, text(result));
    answer = result.structuredContent;
    assert.equal(answer.status, 'finished');
    assert.equal(answer.video_segments.length, 2, text(result));
    assert.ok(seen.length >= 2, 'progress was told');
    seen.forEach((news, i) => assert.ok(i === 0 || news.progress > seen[i - 1].progress, 'progress grows'));
    assert.ok(seen.every(news => news.total === 2 && news.message.length > 0));
    const links = result.content.filter(block => block.type === 'resource_link');
    assert.equal(links.filter(link => link.mimeType === 'video/mp4').length, 2);
    assert.ok(links.some(link => link.uri === `videogen://requests/${answer.request_id}`));
  });

  await step('a take is chosen, and the answer says by whom', async () => {
    const result = await client.call('choose_video_take', { request_id: answer.request_id, segment_id: 'SEGMENT_1' });
    assert.ok(!result.isError, text(result));
    assert.equal(result.structuredContent.video_segments[0].chosen, true);
    assert.ok(result.structuredContent.video_segments[0].chosen_by && result.structuredContent.video_segments[0].chosen_at);
    const wrong = await client.call('choose_video_take', { request_id: answer.request_id });
    assert.ok(wrong.isError && text(wrong).includes('/segment_id'));
    answer = (await client.call('get_video_segments', { request_id: answer.request_id })).structuredContent;
  });

  await step('a request is found again, and its record can be read', async () => {
    const result = await client.call('get_video_segments', { request_id: answer.request_id });
    assert.deepEqual(result.structuredContent.video_segments, answer.video_segments);
    const newest = await client.call('get_video_segments', {});
    assert.ok(newest.structuredContent.requests.some(request => request.request_id === answer.request_id && request.delivered === 2), text(newest));
    const templates = await client.templates();
    assert.ok(templates.some(template => template.uriTemplate === 'videogen://requests/{request_id}'));
    const record = await client.read(`videogen://requests/${answer.request_id}`);
    assert.equal(JSON.parse(record.contents[0].text).request_id, answer.request_id);
    const segment = await client.read(`videogen://segments/${answer.request_id}/SEGMENT_1`);
    assert.equal(JSON.parse(segment.contents[0].text).segment_id, 'SEGMENT_1');
  });

  await step('records are listed, proposed and read', async () => {
    const listed = await client.resources();
    assert.ok(listed.some(resource => resource.uri === `videogen://requests/${answer.request_id}`));
    assert.ok(JSON.parse((await client.read('videogen://models')).contents[0].text).providers[0].models[0].lengths.length > 0);
    const template = listed.find(resource => resource.uri.startsWith('videogen://templates/'));
    assert.ok(JSON.parse((await client.read(template.uri)).contents[0].text).template_text);
    const begun = answer.request_id.slice(0, 6);
    assert.ok((await client.complete('videogen://requests/{request_id}', { name: 'request_id', value: begun })).includes(answer.request_id));
    assert.deepEqual(
      await client.complete(
        'videogen://segments/{request_id}/{segment_id}', { name: 'segment_id', value: 'SEG' }, { arguments: { request_id: answer.request_id } }),
      ['SEGMENT_1', 'SEGMENT_2']);
  });

  await step('what was not waited for is cancelled by its tool', async () => {
    const pending = await client.call('synthesize_video_segments', storyboard(2, { wait_seconds: 0 }));
    const result = await client.call('cancel_video_segments', { request_id: pending.structuredContent.request_id });
    assert.ok(!result.isError, text(result));
    assert.equal(result.structuredContent.request_id, pending.structuredContent.request_id);
  });

  await step('what was not waited for is delivered later', async () => {
    const pending = await client.call('synthesize_video_segments', storyboard(2, { wait_seconds: 0 }));
    const result = await followed(pending);
    assert.equal(result.structuredContent.status, 'finished', text(result));
  });

  await step('wrong arguments are told all at once, in words, without an exception', async () => {
    const wrong = await client.call('plan_video_segments', { storyboard_frames: [{ frame_id: 'A' }], wait_seconds: 900 });
    assert.equal(wrong.isError, true);
    for (const place of ['/generated_frames', '/storyboard_frames/0/description', '/wait_seconds']) {
      assert.ok(text(wrong).includes(place), `${place} is named in: ${text(wrong)}`);
    }
    const refused = await client.call('synthesize_video_segments', storyboard(1, { plan_hash: 'another' }));
    assert.equal(refused.isError, true);
    assert.ok(text(refused).includes('plan_changed'));
    const query = await client.call('get_video_segments', { id: 'x', wait_seconds: 91 });
    assert.ok(query.isError && text(query).includes('/id') && text(query).includes('/wait_seconds'));
    const unknown = await client.call('get_video_segments', { request_id: 'req_none' });
    assert.ok(unknown.isError && text(unknown).includes('request_unknown'));
  });

  await step('an unknown tool and an unknown record are errors of the protocol', async () => {
    await assert.rejects(client.call('render_film', {}), error => error.code === -32602);
    await assert.rejects(
      client.read('videogen://requests/req_none'),
      error => error.code === -32602 && error.data?.uri === 'videogen://requests/req_none');
  });

  await step('giving up a call ends it at once, and the server serves on', async () => {
    const give = new AbortController();
    const call = client.call('synthesize_video_segments', storyboard(4), { signal: give.signal, onprogress: () => give.abort() });
    await assert.rejects(call);
    assert.equal((await client.list()).length, tools.length);
  });

  await step('calls run side by side', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => client.call('plan_video_segments', storyboard(2))));
    assert.ok(results.every(result => result.structuredContent.plan_hash));
  });

  await step('the prompt leads from storyboard to clips', async () => {
    const prompt = await client.prompt('storyboard_to_clips', { budget_usd: '5' });
    assert.ok(prompt.messages[0].content.text.includes('plan_video_segments'));
  });
};
